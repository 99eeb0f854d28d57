"""The affine map of a network around one point, by forward substitution of affine functions.

*Defines* `LocalMap` and `local_map`. It shares nothing with the enumeration but the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.regions.activation import Activation, Maxout
from symconv.algebra.regions.network import (
    DenseLayer,
    Matrix,
    Number,
    PiecewiseNetwork,
    Vector,
    exact,
)
from symconv.algebra.regions.region import Pattern
from symconv.errors import GivenError, ShapeError

Affine = tuple[Fraction, ...]
"""Slopes, then the intercept."""


@dataclass(frozen=True)
class LocalMap:
    """f(x) = W x + b around a point, and the activation pattern there."""

    weight: Matrix
    bias: Vector
    pattern: Pattern


def local_map(net: PiecewiseNetwork, x: Sequence[Number]) -> LocalMap:
    """Return slope and intercept of the network around ``x``.

    Raises GivenError where a unit is at a breakpoint that it crosses (two maps meet there), and
    ShapeError when ``x`` has another dimension than the input.

    >>> fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> local_map(fold, ["1/4"]).weight, local_map(fold, ["1/4"]).bias
    (((Fraction(-2, 1),),), (Fraction(1, 1),))
    """
    point = tuple(map(exact, x))
    if len(point) != net.in_size:
        raise ShapeError(f"x has {len(point)} coordinates, the network reads {net.in_size}")
    n = len(point)
    rows: list[Affine] = [
        (*(Fraction(int(i == j)) for j in range(n)), Fraction(0)) for i in range(n)
    ]
    pattern = []
    for level, layer in enumerate(net.layers, start=1):
        rows = _before(layer, rows)
        symbols = _symbols(layer, rows, point, level)
        rows = _behind(layer, rows, symbols)
        pattern.append(symbols)
    weight = tuple(row[:-1] for row in rows)
    return LocalMap(weight, tuple(row[-1] for row in rows), tuple(pattern))


def _before(layer: DenseLayer, rows: list[Affine]) -> list[Affine]:
    """Return the affine pre-activations."""
    made = []
    for weights, bias in zip(layer.weight, layer.bias, strict=True):
        total = [sum((w * r[k] for w, r in zip(weights, rows, strict=True)), Fraction(0))
                 for k in range(len(rows[0]))]  # fmt: skip
        total[-1] += bias
        made.append(tuple(total))
    return made


def _symbols(layer: DenseLayer, rows: list[Affine], x: Vector, level: int) -> tuple[int, ...]:
    values = [sum((a * v for a, v in zip(row, x, strict=False)), row[-1]) for row in rows]
    if isinstance(layer.activation, Maxout):
        return tuple(
            _largest(values[i : i + layer.activation.size], rows[i:], x, (level, unit))
            for unit, i in enumerate(range(0, len(rows), layer.activation.size), start=1)
        )
    activation = layer.activation
    if not activation.breakpoints:
        return ()
    return tuple(
        _symbol(activation, value, row, x, (level, unit))
        for unit, (value, row) in enumerate(zip(values, rows, strict=True), start=1)
    )


def _symbol(
    activation: Activation, value: Fraction, row: Affine, x: Vector, unit: tuple[int, int]
) -> int:
    if value not in activation.breakpoints:
        return activation.piece(value)
    if any(row[:-1]):
        raise _two_maps(x, unit)
    return -1 - activation.breakpoints.index(value)


def _largest(values: list[Fraction], rows: list[Affine], x: Vector, unit: tuple[int, int]) -> int:
    first = values.index(max(values))
    if any(v == values[first] and rows[i] != rows[first] for i, v in enumerate(values)):
        raise _two_maps(x, unit)
    return first


def _two_maps(x: Vector, unit: tuple[int, int]) -> GivenError:
    at = ", ".join(map(str, x))
    return GivenError(
        f"unit {unit[1]} of layer {unit[0]} is at a breakpoint at x = ({at}): two maps meet there",
        remedy="move x off the breakpoint",
        given="x",
    )


def _behind(layer: DenseLayer, rows: list[Affine], symbols: tuple[int, ...]) -> list[Affine]:
    if isinstance(layer.activation, Maxout):
        return [rows[u * layer.activation.size + s] for u, s in enumerate(symbols)]
    if not layer.activation.breakpoints:
        return rows
    pieces = map(layer.activation.affine, symbols)
    return [
        (*(a * v for v in row[:-1]), a * row[-1] + c)
        for row, (a, c) in zip(rows, pieces, strict=True)
    ]
