r"""The vertices of one layer: values, error bounds and signs of all its columns.

*Defines* `VertexTable`, which grows as cells are cut.

*A new vertex* on the edge pq, where column k vanishes: with a = |z_p|, b = |z_q|, s = a + b it lies
at t = a/s, and the error of t is at most (b e_p + a e_q) / (s (s - e_p - e_q)) + 5u, and at most 1.
Every column is affine on the edge, so it interpolates, with the error
|dt| |z_q - z_p| + max(e_p, e_q) + 4u (|z_p| + |z_q|); column k is exactly 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symconv.algebra.regions.filter.exact_vertices import ExactVertices, Ints
from symconv.algebra.regions.filter.layers import UNKNOWN, Bounded, Floats, Signs, U


@dataclass
class VertexTable:
    """``size`` rows of the arrays are in use; ``layer`` is the layer's number."""

    exact: ExactVertices
    layer: int
    value: Floats
    error: Floats
    sign: Signs
    size: int

    @staticmethod
    def of(exact: ExactVertices, layer: int, columns: Bounded) -> VertexTable:
        """Return the table of the vertices that the layer begins with; all signs are decided."""
        signs = columns.signs()
        table = VertexTable(exact, layer, columns.value, columns.error, signs, len(signs))
        table._reserve(4 * len(signs))
        for vertex, column in zip(*np.nonzero(signs == UNKNOWN), strict=True):
            table._decide(int(vertex), int(column))
        return table

    def columns(self) -> Bounded:
        """Return values and errors of all vertices."""
        return Bounded(self.value[: self.size], self.error[: self.size])

    def signs_at(self, vertices: Ints, columns: Ints) -> Signs:
        """Return the signs of one column at each vertex, all decided."""
        signs = self.sign[vertices, columns]
        for i in np.flatnonzero(signs == UNKNOWN):
            self._decide(int(vertices[i]), int(columns[i]))
            signs[i] = self.sign[vertices[i], columns[i]]
        return signs

    def _decide(self, vertex: int, column: int) -> None:
        value = self.exact.column(vertex, self.layer, column)
        rounded = float(value)
        self.value[vertex, column] = rounded
        self.error[vertex, column] = 1.001 * U * abs(rounded)
        self.sign[vertex, column] = (value > 0) - (value < 0)

    def add(self, p: Ints, q: Ints, column: Ints) -> Ints:
        """Add the vertices where ``column`` vanishes on the edges pq; return their numbers."""
        made = _interpolate(self.value, self.error, p, q, column)
        first, self.size = self.size, self.size + len(p)
        if self.size > len(self.value):
            self._reserve(2 * self.size)
        new = slice(first, self.size)
        self.value[new], self.error[new], self.sign[new] = made.value, made.error, made.signs()
        self.exact.define(self.layer, p, q, column)
        return np.arange(first, self.size)

    def _reserve(self, rows: int) -> None:
        """Make room; it is doubled when it is full, so that growing costs little."""
        self.value, self.error, self.sign = (
            np.concatenate([a, np.empty((rows - len(a), a.shape[1]), a.dtype)])
            for a in (self.value, self.error, self.sign)
        )


def _interpolate(value: Floats, error: Floats, p: Ints, q: Ints, column: Ints) -> Bounded:
    z_p, z_q, e_p, e_q = value[p], value[q], error[p], error[q]
    rows = np.arange(len(p))
    a, b = np.abs(z_p[rows, column]), np.abs(z_q[rows, column])
    own_p, own_q = e_p[rows, column], e_q[rows, column]
    s = a + b
    safe = (s > 1e-140) & (s - own_p - own_q > s / 4)
    below = np.where(safe, s * (s - own_p - own_q), 1.0)
    dt = np.where(safe, (b * own_p + a * own_q) / below * 1.001 + 5 * U, 1.0)
    dt = np.minimum(dt, 1.0)[:, None]
    step = z_q - z_p
    new = z_p + (a / s)[:, None] * step
    bound = dt * np.abs(step) + np.maximum(e_p, e_q) + 4 * U * (np.abs(z_p) + np.abs(z_q))
    bound *= 1.001
    new[rows, column] = 0.0
    bound[rows, column] = 0.0
    return Bounded(new, bound)
