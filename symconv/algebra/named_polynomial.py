r"""Exact scalars: rational numbers, and polynomials in unknowns that are known by name.

*Defines* `Polynomial`, `Scalar`, the error `NoValue`, and the arithmetic of scalars.

*Notation.* A scalar is an ``int``, a ``Fraction`` that is not an integer, or a `Polynomial` that is
not constant: one spelling per value, so that equal values compare equal. A monomial is the sorted
tuple of its unknowns, ``("w_{0}", "w_{0}", "x_{1}")`` for :math:`w_0^2 x_1`.

*Why names.* The entries of a tensor that is given by letters are independent unknowns, thousands of
them, of which a value uses few. `symconv.algebra.polynomial` has few unknowns, fixed beforehand.

Two polynomials with rational coefficients agree for all values of the unknowns exactly when they
have the same terms, so comparing terms is a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from symconv.errors import ProofError

Number = int | Fraction
Monomial = tuple[str, ...]

TERM_LIMIT = 100_000
BIT_LIMIT = 100_000


class NoValue(ProofError):
    """An expression has no exact value here: a name is free, an operation undefined, or too big."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial that is not constant: non-zero coefficients by monomial."""

    terms: Mapping[Monomial, Number]

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __str__(self) -> str:
        return _spelled(self, {}, "")


Scalar = int | Fraction | Polynomial


def reduced(number: Number) -> Number:
    """Return an integer as an int."""
    return number.numerator if number.denominator == 1 else number


def magnitude(number: Number) -> Number:
    """Return the absolute value."""
    return -number if number < 0 else number


def total(values: Iterable[Scalar]) -> Scalar:
    """Add scalars, collecting terms once.

    >>> total([Fraction(1, 2), Fraction(1, 2)])
    1
    """
    constant: Number = 0
    terms: dict[Monomial, Number] = {}
    for value in values:
        if isinstance(value, Polynomial):
            for monomial, coefficient in value.terms.items():
                terms[monomial] = terms.get(monomial, 0) + coefficient
        else:
            constant += value
    if not terms:
        return reduced(constant)
    terms[()] = terms.get((), 0) + constant
    return _collected(terms)


def times(a: Scalar, b: Scalar) -> Scalar:
    """Multiply two scalars; raise NoValue when the product has too many terms."""
    if isinstance(a, Polynomial):
        return _multiplied(a.terms, b.terms) if isinstance(b, Polynomial) else _scaled(a, b)
    if isinstance(b, Polynomial):
        return _scaled(b, a)
    product = a * b
    return product if type(product) is int else reduced(product)


def minus(a: Scalar, b: Scalar) -> Scalar:
    """Subtract two scalars."""
    if not isinstance(a, Polynomial) and not isinstance(b, Polynomial):
        return reduced(a - b)
    terms: dict[Monomial, Number] = dict(a.terms) if isinstance(a, Polynomial) else {(): a}
    for monomial, c in b.terms.items() if isinstance(b, Polynomial) else (((), b),):
        terms[monomial] = terms.get(monomial, 0) - c
    return _collected(terms)


def divided(a: Scalar, b: Scalar) -> Scalar:
    """Divide by a number that is not 0; raise NoValue for other divisors."""
    if isinstance(b, Polynomial):
        raise NoValue(f"the divisor {b} is not a number")
    if b == 0:
        raise NoValue("division by 0")
    if isinstance(a, int) and isinstance(b, int) and a % b == 0:
        return a // b
    return times(a, 1 / Fraction(b))


def raised(base: Scalar, exponent: int) -> Scalar:
    """Raise to an integer power; raise NoValue for ``0^0``, ``1/0`` and huge results."""
    if exponent < 0:
        return divided(1, raised(base, -exponent))
    if exponent == 0 and base == 0:
        raise NoValue("0^0 has no agreed value")
    if not isinstance(base, Polynomial):
        size = max(base.numerator.bit_length(), base.denominator.bit_length())
        if size > 1 and size * exponent > BIT_LIMIT:
            raise NoValue(f"a power with exponent {exponent} is too large")
        return reduced(base**exponent)
    if exponent > 64:
        raise NoValue(f"a polynomial to the power {exponent} is too large")
    result: Scalar = 1
    for _ in range(exponent):
        result = times(result, base)
    return result


def spelled(value: Scalar, plain: Mapping[str, str] | None = None) -> str:
    """Write a scalar for people, or for SymPy when ``plain`` gives identifiers of the generators.

    >>> x = Polynomial({("x_{0}",): -1, (): Fraction(1, 2)})
    >>> spelled(x), spelled(x, {"x_{0}": "x_0"})
    ('1/2 - x_{0}', '1/2 - x_0')
    """
    if not isinstance(value, Polynomial):
        return str(value)
    return _spelled(value, plain or {}, "*" if plain else "")


def _collected(terms: dict[Monomial, Number]) -> Scalar:
    kept = {m: c if type(c) is int else reduced(c) for m, c in terms.items() if c}
    if not kept:
        return 0
    return kept[()] if len(kept) == 1 and () in kept else Polynomial(kept)


def _scaled(p: Polynomial, factor: Number) -> Scalar:
    if factor == 1:
        return p
    return _collected({m: c * factor for m, c in p.terms.items()})


def _multiplied(a: Mapping[Monomial, Number], b: Mapping[Monomial, Number]) -> Scalar:
    if len(a) * len(b) > TERM_LIMIT:
        raise NoValue(f"a product of polynomials with {len(a)} and {len(b)} terms is too large")
    terms: dict[Monomial, Number] = {}
    for m, c in a.items():
        for n, e in b.items():
            product = tuple(sorted(m + n)) if m and n else m or n
            terms[product] = terms.get(product, 0) + c * e
    return _collected(terms)


def _spelled(value: Polynomial, plain: Mapping[str, str], sign: str) -> str:
    text = ""
    for monomial in sorted(value.terms, key=lambda m: (len(m), m)):
        coefficient = value.terms[monomial]
        factors = [plain.get(g, g) for g in monomial]
        if abs(coefficient) != 1 or not factors:
            factors.insert(0, str(abs(coefficient)))
        product = (sign or " ").join(factors)
        if not text:
            text = f"-{product}" if coefficient < 0 else product
        else:
            text += f" - {product}" if coefficient < 0 else f" + {product}"
    return text
