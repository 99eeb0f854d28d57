r"""The receptive field of interior units of a network, per axis and per phase.

*Defines* `interior_patterns`: for each layer and axis the repeating pattern of what its units see
on an input without borders; branches are united axis by axis, so that a pattern is the shadow of
the set on that axis.

Layers behind one that reads a whole axis (global pooling, `Linear`, statistics of the image) or an
axis in uneven cells have no pattern and are left out; `receptive_fields` has their sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TypeAlias, TypeVar

from symconv.algebra.receptive_closed import CentreLine
from symconv.algebra.receptive_pattern import Pattern
from symconv.algebra.sizes import as_number
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.node import INPUT
from symconv.layers.pixel_shuffle import PixelShuffle
from symconv.layers.receptive_reads import POINTWISE, WINDOWED
from symconv.layers.trace import Row
from symconv.layers.upsample import Upsample

Move: TypeAlias = "Callable[[Moving], Moving]"
Moving = TypeVar("Moving", Pattern, CentreLine)


class NoPattern(Exception):  # a signal inside this package, not an error of the user
    """A layer whose units do not see the input at equal distances."""


def interior_patterns(network: Network, in_shape: Shape = ()) -> Mapping[str, tuple[Pattern, ...]]:
    """Return the pattern of each axis for every layer that has one.

    >>> from symconv.layers import Conv, ConvTranspose
    >>> net = Network.chain(Conv(kernel_size=5, stride=2), ConvTranspose(stride=2),
    ...                     in_shape=(1, 64, 64))
    >>> interior_patterns(net)["convtranspose1"][0].sizes
    (7, 5)
    """
    traced = network.trace(in_shape)
    start = (Pattern(),) * (len(traced.in_shape) - 1)
    found: dict[str, tuple[Pattern, ...]] = {INPUT: start} if start else {}
    for row in traced.rows:
        if not all(name in found for name in row.node.inputs):
            continue
        try:
            branches = zip(*(found[name] for name in row.node.inputs), strict=True)
            axes = tuple(reduce(_beside, axis) for axis in branches)
            found[row.node.name] = tuple(
                moved(row, axis, before) for axis, before in enumerate(axes)
            )
        except NoPattern:
            continue
    found.pop(INPUT, None)
    return found


def moved(row: Row, axis: int, before: Moving) -> Moving:
    """Return the pattern or centre line behind a layer; raise NoPattern where there is none."""
    layer, rank = row.layer, len(row.in_shapes[0]) - 1
    if rank == 0 or len(row.out_shape) != rank + 1:
        raise NoPattern
    if isinstance(layer, WINDOWED):
        k, s, p, _, d = (as_number(v, "window") for v in layer.windows(rank)[axis].numbers())
        return before.window(k, s, p, d)
    if isinstance(layer, ConvTranspose):
        k, s, p, _, d = (as_number(v, "window") for v in layer.windows(rank)[axis].numbers())
        return before.transposed(k, s, p, d)
    if isinstance(layer, POINTWISE):
        return before
    n, m = (as_number(shape[axis + 1], "size") for shape in (row.in_shapes[0], row.out_shape))
    if isinstance(layer, Upsample | PixelShuffle) and m % n == 0:
        return before.copied(m // n)
    if isinstance(layer, AdaptiveAvgPool | AdaptiveMaxPool) and n % m == 0:
        return before.window(n // m, n // m)
    raise NoPattern


def _beside(one: Pattern, other: Pattern) -> Pattern:
    if one.jump != other.jump:
        raise NoPattern
    return one.beside(other)
