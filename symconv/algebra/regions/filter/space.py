r"""Counting in any dimension at float speed, for networks in general position.

*Defines* `SpaceCells` and `space_cells`, which raises `NonGeneric` instead of guessing: the caller
then counts with integers.

The certified signs are those of the plane (`symconv.algebra.regions.filter.table`); what is cut are
the edges. A column adds one cell for each cell that it cuts, and cuts it in one section: so the new
cells are the sections that the new edges bound. A face that an edge bounds lies on either side of
the edge's other hyperplanes, and faces are told apart by their signs, all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symconv.algebra.regions.filter.cut_polygons import symbols_of
from symconv.algebra.regions.filter.edges import (
    Edges,
    NonGeneric,
    Words,
    box_edges,
    new_edges,
    with_bits,
)
from symconv.algebra.regions.filter.exact_vertices import ExactVertices, Ints
from symconv.algebra.regions.filter.layers import Bounded, FloatLayer, U
from symconv.algebra.regions.filter.polygons import cuts
from symconv.algebra.regions.filter.table import VertexTable
from symconv.algebra.regions.network import PiecewiseNetwork
from symconv.algebra.regions.region import Box, Pattern


@dataclass(frozen=True)
class SpaceCells:
    """``count`` activation regions, with the edges of all, and (layer, columns, breakpoints)."""

    count: int
    edges: Edges
    layers: tuple[tuple[int, int, int], ...]
    depth: int
    exact_signs: int

    def patterns(self) -> list[Pattern]:
        """Return the pattern of each region, with an empty entry for layers without activation."""
        bits = _faces_around(self.edges.dimension, self.edges.zeros, self.edges.bits)
        rows: list[list[tuple[int, ...]]] = [[()] * self.depth for _ in bits]
        first = 0
        for level, columns, breakpoints in self.layers:
            column = np.arange(first, first + columns)
            shift = (column % 64).astype(np.uint64)
            positive = (bits[:, column // 64] >> shift) & np.uint64(1)
            signs = np.where(positive == 1, 1, -1).astype(np.int8)
            for row, own in zip(rows, symbols_of(signs, breakpoints).tolist(), strict=True):
                row[level] = tuple(own)
            first += columns
        return [tuple(row) for row in rows]


def space_cells(net: PiecewiseNetwork, box: Box) -> SpaceCells:
    """Return the activation regions over a box.

    Raises NonGeneric when a unit vanishes where others meet, OutOfRange for extreme numbers.

    >>> from fractions import Fraction
    >>> from symconv.algebra.regions.network import DenseLayer
    >>> planes = DenseLayer.of([[1, 0, 0], [0, 1, 0], [1, 1, 1]], [0, 0, "1/3"], "relu")
    >>> space_cells(PiecewiseNetwork((planes,)), ((Fraction(-1), Fraction(1)),) * 3).count
    8
    """
    n = len(box)
    corners = [tuple(box[j][i >> j & 1] for j in range(n)) for i in range(1 << n)]
    exact = ExactVertices(net, corners)
    points = np.array([[float(v) for v in corner] for corner in corners])
    h = Bounded(points, np.abs(points) * U)
    levels = [i for i, layer in enumerate(net.layers) if cuts(layer)]
    made = {i: FloatLayer.of(net.layers[i]) for i in range(max(levels, default=-1) + 1)}
    total = sum(len(made[i].bias) * len(made[i].breakpoints) for i in levels)
    edges, count, first, active = box_edges(n, total), 1, 0, []
    for level, layer in made.items():
        if level not in levels:
            h = layer.pre_activation(h)
            continue
        table = VertexTable.of(exact, level, layer.columns(h))
        edges, added = _cut_layer(table, edges, first)
        count += added
        if level != levels[-1]:
            h = layer.outputs(table.columns())
        columns = table.sign.shape[1]
        active.append((level, columns, len(layer.breakpoints)))
        first += columns
    return SpaceCells(count, edges, tuple(active), len(net.layers), exact.asked)


def _cut_layer(table: VertexTable, edges: Edges, first: int) -> tuple[Edges, int]:
    """Return the edges behind all columns of a layer, and how many cells these have added.

    The layer's first column has the number ``first``.
    """
    added = 0
    for column in range(table.sign.shape[1]):
        everywhere = np.arange(table.size)
        sign = table.signs_at(everywhere, np.full(table.size, column))
        if not sign.all():
            raise NonGeneric
        at_p, at_q = sign[edges.ends[:, 0]], sign[edges.ends[:, 1]]
        here = np.flatnonzero(at_p != at_q)
        old = edges.take(here)
        p, q = old.ends.T
        vertices = table.add(p, q, np.full(len(p), column))
        number = first + column
        new = new_edges(old, vertices, number)
        n = edges.dimension
        added += len(_faces_around(n, new.zeros[:, :-1], new.bits)) if n > 1 else len(here)
        edges.ends[here, 1] = vertices  # the half at p stays where the edge was
        other = Edges(np.stack([vertices, q], 1), old.zeros, old.bits)
        edges.mark(number, at_p > 0)
        edges = Edges.joined(edges, other.mark(number, at_q[here] > 0), new)
    return edges, added


def _faces_around(n: int, zeros: Ints, bits: Words) -> Words:
    """Return the different signs of the faces on either side of each row's hyperplanes."""
    for j in range(zeros.shape[1]):
        inner = np.flatnonzero(zeros[:, j] >= 2 * n)
        bits = np.concatenate([bits, with_bits(bits[inner], zeros[inner, j], n)])
        zeros = np.concatenate([zeros, zeros[inner]])
    if bits.shape[1] == 1:
        return np.unique(bits[:, 0])[:, None]
    return np.unique(bits, axis=0)
