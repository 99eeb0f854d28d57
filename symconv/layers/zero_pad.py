"""Zeros around an image, as a layer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Padding, conv_windows
from symconv.algebra.window import Window
from symconv.kernels import pad
from symconv.layers.channels import freeze_fields, require_spatial
from symconv.layers.layer import Example, Layer, Shape, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class ZeroPad(Layer):
    """``padding`` zeros before and after: a number, one per axis, or (before, after) pairs.

    A negative number crops. (PyTorch lists the last axis first; here the order is that of the axes,
    as in every other layer.)

    >>> ZeroPad(padding=((0, 1), (0, 1))).out_shape((64, 112, 112))
    (64, 113, 113)
    """

    padding: Padding = 0

    def __post_init__(self) -> None:
        freeze_fields(self, "padding")

    def windows(self, rank: int) -> tuple[Window, ...]:
        """Return windows of one cell, moved by the padding."""
        return conv_windows(1, 1, self.padding, 1, rank)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (channels, *padded)."""
        require_spatial(in_shape)
        axes = zip(self.windows(len(in_shape) - 1), in_shape[1:], strict=True)
        return (in_shape[0], *(window.out_size(n) for window, n in axes))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.pad`."""
        pairs = tuple((int(w.before), int(w.after)) for w in self.windows(x.ndim - 2))
        return pad(x, pairs)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return equal and unequal padding, and cropping."""
        return (
            Example(cls(1), (2, 3, 4)),
            Example(cls(((0, 1), (2, 0))), (1, 3, 3)),
            Example(cls(((-1, 0),)), (2, 4)),
        )
