"""The instance normalisation layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.sizes import Size
from symconv.kernels import instance_norm
from symconv.layers.channels import require_channels
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class InstanceNorm(Layer):
    """Each channel of each sample gets mean 0 and variance 1, then weight and bias if ``affine``.

    >>> InstanceNorm(64).parameter_count(rank=2), InstanceNorm(64, affine=True).parameter_count(2)
    (0, 128)
    """

    num_features: Size = 1
    eps: float = 1e-5
    affine: bool = False
    channel_field: ClassVar[str] = "num_features"

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        require_channels(self.num_features, in_shape, "num_features")
        return in_shape

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight and bias, one number per channel."""
        channels = (self.num_features,)
        return {"weight": channels, "bias": channels} if self.affine else {}

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values are normalised."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.instance_norm`."""
        return instance_norm(x, weights.get("weight"), weights.get("bias"), eps=self.eps)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return instance norm of one to three axes, with and without learned numbers."""
        return (
            Example(cls(2), (2, 3, 4)),
            Example(cls(3, eps=0.1, affine=True), (3, 5)),
            Example(cls(1), (1, 2, 2, 3)),
        )
