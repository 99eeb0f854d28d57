r"""How each layer type answers a cyclic shift of its input along one axis.

*Defines* `Shift` (the input of the network moves by ``every``, this output moves by ``by``) and
`shifted`, the shift behind one more layer. A window keeps the circle when its stride divides the
size, it makes ``n / s`` outputs, and what it reads past an edge is what lies at the other edge:
circular padding, or windows that never reach past an edge.

Layers that keep the circle commute with shifts for every choice of weights; for the others
`NotEquivariant` says why, and `symconv.layers.equivariance` finds an image that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from symconv.algebra.sizes import as_number
from symconv.algebra.window import Window
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.group_norm import GroupNorm
from symconv.layers.layer_norm import LayerNorm
from symconv.layers.linear import Linear
from symconv.layers.pixel_shuffle import PixelShuffle
from symconv.layers.prelu import PReLU
from symconv.layers.receptive_reads import GLOBAL, POINTWISE, STATISTICS, WINDOWED
from symconv.layers.softmax import Softmax
from symconv.layers.trace import Row
from symconv.layers.upsample import Upsample


@dataclass(frozen=True)
class Shift:
    """The input moves by ``every`` positions, this output by ``by``; 0 is no move at all."""

    every: int = 1
    by: int = 1


class NotEquivariant(Exception):
    """Why a layer does not commute with shifts; raised and caught inside this room."""


def shifted(row: Row, axis: int, before: Shift) -> Shift:
    """Return the shift behind a layer along a spatial axis; raise NotEquivariant with the reason.

    >>> from symconv.layers import Conv, Network
    >>> conv = Conv(kernel_size=3, stride=2, padding=1, padding_mode="circular")
    >>> shifted(Network.chain(conv, in_shape=(1, 8)).trace().rows[0], 0, Shift())
    Shift(every=2, by=1)
    """
    layer = row.layer
    if before.by == 0:
        return before
    if isinstance(layer, GLOBAL):
        return Shift(before.every, 0)
    rank = len(row.in_shapes[0]) - 1
    if _differs_by_place(row, axis, rank):
        raise NotEquivariant("its weights differ from position to position")
    if isinstance(layer, (*POINTWISE, *STATISTICS, LayerNorm, Linear, Softmax)):
        return before
    n, m = (as_number(shape[axis + 1], "size") for shape in (row.in_shapes[0], row.out_shape))
    if isinstance(layer, AdaptiveAvgPool | AdaptiveMaxPool | Upsample | PixelShuffle):
        return _resampled(n, m, before)
    if isinstance(layer, WINDOWED):
        circular = isinstance(layer, Conv) and layer.padding_mode == "circular"
        return _window(layer.windows(rank)[axis], n, m, before, circular=circular)
    if isinstance(layer, ConvTranspose):
        return _stamps(layer.windows(rank)[axis], n, m, before)
    raise NotEquivariant("nothing is known about it")


def _differs_by_place(row: Row, axis: int, rank: int) -> bool:
    """Whether the weights of a layer are tied to places along the axis.

    Behind a `Flatten` every feature is a place, so that weights per feature are.
    """
    layer = row.layer
    if rank == 0:
        return isinstance(layer, Linear | BatchNorm | PReLU | GroupNorm | LayerNorm)
    if isinstance(layer, LayerNorm):
        return layer.elementwise_affine and rank - axis <= len(layer.shape)
    return isinstance(layer, Linear) and axis == rank - 1


def _resampled(n: int, m: int, before: Shift) -> Shift:
    """Cells and copies repeat after ``n/g`` inputs and ``m/g`` outputs, g the common divisor."""
    if m == 1:
        return Shift(before.every, 0)
    common = gcd(n, m)
    if common == 1 and n != m:
        raise NotEquivariant(f"{m} outputs share {n} positions in a pattern that never repeats")
    moved = _divided(before, n // common)
    return Shift(moved.every, moved.by * (m // common))


def _window(window: Window, n: int, m: int, before: Shift, *, circular: bool) -> Shift:
    k, s, p, q, d = (as_number(v, "window") for v in window.numbers())
    if n % s:
        raise NotEquivariant(f"its stride {s} does not divide the size {n}")
    if m != n // s:
        raise NotEquivariant(
            f"it makes {m} outputs of {n} positions, where the circle has {n // s}"
        )
    reach = d * (k - 1)
    inside = p <= 0 and -p + reach + (m - 1) * s <= n - 1
    if not inside and not (circular and p >= 0 and q >= 0):
        raise NotEquivariant("its padding is not the other edge of the image")
    return _divided(before, s)


def _stamps(window: Window, n: int, m: int, before: Shift) -> Shift:
    k, s, p, _, d = (as_number(v, "window") for v in window.numbers())
    if m != n * s:
        raise NotEquivariant(f"it makes {m} outputs of {n} positions, not {s} times as many")
    if p < 0 or d * (k - 1) - p > s - 1 or p > 0:
        raise NotEquivariant("what it would add past an edge is cut off, not added at the other")
    return Shift(before.every, before.by * s)


def _divided(before: Shift, stride: int) -> Shift:
    """Return the shift behind a stride: the input moves by whole strides only."""
    times = stride // gcd(before.by, stride)
    return Shift(before.every * times, before.by * times // stride)
