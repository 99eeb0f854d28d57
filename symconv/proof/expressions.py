r"""Scalar expressions as quotients of polynomials in the unknowns of a decision.

*Defines* `ratio`, which translates an expression tree.

Everything is exact and nothing is simplified by rule: sums, products and quotients become ratios of
polynomials; floors, ceilings and remainders become quotients (`symconv.proof.division`); an element
of a tensor or a value of a declared function is an opaque unknown, the same one for arguments that
are equal as ratios.

A divisor must be shown to be non-zero, and a modulus to be positive, from the domains and the
hypotheses; otherwise NotArithmetic says which one is not.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from symconv.algebra.polynomial import Polynomial, constant_term, key, scaled
from symconv.latex.tree import (
    Add,
    Apply,
    Divide,
    Fence,
    Indexed,
    Modulo,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    Root,
    Symbol,
)
from symconv.notation import Domain, Kind, Name, SymbolTable
from symconv.proof.division import Ratio, ceiling_of, floor_of, lowest, remainder_of
from symconv.proof.formula import Literal
from symconv.proof.roots import root_of
from symconv.proof.tableau import shows
from symconv.proof.unknowns import NotArithmetic, NotShown, Unknowns

EXPONENT_LIMIT = 32


def ratio(tree: Node, symbols: SymbolTable, table: Unknowns) -> Ratio:
    """Translate a scalar expression; raise NotArithmetic for anything else."""
    return lowest(_ratio(tree, symbols, table), table)


def _ratio(tree: Node, symbols: SymbolTable, table: Unknowns) -> Ratio:
    def part(child: Node) -> Ratio:
        return ratio(child, symbols, table)

    match tree:
        case Number(value):
            return _whole(table.constant(value), table)
        case Symbol(name):
            return _whole(_named(name, symbols, table), table)
        case Add(terms):
            return sum((part(t) for t in terms[1:]), part(terms[0]))
        case Negative(body):
            return -part(body)
        case Multiply(factors, "" | "cdot" | "times"):
            product = part(factors[0])
            for factor in factors[1:]:
                product = product * part(factor)
            return product
        case Divide(numerator, denominator):
            return part(numerator) * _inverse(part(denominator), table)
        case Power(base, exponent):
            return _power(part(base), part(exponent), table)
        case Root(body, None | Number(Fraction(numerator=2, denominator=1))):
            return root_of(part(body), table)
        case Fence("floor", body):
            return _whole(floor_of(part(body), table), table)
        case Fence("ceil", body):
            return _whole(ceiling_of(part(body), table), table)
        case Modulo(dividend, modulus):
            return remainder_of(part(dividend), _positive(part(modulus), table), table)
        case Indexed(Symbol(name), arguments) | Apply(name, arguments):
            return _whole(_opaque(name, tuple(map(part, arguments)), symbols, table), table)
        case _:
            raise NotArithmetic(f"{type(tree).__name__} is not scalar arithmetic")


def _whole(p: Polynomial, table: Unknowns) -> Ratio:
    return Ratio(p, table.constant(Fraction(1)))


def _named(name: Name, symbols: SymbolTable, table: Unknowns) -> Polynomial:
    if name not in symbols or symbols[name].kind is not Kind.SCALAR:
        raise NotArithmetic(f"{name} is not a declared scalar")
    return table.named(name, name.latex, symbols[name].domain)


def _opaque(
    name: Name, arguments: tuple[Ratio, ...], symbols: SymbolTable, table: Unknowns
) -> Polynomial:
    """An element or a value: an integer or a real number, of which nothing else is known.

    An element outside its tensor is 0, so that even a tensor of positive numbers has elements that
    are not positive.
    """
    if name not in symbols or symbols[name].kind is Kind.SCALAR:
        raise NotArithmetic(f"{name} is not a declared tensor or function")
    spelled = ", ".join(_shown(a, table) for a in arguments)
    names: Hashable = (name, *((key(a.numerator), key(a.denominator)) for a in arguments))
    domain = Domain.INTEGER if symbols[name].domain.is_integer else Domain.REAL
    return table.named(names, f"{name.latex}[{spelled}]", domain)


def _shown(a: Ratio, table: Unknowns) -> str:
    top = table.shown(a.numerator)
    return top if a.denominator == 1 else f"({top})/({table.shown(a.denominator)})"


def _inverse(a: Ratio, table: Unknowns) -> Ratio:
    """Return 1/a with a positive denominator."""
    top = a.numerator
    if shows(Literal(top, "gt"), table):
        return Ratio(a.denominator, top)
    if shows(Literal(-top, "gt"), table):
        return Ratio(-a.denominator, -top)
    if shows(Literal(top, "ne"), table):
        return Ratio(a.denominator * top, top * top)
    raise NotShown(f"the divisor {_shown(a, table)} is not shown to be non-zero")


def _positive(a: Ratio, table: Unknowns) -> Ratio:
    if not shows(Literal(a.numerator, "gt"), table):
        raise NotShown(f"the modulus {_shown(a, table)} is not shown to be positive")
    return a


def _power(base: Ratio, exponent: Ratio, table: Unknowns) -> Ratio:
    r"""Split :math:`b^{c + r} = b^c b^r` with a number c; :math:`b^r` is opaque and needs b > 0."""
    twice = scaled(exponent.numerator, Fraction(2))
    if exponent.denominator == 1 and twice.is_constant() and constant_term(twice) % 2 == 1:
        return _power(root_of(base, table), Ratio(twice, exponent.denominator), table)
    if exponent.denominator != 1 or not table.is_integer(exponent.numerator):
        raise NotShown("an exponent is not shown to be an integer")
    number = constant_term(exponent.numerator)
    rest = exponent.numerator - table.constant(number)
    if abs(number) > EXPONENT_LIMIT:
        raise NotArithmetic(f"the exponent {number} is too large")
    if rest == 0 and number == 0:
        if not shows(Literal(base.numerator, "ne"), table):
            raise NotShown("a base with exponent 0 is not shown to be non-zero")
        return _whole(table.constant(Fraction(1)), table)
    factor = base if number >= 0 else _inverse(base, table)
    result = Ratio(factor.numerator ** abs(int(number)), factor.denominator ** abs(int(number)))
    return result if rest == 0 else result * _whole(_exponential(base, rest, table), table)


def _exponential(base: Ratio, rest: Polynomial, table: Unknowns) -> Polynomial:
    _positive(base, table)
    integral = base.denominator == 1 and table.is_integer(base.numerator)
    natural = integral and table.at_least_zero(rest)
    names = ("power", key(base.numerator), key(base.denominator), key(rest))
    label = f"({_shown(base, table)})^({table.shown(rest)})"
    return table.named(names, label, Domain.POSITIVE if natural else Domain.POSITIVE_REAL)
