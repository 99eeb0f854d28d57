r"""Numbers that are not rational, between two rational numbers.

*Defines* `Enclosed`, `is_exact` and `power_between`. Two such numbers are the same as far as
anybody can tell while their ranges meet, and different for certain when they do not: that is all
that refuting a formula needs.

*Method.* :math:`(p / q)^{a / b}` is the b-th root of a rational number, which is found between two
neighbouring multiples of :math:`2^{-BITS}` by a root of integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from flint import fmpz

from symconv.proof.exact_numbers import Exact, Undefined, power, reduced

BITS = 160
DEGREE_LIMIT = 128


@dataclass(frozen=True, eq=False)
class Enclosed:
    """A real number between ``low`` and ``high``, both included.

    ``==`` says that it cannot be told apart, ``<`` that it is smaller for certain.

    >>> power_between(2, Fraction(1, 2)) == power_between(2, Fraction(1, 2)), Enclosed(1, 2) == 3
    (True, False)
    """

    low: Exact
    high: Exact

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int | Fraction | Enclosed):
            return False
        least, most = ends(other)
        return self.low <= most and least <= self.high

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: Exact | Enclosed) -> bool:
        return self.high < ends(other)[0]

    def __gt__(self, other: Exact | Enclosed) -> bool:
        return self.low > ends(other)[1]

    def __str__(self) -> str:
        return f"{float(self.low):.4g}..."


Real = Exact | Enclosed


def ends(value: Real) -> tuple[Exact, Exact]:
    """Return between which numbers a value lies."""
    return (value.low, value.high) if isinstance(value, Enclosed) else (value, value)


def is_exact(value: object) -> bool:
    """Whether a value, or every entry of an array, is known and not only enclosed.

    >>> is_exact(((1, 2), (3, 4))), is_exact((1, power_between(2, Fraction(1, 2))))
    (True, False)
    """
    if isinstance(value, tuple):
        return all(map(is_exact, value))
    return not isinstance(value, Enclosed)


def between(low: Exact, high: Exact) -> Real:
    """Return an exact number, or the range widened to few digits."""
    if low == high:
        return low
    scale = 1 << BITS
    return Enclosed(Fraction(floor(low * scale), scale), Fraction(ceil(high * scale), scale))


def added(terms: list[Real]) -> Real:
    """Return a sum."""
    pairs = [ends(t) for t in terms]
    return between(reduced(sum(a for a, _ in pairs)), reduced(sum(b for _, b in pairs)))


def multiplied(a: Real, b: Real) -> Real:
    """Return a product."""
    products = [reduced(Fraction(x) * y) for x in ends(a) for y in ends(b)]
    return between(min(products), max(products))


def inverted(a: Real) -> Real:
    """Return a reciprocal; raise Undefined where 0 lies between."""
    low, high = ends(a)
    if low <= 0 <= high:
        raise Undefined("a division by 0, or by what may be 0")
    return between(reduced(1 / Fraction(high)), reduced(1 / Fraction(low)))


def magnitude(a: Real) -> Real:
    """Return an absolute value."""
    low, high = ends(a)
    if low >= 0:
        return a
    return between(-high, -low) if high <= 0 else between(0, max(-low, high))


def power_between(base: Real, exponent: Exact) -> Real:
    """Return a power; a base below 0 takes whole exponents only. Raises Undefined."""
    if exponent.denominator == 1 and not isinstance(base, Enclosed):
        return power(base, exponent)
    low, high = ends(base)
    if low < 0 or (low == 0 and exponent <= 0):
        raise Undefined(f"{base} has no power {exponent}")
    if exponent < 0:
        return inverted(power_between(base, -exponent))
    return between(_root(low, exponent)[0], _root(high, exponent)[1])


def _root(base: Exact, exponent: Exact) -> tuple[Exact, Exact]:
    """Return numbers below and above a power of a number that is not negative."""
    top, degree = exponent.numerator, exponent.denominator
    if degree > DEGREE_LIMIT:
        raise Undefined(f"a root of degree {degree} is not computed")
    raised = Fraction(power(base, top))
    if (exact := _exact(raised, degree)) is not None:
        return exact, exact
    scaled = fmpz(floor(raised * (1 << (BITS * degree))))
    below = int(scaled.root(degree))
    return Fraction(below, 1 << BITS), Fraction(below + 1, 1 << BITS)


def _exact(value: Fraction, degree: int) -> Exact | None:
    roots = [fmpz(n).root(degree) for n in (value.numerator, value.denominator)]
    if roots[0] ** degree == value.numerator and roots[1] ** degree == value.denominator:
        return reduced(Fraction(int(roots[0]), int(roots[1])))
    return None
