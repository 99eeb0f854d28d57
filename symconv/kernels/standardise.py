"""Standardising over axes: the step that layer, instance, group and rms norm share.

``xhat = (x - mean) * r`` with ``r = (variance + eps)^(-1/2)``, mean and biased variance over the
normalised axes. Its gradient for ``u``, the gradient of ``xhat``, is
``dx = r * (u - mean(u) - xhat * mean(u*xhat))``.
"""

from __future__ import annotations

from math import prod

import numpy as np

from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.shapes import require_shape

Axes = tuple[int, ...]


def float_pair(x: Array, dy: Array) -> tuple[Array, Array]:
    """Return x and dy as floats of one shape."""
    x, dy = as_float(x, "x"), as_float(dy, "dy")
    require_shape(dy, x.shape, "dy")
    return x, dy


def inverse_root(x: Array, over: Axes, eps: float) -> Array:
    """Return (mean square + eps)^(-1/2)."""
    square = np.square(x).sum(over, keepdims=True) / max(1, _count(x, over))
    return np.asarray(1 / np.sqrt(square + x.dtype.type(eps)), dtype=x.dtype)


def standardised(x: Array, over: Axes, eps: float) -> tuple[Array, Array]:
    """Return xhat and the inverse deviation r."""
    centred = x - x.sum(over, keepdims=True) / x.dtype.type(max(1, _count(x, over)))
    r = inverse_root(centred, over, eps)
    centred *= r
    return centred, r


def standardised_backward(u: Array, xhat: Array, r: Array, over: Axes) -> Array:
    """Return the gradient of x for ``u``, the gradient of xhat."""
    m = u.dtype.type(max(1, _count(u, over)))
    dx = xhat * (-(u * xhat).sum(over, keepdims=True) / m)
    dx += u
    dx -= u.sum(over, keepdims=True) / m
    dx *= r
    return np.asarray(dx)


def _count(x: Array, over: Axes) -> int:
    return prod(x.shape[a] for a in over)


def affine(x: Array, scale: Array | None, shift: Array | None) -> Array:
    """Return x*scale + shift; None leaves a part out."""
    y = x if scale is None else x * scale
    return y if shift is None else y + shift


def spread_parameter(
    value: Array | None, name: str, shape: tuple[int, ...], spread: list[int], dtype: np.dtype
) -> Array | None:
    """Return a parameter of ``shape`` reshaped to broadcast; raise ShapeError for another shape."""
    if value is None:
        return None
    array = np.asarray(value)
    require_shape(array, shape, name)
    return array.astype(dtype, copy=False).reshape(spread)
