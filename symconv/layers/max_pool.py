"""The max pooling layer, for any number of axes."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Padding, Sizes
from symconv.algebra.window import Window
from symconv.kernels import max_pool
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations
from symconv.layers.pool_windows import pool_size, pool_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class MaxPool(Layer):
    """The largest value of each window, channel by channel; padding never wins.

    Arguments are PyTorch's; ``stride`` None is the kernel size. A pool has no parameters and keeps
    the number of channels. Raises ShapeError for what PyTorch refuses.

    >>> MaxPool(kernel_size=3, stride=2).out_shape((96, 55, 55))
    (96, 27, 27)
    """

    kernel_size: Sizes = 2
    stride: Sizes | None = None
    padding: Padding = 0
    dilation: Sizes = 1
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        freeze_fields(self, "kernel_size", "stride", "padding", "dilation")

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return the window of each axis: which inputs an output reads."""
        return pool_windows(self.kernel_size, self.stride, self.padding, self.dilation, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *out)."""
        require_spatial(in_shape)
        axes = zip(self.windows(len(in_shape) - 1), in_shape[1:], strict=True)
        return (in_shape[0], *(pool_size(w, n, ceil_mode=self.ceil_mode) for w, n in axes))

    def operations(self, in_shape: Shape) -> Operations:
        """Return one comparison fewer than the window has cells, per output."""
        cells = prod(window.kernel_size for window in self.windows(len(in_shape) - 1))
        return Operations(comparisons=prod(self.out_shape(in_shape)) * (cells - 1))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.max_pool`."""
        options: dict[str, Any] = {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "ceil_mode": self.ceil_mode,
        }
        pooled: NDArray[Any] = max_pool(x, self.kernel_size, **options)
        return pooled

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return pools of one to three axes with every parameter."""
        return (
            Example(cls(), (2, 4, 5)),
            Example(cls(3, stride=2, padding=1), (1, 6, 5)),
            Example(cls((2, 3), stride=(1, 2), dilation=(2, 1)), (3, 5, 6)),
            Example(cls(3, stride=2, ceil_mode=True), (1, 6)),
            Example(cls(2, stride=3, padding=1, ceil_mode=True), (1, 3, 4, 5)),
        )
