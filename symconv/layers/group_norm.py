"""The group normalisation layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.sizes import Size, is_symbolic
from symconv.errors import ShapeError
from symconv.kernels import group_norm
from symconv.layers.channels import require_same_channels
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class GroupNorm(Layer):
    """Each group of channels of each sample gets mean 0 and variance 1, then weight and bias.

    ``num_groups`` divides ``num_channels``; one group is layer norm over all axes, as many groups
    as channels is instance norm.

    >>> GroupNorm(32, 64).parameter_count(rank=2)
    128
    """

    num_groups: Size = 1
    num_channels: Size = 1
    eps: float = 1e-5
    affine: bool = True
    channel_field: ClassVar[str] = "num_channels"

    def __post_init__(self) -> None:
        if is_symbolic(self.num_groups) or is_symbolic(self.num_channels):
            return
        if self.num_groups < 1 or self.num_channels % self.num_groups:
            raise ShapeError(
                f"num_groups={self.num_groups} does not divide num_channels={self.num_channels}",
                remedy="use num_groups=1, or a divisor of the channels",
            )

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        require_same_channels(self.num_channels, in_shape, "num_channels")
        return in_shape

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight and bias, one number per channel."""
        channels = (self.num_channels,)
        return {"weight": channels, "bias": channels} if self.affine else {}

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values are normalised."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.group_norm`."""
        gamma, beta = weights.get("weight"), weights.get("bias")
        return group_norm(x, int(self.num_groups), gamma, beta, eps=self.eps)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one group, several groups, and no learned numbers."""
        return (
            Example(cls(1, 2), (2, 3, 4)),
            Example(cls(2, 4, eps=0.1), (4, 5)),
            Example(cls(3, 3, affine=False), (3, 2, 2)),
        )
