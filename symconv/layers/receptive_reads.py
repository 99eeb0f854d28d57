r"""Which positions each output of a layer reads, axis by axis, as facts of its type.

*Defines* `layer_reads` for layers on images (channels, *spatial), and `flat_reads` for layers
behind a `Flatten`, where a unit keeps the place that it came from until a layer mixes all of them.

*What counts as reading.* A position sees what any of its channels sees, with weights in general
position: a weight that happens to be zero is no reason to see less. Statistics that training takes
over a batch are read by every position, so batch normalisation asks which mode is meant.

*Why a table of rules here and not a method per layer.* Sizes and counts are asked of every layer;
what a unit sees is one question with one answer per family, and reads best side by side.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from symconv.algebra.receptive_reads import (
    cell_reads,
    nearest_reads,
    same_reads,
    transposed_reads,
    whole_reads,
    window_reads,
)
from symconv.algebra.receptive_sets import Reads
from symconv.algebra.sizes import as_number
from symconv.errors import ShapeError
from symconv.layers.activation import Activation
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
from symconv.layers.add import Add
from symconv.layers.avg_pool import AvgPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.concat import Concat
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.dropout import Dropout
from symconv.layers.flatten import Flatten
from symconv.layers.global_avg_pool import GlobalAvgPool
from symconv.layers.global_max_pool import GlobalMaxPool
from symconv.layers.group_norm import GroupNorm
from symconv.layers.identity import Identity
from symconv.layers.instance_norm import InstanceNorm
from symconv.layers.layer import Layer, Shape
from symconv.layers.layer_norm import LayerNorm
from symconv.layers.linear import Linear
from symconv.layers.lp_pool import LpPool
from symconv.layers.max_pool import MaxPool
from symconv.layers.pixel_shuffle import PixelShuffle
from symconv.layers.prelu import PReLU
from symconv.layers.relu import ReLU
from symconv.layers.softmax import Softmax
from symconv.layers.upsample import Upsample
from symconv.layers.zero_pad import ZeroPad

BatchNormMode: TypeAlias = Literal["inference", "training"]
POINTWISE = (Activation, Add, BatchNorm, Concat, Dropout, Flatten, Identity, PReLU, ReLU)
GLOBAL = (GlobalAvgPool, GlobalMaxPool)
WINDOWED = (AvgPool, Conv, LpPool, MaxPool, ZeroPad)
STATISTICS = (GroupNorm, InstanceNorm)


def layer_reads(
    layer: Layer, in_shape: Shape, out_shape: Shape, *, batch_norm: BatchNormMode = "inference"
) -> tuple[Reads, ...]:
    """Return for each spatial axis what every output position reads.

    ``out_shape`` is the layer's output for ``in_shape``. Raises ShapeError for symbolic sizes and
    for a layer type without a rule.

    >>> from symconv.layers import Conv
    >>> layer_reads(Conv(kernel_size=3, stride=2), (1, 5), (1, 2))
    (((0, 1, 2), (2, 3, 4)),)
    """
    n = tuple(as_number(size, "size") for size in in_shape[1:])
    if isinstance(layer, GLOBAL):
        return tuple(whole_reads(size, 1) for size in n)
    if isinstance(layer, Flatten):
        return tuple(map(same_reads, n))
    m = tuple(as_number(size, "size") for size in out_shape[1:])
    both = tuple(zip(n, m, strict=True))
    if isinstance(layer, WINDOWED):
        mode = layer.padding_mode if isinstance(layer, Conv) else "zeros"
        windows = zip(layer.windows(len(n)), both, strict=True)
        return tuple(window_reads(window, *sizes, mode) for window, sizes in windows)
    if isinstance(layer, ConvTranspose):
        windows = zip(layer.windows(len(n)), both, strict=True)
        return tuple(transposed_reads(window, *sizes) for window, sizes in windows)
    if isinstance(layer, AdaptiveAvgPool | AdaptiveMaxPool):
        return tuple(cell_reads(*sizes) for sizes in both)
    if isinstance(layer, Upsample | PixelShuffle):
        return tuple(nearest_reads(*sizes) for sizes in both)
    mixed = _mixed_axes(layer, len(n), batch_norm)
    return tuple(
        whole_reads(*sizes) if axis in mixed else same_reads(sizes[0])
        for axis, sizes in enumerate(both)
    )


def flat_reads(
    layer: Layer, places: tuple[int, ...], *, batch_norm: BatchNormMode = "inference"
) -> tuple[Reads, ...]:
    """Return the same for a layer on flattened features that come from ``places`` positions.

    A layer that mixes all features leaves one place. Raises ShapeError for a layer type that has no
    rule there.

    >>> from symconv.layers import Linear
    >>> flat_reads(Linear(12, 3), (2, 2))
    ((range(0, 2),), (range(0, 2),))
    """
    if isinstance(layer, Linear):
        return tuple(whole_reads(n, 1) for n in places)
    if isinstance(layer, Softmax | LayerNorm):
        return tuple(whole_reads(n, n) for n in places)
    if isinstance(layer, POINTWISE):
        return tuple(map(same_reads, places))
    raise _no_rule(layer, "flattened features")


def _mixed_axes(layer: Layer, rank: int, batch_norm: BatchNormMode) -> set[int]:
    """Return the spatial axes along which every output of the layer reads everything."""
    every = set(range(rank))
    if isinstance(layer, BatchNorm):
        return every if batch_norm == "training" else set()
    if isinstance(layer, POINTWISE):
        return set()
    if isinstance(layer, STATISTICS):
        return every
    if isinstance(layer, LayerNorm):
        return {rank - 1 - back for back in range(min(rank, len(layer.shape)))}
    if isinstance(layer, Linear):
        return {rank - 1}
    if isinstance(layer, Softmax):
        axis = layer.dim - 2 if layer.dim >= 0 else layer.dim + rank
        return {axis} & every
    raise _no_rule(layer, "images")


def _no_rule(layer: Layer, where: str) -> ShapeError:
    return ShapeError(
        f"what a unit of {type(layer).__name__} sees is not known for {where}",
        remedy="leave the layer out, or put one before it whose rule is known",
    )
