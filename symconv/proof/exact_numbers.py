"""Exact arithmetic at a point, with an error wherever there is no value.

*Defines* `Exact` (an int, or a Fraction that is not an integer), the error `Undefined`, and the
operations that are not defined everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from symconv.errors import ProofError

Exact = int | Fraction

SIZE_LIMIT = 20_000
BIT_LIMIT = 10_000


class Undefined(ProofError):
    """There is no value here: a name is free, a divisor is 0, or the work is too much."""


def reduced(a: Exact) -> Exact:
    """Return an integer as an int."""
    return int(a) if a.denominator == 1 else a


def integer(a: Exact) -> int:
    """Return an integer; raise Undefined for a fraction."""
    if a.denominator != 1:
        raise Undefined(f"{a} is not an integer")
    return int(a)


def natural(a: Exact) -> int:
    """Return an integer from 0 to `SIZE_LIMIT`."""
    if integer(a) < 0 or a > SIZE_LIMIT:
        raise Undefined(f"{a} is negative or too large")
    return int(a)


def quotient(a: Exact, b: Exact) -> Exact:
    """Divide.

    >>> quotient(1, 2), quotient(4, 2)
    (Fraction(1, 2), 2)
    """
    if b == 0:
        raise Undefined("a division by 0")
    return reduced(Fraction(a) / b)


def remainder(a: Exact, b: Exact) -> Exact:
    """Return ``a - b floor(a / b)`` for b > 0; texts do not agree on other moduli.

    >>> remainder(-3, 5)
    2
    """
    if b <= 0:
        raise Undefined(f"a remainder by {b}")
    return reduced(a % b)


def power(base: Exact, exponent: Exact) -> Exact:
    """Raise to an integer power; ``0^0`` is undefined."""
    n = integer(exponent)
    if base == 0 and n <= 0:
        raise Undefined("0 has no such power")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size > 1 and size * abs(n) > BIT_LIMIT:
        raise Undefined("a power is too large")
    return reduced(Fraction(base) ** n)


def root(a: Exact, degree: Exact) -> Exact:
    """Return a square root that is rational.

    >>> root(Fraction(9, 4), 2)
    Fraction(3, 2)
    """
    if degree == 2 and a >= 0:
        top, bottom = isqrt(a.numerator), isqrt(a.denominator)
        if top * top == a.numerator and bottom * bottom == a.denominator:
            return quotient(top, bottom)
    raise Undefined(f"the root of {a} is not rational")


def is_multiple(a: Exact, divisor: Exact) -> bool:
    """Whether the divisor divides a; 0 divides 0 alone."""
    n, d = integer(a), integer(divisor)
    return n == 0 if d == 0 else n % d == 0


def span(start: Sequence[Exact], last: Exact) -> range:
    """Return the integers that ``{start, ..., last}`` holds; start is one number, or a, a + 1 …

    >>> span([0, 1], 4)
    range(0, 5)
    """
    first = [integer(a) for a in start]
    if not first or first != list(range(first[0], first[0] + len(first))):
        raise Undefined("a set with dots does not rise in steps of 1")
    return range(first[0], integer(last) + 1)
