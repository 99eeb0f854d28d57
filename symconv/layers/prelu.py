"""The rectified linear unit with a learned slope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.sizes import Size, is_symbolic
from symconv.errors import ShapeError
from symconv.kernels import prelu
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PReLU(Layer):
    """``y = x`` where positive, else ``slope * x``: one slope, or one per channel.

    >>> PReLU(64).parameter_count(rank=2)
    64
    """

    num_parameters: Size = 1

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        slopes, channels = self.num_parameters, in_shape[0]
        if not (is_symbolic(slopes) or is_symbolic(channels)) and slopes not in (1, channels):
            raise ShapeError(
                f"{slopes} slopes for {channels} channels violate num_parameters in {{1, C}}",
                remedy=f"use num_parameters=1 or num_parameters={channels}",
            )
        return in_shape

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight (num_parameters,)."""
        return {"weight": (self.num_parameters,)}

    def operations(self, in_shape: Shape) -> Operations:
        """Return one comparison per entry."""
        return Operations(comparisons=prod(in_shape), elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.prelu`."""
        return prelu(x, weights["weight"].reshape(-1, *[1] * (x.ndim - 2)))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one slope, and one per channel."""
        return (Example(cls(), (2, 3, 4)), Example(cls(3), (3, 2)), Example(cls(5), (5,)))
