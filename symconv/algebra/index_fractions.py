r"""Fractions of polynomials in scalars, in lowest terms: the coefficients of index notation.

*Defines* `lowest` and `added`. A fraction is a pair of a numerator and a divisor that is known not
to be 0; in lowest terms the divisor is primitive with a positive leading coefficient, so that equal
fractions are equal pairs.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction as Rational
from functools import lru_cache
from math import gcd, lcm

from flint import fmpq, fmpq_mpoly

from symconv.algebra import polynomial
from symconv.algebra.index_terms import plus, terms_of, unknowns_of
from symconv.algebra.named_polynomial import Number, Polynomial, Scalar, divided, times, total

Fraction = tuple[Scalar, Scalar]


def added(a: Fraction, b: Fraction) -> Fraction:
    """Add two fractions.

    >>> n = Polynomial({("n",): 1})
    >>> added((1, n), (n, times(n, n))) == (2, n)
    True
    """
    if a[1] == b[1]:
        return lowest(plus(a[0], b[0]), a[1])
    return lowest(plus(times(a[0], b[1]), times(b[0], a[1])), times(a[1], b[1]))


@lru_cache(maxsize=4096)
def lowest(above: Scalar, below: Scalar) -> Fraction:
    """Cancel what numerator and divisor share.

    >>> n = Polynomial({("n",): 1})
    >>> lowest(times(2, n), times(4, times(n, n))) == (Rational(1, 2), n)
    True
    """
    if above == 0:
        return 0, 1
    if not isinstance(below, Polynomial):
        return divided(above, below), 1
    if len(below.terms) == 1:
        return _without_names(above, below)
    return _without_common_factor(above, below)


def _without_names(above: Scalar, below: Polynomial) -> Fraction:
    """Cancel a divisor that is a product of names."""
    ((names, number),) = below.terms.items()
    left = Counter(names)
    for monomial, _ in terms_of(above):
        left &= Counter(monomial)
    rest = tuple(sorted((Counter(names) - left).elements()))
    parts: list[Scalar] = []
    for monomial, c in terms_of(above):
        kept = tuple(sorted((Counter(monomial) - left).elements()))
        parts.append(times(Polynomial({kept: 1}) if kept else 1, divided(c, number)))
    return total(parts), Polynomial({rest: 1}) if rest else 1


def _without_common_factor(above: Scalar, below: Polynomial) -> Fraction:
    names = sorted(unknowns_of(above) | unknowns_of(below))
    p, q = _flint(above, names), _flint(below, names)
    shared = p.gcd(q)
    p, q = p / shared, q / shared
    scale = _content(q)
    return _named(p / scale, names), _named(q / scale, names)


def _flint(value: Scalar, names: list[str]) -> fmpq_mpoly:
    ring = polynomial.ring(len(names))
    place = {name: n for n, name in enumerate(names)}
    found = {}
    for monomial, c in terms_of(value):
        exponents = [0] * ring.nvars()
        for name in monomial:
            exponents[place[name]] += 1
        found[tuple(exponents)] = fmpq(c.numerator, c.denominator)
    return ring.from_dict(found)


def _named(p: fmpq_mpoly, names: list[str]) -> Scalar:
    found: list[Scalar] = []
    for exponents, c in p.to_dict().items():
        monomial = tuple(n for n, e in zip(names, exponents, strict=False) for _ in range(int(e)))
        number: Number = Rational(int(c.p), int(c.q))
        found.append(times(number, Polynomial({monomial: 1}) if monomial else 1))
    return total(found)


def _content(p: fmpq_mpoly) -> fmpq:
    """Return what to divide by for integer coefficients without a common factor, the first > 0."""
    numbers = [Rational(int(c.p), int(c.q)) for c in p.to_dict().values()]
    below, above = lcm(*(n.denominator for n in numbers)), gcd(*(n.numerator for n in numbers))
    sign = 1 if p.leading_coefficient() > 0 else -1
    return fmpq(sign * above, below)
