"""Mean over windows and its gradient.

``y[o] = (sum of the real cells of window o) / D[o]``. The divisor ``D`` is a convention:
``count_include_pad`` counts the taps before the end of the padding, so that only the overrun of
``ceil_mode`` is left out; without it the real cells alone count; ``divisor_override`` (any integer
but zero, negative too) replaces both. Integers and Fractions give Fractions: a mean of integers is
never rounded.

The gradient ``dx[i] = sum of dy[o]/D[o] over the windows o that hold i`` is the adjoint.

See: PyTorch ``torch.nn.AvgPool2d``; ONNX operator AveragePool, which also defines ``dilation``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints
from symconv.kernels.dtypes import Array, checked, divided, is_exact, widened
from symconv.kernels.pool_geometry import PoolAxis, Windows, pool_axes
from symconv.kernels.pool_padding import Padding
from symconv.kernels.pool_reduce import (
    blocks,
    planes,
    reduce_windows,
    require_gradient,
    sizes,
    spatial_shape,
    spread_windows,
)


def avg_pool(
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Array:
    """Return the mean of every window of ``x`` (N, C, *spatial), shape (N, C, *m).

    Raises ShapeError for windows that do not fit or a divisor of zero.

    >>> import numpy as np
    >>> avg_pool(np.array([[[1, 2, 4, 6]]]), 2).tolist()
    [[[Fraction(3, 2), Fraction(5, 1)]]]
    """
    x = checked(x, "x")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    by = divisors(axes, count_include_pad=count_include_pad, divisor_override=divisor_override)
    return mean(x, axes, divisor=by)


def avg_pool_backward(
    dy: Array,
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Array:
    """Return dx for ``dy`` (N, C, *m); of ``x`` only the shape matters.

    >>> import numpy as np
    >>> avg_pool_backward(np.array([[[2., 4.]]]), np.zeros((1, 1, 4)), 2)
    array([[[1., 1., 2., 2.]]])
    """
    x, dy = np.asarray(x), checked(dy, "dy")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    by = divisors(axes, count_include_pad=count_include_pad, divisor_override=divisor_override)
    return mean_backward(dy, x, axes, divisor=by)


def mean(x: Array, axes: Sequence[Windows], *, divisor: Array) -> Array:
    """Return (sum of the cells of each window) / divisor for ``x`` (N, C, *n)."""
    cells = prod(int(axis.real_taps().max(initial=0)) for axis in axes)
    stack = planes(widened(x, cells) if is_exact(x) else x)
    y = np.empty((len(stack), *sizes(axes)), dtype=stack.dtype)
    by = divisor.astype(y.dtype)
    for block in blocks(stack):
        out = y[block]
        reduce_windows(np.add, stack[block], axes, 0, out)
        if not is_exact(x):
            out /= by
    shape = x.shape[:2] + sizes(axes)
    return divided(y, divisor).reshape(shape) if is_exact(x) else y.reshape(shape)


def mean_backward(dy: Array, x: Array, axes: Sequence[Windows], *, divisor: Array) -> Array:
    """Return dx of `mean`: dy / divisor, added to every cell of its window."""
    require_gradient(dy, x, sizes(axes))
    gradient = planes(dy)
    dx = np.empty(planes(x).shape, dtype=object if is_exact(dy) else dy.dtype)
    for block in blocks(dx):
        spread_windows(divided(gradient[block], divisor), axes, dx[block])
    return dx.reshape(x.shape)


def divisors(
    axes: Sequence[PoolAxis], *, count_include_pad: bool, divisor_override: int | None
) -> Array:
    """Return the divisor of every window, shape (*m), or a single one where all are equal.

    >>> axis = PoolAxis(n=4, k=3, s=2, d=1, p=1, q=1, ceil_mode=True)
    >>> divisors([axis], count_include_pad=True, divisor_override=None)
    array([3, 3, 2])
    """
    if divisor_override == 0:
        raise ShapeError(
            "divisor_override=0 violates divisor_override != 0", remedy="use None or another int"
        )
    if divisor_override is not None:
        return np.asarray(divisor_override)
    counts = np.ones((), dtype=np.int64)
    for axis in axes:
        own = axis.counted_taps() if count_include_pad else axis.real_taps()
        counts = counts[..., None] * own
    if counts.size and (counts == counts.flat[0]).all():
        return np.asarray(counts.flat[0])
    return _never_zero(counts)


def _never_zero(counts: Array) -> Array:
    """A window of padding alone has sum 0; any divisor but 0 makes its mean 0."""
    return np.maximum(counts, 1)
