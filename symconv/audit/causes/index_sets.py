r"""Sets of indices that a question names and does not list: the window of an output.

*Defines* `IndexSet`, `index_sets`, `labelled`, `listed_at` and `written_out_at`. At a point such a
set is a short list of cells; a sum, an extremum or a count over it is then written out, term by
term, and has an exact value.

*Why irregular lists.* Cells in a row would be alike when rows and columns are swapped, and equal
numbers of cells would hide a number in the place of the count.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symconv.latex.reader import read
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Chain,
    Expr,
    Fence,
    Indexed,
    Multiply,
    Node,
    Number,
    Over,
    SetOf,
    Symbol,
    Tuple,
    descendants,
)
from symconv.notation import Name
from symconv.proof.context import Definition, Formula
from symconv.proof.derivation import Derivation

COUNTS = (3, 2, 4, 5, 3, 6)
"""How many cells a set has at one point after the other."""
REACH = 3
STRIDE = 2
FAR = 100
SHIFTED, UNSTRIDED, LARGER, SMALLER = CHANGES = ("shifted", "unstrided", "larger", "smaller")
"""What may be wrong with a window: its place, its stride, its size."""


@dataclass(frozen=True)
class IndexSet:
    """A tensor whose elements are sets: ``rank`` indices pick a set of tuples of ``size``."""

    name: Name
    rank: int
    size: int

    def cells(self, number: int) -> list[tuple[int, ...]]:
        """Return where the cells are, from the corner of the set, at one of the points."""
        source = random.Random(f"{self.name} {number}")
        found: dict[tuple[int, ...], None] = {}
        while len(found) < COUNTS[number % len(COUNTS)]:
            found[tuple(source.randrange(REACH) for _ in range(self.size))] = None
        return list(found)


def index_sets(derivation: Derivation) -> tuple[IndexSet, ...]:
    """Return the sets that sums and extrema of a derivation run over.

    >>> from symconv.theorems import derive
    >>> [(str(s.name), s.rank, s.size) for s in index_sets(derive("pooling_formulas"))]
    [('S', 2, 2)]
    """
    bodies: list[Node] = [
        d.definition.body for d in derivation.definitions if isinstance(d.definition, Formula)
    ]
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    bodies += [line.statement for line in lines]
    defined = {d.name for d in derivation.definitions}
    found = {s.name: s for body in bodies for s in _sets_in(body) if s.name not in defined}
    return tuple(found.values())


def _sets_in(tree: Node) -> Iterator[IndexSet]:
    for node in descendants(tree):
        match node:
            case Over(indices, Chain((_, Indexed(Symbol(name), places)), ("in",))):
                yield IndexSet(name, len(places), len(indices))


def listed_at(sets: tuple[IndexSet, ...], number: int) -> dict[Name, Formula]:
    """Return what the sets are at the point with this number: lists of cells around a corner.

    A set is also listed as it is after each of the `CHANGES`, under a name of its own.
    """
    return {
        labelled(s.name, change): _cells(s, number, change)
        for s in sets
        for change in ("", *CHANGES)
    }


def labelled(name: Name, change: str) -> Name:
    """Return the name of a set after a change.

    >>> str(labelled(Name("S"), SHIFTED))
    'S_{\\\\mathrm{shifted}}'
    """
    return replace(name, label=change) if change else name


def _cells(of: IndexSet, number: int, change: str) -> Formula:
    places = of.cells(number)
    if change == LARGER:
        places = [*places, (REACH,) * of.size]
    elif change == SMALLER:
        places = places[:-1]
    elif change == SHIFTED:
        places = [tuple(shift + 1 for shift in p) for p in places]
    parameters = tuple(Name(f"#{i}") for i in range(of.rank))
    step = 1 if change == UNSTRIDED else STRIDE
    corner = [
        Multiply((Number(Fraction(step)), Symbol(parameters[min(t, of.rank - 1)])), "cdot")
        for t in range(of.size)
    ]
    items = tuple(
        Tuple(
            tuple(
                _sum(c, FAR * t + shift) for t, (c, shift) in enumerate(zip(corner, p, strict=True))
            )
        )
        for p in places
    )
    return Formula(SetOf(items), parameters)


def _sum(corner: Expr, shift: int) -> Expr:
    return Add((corner, Number(Fraction(shift))))


def is_listed(definition: Definition) -> bool:
    """Whether a definition is a list of cells."""
    return isinstance(definition, Formula) and isinstance(definition.body, SetOf)


def written_out_at(tree: Node, definitions: Mapping[Name, Definition]) -> Any:
    """Return the tree with all that runs over a listed set written out, term by term."""
    lists = {n: d for n, d in definitions.items() if isinstance(d, Formula) and is_listed(d)}
    return rebuild(tree, lambda node: _written(node, lists)) if lists else tree


def _written(node: Node, lists: Mapping[Name, Formula]) -> Node:
    match node:
        case Big("sum" | "prod" | "max" | "min" as operator, (Over(indices, within),), body):
            cells = _members(within, lists)
            if cells is None or any(len(c) != len(indices) for c in cells):
                return node
            names = [i.name for i in indices]
            terms = tuple(substitute(body, dict(zip(names, c, strict=True))) for c in cells)
            return _joined(operator, terms)
        case Fence("abs", inner) if (cells := _listed(inner, lists)) is not None:
            return Number(Fraction(len(cells)))
        case _:
            return node


def _joined(operator: str, terms: tuple[Expr, ...]) -> Node:
    if operator in ("max", "min"):
        return Apply(Name(operator), terms)
    if len(terms) == 1:
        return terms[0]
    return Add(terms) if operator == "sum" else Multiply(terms, "cdot")


def _members(within: Node | None, lists: Mapping[Name, Formula]) -> list[tuple[Expr, ...]] | None:
    match within:
        case Chain((_, where), ("in",)):
            return _listed(where, lists)
        case _:
            return None


def _listed(where: Node, lists: Mapping[Name, Formula]) -> list[tuple[Expr, ...]] | None:
    """Return the cells that a set has, if it is one of the lists."""
    match where:
        case Indexed(Symbol(name), places) if name in lists:
            parameters, body = lists[name].parameters, lists[name].body
            if len(places) != len(parameters) or not isinstance(body, SetOf):
                return None
            put = dict(zip(parameters, places, strict=True))
            return [substitute(c, put).items for c in body.items]
        case _:
            return None
