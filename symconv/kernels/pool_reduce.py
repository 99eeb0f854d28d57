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

BLOCK_BYTES = 1 << 19
"""Input bytes per block of planes: half of a common second-level cache."""


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


def reduce_windows(op: np.ufunc, stack: Array, axes: Sequence[Windows], identity: object) -> Array:
    """Combine the cells of every window with ``op``; windows of padding give ``identity``.

    The result is a new array ``(planes, *m)``.
    """
    y = stack
    for i, axis in enumerate(axes, 1):
        y = _reduce_axis(op, y, i, axis, identity)
    return y


def _reduce_axis(op: np.ufunc, x: Array, i: int, axis: Windows, identity: object) -> Array:
    every = slice(0, axis.m)
    full = [cells for windows, cells in axis.taps() if windows == every]
    partial = [tap for tap in axis.taps() if tap[0] != every]
    if len(full) >= 2:
        y = op(x[along(i, full[0])], x[along(i, full[1])])
    elif full:
        y = x[along(i, full[0])].copy()
    else:
        y = np.full((*x.shape[:i], axis.m, *x.shape[i + 1 :]), identity, dtype=x.dtype)
    for cells in full[2:]:
        op(y, x[along(i, cells)], out=y)
    for windows, cells in partial:
        part = y[along(i, windows)]
        op(part, x[along(i, cells)], out=part)
    return y


def spread_windows(dy: Array, axes: Sequence[Windows]) -> Array:
    """Add every entry of ``dy`` to each cell of its window: the adjoint of the sum over windows.

    ``dy`` is a plane stack of outputs; the result is one of inputs.
    """
    for i in range(len(axes), 0, -1):
        axis = axes[i - 1]
        dx = np.zeros((*dy.shape[:i], axis.n, *dy.shape[i + 1 :]), dtype=dy.dtype)
        for windows, cells in axis.taps():
            part = dx[along(i, cells)]
            np.add(part, dy[along(i, windows)], out=part)
        dy = dx
    return dy


def window_taps(
    axes: Sequence[Windows],
) -> Iterator[tuple[tuple[slice, ...], tuple[slice, ...]]]:
    """Yield for each tap, in row-major order, the index of its windows and of their cells."""
    combination: tuple[Tap, ...]
    for combination in product(*(axis.taps() for axis in axes)):
        everything = (slice(None),)
        windows = everything + tuple(tap[0] for tap in combination)
        yield windows, everything + tuple(tap[1] for tap in combination)
