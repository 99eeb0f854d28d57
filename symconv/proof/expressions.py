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

from symconv.algebra.polynomial import Polynomial, key
from symconv.latex.tree import (
    Add,
    Apply,
    Boxed,
    Divide,
    Fence,
    Indexed,
    Labelled,
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
from symconv.proof.divisors import inverse, positive, spelled
from symconv.proof.powers import power_of
from symconv.proof.roots import root_of
from symconv.proof.unknowns import NotArithmetic, Unknowns

ELEMENTARY = frozenset(
    map(Name, "exp log sin cos sinh cosh tanh sigmoid erf ReLU sgn step".split())
)


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
            return part(numerator) * inverse(part(denominator), table)
        case Power(base, exponent):
            return power_of(part(base), part(exponent), table)
        case Root(body, None | Number(Fraction(numerator=2, denominator=1))):
            return root_of(part(body), table)
        case Fence("floor", body):
            return _whole(floor_of(part(body), table), table)
        case Fence("ceil", body):
            return _whole(ceiling_of(part(body), table), table)
        case Modulo(dividend, modulus):
            return remainder_of(part(dividend), positive(part(modulus), "modulus", table), table)
        case Boxed(body) | Labelled(body, _):
            return part(body)
        case Apply(name, (argument,)) if name in ELEMENTARY and name not in symbols:
            return _whole(_elementary(name, part(argument), table), table)
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


def _elementary(name: Name, argument: Ratio, table: Unknowns) -> Polynomial:
    """The value of a known function: a real number, positive for exp; no law of it is used."""
    domain = Domain.POSITIVE_REAL if name == Name("exp") else Domain.REAL
    names = (name, key(argument.numerator), key(argument.denominator))
    return table.named(names, f"{name.base}({spelled(argument, table)})", domain)


def _opaque(
    name: Name, arguments: tuple[Ratio, ...], symbols: SymbolTable, table: Unknowns
) -> Polynomial:
    """An element or a value: an integer or a real number, of which nothing else is known.

    An element outside its tensor is 0, so that even a tensor of positive numbers has elements that
    are not positive.
    """
    if name not in symbols or symbols[name].kind is Kind.SCALAR:
        raise NotArithmetic(f"{name} is not a declared tensor or function")
    label = ", ".join(spelled(a, table) for a in arguments)
    names: Hashable = (name, *((key(a.numerator), key(a.denominator)) for a in arguments))
    domain = Domain.INTEGER if symbols[name].domain.is_integer else Domain.REAL
    return table.named(names, f"{name.latex}[{label}]", domain)
