"""Scattering phase by phase: one matrix product, sums of shifted planes, one strided store each.

Tap t sends output j to cell s*j + d*t - p. Write d*t = s*u + f with 0 <= f < s: the cell is
s*(j+u) + f - p, so all taps with the same *phase* f land on the same cells of the image, each
shifted by its u. The product of the transposed weight with the outputs holds one plane per tap;
the planes of a phase are added with their shifts, and the sum is stored on every s-th cell. No two
phases share a cell. (With stride 2 this is the "sub-pixel" view of the transposed convolution.)

The planes are made for a few channels at a time, so that they stay in the second-level cache; where
the planes of a single channel are larger than that, for a run of output rows at a time.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.blocks import BLOCK, even_run
from symconv.kernels.geometry import Geometry, Sizes

Array = NDArray[Any]
Index = tuple[int | slice, ...]
BOTH = (slice(None), slice(None))  # the batch and channel axes


@dataclass(frozen=True, slots=True)
class Phase:
    """The taps that land on cells s*q + f - p, and the shift u of each."""

    offset: Sizes
    taps: tuple[tuple[Sizes, Sizes], ...]
    reach: Sizes


@lru_cache(maxsize=1024)
def phases(kernel: Sizes, stride: Sizes, dilation: Sizes) -> tuple[Phase, ...]:
    """Return the phases that have taps.

    >>> [(p.offset, p.taps) for p in phases((3,), (2,), (1,))]
    [((0,), (((0,), (0,)), ((2,), (1,)))), ((1,), (((1,), (0,)),))]
    """
    found: dict[Sizes, list[tuple[Sizes, Sizes]]] = defaultdict(list)
    for tap in itertools.product(*map(range, kernel)):
        steps = [divmod(d * t, s) for d, t, s in zip(dilation, tap, stride, strict=True)]
        found[tuple(f for _, f in steps)].append((tap, tuple(u for u, _ in steps)))
    return tuple(
        Phase(offset, tuple(taps), tuple(max(u[a] for _, u in taps) for a in range(len(kernel))))
        for offset, taps in found.items()
    )


def scatter_phases(y: Array, w: Array, geo: Geometry) -> Array:
    """Return x[b, c, s*j + d*t - p] += sum over o of w[o, c, t] * y[b, o, j], for all j, t."""
    groups, depth, taps = geo.groups, geo.filters // geo.groups, math.prod(geo.kernel)
    weight = w.reshape(groups, depth, geo.channels // groups * taps).swapaxes(1, 2)
    values = y.reshape(geo.batch, groups, depth, math.prod(geo.out))
    x = np.zeros(geo.image_shape, np.result_type(y, w))
    inner = math.prod(geo.out[1:])
    for images, group, channels, r, e in _pieces(geo, x.itemsize):
        some = values[images, group, :, r * inner : e * inner]
        per_group = (
            slice(channels.start * taps, channels.stop * taps) if groups == 1 else slice(None)
        )
        factors = weight[group, per_group]
        # With one filter per group the product is an outer product: no matrix product needed.
        planes = factors * some if depth == 1 else np.matmul(factors, some)
        planes = planes.reshape(
            len(some), channels.stop - channels.start, *geo.kernel, e - r, *geo.out[1:]
        )
        store(x[images, channels], planes, r, geo, whole=e - r == geo.out[0])
    return x


def _pieces(geo: Geometry, itemsize: int) -> Iterator[tuple[slice, slice, slice, int, int]]:
    """Yield (images, groups, channels, first row, last row) whose planes fill a block at most."""
    rows = geo.out[0]
    per_row = math.prod(geo.kernel) * math.prod(geo.out[1:]) * itemsize
    per_group, per_image = geo.channels // geo.groups, geo.channels * rows * per_row
    images = max(1, BLOCK // max(1, per_image))
    channels, run = BLOCK // (rows * per_row), rows
    if channels < 2:
        channels, run = geo.channels, even_run(rows, BLOCK // max(1, geo.channels * per_row))
    if geo.groups > 1:  # whole groups only
        channels = even_run(geo.groups, channels // max(1, per_group)) * per_group
    else:
        channels = even_run(geo.channels, channels)
    for i, c, r in itertools.product(
        range(0, geo.batch, images),
        range(0, geo.channels, max(1, channels)),
        range(0, rows, run),
    ):
        e = min(c + channels, geo.channels)
        group = slice(0, 1) if geo.groups == 1 else slice(c // per_group, e // per_group)
        yield slice(i, i + images), group, slice(c, e), r, min(r + run, rows)


def store(x: Array, planes: Array, start: int, geo: Geometry, *, whole: bool) -> None:
    """Add the planes of the output rows from ``start`` on to the image, phase by phase."""
    sizes = planes.shape[2 + geo.rank :]
    for phase in phases(geo.kernel, geo.stride, geo.dilation):
        if len(phase.taps) == 1:
            tap, shift = phase.taps[0]
            index: Index = (*BOTH, *tap)
            total, begin = planes[index], shift
        else:
            total, begin = _sum(planes, phase, sizes), (0,) * geo.rank
        source, target = _cells(phase.offset, begin, total.shape[2:], start, geo)
        if whole or len(phase.taps) == 1:
            x[target] = total[source]
        else:  # the runs of rows before and after share cells with this one
            x[target] += total[source]


def _sum(planes: Array, phase: Phase, sizes: Sizes) -> Array:
    """Return the sum of the phase's planes, each shifted."""
    extent = [m + u for m, u in zip(sizes, phase.reach, strict=True)]
    total: Array = np.zeros((*planes.shape[:2], *extent), planes.dtype)
    for number, (tap, shift) in enumerate(phase.taps):
        here: Index = (*BOTH, *(slice(u, u + m) for u, m in zip(shift, sizes, strict=True)))
        there: Index = (*BOTH, *tap)
        if number:
            total[here] += planes[there]
        else:  # a copy is faster than adding to zeros
            total[here] = planes[there]
    return total


def _cells(
    offset: Sizes, begin: Sizes, sizes: Sizes, start: int, geo: Geometry
) -> tuple[Index, Index]:
    """Return which part of a phase's sum lies in the image, and on which cells."""
    source, target = [], []
    for a, (f, first, size) in enumerate(zip(offset, begin, sizes, strict=True)):
        s = geo.stride[a]
        cell = s * (first + (start if a == 0 else 0)) + f - geo.before[a]  # of the first value
        low, high = max(0, -(cell // s)), min(size, (geo.image[a] - 1 - cell) // s + 1)
        high = max(low, high)
        source.append(slice(low, high))
        target.append(slice(cell + s * low, max(0, cell + s * (high - 1) + 1), s))
    return (*BOTH, *source), (*BOTH, *target)
