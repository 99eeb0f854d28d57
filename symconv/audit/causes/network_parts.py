r"""Layers of a rectified network with other units, so that it stays a rectified network.

*Defines* `opened`, `bias_late`, `held_open`, `held_closed`, `turned`, `negative_part`, `absolute`.
A layer without its activation is one affine layer with the next. A unit that is always open is two
units, :math:`z = \max(0, z) - \max(0, -z)`; the negative part of a sum is
:math:`\min(0, z) = -\max(0, -z)`, and :math:`\lvert z \rvert = \max(0, z) + \max(0, -z)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.regions import DenseLayer

Layers = tuple[DenseLayer, ...]


def opened(layers: Layers, n: int) -> Layers:
    """Join a layer and the next to one affine layer: there is no activation between them."""
    inner, outer = layers[n], layers[n + 1]
    columns = list(zip(*inner.weight, strict=True))
    weight = [[_dot(row, column) for column in columns] for row in outer.weight]
    bias = [_dot(row, inner.bias) + b for row, b in zip(outer.weight, outer.bias, strict=True)]
    return (*layers[:n], DenseLayer.of(weight, bias), *layers[n + 2 :])


def bias_late(layers: Layers, n: int) -> Layers:
    """Add the biases of a layer behind its activation."""
    inner, outer = layers[n], layers[n + 1]
    moved = [b + _dot(row, inner.bias) for row, b in zip(outer.weight, outer.bias, strict=True)]
    bare = DenseLayer.of(inner.weight, [0] * len(inner.bias))
    return (*layers[:n], bare, DenseLayer.of(outer.weight, moved), *layers[n + 2 :])


def _dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


@dataclass(frozen=True)
class Part:
    """``factor * max(0, sign * z)`` as a part of what stands for a unit with the sum z."""

    sign: int
    factor: int


OPEN, TURNED = (Part(1, 1), Part(-1, -1)), (Part(-1, -1),)


def held_open(layers: Layers, n: int, j: int) -> Layers:
    """Take the activation off one unit."""
    return _replaced(layers, n, {j: OPEN})


def held_closed(layers: Layers, n: int, j: int) -> Layers:
    """Take a unit to be 0."""
    return _replaced(layers, n, {j: (Part(1, 0),)})


def turned(layers: Layers, n: int, j: int) -> Layers:
    """Take the negative part of a unit for its positive part."""
    return _replaced(layers, n, {j: TURNED})


def negative_part(layers: Layers, n: int) -> Layers:
    """Take the negative parts of all units of a layer."""
    return _replaced(layers, n, dict.fromkeys(range(len(layers[n].weight)), TURNED))


def absolute(layers: Layers, n: int) -> Layers:
    """Take the absolute values of the sums of a layer."""
    both = (Part(1, 1), Part(-1, 1))
    return _replaced(layers, n, dict.fromkeys(range(len(layers[n].weight)), both))


def _replaced(layers: Layers, n: int, parts: dict[int, tuple[Part, ...]]) -> Layers:
    """Put several units in place of some of a layer; the next layer adds them up again."""
    inner, outer = layers[n], layers[n + 1]
    made = [(j, p) for j, _ in enumerate(inner.weight) for p in parts.get(j, (Part(1, 1),))]
    weight = [[p.sign * w for w in inner.weight[j]] for j, p in made]
    bias = [p.sign * inner.bias[j] for j, p in made]
    after = [[p.factor * row[j] for j, p in made] for row in outer.weight]
    new = DenseLayer.of(weight, bias), DenseLayer.of(after, outer.bias)
    return (*layers[:n], *new, *layers[n + 2 :])
