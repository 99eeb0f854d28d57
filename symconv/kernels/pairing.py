"""Pairing an image with an output along a `Geometry`: the gradient by the weight.

The columns of `gather` times the transposed outputs, block by block, summed. (Copying only the taps
of the trailing axes, as in `rows`, saves a tenth of the copying time and no more: the product
itself dominates.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.gather import column_blocks, gather_plan, windows
from symconv.kernels.geometry import Geometry

Array = NDArray[Any]


def pair(x: Array, y: Array, geo: Geometry) -> Array:
    """Return dw[o, c, t] = sum over b, j of y[b, o, j] * x[b, c, s*j + d*t - p]."""
    plan = gather_plan(geo, x.itemsize)
    groups, filters, depth = plan.weight
    values = y.reshape(geo.batch, groups, filters, plan.columns[3])
    total = np.zeros((groups, depth, filters), np.result_type(x, y))
    for images, places, columns in column_blocks(windows(x, plan), plan, geo):
        # With the columns on the left BLAS is 3 to 20 % faster than with the outputs there.
        part = np.matmul(columns, values[images, :, :, places].swapaxes(2, 3))
        total += part[0] if len(part) == 1 else part.sum(0)
    return total.swapaxes(1, 2).reshape(geo.weight_shape)
