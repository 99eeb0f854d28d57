"""Directed graphs in columns, left to right, such that no edge runs through a box.

*Defines* `layered`, which gives every item of a graph a column and a place in it. An edge that
passes a column without stopping has a place of its own there (`Passing`), so all that is drawn
within a column lies side by side. Within the columns, items are ordered by the mean of their
neighbours, as K. Sugiyama et al., Methods for visual understanding of hierarchical system
structures (1981), proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 8


@dataclass(frozen=True)
class Passing:
    """The place that an edge takes in a column which it passes."""

    source: str
    target: str
    column: int


Item = str | Passing
Columns = tuple[tuple[Item, ...], ...]


def layered(inputs: Mapping[str, Sequence[str]]) -> Columns:
    """Return the items of every column from top to bottom, for nodes and their inputs.

    Raises ValueError for an input that is no node, and for a circle.

    >>> layered({"W": [], "x": [], "y": ["W", "x"], "f": ["y"]})
    (('W', 'x'), ('y',), ('f',))
    """
    column = _columns(inputs)
    width = max(column.values(), default=-1) + 1
    items: list[list[Item]] = [[] for _ in range(width)]
    for name, place in column.items():
        items[place].append(name)
    links: list[tuple[Item, Item]] = []
    for target, sources in inputs.items():
        for source in dict.fromkeys(sources):
            chain = route(column, source, target)
            for at, item in enumerate(chain[1:-1], start=column[source] + 1):
                items[at].append(item)
            links += pairwise(chain)
    return _ordered(items, links)


def route(column: Mapping[str, int], source: str, target: str) -> tuple[Item, ...]:
    """Return the items that an edge visits, one per column."""
    between = range(column[source] + 1, column[target])
    return (source, *(Passing(source, target, at) for at in between), target)


def _columns(inputs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Place a node behind all its inputs, and an input of the graph just before its first use."""
    column: dict[str, int] = {}

    def place(name: str, path: tuple[str, ...]) -> int:
        if name not in inputs:
            raise ValueError(f"{name} is an input of {path[-1]}, and no node of the graph")
        if name in path:
            raise ValueError(f"the graph has a circle through {name}")
        if name not in column:
            column[name] = 1 + max((place(i, (*path, name)) for i in inputs[name]), default=-1)
        return column[name]

    for name in inputs:
        place(name, ())
    for name, sources in inputs.items():
        uses = [column[n] for n, others in inputs.items() if name in others]
        if not sources and uses:
            column[name] = min(uses) - 1
    return {name: column[name] for name in inputs}


def _ordered(items: list[list[Item]], links: Sequence[tuple[Item, Item]]) -> Columns:
    columns = [list(c) for c in items]
    best = tuple(map(tuple, columns))
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for at in order:
            beside = columns[at - 1 if forward else at + 1]
            means = [_mean(item, beside, links, n) for n, item in enumerate(columns[at])]
            columns[at] = [columns[at][n] for n in sorted(range(len(means)), key=means.__getitem__)]
        found = tuple(map(tuple, columns))
        if crossings(found, links) < crossings(best, links):
            best = found
    return best


def _mean(
    item: Item, beside: Sequence[Item], links: Sequence[tuple[Item, Item]], own: float
) -> float:
    places = [
        beside.index(other)
        for a, b in links
        for one, other in ((a, b), (b, a))
        if one == item and other in beside
    ]
    return sum(places) / len(places) if places else own


def crossings(columns: Columns, links: Sequence[tuple[Item, Item]]) -> int:
    """Count the pairs of links between two columns that cross."""
    place = {item: n for column in columns for n, item in enumerate(column)}
    at = {item: n for n, column in enumerate(columns) for item in column}
    return sum(
        (place[a] - place[c]) * (place[b] - place[d]) < 0
        for n, (a, b) in enumerate(links)
        for c, d in links[:n]
        if at[a] == at[c]
    )
