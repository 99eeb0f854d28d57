"""Nearest-neighbour upsampling by integer factors or to given sizes, and its gradient.

Output ``o`` copies input ``floor(o*n/m)``, in exact integers. PyTorch and ONNX compute the same
quotient in float32, which may round to a neighbour when ``m`` does not divide ``o*n`` evenly; for
integer factors all agree. The gradient adds the entries that were copied from one input.

See: PyTorch ``torch.nn.functional.interpolate(mode="nearest")``; ONNX operator Upsample.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints, per_axis
from symconv.kernels.dtypes import Array, checked, is_exact, widened
from symconv.kernels.pool_reduce import spatial_shape
from symconv.kernels.shapes import require_shape


def upsample_nearest(
    x: Array, scale_factor: Ints | None = None, *, size: Ints | None = None
) -> Array:
    """Return ``x`` (N, C, *spatial) enlarged by ``scale_factor``, or to ``size``, per axis.

    Raises ShapeError unless exactly one of the two is given and all are at least 1.

    >>> import numpy as np
    >>> upsample_nearest(np.array([[[1, 2]]]), 2)
    array([[[1, 1, 2, 2]]])
    """
    x = checked(x, "x")
    for axis, source in enumerate(_sources(x, scale_factor, size), 2):
        x = x.take(source, axis)
    return x


def upsample_nearest_backward(
    dy: Array, x: Array, scale_factor: Ints | None = None, *, size: Ints | None = None
) -> Array:
    """Return dx: the sum of ``dy`` over the copies of each input; of ``x`` only the shape matters.

    >>> import numpy as np
    >>> upsample_nearest_backward(np.array([[[1., 2., 3., 4.]]]), np.zeros((1, 1, 2)), 2)
    array([[[3., 7.]]])
    """
    x, dy = np.asarray(x), checked(dy, "dy")
    sources = _sources(x, scale_factor, size)
    require_shape(dy, x.shape[:2] + tuple(map(len, sources)), "dy")
    if is_exact(dy):
        dy = widened(dy, dy.size)
    for axis, source in enumerate(sources, 2):
        dx = np.zeros((*dy.shape[:axis], x.shape[axis], *dy.shape[axis + 1 :]), dtype=dy.dtype)
        np.add.at(np.moveaxis(dx, axis, 0), source, np.moveaxis(dy, axis, 0))
        dy = dx
    return dy


def _sources(x: Array, scale_factor: Ints | None, size: Ints | None) -> list[Array]:
    """Return for each spatial axis the input that each output copies."""
    spatial = spatial_shape(x)
    if (scale_factor is None) == (size is None):
        raise ShapeError(
            f"scale_factor={scale_factor} and size={size} violate: exactly one is given",
            remedy="leave one of them out",
        )
    if 0 in spatial:
        raise ShapeError(f"spatial sizes {spatial} violate n >= 1", remedy="give at least one cell")
    if size is not None:
        sizes = per_axis(size, len(spatial), "size", least=1)
    else:
        factors = per_axis(scale_factor or 0, len(spatial), "scale_factor", least=1)
        sizes = tuple(n * f for n, f in zip(spatial, factors, strict=True))
    return [np.arange(m) * n // m for n, m in zip(spatial, sizes, strict=True)]
