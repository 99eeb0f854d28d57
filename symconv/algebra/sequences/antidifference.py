r"""Antidifferences: G with G(i + 1) - G(i) = w(i), for an exponential polynomial w.

*Defines* `Quotient`, `Closed` (a sum of quotients), `antidifference` and `summed`.

*Notation.* A term of w is :math:`c\, i^k\, T^i`, where T is a quotient :math:`t A / B` of a number
and powers of names. For T = 1, G is a polynomial of degree k + 1. Otherwise
:math:`G(i) = c\, T^i \sum_j q_j i^j`, and comparing the coefficients of
:math:`T \sum_j q_j (i + 1)^j - \sum_j q_j i^j = i^k` from the top gives

.. math:: q_k = \frac{1}{T - 1}, \qquad q_m = -\frac{T}{T - 1} \sum_{j>m} \binom{j}{m} q_j .

Where T contains a name the divisor is :math:`B - t A`, which the reader of the result must show to
be non-zero: r = 1 is another case, with another sum.

Nothing here is trusted: what follows from an antidifference is proved afresh from
:math:`G(i + 1) - G(i) = w(i)` by `symconv.proof.telescoping`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from symconv.algebra.index_terms import plus, put, slope, unknown
from symconv.algebra.named_polynomial import NoValue, Scalar, minus, raised, times
from symconv.algebra.sequences.exponential_polynomial import (
    ExpPoly,
    Powers,
    number,
    power,
)

ONE = number(1)


@dataclass(frozen=True)
class Quotient:
    """``numerator / divisor^power``; without powers of names below, ``power`` is 0."""

    numerator: ExpPoly
    divisor: ExpPoly = ONE
    power: int = 0

    def put(self, values: Mapping[str, Scalar]) -> Quotient:
        """Replace names above the line; the divisor contains neither indices nor sizes."""
        return Quotient(self.numerator.put(values), self.divisor, self.power)


Closed = tuple[Quotient, ...]


def summed(w: ExpPoly, index: str, lower: Scalar, upper: Scalar) -> Closed:
    r"""Return :math:`\sum_{i=lower}^{upper} w(i)` as G(upper + 1) - G(lower).

    >>> i, n = unknown("i"), unknown("n")
    >>> summed(number(i), "i", 0, 3)[0].numerator == number(6)
    True
    """
    if lower == upper:
        return collected([Quotient(w.put({index: lower}))])
    G = antidifference(w, index)
    after = [q.put({index: plus(upper, 1)}) for q in G]
    before = [q.put({index: lower}) for q in G]
    return collected([*after, *(Quotient(-q.numerator, q.divisor, q.power) for q in before)])


def antidifference(w: ExpPoly, index: str) -> Closed:
    """Return G; raises NoValue where an exponent is not linear in the index."""
    found: list[Quotient] = []
    for powers, coefficient in w.terms.items():
        for degree, c in _by_degree(coefficient, index).items():
            found.append(_of_term(degree, c, powers, index))
    return collected(found)


def collected(quotients: Iterable[Quotient]) -> Closed:
    """Add quotients with one divisor, over its highest power."""
    groups: dict[frozenset[tuple[Powers, Scalar]], list[Quotient]] = {}
    for q in quotients:
        groups.setdefault(frozenset(q.divisor.terms.items()), []).append(q)
    found = []
    for group in groups.values():
        divisor, top = group[0].divisor, max(q.power for q in group)
        numerator = ExpPoly()
        for q in group:
            numerator = numerator + q.numerator * divisor ** (top - q.power)
        if numerator.terms:
            found.append(Quotient(numerator, divisor, top))
    return tuple(found)


def _of_term(degree: int, c: Scalar, powers: Powers, index: str) -> Quotient:
    outside = ExpPoly({powers: c})
    t, above, below = _ratio(powers, index)
    if above == below:
        if t == 1:
            return Quotient(outside * number(_sum_of_powers(degree, index)))
        return Quotient(outside * number(_numeric(degree, t, index)))
    divisor = below - number(t) * above
    inner = _symbolic(degree, number(t) * above, divisor, index)
    return Quotient(-(outside * below * inner), divisor, degree + 1)


def _ratio(powers: Powers, index: str) -> tuple[Fraction, ExpPoly, ExpPoly]:
    """Return t, A and B of the factor t A / B by which the powers grow from i to i + 1."""
    t, above, below = Fraction(1), ONE, ONE
    for base, exponent in powers:
        a = slope(exponent, index)
        if not isinstance(a, int):
            raise NoValue(f"an exponent is not linear in {index}")
        if isinstance(base, Fraction):
            t *= base**a
        elif a > 0:
            above = above * power(base, a)
        else:
            below = below * power(base, -a)
    return t, above, below


def _numeric(degree: int, t: Fraction, index: str) -> Scalar:
    q = {degree: 1 / (t - 1)}
    for m in reversed(range(degree)):
        later = sum((comb(j, m) * q[j] for j in range(m + 1, degree + 1)), Fraction(0))
        q[m] = -t / (t - 1) * later
    return plus(*(times(a, raised(unknown(index), j) if j else 1) for j, a in q.items()))


def _symbolic(degree: int, top: ExpPoly, divisor: ExpPoly, index: str) -> ExpPoly:
    """Return the sum of q_j i^j times (top - below)^(degree + 1) / below, without its sign."""
    c = {degree: ONE}
    d = -divisor
    for m in reversed(range(degree)):
        inner = ExpPoly()
        for j in range(m + 1, degree + 1):
            inner = inner + number(comb(j, m)) * d ** (j - m - 1) * c[j]
        c[m] = -(top * inner)
    total = ExpPoly()
    for j, factor in c.items():
        i_to_j = raised(unknown(index), j) if j else 1
        total = total + number(i_to_j) * d**j * factor
    return total if degree % 2 == 0 else -total


def _sum_of_powers(degree: int, index: str) -> Scalar:
    """Return the polynomial p with p(i + 1) - p(i) = i^degree and p(0) = 0."""
    a = {degree + 1: Fraction(1, degree + 1)}
    for m in reversed(range(1, degree + 1)):
        later = sum((comb(j, m - 1) * a[j] for j in range(m + 1, degree + 2)), Fraction(0))
        a[m] = -later / m
    return plus(*(times(value, raised(unknown(index), j)) for j, value in a.items()))


def _by_degree(coefficient: Scalar, index: str) -> dict[int, Scalar]:
    """Split a polynomial by the degree of the index."""
    found: dict[int, Scalar] = {}
    degree, rest = 0, coefficient
    while rest != 0:
        constant = put(rest, {index: 0})
        if constant != 0:
            found[degree] = constant
        rest = slope(minus(rest, constant), index)
        degree += 1
    return found
