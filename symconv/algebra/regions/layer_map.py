r"""The exact affine map of a cell up to a layer, as integer rows over one denominator.

*Defines* `LayerMap` and `activated`, the map behind an activation.

*Notation.* The map is A/q with integer A, rows over (x, w). Behind the affine part [W | b] of a
layer it is [W | b] A; a piece az + c multiplies a row by a and adds c q to its last entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Any

from flint import fmpz_mat

from symconv.algebra.regions.activation import Activation, AnyActivation, Maxout
from symconv.algebra.regions.cone import Row

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class LayerMap:
    """Integer rows over one denominator: the affine map of a cell."""

    rows: Rows
    denominator: int

    @staticmethod
    def identity(n: int) -> LayerMap:
        """Return the map x -> x of R^n."""
        return LayerMap([[int(i == j) for j in range(n + 1)] for i in range(n)], 1)

    def lowest_terms(self) -> tuple[tuple[Row, ...], int]:
        """Return rows and denominator without a common factor, as Python integers."""
        rows = [[int(v) for v in row] for row in self.rows]
        factor = gcd(self.denominator, *(v for row in rows for v in row))
        return tuple(tuple(v // factor for v in row) for row in rows), self.denominator // factor

    def through(self, scaled: Any, scale: int) -> LayerMap:
        """Return the map followed by the layer [W | b] = scaled / scale."""
        last = [0] * (len(self.rows[0]) - 1) + [self.denominator]
        return LayerMap((scaled * fmpz_mat([*self.rows, last])).tolist(), scale * self.denominator)


def activated(activation: AnyActivation, before: LayerMap, symbols: tuple[int, ...]) -> LayerMap:
    """Return the map behind the activation on the part where the units have these symbols."""
    if isinstance(activation, Maxout):
        size = activation.size
        chosen = [before.rows[u * size + s] for u, s in enumerate(symbols)]
        return LayerMap(chosen, before.denominator)
    if not activation.breakpoints:
        return before
    return _apply(activation, before, symbols)


def _apply(activation: Activation, before: LayerMap, symbols: tuple[int, ...]) -> LayerMap:
    scale, table = activation.integer_pieces
    zero = [0] * len(before.rows[0])
    rows = []
    for row, symbol in zip(before.rows, symbols, strict=True):
        slope, intercept = table[symbol if symbol >= 0 else -1 - symbol]
        new = row if slope == 1 else [slope * v for v in row] if slope else zero
        if intercept:
            new = [*new[:-1], new[-1] + intercept * before.denominator]
        rows.append(new)
    return LayerMap(rows, scale * before.denominator)
