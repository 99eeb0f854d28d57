r"""The second road of a proof: both sides at random points of a prime field.

*Defines* `agrees` and `equations_in`. Where a statement has roots or derivatives, exact evaluation
with rational numbers cannot follow; the field can, for one choice of small sizes at a time. It does
not prove; it can object.

*Why several seeds.* A root of a perfect square, :math:`\\sqrt{(x^2 + 1)^2}`, is one of two numbers
in the field, and only one of them fits. A true equation then holds at half of the points; a false
one holds at nearly none. So one point where the sides agree is enough.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import Boxed, Chain, Expr, Quantified, Statement
from symconv.notation import Name
from symconv.proof.context import Context
from symconv.proof.evaluation.compiling import conjuncts
from symconv.proof.indices.field import Field
from symconv.proof.indices.numbers import NotHere, TooMuchWork
from symconv.proof.indices.values import PointValues

TRIES, DISAGREEING, STEPS = 60, 16, 30_000


def agrees(statement: Statement, context: Context, integers: Mapping[Name, int]) -> bool | None:
    """Whether all equations of a statement hold at a random point; None where none serves.

    ``integers`` gives the sizes and the free indices. Raises TooMuchWork for large sizes.
    """
    pairs = equations_in(statement)
    if not pairs:
        return None
    disagreeing = spent = 0
    for seed in range(TRIES):
        point = PointValues(context, integers, seed, Field(), limit=STEPS)
        try:
            if all(point.value(a, {}) == point.value(b, {}) for a, b in pairs):
                return True
        except NotHere:
            spent += point.steps
            if spent > STEPS:
                raise TooMuchWork("no point with roots was found") from None
            continue
        except TooMuchWork:
            raise
        except NoValue:
            return None
        disagreeing += 1
        if disagreeing == DISAGREEING:
            return False
    return None


def equations_in(statement: Statement) -> list[tuple[Expr, Expr]]:
    """Return the equations of a statement, none where it says something else."""
    if isinstance(statement, Boxed):
        return equations_in(statement.body)
    if isinstance(statement, Quantified):
        return []
    found = []
    for part in conjuncts(statement):
        match part:
            case Chain((left, right), ("=" | ":=",)):
                found.append((left, right))
            case _:
                return []
    return found
