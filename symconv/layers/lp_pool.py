"""The Lp pooling layer, for any number of axes."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Sizes
from symconv.algebra.window import Window
from symconv.errors import ShapeError
from symconv.kernels import lp_pool
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations
from symconv.layers.pool_windows import pool_size, pool_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class LpPool(Layer):
    """``(sum |x|^p)^(1/p)`` over each window, channel by channel; p is ``norm_type``.

    Large p approaches the maximum, p = 1 is the sum of absolute values. Arguments are PyTorch's,
    which has no padding here. Raises ShapeError for ``norm_type <= 0`` and what PyTorch refuses.

    >>> LpPool(norm_type=2, kernel_size=2, stride=1).out_shape((1, 3, 3))
    (1, 2, 2)
    """

    norm_type: float = 2
    kernel_size: Sizes = 2
    stride: Sizes | None = None
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        freeze_fields(self, "kernel_size", "stride")
        if not self.norm_type > 0:
            raise ShapeError(f"norm_type={self.norm_type} violates norm_type > 0", remedy="use 2")

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return the window of each axis: which inputs an output reads."""
        return pool_windows(self.kernel_size, self.stride, 0, 1, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *out)."""
        require_spatial(in_shape)
        axes = zip(self.windows(len(in_shape) - 1), in_shape[1:], strict=True)
        return (in_shape[0], *(pool_size(w, n, ceil_mode=self.ceil_mode) for w, n in axes))

    def operations(self, in_shape: Shape) -> Operations:
        """Return one addition fewer than the window has cells, per output; powers are not counted.

        ``elementwise`` counts the powers: one per cell, and the root.
        """
        cells = prod(window.kernel_size for window in self.windows(len(in_shape) - 1))
        outputs = prod(self.out_shape(in_shape))
        return Operations(additions=outputs * (cells - 1), elementwise=outputs * (cells + 1))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.lp_pool`."""
        options: dict[str, Any] = {"stride": self.stride, "ceil_mode": self.ceil_mode}
        return lp_pool(x, self.norm_type, self.kernel_size, **options)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return pools of one to three axes with every parameter."""
        return (
            Example(cls(), (2, 4, 5)),
            Example(cls(1, 3, stride=2), (1, 6, 5)),
            Example(cls(3, (2, 3), stride=(1, 2), ceil_mode=True), (3, 5, 6)),
            Example(cls(2, 2, stride=3), (1, 3, 4, 5)),
        )
