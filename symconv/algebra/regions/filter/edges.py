r"""The edges of a subdivided box in any dimension, cut by one column after the other.

*Defines* `Edges`, `box_edges` and `NonGeneric`.

*Data.* In general position an edge lies on n - 1 hyperplanes (columns, or walls of the box) and has
a sign on every column besides: hyperplanes 0 … 2n-1 are the walls, 2n + c is column c; ``zeros``
are sorted, bit c of ``bits`` is set where column c is positive. Both together name a face exactly,
and nothing is identified by a hash alone.

*A cut* by column c divides the edges whose ends have different signs. Every 2-face that is cut has
exactly two such edges; the segment between their new vertices is a new edge, on the hyperplanes of
the face and on c. A 2-face of an edge drops one of its hyperplanes and chooses a side of it.

*See* Berzins, "Polyhedral complex extraction from ReLU networks using edge subdivision" (2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.regions.filter.exact_vertices import Ints

Words = NDArray[np.uint64]

_WORD = 64
_MIX = np.uint64(0x9E3779B97F4A7C15)


class NonGeneric(ArithmeticError):
    """A column vanishes at a vertex that it did not make; never leaves this package."""


@dataclass(frozen=True)
class Edges:
    """``ends`` (edges, 2), ``zeros`` (edges, n - 1), ``bits`` (edges, words) in dimension n."""

    ends: Ints
    zeros: Ints
    bits: Words

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return self.zeros.shape[1] + 1

    def mark(self, column: int, positive: NDArray[np.bool_]) -> Edges:
        """Put the sign of a new column into ``bits``, in place; return the edges themselves."""
        place = np.uint64(column % _WORD)
        self.bits[:, column // _WORD] |= positive.astype(np.uint64) << place
        return self

    def take(self, chosen: Ints) -> Edges:
        """Return a copy of some of the edges."""
        ends, zeros = (np.take(a, chosen, axis=0).astype(np.int64) for a in (self.ends, self.zeros))
        return Edges(ends, zeros, np.take(self.bits, chosen, axis=0).astype(np.uint64))

    @staticmethod
    def joined(*parts: Edges) -> Edges:
        """Return the edges of all parts."""
        return Edges(
            *(np.concatenate([getattr(part, name) for part in parts])
              for name in ("ends", "zeros", "bits"))
        )  # fmt: skip


def box_edges(n: int, columns: int) -> Edges:
    """Return the edges of the box whose corner i has the upper end on axis j where bit j of i is 1.

    >>> box_edges(2, 5).ends.tolist(), box_edges(2, 5).zeros.tolist()
    ([[0, 1], [2, 3], [0, 2], [1, 3]], [[2], [3], [0], [1]])
    """
    ends, zeros = [], []
    for axis in range(n):
        others = [j for j in range(n) if j != axis]
        for upper in product((0, 1), repeat=n - 1):
            sides = list(zip(reversed(others), upper, strict=True))
            corner = sum(up << j for j, up in sides)
            ends.append((corner, corner | 1 << axis))
            zeros.append(sorted(2 * j + up for j, up in sides))
    words = max(1, -(-columns // _WORD))
    return Edges(
        np.array(ends, np.int64),
        np.array(zeros, np.int64).reshape(len(ends), n - 1),
        np.zeros((len(ends), words), np.uint64),
    )


def new_edges(cut: Edges, vertices: Ints, column: int) -> Edges:
    """Return the edges in the hyperplane of a column: one per 2-face that ``cut`` edges bound.

    ``vertices`` are the new vertices on the cut edges. Raises NonGeneric where a face does not have
    exactly two cut edges, or two faces have the same hash.
    """
    n = cut.dimension
    if n == 1:
        return Edges(np.empty((0, 2), np.int64), cut.zeros[:0], cut.bits[:0])
    edge, zeros, bits = _faces(cut)
    key = _hashes(zeros, bits)
    order = np.argsort(key, kind="stable")
    if len(order) % 2:
        raise NonGeneric
    one, two = order[::2], order[1::2]
    same = (zeros[one] == zeros[two]).all() and (bits[one] == bits[two]).all()
    if not same or (key[one][1:] == key[one][:-1]).any():
        raise NonGeneric
    ends = np.stack([vertices[edge[one]], vertices[edge[two]]], axis=1)
    own = np.full((len(one), 1), 2 * n + column)
    return Edges(ends, np.concatenate([zeros[one], own], axis=1), bits[one])


def _faces(edges: Edges) -> tuple[Ints, Ints, Words]:
    """Return the 2-faces of each edge: the edge's number, the face's hyperplanes and signs."""
    n, count = edges.dimension, len(edges.ends)
    numbers = np.arange(count)
    found: list[tuple[Ints, Ints, Words]] = []
    for j in range(n - 1):
        dropped = edges.zeros[:, j]
        zeros = np.delete(edges.zeros, j, axis=1)
        found.append((numbers, zeros, edges.bits))  # the negative side, or inside the wall
        inner = np.flatnonzero(dropped >= 2 * n)
        bits = with_bits(edges.bits[inner], dropped[inner], n)
        found.append((numbers[inner], zeros[inner], bits))
    edge, faces, signs = zip(*found, strict=True)
    return np.concatenate(edge), np.concatenate(faces), np.concatenate(signs)


def with_bits(bits: Words, hyperplanes: Ints, n: int) -> Words:
    """Return the signs with each row's hyperplane, a column, made positive."""
    column = hyperplanes - 2 * n
    made = bits.copy()
    made[np.arange(len(bits)), column // _WORD] |= np.uint64(1) << (column % _WORD).astype(
        np.uint64
    )
    return made


def _hashes(zeros: Ints, bits: Words) -> Words:
    """Return one number per row, to sort by; what is equal is compared afterwards."""
    total = np.zeros(len(bits), np.uint64)
    for part in (*bits.T, *zeros.astype(np.uint64).T):
        total = (total ^ part) * _MIX
        total ^= total >> np.uint64(29)
    return total
