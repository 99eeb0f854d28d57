"""The layer that turns an image into a vector, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Flatten(Layer):
    """``(channels, *spatial)`` to one axis, channels first, then rows: row-major order.

    >>> Flatten().out_shape((16, 32, 32))
    (16384,)
    """

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the number of entries."""
        return (prod(in_shape),)

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Reshape."""
        return x.reshape(len(x), -1)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return an image and a vector."""
        return (Example(cls(), (2, 3, 4)), Example(cls(), (5,)))
