r"""Products of powers of non-negative quantities: the normal form behind norms and means.

*Defines* `Known`, `Product`, `product_of`, `is_nonnegative` and `is_positive`.

*Notation.* A product is :math:`\prod_b b^{e_b}`. A base b is a tree that is shown to be
non-negative and is not looked into: a sum, a maximum, a name. An exponent is :math:`c\,P^k` with a
rational c and an integer k, P being a name that stands for a positive number; so 2, P and 1/P are
exponents. Numbers are bases too; 1 is dropped.

*Why.* For non-negative a, :math:`(a^p)^q = a^{p q}` and :math:`(a b)^p = a^p b^p` hold for all real
exponents, which is what makes a p-norm's algebra simple; for other bases both fail, so a base that
may be negative is refused. A negative exponent needs a base that is positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz

from symconv.errors import ProofError
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Divide,
    Expr,
    Fence,
    Indexed,
    Multiply,
    Negative,
    Number,
    Power,
    Root,
    Symbol,
)
from symconv.notation import Domain, Name, SymbolTable

POSITIVE = frozenset({Domain.POSITIVE, Domain.POSITIVE_REAL})
ONE = Number(Fraction(1))
FACTORED_BITS = 64


class NotAProduct(ProofError):
    """An expression is not a product of powers of non-negative quantities."""


@dataclass(frozen=True)
class Known:
    """The domains of names, and expressions that are positive although their form is silent."""

    symbols: SymbolTable
    positive: frozenset[Expr] = frozenset()

    def domain(self, name: Name) -> Domain | str:
        """Return the domain of a name, or nothing for a name without one."""
        return self.symbols[name].domain if name in self.symbols else ""


@dataclass(frozen=True)
class Exponent:
    """The number c times the k-th power of ``name``; a plain number has k = 0 and no name."""

    c: Fraction
    name: Name | None = None
    k: int = 0

    def __mul__(self, other: Exponent) -> Exponent:
        if self.name and other.name and self.name != other.name:
            raise NotAProduct("an exponent of two names")
        k = self.k + other.k
        return Exponent(self.c * other.c, (self.name or other.name) if k else None, k)

    def __add__(self, other: Exponent) -> Exponent:
        if self.c == 0 or other.c == 0:
            return other if self.c == 0 else self
        if (self.name, self.k) != (other.name, other.k):
            raise NotAProduct("exponents that do not add up to one term")
        return Exponent(self.c + other.c, self.name, self.k)


@dataclass(frozen=True)
class Product:
    """Bases with their exponents; no exponent is zero."""

    powers: Mapping[Expr, Exponent]

    def __mul__(self, other: Product) -> Product:
        found = dict(self.powers)
        for base, exponent in other.powers.items():
            found[base] = found.get(base, Exponent(Fraction(0))) + exponent
        return Product({b: e for b, e in found.items() if e.c})

    def to(self, exponent: Exponent) -> Product:
        """Raise to a power."""
        return Product({b: e * exponent for b, e in self.powers.items()})


def product_of(expr: Expr, known: Known) -> Product:
    """Return the normal form; raise NotAProduct where a base may be negative."""
    match expr:
        case Number(value) if value > 0:
            return _primes(value)
        case Multiply(factors, "" | "cdot" | "times"):
            result = Product({})
            for factor in factors:
                result = result * product_of(factor, known)
            return result
        case Divide(numerator, denominator):
            below = _inverse(product_of(denominator, known), known)
            return product_of(numerator, known) * below
        case Power(base, exponent) if is_nonnegative(base, known):
            power = exponent_of(exponent, known)
            inner = product_of(base, known)
            return inner.to(power) if power.c > 0 else _inverse(inner, known).to(_minus(power))
        case Root(body, degree):
            power = Exponent(Fraction(1, 2)) if degree is None else _reciprocal(degree, known)
            return product_of(body, known).to(power)
        case _ if is_nonnegative(expr, known):
            return Product({expr: Exponent(Fraction(1))})
    raise NotAProduct("a factor is not shown to be non-negative")


def exponent_of(expr: Expr, known: Known) -> Exponent:
    """Read an exponent: a number, a name of a positive quantity, or a quotient of such."""
    match expr:
        case Number(value) if value:
            return Exponent(value)
        case Symbol(name) if known.domain(name) in POSITIVE:
            return Exponent(Fraction(1), name, 1)
        case Negative(body):
            return _minus(exponent_of(body, known))
        case Divide(numerator, denominator):
            return exponent_of(numerator, known) * _reciprocal(denominator, known)
        case Multiply(factors, "" | "cdot" | "times"):
            result = Exponent(Fraction(1))
            for factor in factors:
                result = result * exponent_of(factor, known)
            return result
    raise NotAProduct("an exponent that is not a number times a power of one name")


def is_nonnegative(expr: Expr, known: Known) -> bool:
    """Whether the form of an expression shows that it is at least 0."""
    match expr:
        case Number(value):
            return value >= 0
        case Fence("abs", _):
            return True
        case Power(base, Number(value)) if value > 0 and value % 2 == 0:
            return True
        case Power(base, _) | Root(base, _) | Big("sum" | "prod" | "max", _, base):
            return is_nonnegative(base, known)
        case Add(parts) | Multiply(parts, "" | "cdot" | "times"):
            return all(is_nonnegative(p, known) for p in parts)
        case Divide(numerator, denominator):
            return is_nonnegative(numerator, known) and is_positive(denominator, known)
        case Indexed(Symbol(name), _):
            return known.domain(name) in POSITIVE | {Domain.NATURAL}
        case Apply(function, arguments) if function == Name("max"):
            return any(is_nonnegative(a, known) for a in arguments)
    return is_positive(expr, known)


def is_positive(expr: Expr, known: Known) -> bool:
    """Whether an expression is a positive number or has a name whose domain is positive."""
    if expr in known.positive:
        return True
    match expr:
        case Number(value):
            return value > 0
        case Symbol(name):
            return known.domain(name) in POSITIVE
        case Multiply(parts, "" | "cdot" | "times"):
            return all(is_positive(p, known) for p in parts)
        case Power(base, _):
            return is_positive(base, known)
    return False


def _primes(value: Fraction) -> Product:
    """Return a positive number as powers of primes, so that 9 and the square of 3 agree."""
    found: dict[Expr, Exponent] = {
        Number(Fraction(p)): Exponent(Fraction(e)) for p, e in _factors(value.numerator)
    }
    below = {Number(Fraction(p)): Exponent(Fraction(-e)) for p, e in _factors(value.denominator)}
    return Product(found | below)


def _factors(number: int) -> list[tuple[int, int]]:
    """Factor a number; one that is too long to factor at once is left whole."""
    if number.bit_length() > FACTORED_BITS:
        return [(number, 1)]
    return [(int(p), int(e)) for p, e in fmpz(number).factor()]


def _inverse(product: Product, known: Known) -> Product:
    for base in product.powers:
        if not is_positive(base, known):
            raise NotAProduct("a divisor is not shown to be positive")
    return product.to(Exponent(Fraction(-1)))


def _reciprocal(expr: Expr, known: Known) -> Exponent:
    found = exponent_of(expr, known)
    return Exponent(1 / found.c, found.name, -found.k)


def _minus(exponent: Exponent) -> Exponent:
    return Exponent(-exponent.c, exponent.name, exponent.k)
