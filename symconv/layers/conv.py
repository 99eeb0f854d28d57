"""The convolution layer (cross-correlation, as in every framework), for any number of axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.axes import Padding, Sizes, conv_windows
from symconv.algebra.conv_matrix import conv_factors
from symconv.algebra.padding_maps import require_mode
from symconv.algebra.sizes import Size, as_number
from symconv.algebra.tap_product import Factor
from symconv.algebra.window import Window
from symconv.kernels import conv
from symconv.layers.channels import (
    freeze_fields,
    require_channels,
    require_divisible,
    require_padding_reach,
)
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations, sums_of_products

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Conv(Layer):
    r"""``y[o, j] = bias[o] + sum_{c, t} w[o, c, t] * x~[c, s*j + d*t - p]``, x~ the padded input.

    Arguments are PyTorch's; each size is one for all axes or a tuple, and may be a symbol.
    ``padding`` is a number, one per axis, (before, after) pairs, ``"same"`` or ``"valid"``. The
    number of axes is that of the input. Raises ShapeError for what PyTorch refuses.

    >>> layer = Conv(3, 64, kernel_size=7, stride=2, padding=3)
    >>> layer.out_shape((3, 224, 224)), layer.parameter_count(rank=2)
    ((64, 112, 112), 9472)
    >>> print(Conv(kernel_size=3, stride=4, padding=2).matrix((3, 3)).text())
    [ w_(2, 2)         0  0  0  0  0         0         0  0 ]
    ...
    """

    in_channels: Size = 1
    out_channels: Size = 1
    kernel_size: Sizes = 3
    stride: Sizes = 1
    padding: Padding = 0
    dilation: Sizes = 1
    groups: Size = 1
    bias: bool = True
    padding_mode: str = "zeros"

    channel_field: ClassVar[str] = "in_channels"

    def __post_init__(self) -> None:
        freeze_fields(self, "kernel_size", "stride", "padding", "dilation")
        require_mode(self.padding_mode)
        require_divisible(self.in_channels, self.out_channels, self.groups)

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return the window of each axis: which inputs an output reads."""
        return conv_windows(self.kernel_size, self.stride, self.padding, self.dilation, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (out_channels, *out)."""
        require_channels(self.in_channels, in_shape)
        axes = list(zip(self.windows(len(in_shape) - 1), in_shape[1:], strict=True))
        for window, n in axes:
            require_padding_reach(window, n, self.padding_mode)
        return (self.out_channels, *(window.out_size(n) for window, n in axes))

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight (out_channels, in_channels/groups, *kernel) and bias (out_channels,)."""
        kernel = (window.kernel_size for window in self.windows(rank))
        weight = (self.out_channels, self.in_channels // self.groups, *kernel)
        return {"weight": weight} | ({"bias": (self.out_channels,)} if self.bias else {})

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.conv`."""
        options: dict[str, Any] = {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
            "padding_mode": self.padding_mode,
        }
        return conv(x, weights["weight"], weights.get("bias"), **options)

    def operations(self, in_shape: Shape) -> Operations:
        """Return one sum of ``in_channels/groups * prod(kernel)`` products per output."""
        kernel = prod(window.kernel_size for window in self.windows(len(in_shape) - 1))
        products = self.in_channels // self.groups * kernel
        return sums_of_products(prod(self.out_shape(in_shape)), products, bias=self.bias)

    def factors(self, in_shape: tuple[int, ...]) -> tuple[Factor, ...]:
        """Return the channels' pattern and the gathering matrix of each axis."""
        require_channels(self.in_channels, in_shape)
        return conv_factors(
            self.windows(len(in_shape) - 1),
            in_shape[1:],
            in_channels=as_number(self.in_channels, "in_channels"),
            out_channels=as_number(self.out_channels, "out_channels"),
            groups=as_number(self.groups, "groups"),
            padding_mode=self.padding_mode,
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return layers of one to three axes with every parameter and padding mode."""
        return (
            Example(cls(kernel_size=3, stride=4, padding=2), (1, 3, 3)),
            Example(cls(2, 3, kernel_size=(3, 2), stride=(2, 1), bias=False), (2, 6, 5)),
            Example(cls(4, 6, kernel_size=3, padding=1, groups=2), (4, 5, 4)),
            Example(cls(kernel_size=4, padding="same", dilation=2), (1, 9)),
            Example(cls(2, 2, padding=((2, 0), (1, 3)), groups=2, dilation=(2, 1)), (2, 5, 4)),
            Example(cls(kernel_size=5, padding=3, padding_mode="circular"), (1, 3, 4)),
            Example(cls(1, 2, kernel_size=3, padding=2, padding_mode="reflect"), (1, 3, 4)),
            Example(cls(2, 1, stride=2, padding=2, padding_mode="replicate"), (2, 4)),
            Example(cls(1, 2, kernel_size=2, stride=(1, 2, 1), padding="valid"), (1, 3, 4, 2)),
        )
