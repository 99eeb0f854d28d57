"""The average pooling layer, for any number of axes."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Padding, Sizes
from symconv.algebra.window import Window
from symconv.errors import ShapeError
from symconv.kernels import avg_pool
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations
from symconv.layers.pool_windows import pool_size, pool_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class AvgPool(Layer):
    """The mean of each window, channel by channel.

    Arguments are PyTorch's; ``stride`` None is the kernel size. ``count_include_pad`` divides by
    all cells of the padded window, ``divisor_override`` by a given number. Raises ShapeError for
    what PyTorch refuses.

    >>> AvgPool(kernel_size=2).out_shape((16, 64, 64))
    (16, 32, 32)
    """

    kernel_size: Sizes = 2
    stride: Sizes | None = None
    padding: Padding = 0
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "kernel_size", "stride", "padding")
        if self.divisor_override == 0:
            raise ShapeError("divisor_override=0 divides by zero", remedy="leave it out")

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return the window of each axis: which inputs an output reads."""
        return pool_windows(self.kernel_size, self.stride, self.padding, 1, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *out)."""
        require_spatial(in_shape)
        axes = zip(self.windows(len(in_shape) - 1), in_shape[1:], strict=True)
        return (in_shape[0], *(pool_size(w, n, ceil_mode=self.ceil_mode) for w, n in axes))

    def operations(self, in_shape: Shape) -> Operations:
        """Return one addition fewer than the window has cells, and one division, per output."""
        cells = prod(window.kernel_size for window in self.windows(len(in_shape) - 1))
        outputs = prod(self.out_shape(in_shape))
        return Operations(additions=outputs * (cells - 1), divisions=outputs)

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.avg_pool`."""
        options: dict[str, Any] = {
            "stride": self.stride,
            "padding": self.padding,
            "ceil_mode": self.ceil_mode,
            "count_include_pad": self.count_include_pad,
            "divisor_override": self.divisor_override,
        }
        return avg_pool(x, self.kernel_size, **options)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return pools of one to three axes with every parameter."""
        return (
            Example(cls(), (2, 4, 5)),
            Example(cls(3, stride=2, padding=1, count_include_pad=False), (1, 6, 5)),
            Example(cls((2, 3), stride=(1, 2), divisor_override=5), (3, 5, 6)),
            Example(cls(3, stride=2, ceil_mode=True), (1, 6)),
            Example(cls(2, stride=3, padding=1, ceil_mode=True), (1, 3, 4, 5)),
        )
