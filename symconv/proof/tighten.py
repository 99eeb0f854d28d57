r"""One normal form for a comparison with 0: scaled, freed of positive factors, tight for integers.

*Defines* `tightened`. Each change is an equivalence:

* a factor that is positive at sight is dropped;
* a positive number is divided out;
* for integer values, ``p > 0`` is ``p - 1 >= 0``, and with g the greatest common divisor of the
  coefficients, :math:`g q + c \ge 0` is :math:`q + \lfloor c / g \rfloor \ge 0`;
* ``p != 0`` is ``p > 0`` or ``-p > 0``.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from symconv.algebra.polynomial import Polynomial, constant_term, content, scaled, unknowns
from symconv.proof.formula import FALSE, TRUE, All, Any, Formula, Literal
from symconv.proof.unknowns import Unknowns

FACTOR_LIMIT = 60


def tightened(formula: Formula, table: Unknowns) -> Formula:
    """Return an equivalent formula whose literals are in normal form and not ``!=``."""
    match formula:
        case All(parts):
            kept = tuple(f for part in parts if (f := tightened(part, table)) != TRUE)
            return FALSE if FALSE in kept else kept[0] if len(kept) == 1 else All(kept)
        case Any(parts):
            kept = tuple(f for part in parts if (f := tightened(part, table)) != FALSE)
            return TRUE if TRUE in kept else kept[0] if len(kept) == 1 else Any(kept)
        case Literal(p, "ne"):
            return tightened(Any((Literal(p, "gt"), Literal(-p, "gt"))), table)
        case Literal():
            return _literal(formula, table)


def _literal(literal: Literal, table: Unknowns) -> Formula:
    p = without_positive_factors(table.reduced(literal.p), table)
    if p.is_constant():
        c = constant_term(p)
        holds = {"ge": c >= 0, "gt": c > 0, "eq": c == 0}[literal.sign]
        return TRUE if holds else FALSE
    p = scaled(p, 1 / content(p))
    if not unknowns(p) <= table.integers:
        return Literal(p, literal.sign)
    c = constant_term(p)
    free = p - table.constant(c)
    g = content(free)
    free, c = scaled(free, 1 / g), c / g
    if literal.sign == "eq":
        return Literal(p, "eq") if c.denominator == 1 else FALSE
    bound = floor(c) if literal.sign == "ge" else -floor(-c) - 1
    return Literal(free + table.constant(Fraction(bound)), "ge")


def without_positive_factors(p: Polynomial, table: Unknowns) -> Polynomial:
    """Drop factors that are positive at sight, and the size of a number in front."""
    if len(p) > FACTOR_LIMIT or p.total_degree() < 2:
        return p
    unit, factors = p.factor()
    result = table.constant(Fraction(1 if unit > 0 else -1))
    for factor, multiplicity in factors:
        if not table.above_zero(factor):
            result = result * factor ** int(multiplicity)
    return result
