"""Global max pooling: one maximum per channel."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.kernels import global_max_pool
from symconv.layers.channels import require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class GlobalMaxPool(Layer):
    """The largest value of each channel over all positions.

    ``keepdims`` keeps axes of size 1, as frameworks do; without it the result is (channels,).

    >>> GlobalMaxPool().out_shape((512, 7, 7)), GlobalMaxPool(keepdims=False).out_shape((512, 7, 7))
    ((512, 1, 1), (512,))
    """

    keepdims: bool = True

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, 1, ...) or (channels,)."""
        require_spatial(in_shape)
        return (in_shape[0], *(1,) * (len(in_shape) - 1)) if self.keepdims else in_shape[:1]

    def operations(self, in_shape: Shape) -> Operations:
        """Return one comparison fewer than a channel has cells, per channel."""
        cells = prod(in_shape[1:])
        return Operations(comparisons=in_shape[0] * (cells - 1))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.global_max_pool`."""
        y = global_max_pool(x)
        return y if self.keepdims else y.reshape(y.shape[:2])

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return pools of one to three axes, with and without axes of size 1."""
        return (
            Example(cls(), (2, 3, 4)),
            Example(cls(keepdims=False), (3, 5, 4)),
            Example(cls(), (2, 3)),
            Example(cls(keepdims=False), (1, 2, 3, 4)),
        )
