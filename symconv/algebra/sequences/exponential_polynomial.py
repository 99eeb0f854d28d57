r"""Exponential polynomials: sums of polynomial times powers, as data.

*Defines* `ExpPoly` and its arithmetic.

*Notation.* A value stands for :math:`\sum_j c_j\, b_1^{e_{j1}} b_2^{e_{j2}} \cdots`; a base b is
a rational number other than 0 and 1, or a name; an exponent e is a polynomial in names with integer
coefficients; a coefficient c is a polynomial in names with rational ones. Names are those of
indices and sizes: :math:`(n + 1)\, r^{n - L}` has the coefficient n + 1 and the exponent n - L.

*Normal form.* A number as a base keeps no constant in its exponent, :math:`2^{n+1} = 2 \cdot 2^n`,
a name does: :math:`r^{n+1}` is one power. Equal powers are collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symconv.algebra.index_terms import plus, put
from symconv.algebra.named_polynomial import Polynomial, Scalar, minus, times

Base = str | Fraction
Powers = tuple[tuple[Base, Scalar], ...]


@dataclass(frozen=True)
class ExpPoly:
    """Coefficients by the powers that they multiply; no coefficient is 0.

    >>> n = Polynomial({("n",): 1})
    >>> power("r", n) * power("r", 1) == power("r", plus(n, 1))
    True
    >>> power(Fraction(2), plus(n, 1)).terms
    {((Fraction(2, 1), Polynomial(terms={('n',): 1})),): 2}
    """

    terms: Mapping[Powers, Scalar] = field(default_factory=dict)

    def __add__(self, other: ExpPoly) -> ExpPoly:
        return _collected([*self.terms.items(), *other.terms.items()])

    def __neg__(self) -> ExpPoly:
        return ExpPoly({p: times(-1, c) for p, c in self.terms.items()})

    def __sub__(self, other: ExpPoly) -> ExpPoly:
        return self + -other

    def __mul__(self, other: ExpPoly) -> ExpPoly:
        products = [
            _normal(p + q, times(c, d))
            for p, c in self.terms.items()
            for q, d in other.terms.items()
        ]
        return _collected(products)

    def __pow__(self, exponent: int) -> ExpPoly:
        result = number(1)
        for _ in range(exponent):
            result = result * self
        return result

    def put(self, values: Mapping[str, Scalar]) -> ExpPoly:
        """Replace names in coefficients and exponents, not in bases."""
        return self._changed(lambda base: base, lambda value: put(value, values))

    def with_base(self, name: str, value: Base) -> ExpPoly:
        """Replace a base."""
        return self._changed(lambda base: value if base == name else base, lambda value: value)

    def _changed(self, base: Callable[[Base], Base], scalar: Callable[[Scalar], Scalar]) -> ExpPoly:
        return _collected(
            _normal(tuple((base(b), scalar(e)) for b, e in p), scalar(c))
            for p, c in self.terms.items()
        )

    @property
    def bases(self) -> frozenset[Base]:
        """Every base that occurs."""
        return frozenset(b for powers in self.terms for b, _ in powers)


def number(value: Scalar) -> ExpPoly:
    """Return a polynomial without powers."""
    return _collected([((), value)])


def power(base: Base, exponent: Scalar) -> ExpPoly:
    """Return one power; the base is a name or a number other than 0."""
    return _collected([_normal(((base, exponent),), 1)])


def _collected(terms: Iterable[tuple[Powers, Scalar]]) -> ExpPoly:
    found: dict[Powers, Scalar] = {}
    for powers, coefficient in terms:
        found[powers] = plus(found.get(powers, 0), coefficient)
    return ExpPoly({p: c for p, c in found.items() if c != 0})


def _normal(powers: Powers, coefficient: Scalar) -> tuple[Powers, Scalar]:
    """Add exponents of equal bases and take constants out of powers of numbers."""
    exponents: dict[Base, Scalar] = {}
    for base, exponent in powers:
        exponents[base] = plus(exponents.get(base, 0), exponent)
    for base in [b for b in exponents if isinstance(b, Fraction)]:
        constant = _constant(exponents[base])
        exponents[base] = minus(exponents[base], constant)
        coefficient = times(coefficient, base**constant)
    kept = ((b, e) for b, e in exponents.items() if e != 0 and b != 1)
    return tuple(sorted(kept, key=lambda item: str(item[0]))), coefficient


def _constant(exponent: Scalar) -> int:
    constant = exponent.terms.get((), 0) if isinstance(exponent, Polynomial) else exponent
    return int(constant)
