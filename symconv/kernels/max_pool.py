"""Maximum over windows, its indices and its gradient.

``y[o] = max_t x[s*o - p + d*t]`` over the taps that are cells of the image: padding never wins.
When several cells of a window are equal, the first in row-major order is *the* maximum: its flat
position in the spatial plane is the index that is returned, and it alone receives the gradient. A
window that holds a NaN has NaN as its maximum and the position of its last NaN as its index, as in
PyTorch. A dilated window may hold padding alone: its maximum is -inf and its index -1.

Why the gradient recomputes the maximum: comparing each tap with the maximum of its window takes
less time than finding and storing indices in the forward pass, and works in blocks.

See: PyTorch ``torch.nn.MaxPool2d``; ONNX operator MaxPool.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, overload

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints
from symconv.kernels.dtypes import Array, checked, is_exact, widened
from symconv.kernels.pool_geometry import Windows, pool_axes
from symconv.kernels.pool_padding import Padding
from symconv.kernels.pool_reduce import (
    along,
    blocks,
    planes,
    reduce_windows,
    require_gradient,
    sizes,
    spatial_shape,
    window_taps,
)


@overload
def max_pool(
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
) -> Array: ...
@overload
def max_pool(
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: Literal[True],
) -> tuple[Array, Array]: ...
def max_pool(
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Array | tuple[Array, Array]:
    """Return the maximum of every window of ``x`` (N, C, *spatial), and its indices if asked.

    The result is (N, C, *m) in the type of ``x``; indices are int64 positions in the flattened
    spatial plane. Raises ShapeError for windows that do not fit, TypeError for other numbers.

    >>> import numpy as np
    >>> max_pool(np.array([[[1, 5, 2, 4]]]), 2)
    array([[[5, 4]]])
    """
    x = checked(x, "x")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    return maximum_and_index(x, axes) if return_indices else maximum(x, axes)


def max_pool_backward(
    dy: Array,
    x: Array,
    kernel_size: Ints,
    *,
    stride: Ints | None = None,
    padding: Padding = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
) -> Array:
    """Return dx: each entry of ``dy`` (N, C, *m) goes to the first maximum of its window.

    >>> import numpy as np
    >>> max_pool_backward(np.array([[[1., 2.]]]), np.array([[[3., 3., 0., 4.]]]), 2)
    array([[[1., 0., 0., 2.]]])
    """
    x, dy = checked(x, "x"), checked(dy, "dy")
    axes = pool_axes(spatial_shape(x), kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
    return maximum_backward(dy, x, axes)


def maximum(x: Array, axes: Sequence[Windows]) -> Array:
    """Return the maximum of every window of ``x`` (N, C, *n), shape (N, C, *m)."""
    lowest, stack = _lowest(x, axes), planes(x)
    y = np.empty((len(stack), *sizes(axes)), dtype=x.dtype)
    for block in blocks(stack):
        reduce_windows(np.maximum, stack[block], axes, lowest, y[block])
    return y.reshape(x.shape[:2] + sizes(axes))


def maximum_and_index(x: Array, axes: Sequence[Windows]) -> tuple[Array, Array]:
    """Return the maximum of every window and its position in the flattened spatial plane."""
    lowest, stack, shape = _lowest(x, axes), planes(x), x.shape[:2] + sizes(axes)
    y = np.empty((len(stack), *sizes(axes)), dtype=x.dtype)
    index = np.empty(y.shape, dtype=np.int64)
    for block in blocks(stack):
        y[block], index[block] = _first_maximum(stack[block], axes, lowest)
    return y.reshape(shape), index.reshape(shape)


def maximum_backward(dy: Array, x: Array, axes: Sequence[Windows]) -> Array:
    """Return dx of `maximum`: each entry of ``dy`` goes to the first maximum of its window."""
    require_gradient(dy, x, sizes(axes))
    lowest, stack, gradient = _lowest(x, axes), planes(x), planes(dy)
    if is_exact(dy):
        gradient = widened(gradient, gradient[0].size if len(gradient) else 1)
    dx = np.empty(stack.shape, dtype=gradient.dtype)
    for block in blocks(stack):
        dx[block] = 0  # here and not at once: the block is still in cache when it is added to
        y = np.empty((len(stack[block]), *sizes(axes)), dtype=x.dtype)
        reduce_windows(np.maximum, stack[block], axes, lowest, y)
        if is_exact(dy) or (not is_exact(x) and np.isnan(y).any()):
            _, index = _first_maximum(stack[block], axes, lowest)
            put_gradient(dx[block], gradient[block], index)
        else:
            _mask_gradient(dx[block], gradient[block], stack[block], y, axes)
    return dx.reshape(x.shape)


def _lowest(x: Array, axes: Sequence[Windows]) -> object:
    """Return a value that no cell is below, and the maximum of a window of padding."""
    if x.dtype.kind in "iu":
        lowest: object = np.iinfo(x.dtype).min
    else:
        lowest = float("-inf")
    if is_exact(x) and not all(axis.real_taps().all() for axis in axes):
        raise ShapeError(
            "a dilated window holds padding alone; its maximum is -inf, "
            f"which dtype {x.dtype} cannot express",
            remedy="use floats, less padding or less dilation",
        )
    return lowest


def _first_maximum(stack: Array, axes: Sequence[Windows], lowest: object) -> tuple[Array, Array]:
    """Return the maximum of each window and its flat position, one axis after the other.

    The last axis goes first: the first row among rows that hold the maximum, and in it the first
    cell, is the first cell in row-major order.
    """
    y = stack
    index: Array = np.zeros((1,) * stack.ndim, dtype=np.int64)
    step = 1
    for i in range(len(axes), 0, -1):
        y, index = _first_along(y, np.broadcast_to(index, y.shape), i, axes[i - 1], step, lowest)
        step *= axes[i - 1].n
    for i, axis in enumerate(axes, 1):
        index[along(i, axis.real_taps() == 0)] = -1
    return y, index


def _first_along(
    x: Array, index: Array, i: int, axis: Windows, step: int, lowest: object
) -> tuple[Array, Array]:
    shape = (*x.shape[:i], axis.m, *x.shape[i + 1 :])
    y, best = np.full(shape, lowest, dtype=x.dtype), np.full(shape, -1, dtype=np.int64)
    offset = step * np.arange(axis.n).reshape((-1,) + (1,) * (x.ndim - i - 1))
    for windows, cells in axis.taps():
        new, old = x[along(i, cells)], y[along(i, windows)]
        position = best[along(i, windows)]
        wins = np.asarray(new > old, dtype=bool) | (position < 0)
        if not is_exact(x):
            wins |= np.isnan(new)
        np.copyto(old, new, where=wins)
        np.copyto(position, index[along(i, cells)] + offset[cells], where=wins)
    return y, best


def put_gradient(dx: Array, dy: Array, index: Array) -> None:
    """Add each entry of ``dy`` to the cell of its plane that ``index`` names; -1 names none."""
    flat = dx.reshape(len(dx), -1)
    plane = np.arange(len(dx)).reshape((-1,) + (1,) * (dy.ndim - 1))
    named = index >= 0
    where = np.broadcast_to(plane, index.shape)[named], index[named]
    np.add.at(flat, where, dy[named])


def _mask_gradient(dx: Array, dy: Array, x: Array, y: Array, axes: Sequence[Windows]) -> None:
    """Add ``dy`` to the first tap of each window that equals the maximum ``y``."""
    disjoint = all(axis.disjoint for axis in axes)
    waiting, wins = np.ones(y.shape, dtype=bool), np.empty(y.shape, dtype=bool)
    product = np.empty(0 if disjoint else y.shape, dtype=dx.dtype)
    for windows, cells in window_taps(axes):
        mine, left = wins[windows], waiting[windows]
        np.equal(x[cells], y[windows], out=mine)
        mine &= left
        left ^= mine
        if disjoint:
            np.multiply(dy[windows], mine, out=dx[cells])
        else:
            np.multiply(dy[windows], mine, out=product[windows])
            np.add(dx[cells], product[windows], out=dx[cells])
