"""Real numbers between two rational numbers: sharp, except for roots, and never wrong.

*Defines* `Interval` and `Intervals`. If the intervals of two sides do not meet, the sides differ:
this refutes, where a comparison of floats would only suggest.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from symconv.proof.indices.numbers import NotHere

BITS = 96
SMALL = tuple(Fraction(n, 2) for n in (-4, -3, -2, -1, 1, 2, 3, 4, 6))
POSITIVE = tuple(Fraction(n, 2) for n in (1, 2, 3, 4))


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` to ``high``.

    >>> Interval(1, 2) * Interval(-3, 1)
    Interval(low=-6, high=2)
    """

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval | int) -> Interval:
        if isinstance(other, int):
            return Interval(self.low + other, self.high + other)
        return Interval(self.low + other.low, self.high + other.high)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval | int) -> Interval:
        return self + (-other)

    def __rsub__(self, other: int) -> Interval:
        return -self + other

    def __mul__(self, other: Interval | int) -> Interval:
        a, b = (other, other) if isinstance(other, int) else (other.low, other.high)
        ends = (self.low * a, self.low * b, self.high * a, self.high * b)
        return Interval(min(ends), max(ends))

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.low != 0 or self.high != 0


@dataclass(frozen=True)
class Intervals:
    """Arithmetic of intervals; points are drawn from small fractions."""

    def exact(self, value: Fraction) -> Interval:
        """Return a number as the interval that holds it alone."""
        return Interval(value, value)

    def reduced(self, value: Interval | int) -> Interval:
        """Return an interval."""
        return self.exact(Fraction(value)) if isinstance(value, int) else value

    def inverse(self, value: Interval) -> Interval:
        """Return 1 / value where 0 lies outside."""
        if value.low <= 0 <= value.high:
            raise NotHere("a divisor may be 0")
        return Interval(1 / value.high, 1 / value.low)

    def power(self, value: Interval, exponent: Fraction) -> Interval:
        """Return a power with an exponent in halves.

        >>> found = Intervals().power(Interval(Fraction(2), Fraction(2)), Fraction(1, 2))
        >>> found.low**2 <= 2 <= found.high**2
        True
        """
        if exponent < 0:
            return self.inverse(self.power(value, -exponent))
        if exponent.denominator == 2:
            root = Interval(_root(value.low, up=False), _root(value.high, up=True))
            return self.power(root, 2 * exponent)
        if exponent.denominator != 1:
            raise NotHere("a root that is not a square root")
        found = self.exact(Fraction(1))
        for _ in range(exponent.numerator):
            found = found * value
        return found

    def drawn(self, source: random.Random, *, positive: bool) -> Interval:
        """Return a small fraction."""
        return self.exact(source.choice(POSITIVE if positive else SMALL))


def _root(value: Fraction, *, up: bool) -> Fraction:
    """Return the square root to `BITS` binary places, rounded down or up."""
    if value < 0:
        raise NotHere("a base under a root may be negative")
    scaled = value * 4**BITS
    floor = isqrt(int(scaled))
    exact = floor * floor == scaled
    return Fraction(floor + (up and not exact), 2**BITS)
