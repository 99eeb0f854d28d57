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
from symconv.kernels.padding import framed_by_zeros
from symconv.kernels.weights import is_finite

Array = NDArray[Any]


def gather_rows(x: Array, w: Array, geo: Geometry) -> Array:
    """Gather from images of rank 2 at least, with dilation[0] = 1."""
    groups, filters, width = geo.groups, geo.filters // geo.groups, math.prod(geo.out[1:])
    y = np.empty((geo.batch, groups, filters, geo.out[0], width), np.result_type(x, w))
    weight, per_group = _channels_last(w, geo), geo.channels // groups
    pads = tuple(zip(geo.before, geo.after, strict=True))
    single = filters == 1 and is_finite(x)
    for n, g, rows in _pieces(geo, x.itemsize):
        some = x[n, g.start * per_group : g.stop * per_group]
        bands = _bands(framed_by_zeros(some, pads), geo)
        for first in range(0, geo.out[0], rows):
            out = y[n, g, :, first : first + rows]
            _multiply_rows(bands, weight[g], out, first, single=single, geo=geo)
    return y.reshape(geo.out_shape)


def _pieces(geo: Geometry, itemsize: int) -> Iterator[tuple[slice, slice, int]]:
    """Yield (images, groups, rows at a time) so that their bands fill a block at most."""
    depth = geo.channels // geo.groups * math.prod(geo.kernel[1:])
    height = (geo.out[0] - 1) * geo.stride[0] + geo.kernel[0]
    size = depth * height * math.prod(geo.out[1:]) * itemsize
    most = BLOCK // size
    groups, images = even_run(geo.groups, most), max(1, most // max(1, geo.groups))
    quarter = even_run(-(-geo.out[0] // 4), max(2, BLOCK * geo.out[0] // size // 4))
    for n, g in itertools.product(range(0, geo.batch, images), range(0, geo.groups, groups)):
        yield slice(n, n + images), slice(g, g + groups), 4 * quarter


def _multiply_rows(
    bands: Array, weight: Array, out: Array, first: int, *, single: bool, geo: Geometry
) -> None:
    """Fill ``out`` (images, groups, filters, rows, width), the output rows from ``first`` on."""
    rows, s = out.shape[3], geo.stride[0]
    some = bands[:, :, first * s : (first + rows - 1) * s + geo.kernel[0]]
    bundle = max(r for r in (1, 2, 3, 4) if rows % r == 0) if single else 1
    runs = _overlapping_runs(some, rows, bundle, geo)
    by_row = out.swapaxes(2, 3)
    if bundle > 1:
        by_row = out[:, :, 0].reshape(*runs.shape[:3], bundle, out.shape[4])
    np.matmul(_bundled(weight, bundle, geo), runs, out=by_row)


def _bands(x: Array, geo: Geometry) -> Array:
    """Return the view (N, groups, rows, taps[1:], channels, out[1:]) of the padded images."""
    per_group = geo.channels // geo.groups
    batch, channel, row, *cells = x.strides
    taps = [a * d for a, d in zip(cells, geo.dilation[1:], strict=True)]
    moves = [a * s for a, s in zip(cells, geo.stride[1:], strict=True)]
    groups = x.shape[1] // max(1, per_group)
    shape = (len(x), groups, x.shape[2], *geo.kernel[1:], per_group, *geo.out[1:])
    strides = (batch, channel * per_group, row, *taps, channel, *moves)
    return np.ndarray(shape, x.dtype, x, 0, strides)


def _overlapping_runs(bands: Array, rows: int, bundle: int, geo: Geometry) -> Array:
    """Copy the bands; return, per bundle of output rows, the bands that it reads as a matrix."""
    bands = np.ascontiguousarray(bands)
    width, item = math.prod(geo.out[1:]), bands.itemsize
    cells = math.prod(bands.shape[3:]) // width
    image, group, band = bands.strides[:3]
    depth = cells * ((bundle - 1) * geo.stride[0] + geo.kernel[0])
    shape = (*bands.shape[:2], rows // bundle, depth, width)
    step = band * geo.stride[0] * bundle
    return np.ndarray(shape, bands.dtype, bands, 0, (image, group, step, width * item, item))


def _bundled(weight: Array, bundle: int, geo: Geometry) -> Array:
    """Return one row of weights per output row of a bundle, each shifted by the stride's bands.

    A product with a single row of weights is a slow matrix-vector product; with a few rows, zeros
    and all, it takes two thirds of the time.
    """
    if bundle == 1:
        return weight
    depth = weight.shape[-1]
    shift = depth // geo.kernel[0] * geo.stride[0]
    block = np.zeros((len(weight), 1, bundle, depth + (bundle - 1) * shift), weight.dtype)
    for r in range(bundle):
        block[:, 0, r, r * shift : r * shift + depth] = weight[:, 0, 0]
    return block


def _channels_last(w: Array, geo: Geometry) -> Array:
    """Return the weight (groups, 1, filters, depth) with its factors in the order of a band."""
    groups, filters, per_group = geo.groups, geo.filters // geo.groups, geo.channels // geo.groups
    depth = per_group * math.prod(geo.kernel)
    if per_group > 1:
        w = np.moveaxis(w, 1, -1)
    return w.reshape(groups, 1, filters, depth)
