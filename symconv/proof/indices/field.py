r"""Exact numbers with roots: a prime field in which the squares stand in for positive numbers.

*Defines* `Field`.

*Idea.* In the field of p elements with p = 3 modulo 4, the squares other than 0 are a group of odd
order m = (p - 1)/2. Like the positive real numbers it is closed under products and quotients, and
each of its elements has exactly one square root in it, :math:`a^{1/2} = a^{(m + 1)/2}`; the same
holds for roots of degree 3, 5 and 7, which do not divide m either. The primes up to 47 are squares,
as sizes should be. So
:math:`\sqrt{a b} = \sqrt a \sqrt b` and every other law of powers of positive numbers holds, and a
formula with roots has an exact value at a point where its bases are squares.

An identity between such formulas holds in the field wherever both sides have a value. A false
statement survives a random point with a probability of about (degree)/p.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from symconv.proof.indices.numbers import NotHere

MODULUS = 2305843009213057079
ORDER = (MODULUS - 1) // 2


@dataclass(frozen=True)
class Field:
    """The integers modulo a prime near 2^61.

    >>> Field().exact(Fraction(1, 2)) * 2 % MODULUS
    1
    """

    def exact(self, value: Fraction) -> int:
        """Return a rational number in the field."""
        return value.numerator * self.inverse(value.denominator) % MODULUS

    def reduced(self, value: int) -> int:
        """Return the remainder."""
        return value % MODULUS

    def inverse(self, value: int) -> int:
        """Return 1/a."""
        if value % MODULUS == 0:
            raise NotHere("a divisor is 0")
        return pow(value, -1, MODULUS)

    def power(self, value: int, exponent: Fraction) -> int:
        """Return a power; a fractional one needs a square as its base.

        >>> Field().power(Field().power(25, Fraction(1, 2)), Fraction(2))
        25
        """
        if exponent.denominator == 1:
            whole = exponent.numerator
            if whole >= 0:
                return pow(value, whole, MODULUS)
            return self.inverse(pow(value, -whole, MODULUS))
        if value == 0 and exponent > 0:
            return 0
        if value == 0 or pow(value, ORDER, MODULUS) != 1:
            raise NotHere("a base under a root is not a square")
        if gcd(ORDER, exponent.denominator) != 1:
            raise NotHere(f"roots of degree {exponent.denominator} are not unique here")
        upper = exponent.numerator * pow(exponent.denominator, -1, ORDER)
        return pow(value, upper % ORDER, MODULUS)

    def drawn(self, source: random.Random, *, positive: bool) -> int:
        """Return an element other than 0, or a square."""
        number = source.randrange(1, MODULUS)
        return number * number % MODULUS if positive else number
