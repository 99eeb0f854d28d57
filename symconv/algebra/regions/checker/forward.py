r"""Pre-activations of many points at once, in integers.

*Defines* `Values` and `pre_activations`.

A point is an integer vector (x, w), w > 0, and stands for x/w. Each layer multiplies all points by
the integer matrix of its weights; every point keeps a positive denominator of its own, so that no
fraction is ever formed: a value is an integer over that denominator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lcm

from flint import fmpz_mat

from symconv.algebra.regions.checker.reading import Layer


@dataclass(frozen=True)
class Values:
    """Row by row, the pre-activations ``z[i][unit] / denominator[i]`` of the points i."""

    z: list[list[int]]
    denominator: list[int]


def pre_activations(layers: Sequence[Layer], points: Sequence[tuple[int, ...]]) -> Iterator[Values]:
    """Yield the values of every layer at all points.

    >>> from fractions import Fraction
    >>> relu = Layer(((Fraction(1, 2),),), (Fraction(1),), (Fraction(0),), ((0, 0), (1, 0)), 0)
    >>> next(pre_activations([relu], [(3, 1)])).z, next(pre_activations([relu], [(3, 1)])).denominator
    ([[5]], [2])
    """  # noqa: E501 (the call is clearer on one line)
    rows = [list(point) for point in points]  # values, then the denominator
    for layer in layers:
        weights = [(*w, b) for w, b in zip(layer.weight, layer.bias, strict=True)]
        scale = lcm(*(v.denominator for row in weights for v in row))
        matrix = fmpz_mat([[int(v * scale) for v in row] for row in weights]).transpose()
        product = (fmpz_mat(rows) * matrix).tolist()
        z = [[int(v) for v in row] for row in product]
        values = Values(z, [row[-1] * scale for row in rows])
        yield values
        rows = _activated(layer, values)


def _activated(layer: Layer, values: Values) -> list[list[int]]:
    if layer.maxout:
        k = layer.maxout
        return [
            [*(max(row[i : i + k]) for i in range(0, len(row), k)), q]
            for row, q in zip(values.z, values.denominator, strict=True)
        ]
    scale = lcm(*(v.denominator for piece in layer.pieces for v in piece))
    pieces = [(int(a * scale), int(c * scale)) for a, c in layer.pieces]
    breakpoints = [(t.numerator, t.denominator) for t in layer.breakpoints]
    rows = []
    for row, q in zip(values.z, values.denominator, strict=True):
        new = []
        for v in row:
            slope, shift = pieces[sum(v * bottom > top * q for top, bottom in breakpoints)]
            new.append(slope * v + shift * q)
        rows.append([*new, q * scale])
    return rows
