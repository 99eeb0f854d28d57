r"""Cutting all polygons of a layer at once, column by column of each.

*Defines* `Cells`, `cut_layer` and `symbols_of`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.regions.filter.exact_vertices import Ints
from symconv.algebra.regions.filter.layers import Signs
from symconv.algebra.regions.filter.table import VertexTable

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """Polygons: ``ids`` flat, ``lengths``; the cell of the layer before; signs of all columns."""

    ids: Ints
    lengths: Ints
    parent: Ints
    signs: Signs

    @property
    def starts(self) -> Ints:
        """Where each polygon begins in ``ids``."""
        return np.concatenate([[0], np.cumsum(self.lengths)[:-1]])

    def select(self, chosen: Flags) -> Cells:
        """Return some of the cells."""
        ids = self.ids[np.repeat(chosen, self.lengths)]
        return Cells(ids, self.lengths[chosen], self.parent[chosen], self.signs[chosen])

    @staticmethod
    def joined(parts: list[Cells]) -> Cells:
        """Return the cells of all parts."""
        return Cells(
            *(np.concatenate([getattr(part, name) for part in parts])
              for name in ("ids", "lengths", "parent", "signs"))
        )  # fmt: skip


def cut_layer(table: VertexTable, ids: Ints, lengths: Ints) -> Cells:
    """Return the parts of all polygons by the columns of a layer."""
    active = _screened(table, ids, lengths)
    cell, column = np.nonzero(active.signs == _CROSSING)
    first = np.searchsorted(cell, np.arange(len(lengths) + 1))
    many = np.diff(first)
    done = []
    for step in range(int(many.max(initial=0))):
        busy = many[active.parent] > step
        done.append(active.select(~busy))
        active = active.select(busy)
        active = _cut(table, active, column[first[active.parent] + step])
    return Cells.joined([*done, active])


_CROSSING = 3
"""Stands where a sign will be, until the column has cut the cell."""


def _screened(table: VertexTable, ids: Ints, lengths: Ints) -> Cells:
    """Return the polygons with the sign of every column that does not change on them."""
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    at = table.sign[ids]
    highest = np.maximum.reduceat(at, starts, axis=0)
    lowest = np.minimum.reduceat(at, starts, axis=0)
    signs = np.where(highest > 0, np.where(lowest < 0, _CROSSING, 1), lowest).astype(np.int8)
    return Cells(ids, lengths, np.arange(len(lengths)), signs)


def _cut(table: VertexTable, cells: Cells, column: Ints) -> Cells:
    """Cut every polygon by its own column."""
    at_entry = np.repeat(column, cells.lengths)
    sign = table.signs_at(cells.ids, at_entry)
    starts = cells.starts
    highest = np.maximum.reduceat(sign, starts)
    lowest = np.minimum.reduceat(sign, starts)
    cut = (highest > 0) & (lowest < 0)
    cells.signs[np.arange(len(column)), column] = np.where(highest > 0, 1, lowest)
    entry = np.repeat(cut, cells.lengths)
    below, above = _split(table, cells.select(cut), sign[entry], at_entry[entry], column[cut])
    return Cells.joined([cells.select(~cut), below, above])


def _split(
    table: VertexTable, cells: Cells, sign: Signs, at_entry: Ints, column: Ints
) -> tuple[Cells, Cells]:
    """Return both parts of polygons that their columns do cut."""
    following = np.arange(1, len(cells.ids) + 1)
    following[cells.starts + cells.lengths - 1] = cells.starts
    owner = np.repeat(np.arange(len(column)), cells.lengths)
    here = np.flatnonzero(sign * sign[following] < 0)  # the edges that the column crosses
    new = _new_vertices(table, cells.ids[here], cells.ids[following[here]], at_entry[here])
    # each crossed edge gets its new vertex right behind its first one
    at = here + np.arange(1, len(here) + 1)
    old = np.ones(len(cells.ids) + len(here), dtype=np.bool_)
    old[at] = False
    ids, signs_of = np.empty(len(old), np.int64), np.zeros(len(old), np.int8)
    ids[old], ids[at], signs_of[old] = cells.ids, new, sign
    reps = cells.lengths + np.bincount(owner[here], minlength=len(column))
    owner = np.repeat(np.arange(len(column)), reps)
    parts = []
    for side in (-1, 1):
        kept = signs_of * side >= 0
        lengths = np.bincount(owner[kept], minlength=len(column))
        signs = cells.signs.copy()
        signs[np.arange(len(column)), column] = side
        parts.append(Cells(ids[kept], lengths, cells.parent, signs))
    return parts[0], parts[1]


def _new_vertices(table: VertexTable, p: Ints, q: Ints, column: Ints) -> Ints:
    """Return the vertices on the edges pq, one for an edge that two polygons share."""
    low, high = np.minimum(p, q), np.maximum(p, q)
    key = (low * table.size + high) * table.sign.shape[1] + column
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return table.add(low[first], high[first], column[first])[place]


def symbols_of(signs: Signs, breakpoints: int) -> Signs:
    """Return the symbol of every unit from the signs of its columns.

    >>> symbols_of(np.array([[1, -1, 1, 0]], dtype=np.int8), 2)  # inside a piece; tied at the second
    array([[ 1, -2]], dtype=int8)
    """  # noqa: E501 (the example is one call)
    by_unit = signs.reshape(len(signs), -1, breakpoints)
    symbol = (by_unit > 0).sum(axis=2)
    tied = (by_unit == 0).any(axis=2)
    symbol[tied] = -1 - (by_unit == 0).argmax(axis=2)[tied]
    return symbol.astype(np.int8)
