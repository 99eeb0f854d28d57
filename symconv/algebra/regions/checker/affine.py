r"""What a pattern says of the network: its affine pre-activations, and the inequalities it means.

*Defines* `PatternMaps`.

Behind a fixed pattern every layer is affine. A row (a_1, …, a_n, a_0) over a positive denominator
stands for the function a.x + a_0; inequalities need no denominator. Maps are kept per beginning of
a pattern, because neighbours share long ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from flint import fmpz_mat

from symconv.algebra.regions.checker.reading import Layer
from symconv.errors import ProofError

Row = tuple[int, ...]
Pattern = tuple[tuple[int, ...], ...]
Affine = tuple[list[Row], int]


@dataclass(frozen=True)
class PatternMaps:
    """The maps of a network behind patterns; ``known`` holds those that were asked for."""

    layers: tuple[Layer, ...]
    dimension: int
    known: dict[Pattern, Affine] = field(default_factory=dict)

    def before(self, pattern: Pattern, level: int) -> Affine:
        """Return the pre-activations of a layer behind the pattern of the layers before it."""
        key = pattern[:level]
        if key not in self.known:
            layer = self.layers[level]
            rows, q = self._behind(pattern, level)
            weights = [(*w, b) for w, b in zip(layer.weight, layer.bias, strict=True)]
            scale = lcm(*(v.denominator for row in weights for v in row))
            matrix = fmpz_mat([[int(v * scale) for v in row] for row in weights])
            product = (matrix * fmpz_mat([*rows, (*[0] * self.dimension, q)])).tolist()
            self.known[key] = [tuple(int(v) for v in row) for row in product], q * scale
        return self.known[key]

    def _behind(self, pattern: Pattern, level: int) -> Affine:
        """Return the input of a layer."""
        n = self.dimension
        if level == 0:
            return [tuple(int(i == j) for j in range(n + 1)) for i in range(n)], 1
        layer, symbols = self.layers[level - 1], pattern[level - 1]
        rows, q = self.before(pattern, level - 1)
        if layer.maxout:
            return [rows[u * layer.maxout + s] for u, s in enumerate(symbols)], q
        if not layer.breakpoints:
            (slope, shift), scale = layer.pieces[0], _scale(layer)
            return [_piece(row, q, slope * scale, shift * scale) for row in rows], q * scale
        scale = _scale(layer)
        chosen = (layer.pieces[s if s >= 0 else -1 - s] for s in symbols)
        return [
            _piece(row, q, a * scale, c * scale) for row, (a, c) in zip(rows, chosen, strict=True)
        ], q * scale

    def inequalities(self, pattern: Pattern) -> list[Row]:
        """Return rows, without common factor, that are positive on the region of the pattern.

        Raises ProofError when a tied unit is not identically at its breakpoint, or a constant says
        that the region is empty.
        """
        found = []
        for level, layer in enumerate(self.layers):
            if layer.symbols:
                rows, q = self.before(pattern, level)
                for row in _layer_rows(layer, pattern[level], rows, q):
                    if any(row[:-1]):
                        found.append(reduced(row))
                    elif row[-1] <= 0:
                        raise ProofError("the pattern contradicts a constant unit")
        return found


def reduced(row: Row) -> Row:
    """Return the row divided by the common factor of its entries."""
    factor = gcd(*row)
    return tuple(v // factor for v in row) if factor > 1 else row


def _scale(layer: Layer) -> int:
    return lcm(*(v.denominator for piece in layer.pieces for v in piece))


def _piece(row: Row, q: int, slope: Fraction, shift: Fraction) -> Row:
    return (*(int(slope) * v for v in row[:-1]), int(slope) * row[-1] + int(shift) * q)


def minus_breakpoint(row: Row, q: int, t: Fraction) -> Row:
    """Return the row of (row / q) - t, times a positive number."""
    return (*(t.denominator * v for v in row[:-1]), t.denominator * row[-1] - t.numerator * q)


def _layer_rows(layer: Layer, symbols: tuple[int, ...], rows: list[Row], q: int) -> list[Row]:
    found = []
    for unit, symbol in enumerate(symbols):
        if layer.maxout:
            group = rows[unit * layer.maxout : (unit + 1) * layer.maxout]
            for other, row in enumerate(group):
                difference = tuple(a - b for a, b in zip(group[symbol], row, strict=True))
                if any(difference) or other < symbol:
                    found.append(difference)
        elif symbol < 0:
            if any(minus_breakpoint(rows[unit], q, layer.breakpoints[-1 - symbol])):
                raise ProofError("a unit that is called tied leaves its breakpoint")
        else:
            if symbol > 0:
                found.append(minus_breakpoint(rows[unit], q, layer.breakpoints[symbol - 1]))
            if symbol < len(layer.breakpoints):
                cut = minus_breakpoint(rows[unit], q, layer.breakpoints[symbol])
                found.append(tuple(-v for v in cut))
    return found
