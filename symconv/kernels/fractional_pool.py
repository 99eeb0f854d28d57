"""Fractional max pooling: windows at pseudo-random places, so that sizes shrink by any factor.

Along one axis with input ``n``, kernel ``k`` and ``m`` outputs, ``alpha = (n-k)/(m-1)`` and a
sample ``u`` in [0, 1) give the window starts ``int((i+u)*alpha) - int(u*alpha)``, computed in the
precision of the samples; the last window starts at ``n-k``. Each plane ``(N, C)`` has one sample
per axis. The first maximum of a window in row-major order wins and receives the gradient; a NaN
counts as the maximum.

Why ``samples`` is an argument: a forward and a backward pass must use the same windows.
``samples[..., a]`` belongs to spatial axis ``a``; PyTorch orders its 2-D samples (W, H) instead.
PyTorch's 3-D function rejects ``m + k - 1 = n``, which is accepted here.

See: B. Graham, "Fractional Max-Pooling" (2014); PyTorch ``torch.nn.FractionalMaxPool2d``.
"""

from __future__ import annotations

from math import prod
from typing import Literal, overload

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints, per_axis
from symconv.kernels.dtypes import Array, as_float, checked, is_exact, widened
from symconv.kernels.max_pool import put_gradient
from symconv.kernels.pool_reduce import planes, require_gradient, spatial_shape


@overload
def fractional_max_pool(
    x: Array,
    kernel_size: Ints,
    output_size: Ints,
    *,
    samples: Array,
    return_indices: Literal[False] = False,
) -> Array: ...
@overload
def fractional_max_pool(
    x: Array, kernel_size: Ints, output_size: Ints, *, samples: Array, return_indices: Literal[True]
) -> tuple[Array, Array]: ...
def fractional_max_pool(
    x: Array,
    kernel_size: Ints,
    output_size: Ints,
    *,
    samples: Array,
    return_indices: bool = False,
) -> Array | tuple[Array, Array]:
    """Return the maxima of windows placed by ``samples`` (N, C, spatial axes), each in [0, 1).

    The result is (N, C, *output_size), with int64 positions in the flattened plane if asked.
    Raises ShapeError when ``output_size + kernel_size - 1`` exceeds the input.

    >>> import numpy as np
    >>> fractional_max_pool(np.array([[[1, 4, 2, 3]]]), 2, 2, samples=np.array([[[0.5]]]))
    array([[[4, 3]]])
    """
    x = checked(x, "x")
    out = per_axis(output_size, len(spatial_shape(x)), "output_size", least=1)
    cells = _window_cells(x, kernel_size, out, samples)
    flat = planes(x).reshape(len(cells), -1)
    windows = np.take_along_axis(flat, cells.reshape(len(cells), -1), 1).reshape(cells.shape)
    first = windows.argmax(-1, keepdims=True)
    shape = x.shape[:2] + out
    y = np.take_along_axis(windows, first, -1).reshape(shape)
    if not return_indices:
        return y
    return y, np.take_along_axis(cells, first, -1).reshape(shape)


def fractional_max_pool_backward(
    dy: Array, x: Array, kernel_size: Ints, output_size: Ints, *, samples: Array
) -> Array:
    """Return dx: each entry of ``dy`` goes to the first maximum of its window.

    >>> import numpy as np
    >>> x, u = np.array([[[1., 4., 2., 3.]]]), np.array([[[0.5]]])
    >>> fractional_max_pool_backward(np.array([[[5., 6.]]]), x, 2, 2, samples=u)
    array([[[0., 5., 0., 6.]]])
    """
    x, dy = checked(x, "x"), checked(dy, "dy")
    y, index = fractional_max_pool(
        x, kernel_size, output_size, samples=samples, return_indices=True
    )
    require_gradient(dy, x, y.shape[2:])
    gradient = widened(dy, prod(y.shape[2:])) if is_exact(dy) else dy
    dx = np.zeros(planes(x).shape, dtype=gradient.dtype)
    put_gradient(dx, planes(gradient), planes(index))
    return dx.reshape(x.shape)


def _window_cells(x: Array, kernel_size: Ints, out: tuple[int, ...], samples: Array) -> Array:
    """Return the flat positions of the cells of every window, shape (planes, prod m, prod k)."""
    spatial = spatial_shape(x)
    k = per_axis(kernel_size, len(spatial), "kernel_size", least=1)
    u = _checked_samples(x, samples)
    cells: Array = np.zeros((len(u), 1, 1), dtype=np.int64)
    for a, (n, m, size) in enumerate(zip(spatial, out, k, strict=True)):
        own = _starts(n, m, size, u[:, a])[:, :, None] + np.arange(size)
        cells = cells[:, :, None, :, None] * n + own[:, None, :, None, :]
        cells = cells.reshape(len(u), prod(out[: a + 1]), prod(k[: a + 1]))
    return cells


def _checked_samples(x: Array, samples: Array) -> Array:
    wanted = (*x.shape[:2], x.ndim - 2)
    u = as_float(samples, "samples")
    if u.shape != wanted:
        raise ShapeError(
            f"samples has shape {u.shape}, which violates (N, C, spatial axes) = {wanted}",
            remedy=f"draw them with numpy.random.default_rng(seed).random({wanted})",
        )
    if u.size and not (u.min() >= 0 and u.max() < 1):
        raise ShapeError("a sample violates 0 <= u < 1", remedy="draw the samples uniformly")
    return u.reshape(-1, x.ndim - 2)


def _starts(n: int, m: int, k: int, u: Array) -> Array:
    """Return the first cell of every window, shape (planes, m), in the precision of ``u``."""
    if m + k - 1 > n:
        raise ShapeError(
            f"output_size + kernel_size - 1 = {m + k - 1} violates <= n = {n}",
            remedy=f"use output_size <= {n - k + 1}" if k <= n else f"use kernel_size <= {n}",
        )
    starts = np.full((len(u), m), n - k)
    if m > 1:
        alpha = u.dtype.type(n - k) / u.dtype.type(m - 1)
        i = np.arange(m - 1).astype(u.dtype)
        moved = ((i + u[:, None]) * alpha).astype(np.int64)
        starts[:, :-1] = moved - (u * alpha).astype(np.int64)[:, None]
    return starts
