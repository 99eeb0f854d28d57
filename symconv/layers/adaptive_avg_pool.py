"""Adaptive average pooling: a given number of outputs per axis."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Sizes, per_axis
from symconv.kernels import adaptive_avg_pool
from symconv.layers.cells import cells_read
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class AdaptiveAvgPool(Layer):
    """The mean of cell ``floor(i n/m) .. ceil((i+1) n/m) - 1`` for each output ``i`` of ``m``.

    ``output_size`` is m, one for all axes or one per axis; it may exceed the input.

    >>> AdaptiveAvgPool(output_size=6).out_shape((256, 13, 13))
    (256, 6, 6)
    """

    output_size: Sizes = 1

    def __post_init__(self) -> None:
        freeze_fields(self, "output_size")

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *output_size)."""
        require_spatial(in_shape)
        return (in_shape[0], *per_axis(self.output_size, len(in_shape) - 1, "output_size"))

    def operations(self, in_shape: Shape) -> Operations:
        """Return one addition fewer than a cell has inputs, and one division, per output."""
        out = self.out_shape(in_shape)
        axes = zip(in_shape[1:], out[1:], strict=True)
        reads, outputs = in_shape[0] * prod(cells_read(n, m) for n, m in axes), prod(out)
        return Operations(additions=reads - outputs, divisions=outputs)

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.adaptive_avg_pool`."""
        return adaptive_avg_pool(x, self.output_size)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return pools of one to three axes, to fewer and to more cells."""
        return (
            Example(cls(), (2, 3, 4)),
            Example(cls((3, 2)), (1, 7, 5)),
            Example(cls(4), (2, 3)),
            Example(cls(2), (1, 3, 4, 5)),
        )
