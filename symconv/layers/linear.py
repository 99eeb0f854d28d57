"""The fully connected layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.sizes import Size, as_size, is_symbolic
from symconv.errors import ShapeError
from symconv.kernels import linear
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations, sums_of_products

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Linear(Layer):
    """``y = W x + bias`` on the last axis, which is the only one after a `Flatten`.

    >>> Linear(16384, 10).out_shape((16384,)), Linear(16384, 10).parameter_count(rank=0)
    ((10,), 163850)
    """

    in_features: Size = 1
    out_features: Size = 1
    bias: bool = True
    channel_field: ClassVar[str] = "in_features"

    def __post_init__(self) -> None:
        for name in ("in_features", "out_features"):
            value = as_size(getattr(self, name), name)
            if not is_symbolic(value) and value < 1:
                raise ShapeError(f"{name}={value} violates {name} >= 1", remedy=f"use {name}=1")

    def channels_of(self, in_shape: Shape) -> Size:
        """Return the size of the last axis."""
        return in_shape[-1]

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape with the last axis replaced by ``out_features``."""
        if not in_shape:
            raise ShapeError("a linear layer needs an axis of features", remedy="give (features,)")
        last = in_shape[-1]
        symbols = is_symbolic(last) or is_symbolic(self.in_features)
        if not symbols and last != self.in_features:
            raise ShapeError(
                f"input shape {in_shape} has {last} features for in_features={self.in_features}",
                remedy=self._remedy(in_shape),
            )
        return (*in_shape[:-1], self.out_features)

    def _remedy(self, in_shape: Shape) -> str:
        if len(in_shape) > 1 and prod(in_shape) == self.in_features:
            return "flatten the image first"
        first = "flatten the image and " if len(in_shape) > 1 else ""
        return f"{first}use in_features={prod(in_shape)}"

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight (out_features, in_features) and bias (out_features,)."""
        weight = (self.out_features, self.in_features)
        return {"weight": weight} | ({"bias": (self.out_features,)} if self.bias else {})

    def operations(self, in_shape: Shape) -> Operations:
        """Return one sum of ``in_features`` products per output."""
        return sums_of_products(prod(self.out_shape(in_shape)), self.in_features, bias=self.bias)

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.linear`."""
        return linear(x, weights["weight"], weights.get("bias"))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a vector with and without bias, and rows of vectors."""
        return (
            Example(cls(6, 3), (6,)),
            Example(cls(4, 2, bias=False), (4,)),
            Example(cls(3, 5), (2, 4, 3)),
        )
