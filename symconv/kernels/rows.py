"""Convolutions with few outputs per group: copy the trailing taps only, reuse rows by overlap.

With one filter per channel (depthwise) or one filter in all (image processing), the matrix product
is cheap and copying all prod(k) taps is what costs. Here only the taps of the trailing axes are
copied, one band per padded image row; the window of output row j is then the run of bands
s*j ... s*j + k - 1, which is contiguous, so the runs of all rows are overlapping views of one copy.

Source: Cho and Brand, "MEC: memory-efficient convolution for deep neural network", 2017,
arXiv:1706.06873.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.geometry import Geometry, Sizes

Array = NDArray[Any]


def gather_rows(x: Array, w: Array, strides: Sizes, geo: Geometry) -> Array:
    """Gather from the padded, contiguous image ``x`` (any rank from 2 on, dilation[0] = 1).

    ``strides`` are the byte strides of its windows: batch, channel, taps, outputs.
    """
    rank, groups = geo.rank, geo.groups
    per_group, filters = geo.channels // groups, geo.filters // groups
    batch, channel, taps, moves = strides[0], strides[1], strides[2 : 2 + rank], strides[2 + rank :]
    shape = (geo.batch, groups, x.shape[2], *geo.kernel[1:], per_group, *geo.out[1:])
    steps = (batch, channel * per_group, taps[0], *taps[1:], channel, *moves[1:])
    bands = np.ascontiguousarray(np.ndarray(shape, x.dtype, x, 0, steps))
    depth, width = per_group * math.prod(geo.kernel), math.prod(geo.out[1:])
    image, group, band = bands.strides[:3]
    runs = np.ndarray(
        (geo.batch, groups, geo.out[0], depth, width),
        x.dtype,
        bands,
        0,
        (image, group, band * geo.stride[0], width * x.itemsize, x.itemsize),
    )
    y = np.empty((geo.batch, groups, filters, geo.out[0], width), np.result_type(x, w))
    np.matmul(_taps_first(w, geo), runs, out=y.swapaxes(2, 3))
    return y.reshape(geo.out_shape)


def _taps_first(w: Array, geo: Geometry) -> Array:
    """Return the weight with channels as the last factor, as in a band: (G, 1, filters, depth)."""
    groups = geo.groups
    grouped = w.reshape(groups, geo.filters // groups, geo.channels // groups, *geo.kernel)
    depth = geo.channels // groups * math.prod(geo.kernel)
    return np.moveaxis(grouped, 2, -1).reshape(groups, 1, geo.filters // groups, depth)
