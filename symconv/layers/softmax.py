"""The softmax layer."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.errors import ShapeError
from symconv.kernels import softmax
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Softmax(Layer):
    """``exp(x) / sum exp(x)`` along ``dim`` of (N, channels, *spatial), so that 1 is the channels.

    >>> Softmax(dim=1).out_shape((10,))
    (10,)
    """

    dim: int = -1

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        axes = len(in_shape) + 1
        if self.dim in (0, -axes) or not -axes <= self.dim < axes:
            raise ShapeError(
                f"dim={self.dim} is not an axis of one sample of shape {in_shape}", remedy="use 1"
            )
        return in_shape

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values go through the exponential."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.softmax`."""
        return softmax(x, axis=self.dim)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return scores of a vector and of an image."""
        return (Example(cls(), (5,)), Example(cls(dim=1), (2, 3, 4)))
