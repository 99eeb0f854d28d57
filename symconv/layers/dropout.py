"""The dropout layer, at inference: the identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.errors import ShapeError
from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Dropout(Layer):
    """Zeroes entries with probability ``p`` in training and scales the rest by ``1/(1-p)``.

    At inference, which `forward` runs, it is the identity; `symconv.kernels.dropout` draws masks.

    >>> Dropout(p=0.2).out_shape((4096,))
    (4096,)
    """

    p: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.p <= 1:
            raise ShapeError(f"p={self.p} violates 0 <= p <= 1", remedy="use p=0.5")

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        return in_shape

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Return the input."""
        return x

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return dropout on an image and on a vector."""
        return (Example(cls(), (2, 3, 4)), Example(cls(p=0.2), (5,)))
