"""The rectified linear unit."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.kernels import relu
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class ReLU(Layer):
    """``y = max(x, 0)``, entry by entry.

    >>> ReLU().out_shape((64, 112, 112))
    (64, 112, 112)
    """

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        return in_shape

    def operations(self, in_shape: Shape) -> Operations:
        """Return one comparison per entry."""
        return Operations(comparisons=prod(in_shape), elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.relu`."""
        return relu(x)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return an image and a vector."""
        return (Example(cls(), (2, 3, 4)), Example(cls(), (5,)))
