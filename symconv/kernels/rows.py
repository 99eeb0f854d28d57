"""Convolutions with few outputs per group: copy the trailing taps only, reuse rows by overlap.

With one filter per channel (depthwise) or one filter in all (image processing), the matrix product
is cheap and copying all prod(k) taps is what costs. Here only the taps of the trailing axes are
copied, one band per padded image row; the window of output row j is then the run of bands
s*j ... s*j + k - 1, which is contiguous, so the runs of all rows are overlapping views of one copy.

Source: Cho and Brand, "MEC: memory-efficient convolution for deep neural network", 2017,
arXiv:1706.06873.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.blocks import BLOCK, even_run
from symconv.kernels.geometry import Geometry

Array = NDArray[Any]


def gather_rows(x: Array, w: Array, geo: Geometry) -> Array:
    """Gather from the padded, contiguous image ``x`` (rank 2 at least, dilation[0] = 1)."""
    groups, filters, width = geo.groups, geo.filters // geo.groups, math.prod(geo.out[1:])
    y = np.empty((geo.batch, groups, filters, geo.out[0], width), np.result_type(x, w))
    weight, bands = _channels_last(w, geo), _bands(x, geo)
    for images, group, first, last in _pieces(geo, bands[0, 0].nbytes):
        s = geo.stride[0]
        some = bands[images, group, first * s : (last - 1) * s + geo.kernel[0]]
        out = y[images, group, :, first:last].swapaxes(2, 3)
        np.matmul(weight[group], _overlapping_runs(some, last - first, geo), out=out)
    return y.reshape(geo.out_shape)


def _pieces(geo: Geometry, band_bytes: int) -> Iterator[tuple[slice, slice, int, int]]:
    """Yield (images, groups, first row, last row) whose bands fill a block at most."""
    most = BLOCK // band_bytes
    groups, images = even_run(geo.groups, most), max(1, most // max(1, geo.groups))
    rows = even_run(geo.out[0], max(8, BLOCK * geo.out[0] // band_bytes))
    for n, g, r in itertools.product(
        range(0, geo.batch, images), range(0, geo.groups, groups), range(0, geo.out[0], rows)
    ):
        yield slice(n, n + images), slice(g, g + groups), r, min(r + rows, geo.out[0])


def _bands(x: Array, geo: Geometry) -> Array:
    """Return the view (N, groups, rows, taps[1:], channels, out[1:]) of the padded image."""
    per_group = geo.channels // geo.groups
    batch, channel, row, *cells = x.strides
    taps = [a * d for a, d in zip(cells, geo.dilation[1:], strict=True)]
    moves = [a * s for a, s in zip(cells, geo.stride[1:], strict=True)]
    shape = (geo.batch, geo.groups, x.shape[2], *geo.kernel[1:], per_group, *geo.out[1:])
    strides = (batch, channel * per_group, row, *taps, channel, *moves)
    return np.ndarray(shape, x.dtype, x, 0, strides)


def _overlapping_runs(bands: Array, rows: int, geo: Geometry) -> Array:
    """Copy the bands and return, per output row, the run of bands that it reads, as a matrix."""
    bands = np.ascontiguousarray(bands)
    width = math.prod(geo.out[1:])
    depth = math.prod(bands.shape[3:]) // width * geo.kernel[0]
    image, group, band = bands.strides[:3]
    shape = (*bands.shape[:2], rows, depth, width)
    item = bands.itemsize
    return np.ndarray(
        shape, bands.dtype, bands, 0, (image, group, band * geo.stride[0], width * item, item)
    )


def _channels_last(w: Array, geo: Geometry) -> Array:
    """Return the weight (groups, 1, filters, depth) with its factors in the order of a band."""
    groups, filters, per_group = geo.groups, geo.filters // geo.groups, geo.channels // geo.groups
    depth = per_group * math.prod(geo.kernel)
    if per_group > 1:
        w = np.moveaxis(w, 1, -1)
    return w.reshape(groups, 1, filters, depth)
