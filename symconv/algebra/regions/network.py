r"""Fully connected piecewise-linear networks with exact weights.

*Defines* `DenseLayer`, `PiecewiseNetwork` and `named_activation`, which reads an activation's name.

*Notation.* f: R^n -> R^m, :math:`h_l = \sigma_l(W_l h_{l-1} + b_l)`, one activation per layer.
Weights are ints, Fractions, floats or texts such as ``"-3/8"``; a float counts as the binary
fraction that it is, so trained weights are exact too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from symconv.algebra.regions.activation import (
    Activation,
    AnyActivation,
    Maxout,
    absolute,
    hardtanh,
    identity,
    leaky_relu,
    relu,
    relu6,
)
from symconv.errors import ShapeError

Number = int | float | str | Fraction
Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]

_WITH_ARGUMENT = re.compile(r"(leaky|maxout)\(\s*([^()]*?)\s*\)")
NAMES = "relu, leaky(1/10), abs, hardtanh, relu6, maxout(2), none"


def exact(value: Number) -> Fraction:
    """Return the number as it is: a float as the binary fraction that it stores.

    >>> exact(0.5), exact("-3/8"), exact("0.1")
    (Fraction(1, 2), Fraction(-3, 8), Fraction(1, 10))
    """
    return Fraction(value)


def named_activation(name: str) -> AnyActivation:
    """Return the activation that is called so.

    Raises ShapeError for an unknown name.

    >>> named_activation("leaky(1/10)").pieces[0]
    (Fraction(1, 10), Fraction(0, 1))
    """
    plain = {"relu": relu, "abs": absolute, "hardtanh": hardtanh, "relu6": relu6, "none": identity}
    if name in plain:
        return plain[name]()
    found = _WITH_ARGUMENT.fullmatch(name)
    try:
        if found and found[1] == "leaky":
            return leaky_relu(Fraction(found[2]))
        if found:
            return Maxout(int(found[2]))
    except (ValueError, ZeroDivisionError):
        pass
    raise ShapeError(f"there is no activation {name!r}", remedy=f"use one of {NAMES}")


@dataclass(frozen=True)
class DenseLayer:
    """``weight`` of shape (rows, in), ``bias`` of length rows, and what follows them.

    Raises ShapeError when the sizes do not fit.
    """

    weight: Matrix
    bias: Vector
    activation: AnyActivation

    def __post_init__(self) -> None:
        widths = {len(row) for row in self.weight}
        if not self.weight or len(widths) != 1 or 0 in widths:
            raise ShapeError("a weight needs rows of one length", remedy="write [[1, 0], [0, 1]]")
        if len(self.bias) != len(self.weight):
            raise ShapeError(f"{len(self.bias)} biases for {len(self.weight)} rows of weights")
        if isinstance(self.activation, Maxout) and len(self.weight) % self.activation.size:
            raise ShapeError(
                f"{self.activation.name} cannot group {len(self.weight)} rows",
                remedy=f"use a multiple of {self.activation.size} rows",
            )

    @staticmethod
    def of(
        weight: Sequence[Sequence[Number]],
        bias: Sequence[Number] | None = None,
        activation: AnyActivation | str = "none",
    ) -> DenseLayer:
        """Return the layer with these numbers, read exactly; no bias means zeros.

        >>> DenseLayer.of([["1/3", 2]], activation="relu").weight
        ((Fraction(1, 3), Fraction(2, 1)),)
        """
        rows = tuple(tuple(map(exact, row)) for row in weight)
        shift = tuple(map(exact, bias)) if bias is not None else (Fraction(0),) * len(rows)
        known = named_activation(activation) if isinstance(activation, str) else activation
        return DenseLayer(rows, shift, known)

    @property
    def out_size(self) -> int:
        """Number of units."""
        size = self.activation.size if isinstance(self.activation, Maxout) else 1
        return len(self.weight) // size

    def pre_activation(self, h: Sequence[Fraction]) -> Vector:
        """Return W h + b."""
        return tuple(
            sum((w * v for w, v in zip(row, h, strict=True) if w and v), b)
            for row, b in zip(self.weight, self.bias, strict=True)
        )

    def activate(self, z: Sequence[Fraction]) -> Vector:
        """Return the units' values for pre-activations ``z``."""
        if isinstance(self.activation, Activation):
            return tuple(map(self.activation, z))
        k = self.activation.size
        return tuple(max(z[i : i + k]) for i in range(0, len(z), k))

    def integers(self) -> tuple[list[list[int]], int]:
        """Return the rows [W | b] times their least common denominator, and that denominator."""
        rows = [(*row, b) for row, b in zip(self.weight, self.bias, strict=True)]
        scale = lcm(*(v.denominator for row in rows for v in row))
        return [[int(v * scale) for v in row] for row in rows], scale


@dataclass(frozen=True)
class PiecewiseNetwork:
    """A chain of dense layers; raises ShapeError when neighbours do not fit.

    >>> fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> fold(["1/4"])
    (Fraction(1, 2),)
    """

    layers: tuple[DenseLayer, ...]

    def __post_init__(self) -> None:
        if not self.layers:
            raise ShapeError("a network needs a layer")
        for i, (one, two) in enumerate(zip(self.layers, self.layers[1:], strict=False), start=1):
            if one.out_size != len(two.weight[0]):
                raise ShapeError(
                    f"layer {i} has {one.out_size} outputs, layer {i + 1} reads "
                    f"{len(two.weight[0])}"
                )

    @property
    def in_size(self) -> int:
        """The dimension n of the input."""
        return len(self.layers[0].weight[0])

    @property
    def out_size(self) -> int:
        """The dimension m of the output."""
        return self.layers[-1].out_size

    def __call__(self, x: Sequence[Number]) -> Vector:
        """Return f(x), exactly."""
        h = tuple(map(exact, x))
        for layer in self.layers:
            h = layer.activate(layer.pre_activation(h))
        return h

    def then(self, other: PiecewiseNetwork) -> PiecewiseNetwork:
        """Return the composition: this network first, ``other`` after it."""
        return PiecewiseNetwork(self.layers + other.layers)
