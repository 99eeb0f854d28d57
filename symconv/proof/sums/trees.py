r"""Exponential polynomials as trees and back: :math:`(n + 1)\, r^{n - L}` as it is printed.

*Defines* `exp_poly` (from a tree), `expression`, `closed_form` and `polynomial` (to a tree).

What is written here is read and proved afresh wherever it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from symconv.algebra.index_terms import plus, terms_of
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, times
from symconv.algebra.sequences.antidifference import Closed, Quotient
from symconv.algebra.sequences.exponential_polynomial import (
    Base,
    ExpPoly,
    Powers,
    number,
    power,
)
from symconv.latex.tree import Add, Divide, Expr, Multiply, Negative, Number, Power, Symbol
from symconv.notation import name

EXPONENT_LIMIT = 8


def exp_poly(tree: Expr, bases: Iterable[str]) -> ExpPoly:
    """Read a tree; names of ``bases`` are bases of powers. Raises NoValue for anything else."""
    known = frozenset(bases)
    match tree:
        case Number(value):
            return number(_reduced(value))
        case Symbol(symbol):
            return power(symbol.latex, 1) if symbol.latex in known else _unknown(symbol.latex)
        case Negative(body):
            return -exp_poly(body, known)
        case Add(parts):
            return sum((exp_poly(p, known) for p in parts), ExpPoly())
        case Multiply(parts, "" | "cdot" | "times"):
            product = number(1)
            for part in parts:
                product = product * exp_poly(part, known)
            return product
        case Divide(above, below):
            return exp_poly(above, known) * _inverse(exp_poly(below, known))
        case Power(base, exponent):
            return _power(exp_poly(base, known), exp_poly(exponent, ()))
        case _:
            raise NoValue(f"{type(tree).__name__.lower()} in an exponential polynomial")


def _power(base: ExpPoly, exponent: ExpPoly) -> ExpPoly:
    e = _scalar(exponent)
    if isinstance(e, int) and 0 <= e <= EXPONENT_LIMIT:
        return base**e
    match list(base.terms.items()):
        case [((), int() | Fraction() as value)]:
            return power(Fraction(value), e)
        case [(((symbol, 1),), 1)]:
            return power(symbol, e)
        case _:
            raise NoValue("a power of a sum")


def _inverse(value: ExpPoly) -> ExpPoly:
    match list(value.terms.items()):
        case [(powers, int() | Fraction() as c)]:
            return ExpPoly({tuple((b, times(-1, e)) for b, e in powers): _reduced(1 / Fraction(c))})
        case _:
            raise NoValue("a quotient by a sum")


def _scalar(value: ExpPoly) -> Scalar:
    if value.bases:
        raise NoValue("a power in an exponent")
    return value.terms.get((), 0)


def _unknown(text: str) -> ExpPoly:
    return number(Polynomial({(text,): 1}))


def _reduced(value: Fraction) -> Scalar:
    return int(value) if value.denominator == 1 else value


def closed_form(value: Closed) -> Expr:
    """Write a sum of quotients."""
    return _sum([(False, _quotient(q)) for q in value])


def expression(value: ExpPoly) -> Expr:
    """Write an exponential polynomial; a common denominator comes below one line.

    >>> from symconv.latex import tex
    >>> n = Polynomial({("n",): 1})
    >>> tex.write(expression(number(2) - power(Fraction(1, 2), n)))
    '2 - \\\\left(\\\\frac{1}{2}\\\\right)^{n}'
    """
    return _quotient(Quotient(value))


def polynomial(value: Scalar) -> Expr:
    """Write a polynomial in names."""
    return expression(number(value))


def _quotient(q: Quotient) -> Expr:
    items = [_absorbed(*term) for term in q.numerator.terms.items()]
    common = lcm(*(Fraction(c).denominator for _, p in items for _, c in terms_of(p)))
    above = _terms([(powers, times(common, p)) for powers, p in items])
    below: list[Expr] = [] if common == 1 else [_number(common)]
    if q.power:
        divisor = _terms(list(q.divisor.terms.items()))
        below.append(divisor if q.power == 1 else Power(divisor, _number(q.power)))
    if not below:
        return above
    match above:
        case Negative(body):
            return Negative(Divide(body, _product(below)))
        case _:
            return Divide(above, _product(below))


def _terms(items: Sequence[tuple[Powers, Scalar]]) -> Expr:
    signed: list[tuple[bool, Expr]] = []
    for powers, coefficient in items:
        monomials = sorted(terms_of(coefficient), key=_monomial_order)
        if not powers:
            signed += [(c < 0, _monomial(m, c)) for m, c in monomials]
            continue
        negative = all(c < 0 for _, c in monomials)
        factor = _sum([(negative != (c < 0), _monomial(m, c)) for m, c in monomials])
        signed.append((negative, _product([factor, *map(_one_power, powers)])))
    return _sum(signed)


def _absorbed(powers: Powers, coefficient: Scalar) -> tuple[Powers, Scalar]:
    """Move powers of the base from a number into the exponent: 32 / 2^n is 1 / 2^(n - 5)."""
    match powers:
        case ((Fraction() as base, exponent),) if isinstance(coefficient, int | Fraction):
            q = max(base.numerator, base.denominator)
            if base not in (q, Fraction(1, q)):
                return powers, coefficient
            c, sign, shift = Fraction(coefficient), 1 if base == q else -1, 0
            while c.numerator % q == 0:
                c, shift = c / q, shift + sign
            while c.denominator % q == 0:
                c, shift = c * q, shift - sign
            return ((base, plus(exponent, shift)),), _reduced(c)
    return powers, coefficient


def _monomial_order(item: tuple[tuple[str, ...], int | Fraction]) -> tuple[int, tuple[str, ...]]:
    return -len(item[0]), item[0]


def _sum(signed: Sequence[tuple[bool, Expr]]) -> Expr:
    """Add terms, the positive ones first."""
    ordered = [e for negative, e in signed if not negative]
    ordered += [Negative(e) for negative, e in signed if negative]
    return Add(tuple(ordered)) if len(ordered) > 1 else ordered[0] if ordered else _number(0)


def _monomial(names: tuple[str, ...], coefficient: int | Fraction) -> Expr:
    factors: list[Expr] = [_number(abs(Fraction(coefficient)))]
    for text in dict.fromkeys(names):
        count = names.count(text)
        symbol = Symbol(name(text))
        factors.append(symbol if count == 1 else Power(symbol, _number(count)))
    return _product(factors)


def _one_power(item: tuple[Base, Scalar]) -> Expr:
    base, exponent = item
    written = Symbol(name(base)) if isinstance(base, str) else _number(base)
    return written if exponent == 1 else Power(written, polynomial(exponent))


def _number(value: int | Fraction) -> Expr:
    fraction = Fraction(value)
    whole: Expr = Number(Fraction(abs(fraction.numerator)))
    if fraction.denominator != 1:
        whole = Divide(whole, Number(Fraction(fraction.denominator)))
    return Negative(whole) if value < 0 else whole


def _product(factors: Sequence[Expr]) -> Expr:
    """Multiply; two numbers side by side get a dot."""
    kept = [f for f in factors if f != Number(Fraction(1))] or [_number(1)]
    if len(kept) == 1:
        return kept[0]
    dotted = any(_starts_with_number(f) for f in kept[1:])
    return Multiply(tuple(kept), "cdot" if dotted else "")


def _starts_with_number(tree: Expr) -> bool:
    match tree:
        case Power(base, _):
            return isinstance(base, Number)
        case _:
            return isinstance(tree, Number)
