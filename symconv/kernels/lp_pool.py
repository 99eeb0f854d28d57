"""The P-norm of every window and its gradient, in the two definitions that are in use.

``definition="absolute"`` (ONNX): ``y = (sum |x|^P)^(1/P)`` over the real cells of the window.

``definition="signed"`` (PyTorch): ``y = (relu(|a|)*sign(a)*prod(k))^(1/P)`` with ``a`` the average
of the signed powers ``x^P``, that is ``(sum x^P)^(1/P)`` for a whole window. For odd P it is no
norm: ``[-5, 1, 2, -3]`` gives -5 for P = 1 and NaN for P = 3, where the absolute definition gives
11 and 5.44. A window that ``ceil_mode`` truncates to ``r`` of ``prod(k)`` cells is inflated: its
sum is multiplied by ``prod(k)/r``.

``P = inf`` is the maximum of ``|x|`` in both. The norm has no derivative where it is zero; the
gradient is zero there (PyTorch: NaN for P > 1). Roots are irrational, so integers become float64.

See: ONNX operator LpPool; PyTorch ``torch.nn.LPPool2d``.
"""

from __future__ import annotations

from math import inf, prod
from typing import Literal

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.max_pool import maximum, maximum_backward
from symconv.kernels.pool_geometry import PoolAxis, pool_axes
from symconv.kernels.pool_padding import Padding
from symconv.kernels.pool_reduce import (
    planes,
    reduce_windows,
    require_gradient,
    sizes,
    spatial_shape,
    spread_windows,
)

Definition = Literal["absolute", "signed"]


def lp_pool(
    x: Array,
    norm_type: float,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    definition: Definition = "absolute",
) -> Array:
    """Return the ``norm_type``-norm of every window of ``x`` (N, C, *spatial), shape (N, C, *m).

    Padding adds nothing to a norm. Raises ShapeError for windows that do not fit, for
    ``norm_type <= 0`` and for an unknown definition.

    >>> import numpy as np
    >>> lp_pool(np.array([[[3., -4.]]]), 2, 2)
    array([[[5.]]])
    """
    x = as_float(x, "x")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    _require(norm_type, definition)
    if norm_type == inf:
        return np.maximum(maximum(np.abs(x), axes), 0)
    with np.errstate(invalid="ignore"):  # a negative signed sum has no real root: NaN
        root = _power_sum(x, norm_type, axes, definition) ** x.dtype.type(1 / norm_type)
    return np.asarray(root.reshape(x.shape[:2] + sizes(axes)))


def lp_pool_backward(
    dy: Array,
    x: Array,
    norm_type: float,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    definition: Definition = "absolute",
) -> Array:
    """Return dx for ``dy`` (N, C, *m): ``dy * y^(1-P) * |x|^(P-1) * sign(x)``, summed over windows.

    >>> import numpy as np
    >>> lp_pool_backward(np.array([[[5.]]]), np.array([[[3., -4.]]]), 2, 2)
    array([[[ 3., -4.]]])
    """
    x, dy = as_float(x, "x"), as_float(dy, "dy")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    _require(norm_type, definition)
    require_gradient(dy, x, sizes(axes))
    if norm_type == inf:
        return np.asarray(maximum_backward(dy, np.abs(x), axes) * np.sign(x))
    with np.errstate(divide="ignore", invalid="ignore"):  # zero and negative sums
        total = _power_sum(x, norm_type, axes, definition)
        slope = np.where(total == 0, 0, planes(dy) * total ** x.dtype.type(1 / norm_type - 1))
        if definition == "signed":
            slope = slope * _inflation(axes, x)
            inner = x ** x.dtype.type(norm_type - 1)
        else:
            inner = np.sign(x) * np.abs(x) ** x.dtype.type(norm_type - 1)
            inner[x == 0] = 0  # |x| has no slope at 0; P < 1 would give inf
    spread = np.empty(planes(x).shape, dtype=x.dtype)
    spread_windows(slope.astype(x.dtype, copy=False), axes, spread)
    return np.asarray(spread.reshape(x.shape) * inner)


def _power_sum(
    x: Array, norm_type: float, axes: tuple[PoolAxis, ...], definition: Definition
) -> Array:
    """Return y^P as a plane stack."""
    power = (x if definition == "signed" else np.abs(x)) ** x.dtype.type(norm_type)
    total = np.empty((len(planes(x)), *sizes(axes)), dtype=x.dtype)
    reduce_windows(np.add, planes(power), axes, 0, total)
    return total * _inflation(axes, x) if definition == "signed" else total


def _inflation(axes: tuple[PoolAxis, ...], x: Array) -> Array:
    """Return prod(k) / (cells of the window before the end of the padding), shape (*m)."""
    counts = np.ones(())
    for axis in axes:
        counts = counts[..., None] * axis.counted_taps()
    return np.asarray(prod(axis.k for axis in axes) / counts, dtype=x.dtype)


def _require(norm_type: float, definition: str) -> None:
    if not norm_type > 0:
        raise ShapeError(f"norm_type={norm_type} violates norm_type > 0", remedy="use 1, 2 or inf")
    if definition not in ("absolute", "signed"):
        raise ShapeError(
            f"definition={definition!r} is not known", remedy="use 'absolute' or 'signed'"
        )
