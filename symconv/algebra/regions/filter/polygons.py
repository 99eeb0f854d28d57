r"""Counting in the plane at float speed, exactly: all cells of a layer are cut at once.

*Defines* `PlaneCells` and `plane_cells`.

*Data.* A cell is a convex polygon, a cyclic run of vertex numbers; all runs lie in one flat array.
*Method.* Per layer, the signs of every column at every vertex say which columns cut which cell.
Step j cuts every part by the j-th column that cuts its cell of the layer before; so the number of
array operations is that of the worst cell, not of all units.

A vertex on which the column vanishes exactly belongs to both parts, so degenerate networks are
right too. Signs are certain (`symconv.algebra.regions.filter.layers`), hence so is everything here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symconv.algebra.regions.activation import Maxout
from symconv.algebra.regions.filter.cut_polygons import cut_layer, symbols_of
from symconv.algebra.regions.filter.exact_vertices import ExactVertices, Ints
from symconv.algebra.regions.filter.layers import Bounded, FloatLayer, Signs, U
from symconv.algebra.regions.filter.table import VertexTable
from symconv.algebra.regions.network import DenseLayer, PiecewiseNetwork
from symconv.algebra.regions.region import Box, Pattern


@dataclass(frozen=True)
class PlaneCells:
    """All activation regions of a plane box: per layer the symbols and the cell before."""

    symbols: tuple[Signs, ...]
    parents: tuple[Ints, ...]
    layers: tuple[int, ...]
    depth: int
    exact_signs: int

    @property
    def count(self) -> int:
        """Number of activation regions."""
        return len(self.parents[-1]) if self.parents else 1

    def patterns(self) -> list[Pattern]:
        """Return the pattern of each region, with an empty entry for layers without activation."""
        index = np.arange(self.count)
        rows: list[list[tuple[int, ...]]] = [[()] * self.depth for _ in index]
        for level, symbols, parents in zip(
            reversed(self.layers), reversed(self.symbols), reversed(self.parents), strict=True
        ):
            for row, own in zip(rows, symbols[index].tolist(), strict=True):
                row[level] = tuple(own)
            index = parents[index]
        return [tuple(row) for row in rows]


def cuts(layer: DenseLayer) -> bool:
    """Whether the layer's activation has breakpoints."""
    return isinstance(layer.activation, Maxout) or bool(layer.activation.breakpoints)


def plane_cells(net: PiecewiseNetwork, box: Box) -> PlaneCells:
    """Return the activation regions of a network of two inputs over a box.

    Raises OutOfRange when the numbers are too large or too small for float64.

    >>> from fractions import Fraction
    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),) * 2)
    >>> plane_cells(fold, ((Fraction(0), Fraction(1)),) * 2).count
    16
    """
    (x0, x1), (y0, y1) = box
    exact = ExactVertices(net, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    points = np.array([[float(v) for v in corner] for corner in exact.corners])
    h = Bounded(points, np.abs(points) * U)
    ids, lengths = np.arange(4), np.array([4])
    symbols, parents, active = [], [], []
    cutting = [i for i, layer in enumerate(net.layers) if cuts(layer)]
    for level, layer in enumerate(net.layers[: max(cutting, default=-1) + 1]):
        made = FloatLayer.of(layer)
        if not len(made.breakpoints):
            h = made.pre_activation(h)
            continue
        table = VertexTable.of(exact, level, made.columns(h))
        cells = cut_layer(table, ids, lengths)
        if level != cutting[-1]:
            h = made.outputs(table.columns())
        ids, lengths = cells.ids, cells.lengths
        symbols.append(symbols_of(cells.signs, len(made.breakpoints)))
        parents.append(cells.parent)
        active.append(level)
    return PlaneCells(tuple(symbols), tuple(parents), tuple(active), len(net.layers), exact.asked)
