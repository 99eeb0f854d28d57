"""The three products along a `Geometry`, for numbers of any kind.

Floats of one type go straight to `gather`, `scatter` and `pair`; everything else goes through
`exact`, which needs to know which weights meet in one entry of the result.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.errors import ShapeError
from symconv.kernels.exact import Product, Rows, add, multiply, total
from symconv.kernels.gather import gather
from symconv.kernels.geometry import Geometry
from symconv.kernels.pairing import pair
from symconv.kernels.scatter import scatter
from symconv.kernels.weights import exchange

Array = NDArray[Any]


def image_to_out(x: Array, w: Array, geo: Geometry) -> Array:
    """Return the convolution: image (N, C, *image) and weight give (N, filters, *out)."""
    if x.dtype == w.dtype and x.dtype.kind == "f":
        return gather(x, w, geo)

    def rows(b: Array) -> Array:
        return _matrix(b, geo.filters)

    return _any_kind(lambda a, b: gather(a, b, geo), x, w, rows, geo)


def out_to_image(y: Array, w: Array, geo: Geometry) -> Array:
    """Return the transposed convolution: (N, filters, *out) and weight give (N, C, *image)."""
    if y.dtype == w.dtype and y.dtype.kind == "f":
        return scatter(y, w, geo)

    def rows(b: Array) -> Array:
        return _matrix(exchange(b, geo.groups), geo.channels)

    return _any_kind(lambda a, b: scatter(a, b, geo), y, w, rows, geo)


def image_with_out(x: Array, y: Array, geo: Geometry) -> Array:
    """Return the gradient by the weight, from an image and a gradient (N, filters, *out)."""
    if x.dtype == y.dtype and x.dtype.kind == "f":
        return pair(x, y, geo)

    def rows(b: Array) -> Array:
        return _matrix(b.swapaxes(0, 1), geo.filters)

    return _any_kind(lambda a, b: pair(a, b, geo), x, y, rows, geo)


def _any_kind(product: Product, a: Array, b: Array, rows: Rows, geo: Geometry) -> Array:
    work = geo.batch * math.prod(geo.weight_shape) * math.prod(geo.out)
    return multiply(product, a, b, rows, work)


def _matrix(b: Array, rows: int) -> Array:
    return b.reshape(rows, b.size // max(1, rows))


def add_bias(y: Array, bias: Array | None) -> Array:
    """Return ``y`` of shape (N, C, *spatial) with bias (C,) added; ``y`` may be overwritten."""
    if bias is None:
        return y
    bias = np.asarray(bias)
    if bias.shape != y.shape[1:2]:
        raise ShapeError(
            f"bias has shape {bias.shape} for {y.shape[1]} output channels",
            remedy=f"give it the shape {y.shape[1:2]}",
        )
    column = bias.reshape(-1, *(1,) * (y.ndim - 2))
    if y.dtype == bias.dtype and y.dtype.kind == "f":
        y += column
        return y
    return add(y, column)


def bias_gradient(dy: Array) -> Array:
    """Return the sum over the batch and all positions: shape (C_out,)."""
    return total(dy, (0, *range(2, dy.ndim)))
