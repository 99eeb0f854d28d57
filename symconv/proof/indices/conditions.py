r"""Iverson brackets as terms: equalities, orders, divisibility, ranges, and their negation.

:math:`[P \wedge Q] = [P][Q]`, :math:`[\neg P] = 1 - [P]`, and :math:`[c \mid e] = \sum_z [e = c z]`
for c > 0, where at most one integer z counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symconv.algebra.index_bounds import is_positive
from symconv.algebra.index_terms import Term, indices_of, multiplied, unknown
from symconv.algebra.named_polynomial import Scalar, minus, times
from symconv.latex.tree import Chain, Expr, Logic, Not, SetOf, Statement
from symconv.proof.indices.forms import Scope, form_of
from symconv.proof.indices.hypotheses import relations_in
from symconv.proof.indices.scalars import Scalars, Unsupported

TERM_LIMIT = 512


def conditions_of(statement: Statement, scope: Scope, scalars: Scalars) -> list[Term]:
    """Return a bracket as a sum of terms; raise Unsupported for other conditions."""
    match statement:
        case Not(body):
            return _negated(conditions_of(body, scope, scalars))
        case Logic("and", parts):
            return product(conditions_of(p, scope, scalars) for p in parts)
        case Logic("or", parts):
            none = product(_negated(conditions_of(p, scope, scalars)) for p in parts)
            return _negated(none)
        case Chain(_, ("in",)) if not isinstance(statement.sides[1], SetOf):
            raise Unsupported("membership in something that is not a range")
        case Chain():
            return product(_relation(r, scope, scalars) for r in relations_in(statement))
    raise Unsupported(f"{type(statement).__name__.lower()} as a condition")


def _relation(part: Chain, scope: Scope, scalars: Scalars) -> list[Term]:
    relation = part.relations[0]
    if relation == "mid":
        return [_divides(part, scope, scalars)]
    difference, given = _difference(part.sides[0], part.sides[1], scope, scalars)
    match relation:
        case "=":
            found = Term(1, equalities=(difference,))
        case "!=":
            equal = multiplied(given, Term(-1, equalities=(difference,)))
            return [given, equal]
        case "<=":
            found = Term(1, inequalities=(times(-1, difference),))
        case "<":
            found = Term(1, inequalities=(minus(times(-1, difference), 1),))
        case ">=":
            found = Term(1, inequalities=(difference,))
        case ">":
            found = Term(1, inequalities=(minus(difference, 1),))
        case _:
            raise Unsupported(f"the relation {relation!r} in a condition")
    return [multiplied(given, found)]


def _difference(left: Expr, right: Expr, scope: Scope, scalars: Scalars) -> tuple[Scalar, Term]:
    """Return a positive multiple of left - right, and the conditions of its floors."""
    a, b = form_of(left, scope, scalars), form_of(right, scope, scalars)
    if not (is_positive(a.below, scalars.facts) and is_positive(b.below, scalars.facts)):
        raise Unsupported("a quotient whose divisor is not known to be positive")
    difference = minus(times(a.above, b.below), times(b.above, a.below))
    return difference, multiplied(a.given, b.given)


def _divides(part: Chain, scope: Scope, scalars: Scalars) -> Term:
    (divisor, first), (value, second) = (
        form_of(side, scope, scalars).integer() for side in part.sides
    )
    if indices_of(divisor) or not is_positive(divisor, scalars.facts):
        raise Unsupported("a divisor that is not known to be positive")
    index = scalars.fresh()
    equal = minus(value, times(divisor, unknown(index)))
    return multiplied(multiplied(first, second), Term(1, (), {index: None}, (equal,)))


def _negated(terms: list[Term]) -> list[Term]:
    return [Term(1), *scaled(terms, -1)]


def scaled(terms: Iterable[Term], factor: Scalar) -> list[Term]:
    """Multiply coefficients."""
    return [replace(t, coefficient=times(factor, t.coefficient)) for t in terms]


def product(factors: Iterable[list[Term]]) -> list[Term]:
    """Multiply sums of terms out."""
    found = [Term(1)]
    for factor in factors:
        if len(found) * len(factor) > TERM_LIMIT:
            raise Unsupported(f"more than {TERM_LIMIT} terms")
        found = [multiplied(a, b) for a in found for b in factor]
    return found
