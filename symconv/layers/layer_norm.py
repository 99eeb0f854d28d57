"""The layer normalisation layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from symconv.algebra.axes import Sizes
from symconv.algebra.sizes import is_symbolic
from symconv.errors import ShapeError
from symconv.kernels import layer_norm
from symconv.layers.channels import freeze_fields
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class LayerNorm(Layer):
    """The last axes of each sample get mean 0 and variance 1, then weight and bias per entry.

    ``normalized_shape`` is the shape of those axes.

    >>> LayerNorm((16, 8, 8)).parameter_count(rank=2)
    2048
    """

    normalized_shape: Sizes = 1
    eps: float = 1e-5
    elementwise_affine: bool = True
    bias: bool = True

    def __post_init__(self) -> None:
        freeze_fields(self, "normalized_shape")

    @property
    def shape(self) -> Shape:
        """The shape of the normalised axes."""
        given = self.normalized_shape
        return given if isinstance(given, tuple) else (given,)

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        tail = in_shape[-len(self.shape) :]
        known = [(a, b) for a, b in zip(tail, self.shape, strict=False) if not _open(a, b)]
        if len(tail) < len(self.shape) or any(a != b for a, b in known):
            raise ShapeError(
                f"input shape {in_shape} does not end in normalized_shape={self.shape}",
                remedy=f"use normalized_shape={tail}",
            )
        return in_shape

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight and bias in the shape of the normalised axes."""
        if not self.elementwise_affine:
            return {}
        return {"weight": self.shape} | ({"bias": self.shape} if self.bias else {})

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values are normalised."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.layer_norm`."""
        axes = tuple(range(-len(self.shape), 0))
        return layer_norm(x, weights.get("weight"), weights.get("bias"), axes=axes, eps=self.eps)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one axis and several, with and without learned numbers."""
        return (
            Example(cls(4), (2, 3, 4)),
            Example(cls((3, 4), eps=0.1), (2, 3, 4)),
            Example(cls((2, 5), elementwise_affine=False), (2, 5)),
            Example(cls(6, bias=False), (6,)),
        )


def _open(a: Any, b: Any) -> bool:
    return is_symbolic(a) or is_symbolic(b)
