r"""Formulas over polynomial inequalities: what a statement becomes once it is translated.

*Defines* `Literal` (a polynomial compared with 0), `All`, `Any`, and negation, which is pushed down
to the literals: ``not p >= 0`` is ``-p > 0``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

from symconv.algebra.polynomial import Polynomial, replaced

Sign = Choice["ge", "gt", "eq", "ne"]


@dataclass(frozen=True)
class Literal:
    """``p >= 0``, ``p > 0``, ``p = 0`` or ``p != 0``."""

    p: Polynomial
    sign: Sign


@dataclass(frozen=True)
class All:
    """Every part holds; no parts: true."""

    parts: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Any:
    """Some part holds; no parts: false."""

    parts: tuple[Formula, ...] = ()


Formula = Literal | All | Any
TRUE, FALSE = All(), Any()


def negated(formula: Formula) -> Formula:
    """Return the formula that holds exactly where this one does not.

    >>> negated(Any((TRUE, FALSE))) == All((FALSE, TRUE))
    True
    """
    match formula:
        case Literal(p, "ge"):
            return Literal(-p, "gt")
        case Literal(p, "gt"):
            return Literal(-p, "ge")
        case Literal(p, sign):
            return Literal(p, "ne" if sign == "eq" else "eq")
        case All(parts):
            return Any(tuple(map(negated, parts)))
        case Any(parts):
            return All(tuple(map(negated, parts)))


def put(formula: Formula, unknown: int, value: Polynomial) -> Formula:
    """Replace an unknown in every literal."""
    match formula:
        case Literal(p, sign):
            return Literal(replaced(p, unknown, value), sign)
        case All(parts):
            return All(tuple(put(f, unknown, value) for f in parts))
        case Any(parts):
            return Any(tuple(put(f, unknown, value) for f in parts))
