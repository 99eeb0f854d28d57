"""Scattering tap by tap: one matrix product, then one strided addition per kernel tap.

The product of the transposed weight with the outputs holds, for every tap, the plane of values that
the tap sends to the image. A tap's plane lands on every s-th cell, so it is added through a slice;
what would land outside the image is cut off beforehand. Done for a run of output rows at a time.
When windows do not overlap, every cell receives one value and the addition is an assignment.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.geometry import Geometry, Sizes

Array = NDArray[Any]
Index = tuple[int | slice, ...]
BLOCK = 1 << 21  # bytes of the product at a time
SMALL = 1 << 17  # bytes of the product below which cutting it into runs costs more than it saves


@dataclass(frozen=True, slots=True)
class Tap:
    """One kernel tap: which outputs it serves inside the image, and where they land.

    Along axis a the outputs ``first[a] <= j < last[a]`` land on cells ``s*j + shift[a]``.
    """

    index: Sizes
    first: Sizes
    last: Sizes
    shift: Sizes


@lru_cache(maxsize=1024)
def landing_taps(geo: Geometry) -> tuple[Tap, ...]:
    """Return the taps that reach the image at all."""
    axes = [[_landing(geo, a, t) for t in range(geo.kernel[a])] for a in range(geo.rank)]
    taps = []
    for index in itertools.product(*map(range, geo.kernel)):
        spans = [axes[a][t] for a, t in enumerate(index)]
        if all(first < last for first, last, _ in spans):
            first, last, shift = (tuple(v) for v in zip(*spans, strict=True))
            taps.append(Tap(index, first, last, shift))
    return tuple(taps)


def _landing(geo: Geometry, axis: int, tap: int) -> tuple[int, int, int]:
    """Solve 0 <= s*j + d*t - p < n for j."""
    s, shift = geo.stride[axis], geo.dilation[axis] * tap - geo.before[axis]
    first, last = max(0, -(shift // s)), min(geo.out[axis], (geo.image[axis] - 1 - shift) // s + 1)
    return first, last, shift


def scatter_taps(y: Array, w: Array, geo: Geometry) -> Array:
    """Return x[b, c, s*j + d*t - p] += sum over o of w[o, c, t] * y[b, o, j], for all j, t."""
    groups, depth = geo.groups, geo.filters // geo.groups
    width = geo.channels // groups * math.prod(geo.kernel)
    weight = w.reshape(groups, depth, width).swapaxes(1, 2)
    values = y.reshape(geo.batch, groups, depth, math.prod(geo.out))
    x = np.zeros(geo.image_shape, np.result_type(y, w))
    rows, inner = geo.out[0], math.prod(geo.out[1:])
    row_bytes = geo.channels * math.prod(geo.kernel) * inner * x.itemsize
    whole = geo.batch * rows * row_bytes <= SMALL
    images, run = (geo.batch, rows) if whole else (1, max(1, min(rows, BLOCK // max(1, row_bytes))))
    for i in range(0, geo.batch, max(1, images)):
        for r in range(0, rows, run):
            e = min(r + run, rows)
            some = values[i : i + images, :, :, r * inner : e * inner]
            # With one filter per group the product is an outer product: no matrix product needed.
            planes = weight * some if depth == 1 else np.matmul(weight, some)
            shape = (len(some), geo.channels, *geo.kernel, e - r, *geo.out[1:])
            _add_planes(x[i : i + images], planes.reshape(shape), r, geo)
    return x


def _add_planes(x: Array, planes: Array, start: int, geo: Geometry) -> None:
    """Add every tap's plane for the output rows from ``start`` on."""
    disjoint = all(
        k <= s and d == 1 for k, s, d in zip(geo.kernel, geo.stride, geo.dilation, strict=True)
    )
    stop = start + planes.shape[2 + geo.rank]
    for tap in landing_taps(geo):
        first, last = max(tap.first[0], start), min(tap.last[0], stop)
        if first >= last:
            continue
        firsts, lasts = (first, *tap.first[1:]), (last, *tap.last[1:])
        source = [slice(first - start, last - start)]
        source += [slice(a, b) for a, b in zip(tap.first[1:], tap.last[1:], strict=True)]
        target = [
            slice(a * s + c, (b - 1) * s + c + 1, s)
            for a, b, c, s in zip(firsts, lasts, tap.shift, geo.stride, strict=True)
        ]
        here: Index = (slice(None), slice(None), *target)
        there: Index = (slice(None), slice(None), *tap.index, *source)
        if disjoint:
            x[here] = planes[there]
        else:
            x[here] += planes[there]
