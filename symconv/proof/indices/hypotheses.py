r"""Hypotheses read for the index calculus: bounds of free indices, relations between sizes.

*Defines* `scalars_of`, `relations_in` and `speaks_of_reals`. An integer name that the hypotheses
bound from both sides is a free index; an equation that an integer unknown occurs in with
coefficient 1 or -1 gives its value; :math:`s \mid e` gives :math:`e = s z` for a new integer z. A
hypothesis of another kind is not used, which can lose a proof but never make a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symconv.algebra.index_terms import indices_of, is_index, plus, slope, unknown, unknowns_of
from symconv.algebra.named_polynomial import NoValue, Scalar, minus, spelled, times
from symconv.latex.tree import Chain, Dots, Expr, SetOf, Space, Statement, Symbol
from symconv.notation import Domain, Kind, Name
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.evaluation.compiling import conjuncts, free_names
from symconv.proof.indices.forms import integer_form
from symconv.proof.indices.scalars import Scalars, Unsupported

ORDERS = ("<", "<=", ">", ">=")


def scalars_of(context: Context, *, with_indices: bool = True) -> Scalars:
    """Read the hypotheses of a context; ``with_indices`` False takes every name for a scalar."""
    parts = [p for h in context.hypotheses for p in relations_in(h)]
    names = _bounded_twice(parts, context) if with_indices else []
    scalars = Scalars(context, {n: "?" + n.latex for n in names})
    for part in parts:
        _use_equation(part, scalars)
    for part in parts:
        _use_order(part, scalars)
    return scalars


def relations_in(statement: Statement) -> Iterator[Chain]:
    r"""Yield the relations of a hypothesis; ``u \in \{a, \dots, b\}`` as two inequalities."""
    for part in conjuncts(statement):
        match part:
            case Chain((left, SetOf((low, *_, Dots(), high))), ("in",)):
                yield Chain((low, left), ("<=",))
                yield Chain((left, high), ("<=",))
            case Chain((_, Space()), _):
                continue
            case Chain():
                yield part


def speaks_of_reals(hypothesis: Statement, context: Context) -> bool:
    """Whether a hypothesis restricts more than integers, so that a drawn point may violate it."""
    todo, seen = list(free_names(hypothesis)), set[Name]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        match context.definitions.get(name):
            case Formula(body, parameters, _):
                todo += free_names(body) - set(parameters)
            case Tensor():
                return True
            case None:
                if name not in context.symbols:
                    return True
                row = context.symbols[name]
                if row.kind is not Kind.SCALAR or not row.domain.is_integer:
                    return True
    return False


def _bounded_twice(parts: Iterable[Chain], context: Context) -> list[Name]:
    below: set[Name] = set()
    above: set[Name] = set()
    for part in parts:
        if part.relations[0] in ORDERS:
            small, large = part.sides if part.relations[0] in ("<", "<=") else part.sides[::-1]
            above |= _plain(small, context)
            below |= _plain(large, context)
    naturals = {n for n in above if context.symbols[n].domain is Domain.NATURAL}
    return sorted(above & (below | naturals))


def _plain(side: Expr, context: Context) -> set[Name]:
    """Return the name that a side is, if it may be an index."""
    match side:
        case Symbol(name) if name in context.symbols and name not in context.definitions:
            row = context.symbols[name]
            indexing = row.domain in (Domain.INTEGER, Domain.NATURAL)
            return {name} if row.kind is Kind.SCALAR and indexing else set()
    return set()


def _use_equation(part: Chain, scalars: Scalars) -> None:
    relation = part.relations[0]
    try:
        left, right = (_form(side, scalars) for side in part.sides)
        if relation == "=":
            _solve(minus(left, right), scalars)
        elif relation == "mid":
            quotient = unknown(f"quotient of {spelled(right)} by {spelled(left)}")
            _solve(minus(right, times(left, quotient)), scalars)
    except NoValue:
        return


def _use_order(part: Chain, scalars: Scalars) -> None:
    relation = part.relations[0]
    if relation not in ORDERS:
        return
    try:
        left, right = (_form(side, scalars) for side in part.sides)
    except NoValue:
        return
    if relation in (">", ">="):
        left, right = right, left
    form = minus(minus(right, left), int(relation in ("<", ">")))
    _bound(form, scalars)
    scalars.know(form)


def _form(side: Expr, scalars: Scalars) -> Scalar:
    """Return a side as a polynomial in integers; raise Unsupported for anything else."""
    value, given = integer_form(side, {}, scalars)
    if given.bound:
        raise Unsupported("a hypothesis with a floor of an index")
    return scalars.settled(value)


def _solve(form: Scalar, scalars: Scalars) -> None:
    """Use an equation to replace one unknown that it holds with coefficient 1 or -1."""
    for name in sorted(unknowns_of(form)):
        a = slope(form, name)
        rest = plus(form, times(-1, times(a, unknown(name))))
        replaceable = not (is_index(name) or name.startswith(_DERIVED))
        if replaceable and a in (1, -1) and name not in unknowns_of(rest):
            scalars.give(name, times(-1, times(a, rest)))
            return


_DERIVED = (r"\lfloor (", "quotient of ")


def _bound(form: Scalar, scalars: Scalars) -> None:
    """Note ``form >= 0`` as a bound of the one free index that it holds with coefficient 1, -1."""
    names = indices_of(form)
    if len(names) != 1:
        return
    name, a = names[0], slope(form, names[0])
    low, high = scalars.boxes.get(name, (None, None))
    rest = minus(form, times(a, unknown(name)))
    if a == 1 and low is None:
        low = times(-1, rest)
    elif a == -1 and high is None:
        high = rest
    scalars.boxes[name] = (low, high)
