r"""Exact numbers with roots: a prime field in which the squares stand in for positive numbers.

*Defines* `MODULUS`, `root_power`, `inverse` and the error `NotHere`.

*Idea.* In the field of p elements with p = 3 modulo 4, the squares other than 0 are a group of odd
order m = (p - 1)/2. Like the positive real numbers it is closed under products and quotients, and
each of its elements has exactly one square root in it, :math:`a^{1/2} = a^{(m + 1)/2}`; the same
holds for roots of degree 3, 5 and 7, which do not divide m either. So
:math:`\sqrt{a b} = \sqrt a \sqrt b` and every other law of powers of positive numbers holds, and a
formula with roots has an exact value at a point where its bases are squares.

An identity between such formulas holds in the field wherever both sides have a value. A false
statement survives a random point with a probability of about (degree)/p.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

MODULUS = 2305843009213693907
ORDER = (MODULUS - 1) // 2


class NotHere(Exception):
    """The point does not serve: a divisor is 0, or a base under a root is not a square."""


def residue(value: Fraction) -> int:
    """Return a rational number in the field.

    >>> residue(Fraction(1, 2)) * 2 % MODULUS
    1
    """
    return value.numerator * inverse(value.denominator) % MODULUS


def inverse(a: int) -> int:
    """Return 1/a; raise NotHere for 0."""
    if a % MODULUS == 0:
        raise NotHere("a divisor is 0")
    return pow(a, -1, MODULUS)


def root_power(base: int, exponent: Fraction) -> int:
    """Return a power; a fractional one needs a square as its base.

    >>> root_power(root_power(5**2, Fraction(1, 2)), Fraction(2)) == 25
    True
    """
    if exponent.denominator == 1:
        whole = exponent.numerator
        return pow(base, whole, MODULUS) if whole >= 0 else inverse(pow(base, -whole, MODULUS))
    if base == 0 and exponent > 0:
        return 0
    if base == 0 or pow(base, ORDER, MODULUS) != 1:
        raise NotHere("a base under a root is not a square")
    if gcd(ORDER, exponent.denominator) != 1:
        raise NotHere(f"roots of degree {exponent.denominator} are not unique here")
    return pow(base, exponent.numerator * pow(exponent.denominator, -1, ORDER) % ORDER, MODULUS)
