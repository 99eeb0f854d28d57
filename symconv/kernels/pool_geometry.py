"""Where the windows of a pooling layer lie: one `PoolAxis` per spatial axis.

Notation, per axis: ``n`` input size, ``k`` kernel, ``s`` stride, ``d`` dilation, ``p`` and ``q``
cells of padding before and after, ``K = d(k-1)+1`` the span of a window, ``m`` output size. Tap
``t`` of window ``o`` reads input ``s*o - p + d*t``; a position outside ``[0, n)`` is padding.

Size: ``m = floor((n+p+q-K)/s) + 1``. With ``ceil_mode`` a last window may overrun the padded
input, but must start inside the image or the padding before it. Both rules in one formula:
``m = min(ceil((n+p+q-K)/s) + 1, ceil((n+p)/s))`` for ``q < K``.

We accept more than PyTorch in three places: zero channels, a 3-D average pool whose kernel exceeds
the unpadded input, and the padding that `symconv.kernels.pool_padding` describes.

Why slices: a tap of all windows is one strided slice of the input and one run of outputs, so
that neither a padded copy nor a tensor of windows is ever made.

See: V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning" (2016), and the
MaxPool and AveragePool operators of ONNX for the ``ceil_mode`` rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints, per_axis
from symconv.kernels.dtypes import Array
from symconv.kernels.pool_padding import Fixed, Padding, fixed, pool_pads

Tap = tuple[slice, slice]


class Windows(Protocol):
    """What a reduction needs to know of the windows along one axis.

    ``taps`` lists pairs (windows, cells): the windows of the first slice read the cells of the
    second, in this order. Each window meets its cells in ascending order.
    """

    @property
    def n(self) -> int:
        """The number of input cells."""

    @property
    def m(self) -> int:
        """The number of windows."""

    @property
    def disjoint(self) -> bool:
        """Whether no cell belongs to two windows."""

    def taps(self) -> tuple[Tap, ...]:
        """Return the pairs (windows, cells)."""

    def real_taps(self) -> Array:
        """Return for each window the number of its cells, shape (m,)."""


@dataclass(frozen=True)
class PoolAxis:
    """The windows along one axis; the letters are those of the module docstring.

    >>> PoolAxis(n=5, k=2, s=2, d=1, p=0, q=0, ceil_mode=True).m
    3
    """

    n: int
    k: int
    s: int
    d: int
    p: int
    q: int
    ceil_mode: bool

    @property
    def span(self) -> int:
        """K, the cells from the first tap of a window to its last."""
        return self.d * (self.k - 1) + 1

    @property
    def m(self) -> int:
        """The number of windows."""
        slack = self.n + self.p + self.q - self.span
        if self.ceil_mode:
            return min(-(-slack // self.s) + 1, -(-(self.n + self.p) // self.s))
        return slack // self.s + 1

    @property
    def disjoint(self) -> bool:
        """Whether no input cell belongs to two windows."""
        return self.s >= self.span

    def positions(self) -> Array:
        """Return the input position of every (window, tap), shape (m, k); padding lies outside."""
        starts = self.s * np.arange(self.m) - self.p
        return starts[:, None] + self.d * np.arange(self.k)

    def real_taps(self) -> Array:
        """Return for each window the number of its taps that are input cells, shape (m,)."""
        i = self.positions()
        return np.asarray(((i >= 0) & (i < self.n)).sum(1))

    def taps(self) -> tuple[Tap, ...]:
        """Return for each tap that meets the input: the windows it serves, the cells they read.

        >>> PoolAxis(n=3, k=2, s=1, d=1, p=1, q=0, ceil_mode=False).taps()
        ((slice(1, 3, None), slice(0, 2, 1)), (slice(0, 3, None), slice(0, 3, 1)))
        """
        return _taps(self)

    def counted_taps(self) -> Array:
        """Return for each window the number of taps before the end of the padding, shape (m,)."""
        return np.asarray((self.positions() < self.n + self.q).sum(1))


@lru_cache(maxsize=1024)
def _taps(axis: PoolAxis) -> tuple[Tap, ...]:
    found = []
    for t in range(axis.k):
        offset = axis.d * t - axis.p
        first = max(0, -(offset // axis.s))
        last = min(axis.m - 1, (axis.n - 1 - offset) // axis.s)
        if first <= last:
            cells = slice(axis.s * first + offset, axis.s * last + offset + 1, axis.s)
            found.append((slice(first, last + 1), cells))
    return tuple(found)


def pool_axes(
    spatial: tuple[int, ...],
    kernel_size: Ints,
    stride: Ints | None,
    padding: Padding,
    dilation: Ints,
    *,
    ceil_mode: bool,
) -> tuple[PoolAxis, ...]:
    """Return one `PoolAxis` per size in ``spatial``; ``stride=None`` means the kernel size.

    Raises ShapeError when no such windows exist.

    >>> [a.m for a in pool_axes((5, 7), 3, 2, 1, 1, ceil_mode=False)]
    [3, 4]
    """
    rank = len(spatial)
    k = per_axis(kernel_size, rank, "kernel_size", least=1)
    s = k if stride is None else per_axis(stride, rank, "stride", least=1)
    d = per_axis(dilation, rank, "dilation", least=1)
    return _axes(spatial, k, s, d, fixed(padding), bool(ceil_mode))


@lru_cache(maxsize=1024)
def _axes(
    spatial: tuple[int, ...],
    k: tuple[int, ...],
    s: tuple[int, ...],
    d: tuple[int, ...],
    padding: Fixed,
    ceil_mode: bool,  # noqa: FBT001  # lru_cache keys on positions
) -> tuple[PoolAxis, ...]:
    pads = pool_pads(spatial, k, s, d, padding)
    axes = tuple(
        PoolAxis(n, *window, p, q, ceil_mode)
        for n, window, (p, q) in zip(spatial, zip(k, s, d, strict=True), pads, strict=True)
    )
    for axis in axes:
        _require_window(axis)
    return axes


def _require_window(axis: PoolAxis) -> None:
    if axis.n < 1:
        raise ShapeError(
            f"spatial size n={axis.n} violates n >= 1", remedy="pool over at least one cell"
        )
    if axis.m < 1:
        room = axis.n + axis.p + axis.q
        overrun = axis.s - 1 if axis.ceil_mode else 0
        raise ShapeError(
            f"a window spans dilation*(kernel_size-1)+1 = {axis.span} > "
            f"n + padding = {axis.n} + {axis.p + axis.q} = {room}",
            remedy=f"use kernel_size <= {(room + overrun - 1) // axis.d + 1}, "
            f"or an input of at least {axis.span - axis.p - axis.q - overrun}",
        )
