"""Pixel shuffle: ``r^rank`` channels become an ``r`` times larger image, and back.

For two spatial axes ``y[n, c, r*i+a, r*j+b] = x[n, (c*r + a)*r + b, i, j]`` with
``order="crd"`` (PyTorch; ONNX's column-row-depth): the channel of the output is the slowest part of
the input channel. ``order="dcr"`` (TensorFlow's and ONNX's default, depth-column-row) makes it the
fastest: ``x[n, (a*r + b)*C' + c, i, j]``. Both move every entry once, so each function is the
other's inverse and its gradient. One to three spatial axes; PyTorch has two.

See: W. Shi et al. (2016); ONNX operators DepthToSpace and SpaceToDepth.
"""

from __future__ import annotations

from operator import index
from typing import Literal

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array
from symconv.kernels.pool_reduce import spatial_shape

Order = Literal["crd", "dcr"]


def pixel_shuffle(x: Array, upscale_factor: int, *, order: Order = "crd") -> Array:
    """Return ``x`` (N, C*r^rank, *spatial) as (N, C, *(r*spatial)).

    Raises ShapeError unless r^rank divides the channels.

    >>> import numpy as np
    >>> pixel_shuffle(np.array([[[1, 2], [3, 4]]]), 2)
    array([[[1, 3, 2, 4]]])
    """
    x = np.asarray(x)
    spatial, r = spatial_shape(x), _factor(upscale_factor, "upscale_factor")
    _require_order(order)
    rank = len(spatial)
    block = r**rank
    if x.shape[1] % block:
        raise ShapeError(
            f"{x.shape[1]} channels violate: r^rank = {block} divides the channels",
            remedy=f"use {max(1, round(x.shape[1] / block)) * block} channels or another factor",
        )
    depth = x.shape[1] // block
    inner = (depth, *(r,) * rank) if order == "crd" else (*(r,) * rank, depth)
    split = x.reshape((x.shape[0], *inner, *spatial))
    channel, first = (1, 2) if order == "crd" else (1 + rank, 1)
    woven = [v for a in range(rank) for v in (2 + rank + a, first + a)]
    out = tuple(n * r for n in spatial)
    return split.transpose((0, channel, *woven)).reshape((x.shape[0], depth, *out))


def pixel_unshuffle(x: Array, downscale_factor: int, *, order: Order = "crd") -> Array:
    """Return ``x`` (N, C, *(r*spatial)) as (N, C*r^rank, *spatial): the inverse, and the gradient.

    Raises ShapeError unless r divides every spatial size.

    >>> import numpy as np
    >>> pixel_unshuffle(np.array([[[1, 3, 2, 4]]]), 2)
    array([[[1, 2],
            [3, 4]]])
    """
    x = np.asarray(x)
    spatial, r = spatial_shape(x), _factor(downscale_factor, "downscale_factor")
    _require_order(order)
    rank = len(spatial)
    for n in spatial:
        if n % r:
            raise ShapeError(
                f"spatial size {n} violates: the factor {r} divides it",
                remedy=f"use size {max(1, round(n / r)) * r} or another factor",
            )
    small = tuple(n // r for n in spatial)
    pairs = tuple(v for n in small for v in (n, r))
    split = x.reshape((*x.shape[:2], *pairs))
    outer, inner = [2 + 2 * a for a in range(rank)], [3 + 2 * a for a in range(rank)]
    channels = (1, *inner) if order == "crd" else (*inner, 1)
    return split.transpose((0, *channels, *outer)).reshape(
        (x.shape[0], x.shape[1] * r**rank, *small)
    )


def _factor(value: int, name: str) -> int:
    if index(value) < 1:
        raise ShapeError(f"{name}={value} violates {name} >= 1", remedy=f"use {name}=1")
    return index(value)


def _require_order(order: str) -> None:
    if order not in ("crd", "dcr"):
        raise ShapeError(f"order={order!r} is not known", remedy="use 'crd' or 'dcr'")
