r"""Statements with every recurrence taken back, and the last terms of sums written out.

*Defines* `Unroller`. For a name ``n`` whose domain has no negative numbers (for a positive one,
already with ``n`` in the place of ``n + 1``):

    r_{n + 1}                    its recurrence, with n + 1 for the index; so it holds r_{n}
    \sum_{i=1}^{n + 1} f(i)      \sum_{i=1}^{n} f(i) + f(n + 1), and products in the same way
    r_{0}, r_{3}, \sum_{i=1}^{2} what they are

Sums and products must start at 1 or before, so that there is a last term: the range up to ``n + 1``
is never empty. Everything else stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any

from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Evaluated,
    Expr,
    Indexed,
    Limit,
    Multiply,
    Node,
    Number,
    Quantified,
    Range,
    SetWhere,
    Symbol,
    rebuilt,
)
from symconv.notation import Domain, Kind, Name, SymbolTable
from symconv.proof.recursion.places import Place, place, written
from symconv.proof.recursion.sequences import Recurrence
from symconv.proof.unfolding import bound_in, names_in
from symconv.proof.unknowns import NotArithmetic

DEPTH_LIMIT = 40
LONGEST = 12
EMPTY = {"sum": Number(Fraction(0)), "prod": Number(Fraction(1))}
LEAST = {Domain.POSITIVE: 1, Domain.NATURAL: 0}


@dataclass(frozen=True)
class Unroller:
    """What the recurrences and the domains of a context make of a tree."""

    symbols: SymbolTable
    recurrences: Mapping[Name, Recurrence]
    bound: frozenset[Name] = frozenset()
    depth: int = DEPTH_LIMIT

    def of(self, tree: Node) -> Any:
        """Return the tree unrolled; raise NotArithmetic for a name that would be captured."""
        if self.depth == 0:
            raise NotArithmetic("a recurrence is taken back too often")
        match tree:
            case Indexed(Symbol(name), indices):
                return self._element(tree, name, tuple(map(_tidy, map(self.of, indices))))
            case Big("sum" | "prod" as operator, (Range(index, lower, upper),), body):
                ends = (_tidy(self.of(lower)), _tidy(self.of(upper)))
                return self._big(operator, Range(index, *ends), body)
            case Big() | Quantified() | SetWhere() | Limit() | Evaluated():
                raise NotArithmetic(f"{type(tree).__name__.lower()} binds names in another way")
        return rebuilt(tree, self.of)

    def _element(self, tree: Indexed, name: Name, indices: tuple[Expr, ...]) -> Node:
        at = place(indices[0]) if len(indices) == 1 else None
        if name not in self.recurrences or at is None:
            return replace(tree, indices=indices)
        recurrence = self.recurrences[name]
        if at == Place(None, 0):
            return self._deeper(recurrence.first)
        if not self._is_positive(at):
            return replace(tree, indices=indices)
        _refuse_capture(recurrence.body, indices[0])
        return self._deeper(substitute(recurrence.body, {recurrence.parameter: indices[0]}))

    def _big(self, operator: str, over: Range, body: Expr) -> Node:
        first, last = place(over.lower), place(over.upper)
        inner = replace(self, bound=self.bound | {over.index.name})
        whole = Big(operator, (over,), inner.of(body))  # type: ignore[arg-type]
        if first is None or first.name is not None or last is None:
            return whole
        if last.name is None:
            length = last.shift - first.shift + 1
            return (
                whole if not 0 <= length <= LONGEST else self._terms(operator, over, body, length)
            )
        if first.shift > 1 or not self._is_positive(last):
            return whole
        rest = replace(over, upper=written(Place(last.name, last.shift - 1)))
        return _joined(
            operator, self._big(operator, rest, body), self._term(over, body, over.upper)
        )

    def _terms(self, operator: str, over: Range, body: Expr, length: int) -> Node:
        """Write out a sum or product from one number to another."""
        start = place(over.lower)
        assert start is not None  # the caller has seen that it is a number
        places = (written(Place(None, start.shift + step)) for step in range(length))
        terms = [self._term(over, body, at) for at in places]
        result: Node = EMPTY[operator]
        for number, term in enumerate(terms):
            result = term if number == 0 else _joined(operator, result, term)
        return result

    def _term(self, over: Range, body: Expr, at: Expr) -> Any:
        _refuse_capture(body, at)
        if over.index.name in bound_in(body):
            raise NotArithmetic(f"{over.index.name} is bound twice")
        return self._deeper(substitute(body, {over.index.name: at}))

    def _is_positive(self, at: Place) -> bool:
        """Whether a place is 1 or more for all values of its name, which nothing binds here."""
        if at.name is None:
            return at.shift >= 1
        if at.name in self.bound or at.name not in self.symbols:
            return False
        row = self.symbols[at.name]
        return row.kind is Kind.SCALAR and at.shift + LEAST.get(row.domain, -inf) >= 1

    def _deeper(self, tree: Node) -> Any:
        return replace(self, depth=self.depth - 1).of(tree)


def _tidy(index: Expr) -> Expr:
    at = place(index)
    return index if at is None else written(at)


def _joined(operator: str, left: Any, right: Any) -> Expr:
    return Add((left, right)) if operator == "sum" else Multiply((left, right), "cdot")


def _refuse_capture(body: Node, value: Node) -> None:
    if captured := names_in(value) & frozenset(bound_in(body)):
        raise NotArithmetic(f"{min(captured)} is a bound index and a name of an index")
