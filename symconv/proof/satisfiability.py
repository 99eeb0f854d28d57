"""Whether hypotheses can be met together.

*Defines* `can_be_met`. Hypotheses that no values satisfy would prove anything, so a point is looked
for at which all of them hold. Where scattered values do not meet an equation about entries of
arrays, such as a row of targets that adds up to 1, the last entry that the equation reads is
computed from the others. The point that is found is tested like any other.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from symconv.latex.tree import Chain, Logic, Not, Statement
from symconv.notation import Domain
from symconv.proof.context import Context
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number, truth
from symconv.proof.point_truth import OutOfSteps, Point, Steps
from symconv.proof.sampling import STEPS, Elements, assignments, counterexample
from symconv.proof.sampling_plan import plan_of

POINTS = 300


def can_be_met(statements: tuple[Statement, ...], context: Context) -> bool:
    """Whether a point was found at which all statements hold; the context assumes nothing else.

    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> from symconv.proof.author import statement
    >>> table = SymbolTable.of(scalars("n", Domain.NATURAL))
    >>> less = statement("n < 1", table)
    >>> can_be_met((less,), Context(table, {}, (less,)))
    True
    """
    if not statements:
        return True
    together = statements[0] if len(statements) == 1 else Logic("and", statements)
    return bool(counterexample(Not(together), context).failing) or _with_entries(
        statements, Context(context.symbols, context.definitions, ())
    )


def _with_entries(statements: tuple[Statement, ...], context: Context) -> bool:
    equations = [s for s in statements if isinstance(s, Chain) and s.relations == ("=",)]
    if not equations:
        return False
    plan = plan_of(Logic("and", statements), context)
    steps = Steps(STEPS)
    for values in islice(assignments(plan, context.symbols), POINTS):
        elements = Elements(context.symbols, len(values))
        point = Point(values, context.definitions, elements, steps=steps)
        try:
            for equation in equations:
                _meet(equation, point, elements)
            if all(truth(s, point) for s in statements):
                return True
        except Undefined:
            continue
        except OutOfSteps:
            return False
    return False


def _meet(equation: Chain, point: Point, elements: Elements) -> None:
    """Change the last entry that only this equation has read, where it is affine in the entry."""
    left, right = equation.sides
    before = set(elements.used)
    if number(left, point) == number(right, point):
        return
    read = [
        key
        for key in elements.used
        if key not in before and elements.symbols[key[0]].domain is Domain.REAL
    ]
    if not read:
        return

    def gap(x: Exact) -> Exact:
        elements.used[read[-1]] = x
        return number(left, point) - number(right, point)

    at0, at1 = gap(0), gap(1)
    if at0 != at1:
        gap(Fraction(at0) / (at0 - at1))
