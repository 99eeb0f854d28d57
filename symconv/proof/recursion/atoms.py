r"""Elements, sums and products as names of their own, so that what is left is scalar arithmetic.

*Defines* `Atoms`. Equal elements and equal sums get one name; whatever is proved of these names for
all values of their domains is true of what they stand for. The domain of an element is that of its
tensor, which must have no sizes; a sum or a product of numbers of one domain is in it again:
a product of positive integers is a positive integer, an empty one is 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Expr,
    Indexed,
    Multiply,
    Negative,
    Node,
    Number,
    Range,
    Symbol,
    rebuilt,
)
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable
from symconv.proof.context import Context
from symconv.proof.recursion.places import place
from symconv.proof.unknowns import NotArithmetic


@dataclass
class Atoms:
    """The names that were made so far.

    ``sequences`` are defined by recurrences, so that nothing is known of their elements but that
    they are real numbers; ``known`` holds what to put in for some elements.
    """

    context: Context
    sequences: Collection[Name]
    known: Mapping[Indexed, Expr] = field(default_factory=dict)
    made: dict[Node, Declared] = field(default_factory=dict)

    def of(self, tree: Node) -> Any:
        """Return a tree of scalars; raise NotArithmetic for a name that has a definition."""
        match tree:
            case Symbol(name):
                if name in self.context.definitions or self._row(name).kind is not Kind.SCALAR:
                    raise NotArithmetic(f"{name} is not a plain scalar")
                return tree
            case Indexed():
                return self.known[tree] if tree in self.known else self._named(tree)
            case Big():
                return self._named(_renamed(tree, 0))
        return rebuilt(tree, self.of)

    @property
    def symbols(self) -> SymbolTable:
        """The table of the context with the names that were made."""
        return self.context.symbols.extended(self.made.values())

    def _named(self, tree: Indexed | Big) -> Symbol:
        if tree not in self.made:
            name = Name(f"?{len(self.made)}")  # no text can spell it
            self.made[tree] = Declared(name, self._domain(tree, {}))
        return Symbol(self.made[tree].name)

    def _row(self, name: Name) -> Declared:
        if name not in self.context.symbols:
            raise NotArithmetic(f"{name} is not declared")
        return self.context.symbols[name]

    def _domain(self, tree: Node, bound: Mapping[Name, Domain]) -> Domain:
        """Return a domain that holds every value of a sum, product or element."""
        match tree:
            case Number(value):
                return _domain_of(value)
            case Symbol(name):
                if name in bound:
                    return bound[name]
                if name in self.context.definitions or self._row(name).kind is not Kind.SCALAR:
                    raise NotArithmetic(f"{name} is not a plain scalar")
                return self._row(name).domain
            case Negative(body):
                return Domain.INTEGER if self._domain(body, bound).is_integer else Domain.REAL
            case Add(terms):
                return _sum_of([self._domain(t, bound) for t in terms])
            case Multiply(factors, "" | "cdot" | "times"):
                return _product_of([self._domain(f, bound) for f in factors])
            case Indexed(Symbol(name), indices):
                return self._element(name, indices, bound)
            case Big("sum" | "prod" as operator, (Range(index, lower, upper),), body):
                for end in (lower, upper):
                    self._require_integer(end, bound)
                inner = self._domain(body, {**bound, index.name: Domain.INTEGER})
                return (
                    _product_of([inner]) if operator == "prod" else _sum_of([inner, Domain.NATURAL])
                )
        raise NotArithmetic(f"{type(tree).__name__} stands in a sum or product of any length")

    def _element(
        self, name: Name, indices: tuple[Expr, ...], bound: Mapping[Name, Domain]
    ) -> Domain:
        row = self._row(name)
        if row.kind is not Kind.TENSOR or row.rank != len(indices):
            raise NotArithmetic(f"{name} is not a tensor with {len(indices)} indices")
        for index in indices:
            self._require_integer(index, bound)
        if name in self.sequences:
            return Domain.REAL
        if name in self.context.definitions:
            raise NotArithmetic(f"{name} has a definition")
        return row.domain

    def _require_integer(self, tree: Node, bound: Mapping[Name, Domain]) -> None:
        at = place(tree)
        if at is None or not (at.name is None or self._domain(Symbol(at.name), bound).is_integer):
            raise NotArithmetic("an index or an end of a sum is not an integer at sight")


def _domain_of(value: Fraction) -> Domain:
    if value.denominator != 1:
        return Domain.REAL
    return Domain.POSITIVE if value > 0 else Domain.NATURAL if value == 0 else Domain.INTEGER


def _sum_of(domains: list[Domain]) -> Domain:
    if not all(domain.is_integer for domain in domains):
        return Domain.REAL
    if Domain.INTEGER in domains:
        return Domain.INTEGER
    return Domain.POSITIVE if Domain.POSITIVE in domains else Domain.NATURAL


def _product_of(domains: list[Domain]) -> Domain:
    if not all(domain.is_integer for domain in domains):
        return Domain.REAL
    if Domain.INTEGER in domains:
        return Domain.INTEGER
    return Domain.NATURAL if Domain.NATURAL in domains else Domain.POSITIVE


def _renamed(tree: Node, depth: int) -> Any:
    """Return a sum with bound indices named by their depth, so that equal sums are equal trees."""
    if not isinstance(tree, Big):
        return rebuilt(tree, lambda child: _renamed(child, depth))
    (over,) = tree.binders
    assert isinstance(over, Range)  # other binders were refused before
    index = Name(f"?bound{depth}")
    body = _renamed(substitute(tree.body, {over.index.name: Symbol(index)}), depth + 1)
    return Big(tree.operator, (Range(Symbol(index), over.lower, over.upper),), body)
