"""Reductions over all windows at once, one axis after the other; the work that pools share.

A maximum or a sum over a box of taps is separable: reduce along one axis, then the result along
the next. Each step combines strided slices of the input, so a k×k window costs 2k passes over a
shrinking array and no tensor of windows exists. Planes ``(N, C)`` are worked on a few at a time:
the intermediate results then stay in cache and memory does not grow with the batch.

Here a *plane stack* is an array ``(planes, *spatial)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array
from symconv.kernels.pool_geometry import Tap, Windows
from symconv.kernels.shapes import require_shape

BLOCK_BYTES = 1 << 20
"""Input bytes per block of planes: about a second-level cache."""


def spatial_shape(x: Array, name: str = "x") -> tuple[int, ...]:
    """Return the sizes behind ``(N, C)``; raise ShapeError unless there are one to three.

    >>> import numpy as np
    >>> spatial_shape(np.zeros((1, 2, 5, 7)))
    (5, 7)
    """
    if not 3 <= x.ndim <= 5:
        raise ShapeError(
            f"{name} has {x.ndim} axes, which violates 3 <= axes <= 5",
            remedy="give an array (N, C, *spatial) with one to three spatial axes",
        )
    return x.shape[2:]


def sizes(axes: Sequence[Windows]) -> tuple[int, ...]:
    """Return the output size per axis."""
    return tuple(axis.m for axis in axes)


def require_gradient(dy: Array, x: Array, out: tuple[int, ...]) -> None:
    """Raise ShapeError unless ``dy`` has the shape of the output for ``x``."""
    require_shape(dy, x.shape[:2] + out, "dy")


def planes(x: Array) -> Array:
    """Return ``(N, C, *spatial)`` as a plane stack (a view where memory allows)."""
    return x.reshape((x.shape[0] * x.shape[1], *x.shape[2:]))


def blocks(stack: Array) -> Iterator[slice]:
    """Yield slices of planes of at most `BLOCK_BYTES` each, at least one plane."""
    step = max(1, BLOCK_BYTES // max(1, prod(stack.shape[1:]) * stack.itemsize))
    for start in range(0, len(stack), step):
        yield slice(start, start + step)


def along(axis: int, cells: slice) -> tuple[slice, ...]:
    """Return the index that takes ``cells`` along ``axis`` and everything along earlier ones."""
    return (slice(None),) * axis + (cells,)


def reduce_windows(
    op: np.ufunc, stack: Array, axes: Sequence[Windows], identity: object, out: Array
) -> None:
    """Write ``op`` over the cells of every window to ``out``; of padding alone, ``identity``.

    ``out`` is (planes, *m) in the type of ``stack``.
    """
    if all(axis.m == 1 for axis in axes) and all(axis.taps() for axis in axes):
        _reduce_plane(op, stack, axes, out)
        return
    order = list(enumerate(axes, 1))
    if op is np.add:
        order.reverse()  # strided sums are fast, so they may shrink the array; maxima are not
    y = stack
    for i, axis in order[:-1]:
        shape = (*y.shape[:i], axis.m, *y.shape[i + 1 :])
        y = _reduce_axis(op, y, i, axis, identity, np.empty(shape, dtype=y.dtype))
    i, axis = order[-1]
    _reduce_axis(op, y, i, axis, identity, out)


def _reduce_plane(op: np.ufunc, stack: Array, axes: Sequence[Windows], out: Array) -> None:
    """One window, as in a global pool, may have thousands of taps: reduce them in one call."""
    box = [slice(None)]
    for axis in axes:
        starts = [cells.start for _, cells in axis.taps()]
        box.append(slice(starts[0], starts[-1] + 1, starts[1] - starts[0] if starts[1:] else 1))
    op.reduce(stack[tuple(box)], axis=tuple(range(1, stack.ndim)), keepdims=True, out=out)


def _reduce_axis(
    op: np.ufunc, x: Array, i: int, axis: Windows, identity: object, y: Array
) -> Array:
    every = slice(0, axis.m)
    full = [cells for windows, cells in axis.taps() if windows == every]
    partial = [tap for tap in axis.taps() if tap[0] != every]
    if len(full) >= 2:
        op(x[along(i, full[0])], x[along(i, full[1])], out=y)
    else:
        y[...] = x[along(i, full[0])] if full else identity
    for cells in full[2:]:
        op(y, x[along(i, cells)], out=y)
    for windows, cells in partial:
        part = y[along(i, windows)]
        op(part, x[along(i, cells)], out=part)
    return y


def spread_windows(dy: Array, axes: Sequence[Windows], out: Array) -> None:
    """Write to ``out`` the sum of ``dy`` over the windows of each cell: the adjoint of the sum.

    ``dy`` is a plane stack of outputs, ``out`` one of inputs, of one type.
    """
    for i in range(len(axes), 1, -1):
        shape = (*dy.shape[:i], axes[i - 1].n, *dy.shape[i + 1 :])
        dy = _spread_axis(dy, i, axes[i - 1], np.empty(shape, dtype=dy.dtype))
    _spread_axis(dy, 1, axes[0], out)


def _spread_axis(dy: Array, i: int, axis: Windows, dx: Array) -> Array:
    dx[...] = 0
    for windows, cells in axis.taps():
        part, own = dx[along(i, cells)], dy[along(i, windows)]
        if axis.disjoint:
            part[...] = own
        else:
            np.add(part, own, out=part)
    return dx


def window_taps(
    axes: Sequence[Windows],
) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...]]]:
    """Yield for each tap, in row-major order, the index of its windows and of their cells."""
    combination: tuple[Tap, ...]
    for combination in product(*(axis.taps() for axis in axes)):
        everything = (slice(None),)
        windows = everything + tuple(tap[0] for tap in combination)
        yield windows, everything + tuple(tap[1] for tap in combination)
