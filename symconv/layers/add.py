"""The sum of branches, as residual networks use it."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.sizes import is_symbolic
from symconv.errors import ShapeError
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Add(Layer):
    """The sum of two or more inputs of one shape, entry by entry.

    >>> Add().out_shape((256, 56, 56), (256, 56, 56))
    (256, 56, 56)
    """

    def out_shape(self, in_shape: Shape, *others: Shape) -> Shape:
        """Return the common shape; raise ShapeError for shapes that differ."""
        for other in others:
            if len(other) != len(in_shape) or any(map(_differ, in_shape, other)):
                raise ShapeError(
                    f"shapes {in_shape} and {other} cannot be added: {_where(in_shape, other)}",
                    remedy="give both branches the same strides, paddings and channels",
                )
        return in_shape

    def operations(self, in_shape: Shape, *others: Shape) -> Operations:
        """Return one addition per entry and further branch."""
        return Operations(additions=prod(in_shape) * len(others))

    def forward(self, x: NDArray[Any], weights: Weights, *others: NDArray[Any]) -> NDArray[Any]:
        """Add."""
        return sum(others, x)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return sums of one, two and three branches."""
        return (
            Example(cls(), (2, 3)),
            Example(cls(), (2, 3, 4), ((2, 3, 4),)),
            Example(cls(), (5,), ((5,), (5,))),
        )


def _differ(a: Any, b: Any) -> bool:
    return not (is_symbolic(a) or is_symbolic(b)) and a != b


def _where(one: Shape, other: Shape) -> str:
    if len(one) != len(other):
        return f"{len(one)} axes against {len(other)}"
    axis = next(i for i, pair in enumerate(zip(one, other, strict=True)) if _differ(*pair))
    name = "channels" if axis == 0 else f"size of axis {axis}"
    return f"{name} {one[axis]} != {other[axis]}"
