"""Sub-pixel rearrangement: channels become positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.algebra.sizes import is_symbolic
from symconv.errors import ShapeError
from symconv.kernels import pixel_shuffle
from symconv.layers.channels import require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PixelShuffle(Layer):
    """``(C r^rank, *n)`` to ``(C, *(r n))``: each r^rank channels fill the cells of one block.

    >>> PixelShuffle(upscale_factor=2).out_shape((64, 16, 16))
    (16, 32, 32)
    """

    upscale_factor: int = 2

    def __post_init__(self) -> None:
        if self.upscale_factor < 1:
            raise ShapeError(
                f"upscale_factor={self.upscale_factor} violates upscale_factor >= 1",
                remedy="use upscale_factor=1",
            )

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels / r^rank, *(r * spatial))."""
        require_spatial(in_shape)
        r, channels = self.upscale_factor, in_shape[0]
        block = r ** (len(in_shape) - 1)
        if not is_symbolic(channels) and channels % block:
            raise ShapeError(
                f"{channels} channels are not divisible by upscale_factor^rank = {block}",
                remedy=f"use {max(1, round(int(channels) / block)) * block} channels",
            )
        return (channels // block, *(r * n for n in in_shape[1:]))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.pixel_shuffle`."""
        return pixel_shuffle(x, self.upscale_factor)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one and two axes."""
        return (Example(cls(), (4, 2, 3)), Example(cls(3), (6, 2)))
