r"""Polynomials with rational coefficients in a fixed number of unknowns.

*Defines* `ring` and the few operations that the deciding procedures need beyond ``+ - *``:
reading terms, scaling to integers, solving a linear equation for an unknown, replacing an unknown,
and division with remainder by one polynomial.

*Notation.* Unknowns are numbered from 0. A monomial is its tuple of exponents, one per unknown.

*Why python-flint.* Its multivariate polynomials are exact and hold no expression tree, so that
nothing is simplified behind our back; two polynomials are equal exactly when their terms are.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

Polynomial: TypeAlias = fmpq_mpoly
Monomial = tuple[int, ...]
Ring: TypeAlias = fmpq_mpoly_ctx

RING_STEP = 16


def ring(unknowns: int) -> Ring:
    """Return a polynomial ring with at least so many unknowns.

    Sizes are rounded up: flint keeps every ring that was ever asked for.

    >>> len(ring(3).gens())
    16
    """
    size = RING_STEP * max(1, -(-unknowns // RING_STEP))
    return fmpq_mpoly_ctx.get([f"v{i}" for i in range(size)], Ordering.degrevlex)


def terms(p: Polynomial) -> Iterator[tuple[Monomial, Fraction]]:
    """Yield monomials with their coefficients."""
    for monomial, coefficient in p.to_dict().items():
        yield monomial, Fraction(int(coefficient.p), int(coefficient.q))


def plain(p: Polynomial) -> dict[Monomial, Fraction]:
    """Return the terms in Python's own numbers, for use without flint."""
    return {tuple(map(int, monomial)): c for monomial, c in terms(p)}


def constant_term(p: Polynomial) -> Fraction:
    """Return the coefficient of 1."""
    return next((c for m, c in terms(p) if not any(m)), Fraction(0))


def unknowns(p: Polynomial) -> frozenset[int]:
    """Return the numbers of the unknowns that occur."""
    return frozenset(i for m in p.to_dict() for i, e in enumerate(m) if e)


def scaled(p: Polynomial, factor: Fraction) -> Polynomial:
    """Multiply by a rational number."""
    return p * fmpq(factor.numerator, factor.denominator)


def content(p: Polynomial) -> Fraction:
    """Return the positive c with p/c integral and primitive (1 for p = 0).

    >>> x, y = ring(2).gens()[:2]
    >>> content(scaled(4 * x + 6 * y, Fraction(1, 3)))
    Fraction(2, 3)
    """
    numerator, denominator = 0, 1
    for _, c in terms(p):
        numerator, denominator = gcd(numerator, c.numerator), lcm(denominator, c.denominator)
    return Fraction(numerator or 1, denominator)


def key(p: Polynomial) -> tuple[tuple[Monomial, Fraction], ...]:
    """Return a hashable stand-in, equal exactly for equal polynomials of one ring."""
    return tuple(sorted(terms(p)))


def replaced(p: Polynomial, unknown: int, value: Polynomial) -> Polynomial:
    """Put a polynomial for an unknown."""
    if not p.degrees()[unknown]:
        return p
    gens = list(p.context().gens())
    gens[unknown] = value
    return p.compose(*gens, ctx=p.context())


def solved_for(p: Polynomial, unknown: int) -> tuple[Fraction, Polynomial] | None:
    """Return (a, r) with ``p = a (unknown - r)``, a a number and r free of the unknown, else None.

    >>> x, y = ring(2).gens()[:2]
    >>> a, r = solved_for(2 * x - 6 * y * y, 0)
    >>> a, r == 3 * y * y
    (Fraction(2, 1), True)
    """
    if p.degrees()[unknown] != 1:
        return None
    slope = p.derivative(unknown)
    if not slope.is_constant():
        return None
    a = constant_term(slope)
    gen = p.context().gen(unknown)
    return a, gen - scaled(p, 1 / a)


def pull_multiples(
    e: Polynomial, d: Polynomial, *, integers: Container[int]
) -> tuple[Polynomial, Polynomial]:
    r"""Split ``e = d t + r`` so that t takes integer values and r depends on e modulo d alone.

    With d = c d', c its content, e is divided by d' and the quotient is reduced modulo c term by
    term: :math:`2 W + 3 = 2 (W + 1) + 1`. Terms of the quotient in unknowns that are not among
    ``integers`` stay in r.

    >>> s, t = ring(2).gens()[:2]
    >>> quotient, rest = pull_multiples(s * t + 3 * s + 2, s, integers={0, 1})
    >>> quotient == t + 3, rest == 2
    (True, True)
    """
    c = content(d)
    quotient, _ = divmod(e, scaled(d, 1 / c))
    whole = e.context().from_dict(
        {
            m: a // c
            for m, a in terms(quotient)
            if a // c and all(i in integers for i, exponent in enumerate(m) if exponent)
        }
    )
    return whole, e - d * whole
