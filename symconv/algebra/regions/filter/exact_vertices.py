"""Exact values at the vertices of a subdivision, for the signs that float64 does not decide.

*Defines* `ExactVertices`. A vertex is a corner of the box, or the point of an edge (p, q) where one
column of one layer vanishes; that definition gives its rational coordinates by recursion. What was
computed is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.regions.activation import Activation
from symconv.algebra.regions.network import PiecewiseNetwork, Vector

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Definitions:
    """Vertices ``first``, first + 1, …: where ``column`` vanishes on the edges pq."""

    first: int
    layer: int
    p: Ints
    q: Ints
    column: Ints


@dataclass
class ExactVertices:
    """``corners`` are vertices 0, 1, …; ``definitions`` those after them, ``size`` in all."""

    net: PiecewiseNetwork
    corners: Sequence[Vector]
    definitions: list[Definitions] = field(default_factory=list)
    points: dict[int, Vector] = field(default_factory=dict)
    inputs: dict[tuple[int, int], Vector] = field(default_factory=dict)
    asked: int = 0

    @property
    def size(self) -> int:
        """Number of vertices."""
        if not self.definitions:
            return len(self.corners)
        return self.definitions[-1].first + len(self.definitions[-1].p)

    def define(self, layer: int, p: Ints, q: Ints, column: Ints) -> None:
        """Add the vertices where columns of a layer vanish on the edges pq."""
        self.definitions.append(Definitions(self.size, layer, p, q, column))

    def column(self, vertex: int, layer: int, column: int) -> Fraction:
        """Return the exact pre-activation minus the breakpoint."""
        self.asked += 1
        dense = self.net.layers[layer]
        assert isinstance(dense.activation, Activation)
        unit, k = divmod(column, len(dense.activation.breakpoints))
        h = self.layer_input(vertex, layer)
        z = sum((w * v for w, v in zip(dense.weight[unit], h, strict=True) if w and v),
                dense.bias[unit])  # fmt: skip
        return z - dense.activation.breakpoints[k]

    def layer_input(self, vertex: int, layer: int) -> Vector:
        """Return what a layer reads at a vertex."""
        if layer == 0:
            return self.point(vertex)
        key = (vertex, layer)
        if key not in self.inputs:
            before = self.net.layers[layer - 1]
            z = before.pre_activation(self.layer_input(vertex, layer - 1))
            self.inputs[key] = before.activate(z)
        return self.inputs[key]

    def point(self, vertex: int) -> Vector:
        """Return the coordinates of a vertex; iterative, since definitions nest deeply."""
        stack = [vertex]
        while stack:
            v = stack[-1]
            if v in self.points:
                stack.pop()
            elif v < len(self.corners):
                self.points[v] = self.corners[v]
            else:
                p, q, layer, column = self._definition(v)
                missing = [w for w in (p, q) if w not in self.points]
                stack += missing
                if not missing:
                    self.points[v] = self._between(p, q, layer, column)
        return self.points[vertex]

    def _definition(self, vertex: int) -> tuple[int, int, int, int]:
        """Return the edge of a vertex, and the layer and column that vanish there."""
        found = self.definitions[bisect_right(self.definitions, vertex, key=lambda d: d.first) - 1]
        i = vertex - found.first
        return int(found.p[i]), int(found.q[i]), found.layer, int(found.column[i])

    def _between(self, p: int, q: int, layer: int, column: int) -> Vector:
        at_p, at_q = self.column(p, layer, column), self.column(q, layer, column)
        t = at_p / (at_p - at_q)
        return tuple(a + t * (b - a) for a, b in zip(self.points[p], self.points[q], strict=True))
