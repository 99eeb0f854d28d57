"""The layer that returns its input, as skip connections need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Identity(Layer):
    """``y = x``.

    >>> Identity().out_shape((3, 5, 5))
    (3, 5, 5)
    """

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        return in_shape

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Return the input."""
        return x

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return the one identity there is, on an image and on a vector."""
        return (Example(cls(), (2, 3, 4)), Example(cls(), (5,)))
