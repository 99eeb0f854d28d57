"""Sums, products and quotients of trees in which zeros and ones are not written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.latex.tree import (
    Add,
    Chain,
    Divide,
    Expr,
    Iverson,
    Multiply,
    Negative,
    Number,
    Power,
)

ZERO, ONE, TWO = (Number(Fraction(n)) for n in range(3))


def summed(terms: Sequence[Expr]) -> Expr:
    """Add expressions.

    >>> summed([ZERO, ONE]) == ONE, summed([]) == ZERO
    (True, True)
    """
    kept = tuple(t for t in terms if t != ZERO)
    if len(kept) > 1:
        return Add(kept)
    return kept[0] if kept else ZERO


def product(*factors: Expr) -> Expr:
    """Multiply expressions, in this order.

    >>> product(ONE, TWO) == TWO, product(ZERO, TWO) == ZERO
    (True, True)
    """
    if ZERO in factors:
        return ZERO
    kept = tuple(f for f in factors if f != ONE)
    if len(kept) > 1:
        return Multiply(kept, "cdot")
    return kept[0] if kept else ONE


def less(term: Expr) -> Expr:
    """Return ``-term``."""
    return term if term == ZERO else Negative(term)


def quotient(above: Expr, below: Expr) -> Expr:
    """Divide expressions."""
    return above if above == ZERO else Divide(above, below)


def lowered(base: Expr, exponent: Expr) -> Expr:
    """Return ``base`` to the power ``exponent - 1``."""
    if not isinstance(exponent, Number):
        return Power(base, Add((exponent, Negative(ONE))))
    value = exponent.value - 1
    if value in (0, 1):
        return base if value == 1 else ONE
    return Power(base, number(value))


def number(value: Fraction) -> Expr:
    """Return a number as a tree whose literals are not negative."""
    size = Number(abs(value))
    return Negative(size) if value < 0 else size


def inside(index: Expr, size: Expr) -> Expr:
    """Return 1 where an index lies inside a size, else 0."""
    return Iverson(Chain((ZERO, index, summed([size, less(ONE)])), ("<=", "<=")))
