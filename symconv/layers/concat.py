"""Branches side by side: their channels one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symconv.algebra.sizes import is_symbolic
from symconv.errors import ShapeError
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Concat(Layer):
    """The channels of one or more inputs one after the other; other axes agree.

    >>> Concat().out_shape((64, 28, 28), (128, 28, 28))
    (192, 28, 28)
    """

    def out_shape(self, in_shape: Shape, *others: Shape) -> Shape:
        """Return (sum of channels, *spatial); raise ShapeError for sizes that differ."""
        channels = in_shape[0]
        for other in others:
            if len(other) != len(in_shape) or any(map(_differ, in_shape[1:], other[1:])):
                raise ShapeError(
                    f"shapes {in_shape} and {other} cannot be concatenated: their sizes "
                    f"{in_shape[1:]} and {other[1:]} differ",
                    remedy="give both branches the same strides and paddings",
                )
            channels = channels + other[0]
        return (channels, *in_shape[1:])

    def operations(self, in_shape: Shape, *others: Shape) -> Operations:
        """Return none: values are copied."""
        return Operations()

    def forward(self, x: NDArray[Any], weights: Weights, *others: NDArray[Any]) -> NDArray[Any]:
        """Join along the channels."""
        import numpy as np

        return np.concatenate((x, *others), axis=1)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one, two and three branches."""
        return (
            Example(cls(), (2, 3)),
            Example(cls(), (2, 3, 4), ((1, 3, 4),)),
            Example(cls(), (5,), ((3,), (2,))),
        )


def _differ(a: Any, b: Any) -> bool:
    return not (is_symbolic(a) or is_symbolic(b)) and a != b
