"""Nearest-neighbour upsampling, for any number of axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Sizes, per_axis
from symconv.errors import ShapeError
from symconv.kernels import upsample_nearest
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Upsample(Layer):
    """Output ``o`` copies input ``floor(o n / m)``; m is ``scale_factor * n``, or ``size``.

    Raises ShapeError unless exactly one of the two is given.

    >>> Upsample(scale_factor=2).out_shape((64, 16, 16))
    (64, 32, 32)
    """

    size: Sizes | None = None
    scale_factor: Sizes | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "size", "scale_factor")
        if (self.size is None) == (self.scale_factor is None):
            raise ShapeError(
                f"size={self.size}, scale_factor={self.scale_factor}: exactly one must be given",
                remedy="leave one of them out",
            )

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *out)."""
        require_spatial(in_shape)
        rank = len(in_shape) - 1
        if self.size is not None:
            return (in_shape[0], *per_axis(self.size, rank, "size"))
        assert self.scale_factor is not None
        factors = per_axis(self.scale_factor, rank, "scale_factor")
        return (in_shape[0], *(n * f for n, f in zip(in_shape[1:], factors, strict=True)))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.upsample_nearest`."""
        return upsample_nearest(x, self.scale_factor, size=self.size)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return factors and sizes, one for all axes and one per axis."""
        return (
            Example(cls(scale_factor=2), (2, 3, 4)),
            Example(cls(scale_factor=(1, 3)), (1, 2, 2)),
            Example(cls(size=5), (2, 3)),
            Example(cls(size=(4, 3, 2)), (1, 2, 2, 2)),
        )
