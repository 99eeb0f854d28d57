"""The batch normalisation layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar

from symconv.algebra.sizes import Size
from symconv.kernels import batch_norm, batch_norm_inference
from symconv.layers.channels import require_same_channels
from symconv.layers.layer import Example, Layer, Shape, Weights
from symconv.layers.operations import Operations

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class BatchNorm(Layer):
    r"""``y = weight (x - mean) / sqrt(var + eps) + bias``, statistics per channel.

    Mean and variance are those of the batch and all positions (biased variance) or, where the
    weights hold ``running_mean`` and ``running_var``, those. These two are buffers: stored, not
    learned. PyTorch stores the number of batches as well, which is not counted here.

    >>> layer = BatchNorm(64)
    >>> layer.parameter_count(rank=2), layer.buffer_count()
    (128, 128)
    """

    num_features: Size = 1
    eps: float = 1e-5
    affine: bool = True
    track_running_stats: bool = True
    channel_field: ClassVar[str] = "num_features"

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the shape of the input."""
        require_same_channels(self.num_features, in_shape, "num_features")
        return in_shape

    def weight_shapes(self, rank: int) -> Mapping[str, Shape]:
        """Return weight and bias, one number per channel."""
        channels = (self.num_features,)
        return {"weight": channels, "bias": channels} if self.affine else {}

    def buffer_shapes(self) -> Mapping[str, Shape]:
        """Return the running statistics, one number per channel."""
        channels = (self.num_features,)
        kept = {"running_mean": channels, "running_var": channels}
        return kept if self.track_running_stats else {}

    def operations(self, in_shape: Shape) -> Operations:
        """Return how many values are normalised."""
        return Operations(elementwise=prod(in_shape))

    def forward(self, x: NDArray[Any], weights: Weights) -> NDArray[Any]:
        """Run `symconv.kernels.batch_norm`, or its inference with running statistics."""
        axes = (0, *range(2, x.ndim))
        gamma, beta = weights.get("weight"), weights.get("bias")
        if "running_mean" not in weights:
            return batch_norm(x, gamma, beta, axes=axes, eps=self.eps)
        mean, variance = weights["running_mean"], weights["running_var"]
        return batch_norm_inference(x, mean, variance, gamma, beta, axes=axes, eps=self.eps)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return batch norm of vectors and of images, with and without learned numbers."""
        return (
            Example(cls(2), (2, 3, 4)),
            Example(cls(3, eps=0.1, affine=False), (3, 5)),
            Example(cls(4, track_running_stats=False), (4,)),
        )
