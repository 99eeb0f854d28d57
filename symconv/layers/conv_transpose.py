"""The transposed convolution layer, for any number of axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.axes import Padding, Sizes, conv_windows, per_axis
from symconv.algebra.sizes import Size, as_number
from symconv.algebra.tap_product import Factor
from symconv.algebra.transposed_matrix import transposed_factors
from symconv.algebra.window import Window
from symconv.errors import ShapeError
from symconv.kernels import conv_transpose
from symconv.layers.channels import freeze_fields, require_channels, require_divisible
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class ConvTranspose(Layer):
    r"""``y[o, s*i + d*t - p] += x[c, i] * w[c, o, t]``, then the bias is added.

    Arguments are PyTorch's; each size is one for all axes or a tuple, and may be a symbol.
    ``padding`` crops the result: a number, one per axis, or (before, after) pairs;
    ``output_padding`` shows more of its end. Raises ShapeError for what PyTorch refuses.

    >>> ConvTranspose(64, 3, kernel_size=4, stride=2, padding=1).out_shape((64, 16, 16))
    (3, 32, 32)
    >>> print(ConvTranspose(kernel_size=2, stride=2).matrix((2,)).text())
    [ w_0    0 ]
    [ w_1    0 ]
    [   0  w_0 ]
    [   0  w_1 ]
    """

    in_channels: Size = 1
    out_channels: Size = 1
    kernel_size: Sizes = 3
    stride: Sizes = 1
    padding: Padding = 0
    output_padding: Sizes = 0
    groups: Size = 1
    bias: bool = True
    dilation: Sizes = 1

    channel_field: ClassVar[str] = "in_channels"

    def __post_init__(self) -> None:
        freeze_fields(self, "kernel_size", "stride", "padding", "output_padding", "dilation")
        if isinstance(self.padding, str):
            raise ShapeError(
                f"padding={self.padding!r}: a transposed convolution takes numbers only",
                remedy="give padding as an int, one per axis, or (before, after) pairs",
            )
        require_divisible(self.in_channels, self.out_channels, self.groups)

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return the window of each axis: which outputs an input is stamped on."""
        return conv_windows(self.kernel_size, self.stride, self.padding, self.dilation, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (out_channels, *out)."""
        require_channels(self.in_channels, in_shape)
        rank = len(in_shape) - 1
        extra = per_axis(self.output_padding, rank, "output_padding")
        axes = zip(self.windows(rank), in_shape[1:], extra, strict=True)
        return (self.out_channels, *(w.transposed_size(n, op) for w, n, op in axes))

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight (in_channels, out_channels/groups, *kernel) and bias (out_channels,)."""
        kernel = (window.kernel_size for window in self.windows(rank))
        weight = (self.in_channels, self.out_channels // self.groups, *kernel)
        return {"weight": weight} | ({"bias": (self.out_channels,)} if self.bias else {})

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.conv_transpose`."""
        options: dict[str, Any] = {
            "stride": self.stride,
            "padding": self.padding,
            "output_padding": self.output_padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }
        return conv_transpose(x, weights["weight"], weights.get("bias"), **options)

    def operations(self, in_shape: Shape) -> Operations:
        """Return one product per input, tap and output channel of its group.

        Every product is counted, also those that the padding crops; how many additions are left
        depends on which stamps overlap, so that they are counted as one per product.
        """
        outputs = prod(self.out_shape(in_shape))
        kernel = prod(window.kernel_size for window in self.windows(len(in_shape) - 1))
        products = prod(in_shape) * (self.out_channels // self.groups) * kernel
        return Operations(
            macs=products,
            multiplications=products,
            additions=products,
            bias_additions=outputs if self.bias else 0,
        )

    def factors(self, in_shape: tuple[int, ...]) -> tuple[Factor, ...]:
        """Return the channels' pattern and the scattering matrix of each axis."""
        require_channels(self.in_channels, in_shape)
        rank = len(in_shape) - 1
        return transposed_factors(
            self.windows(rank),
            in_shape[1:],
            in_channels=as_number(self.in_channels, "in_channels"),
            out_channels=as_number(self.out_channels, "out_channels"),
            groups=as_number(self.groups, "groups"),
            output_padding=tuple(map(int, per_axis(self.output_padding, rank, "output_padding"))),
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return layers of one to three axes with every parameter."""
        return (
            Example(cls(kernel_size=2, stride=2), (1, 2, 2)),
            Example(cls(kernel_size=3, stride=2, padding=1, output_padding=1), (1, 3, 3)),
            Example(cls(2, 3, kernel_size=(3, 2), stride=(1, 3), bias=False), (2, 3, 2)),
            Example(cls(4, 6, stride=2, groups=2, dilation=2), (4, 3)),
            Example(cls(2, 1, padding=((2, 0), (1, 1)), stride=2), (2, 3, 3)),
            Example(cls(1, 2, dilation=3, output_padding=(2, 1)), (1, 2, 3)),
            Example(cls(2, 2, kernel_size=2, stride=(1, 2, 2), groups=2), (2, 2, 2, 1)),
        )
