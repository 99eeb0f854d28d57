"""Pools with a given number of outputs: adaptive average and maximum, and the global pools.

Cell ``i`` of ``m`` is ``floor(i*n/m) .. ceil((i+1)*n/m) - 1``: the cells cover the input, may
overlap, and exist for every ``m >= 0``, also ``m > n``. A global pool is an adaptive pool to 1.

The pattern of cells repeats: with ``g = gcd(n, m)``, ``n' = n/g`` and ``m' = m/g``, the cell
``j + r*m'`` is the cell ``j`` moved by ``r*n'``. So the cells of one residue ``j`` are ordinary
windows with stride ``n'``, and the reductions of the other pools serve here without a change.

See: PyTorch ``torch.nn.AdaptiveAvgPool2d``; ONNX operators GlobalAveragePool, GlobalMaxPool.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd, prod
from typing import Literal, overload

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.arguments import Ints, per_axis
from symconv.kernels.avg_pool import mean, mean_backward
from symconv.kernels.dtypes import Array, checked
from symconv.kernels.max_pool import maximum, maximum_and_index, maximum_backward
from symconv.kernels.pool_geometry import Tap
from symconv.kernels.pool_reduce import spatial_shape


@dataclass(frozen=True)
class CellAxis:
    """``m`` cells that cover ``n`` inputs.

    >>> CellAxis(n=5, m=3).bounds().tolist()
    [[0, 2], [1, 4], [3, 5]]
    """

    n: int
    m: int

    @property
    def disjoint(self) -> bool:
        """Whether no input belongs to two cells."""
        return self.m == 0 or self.n % self.m == 0

    def bounds(self) -> Array:
        """Return the first input of each cell and the one after its last, shape (m, 2)."""
        i = np.arange(self.m) * self.n
        m = max(self.m, 1)
        return np.stack([i // m, -((-i - self.n) // m)], axis=1)

    def real_taps(self) -> Array:
        """Return the number of inputs of each cell, shape (m,)."""
        first, last = self.bounds().T
        return np.asarray(last - first)

    def taps(self) -> tuple[Tap, ...]:
        """Return the pairs (cells of one residue, their t-th inputs)."""
        return _cell_taps(self)


@lru_cache(maxsize=256)
def _cell_taps(axis: CellAxis) -> tuple[Tap, ...]:
    if axis.m == 0:
        return ()
    period = gcd(axis.n, axis.m)
    step, residues = axis.n // period, axis.m // period
    found = []
    for j in range(residues):
        cells = slice(0, axis.m) if residues == 1 else slice(j, axis.m, residues)
        for first in range(j * step // residues, -(-(j + 1) * step // residues)):
            found.append((cells, slice(first, first + step * (period - 1) + 1, step)))
    return tuple(found)


def adaptive_avg_pool(x: Array, output_size: Ints) -> Array:
    """Return the means of ``output_size`` cells per axis of ``x`` (N, C, *spatial).

    Integers and Fractions give Fractions. Raises ShapeError for a negative size.

    >>> import numpy as np
    >>> adaptive_avg_pool(np.array([[[1., 2., 3., 4., 5.]]]), 3)
    array([[[1.5, 3. , 4.5]]])
    """
    x = checked(x, "x")
    axes = cell_axes(x, output_size)
    return mean(x, axes, divisor=_counts(axes))


def adaptive_avg_pool_backward(dy: Array, x: Array, output_size: Ints) -> Array:
    """Return dx for ``dy`` (N, C, *output_size): ``dy / |cell|``, added over the cells.

    >>> import numpy as np
    >>> adaptive_avg_pool_backward(np.array([[[6.]]]), np.zeros((1, 1, 3)), 1)
    array([[[2., 2., 2.]]])
    """
    x = checked(x, "x")
    axes = cell_axes(x, output_size)
    return mean_backward(checked(dy, "dy"), x, axes, divisor=_counts(axes))


@overload
def adaptive_max_pool(
    x: Array, output_size: Ints, *, return_indices: Literal[False] = False
) -> Array: ...
@overload
def adaptive_max_pool(
    x: Array, output_size: Ints, *, return_indices: Literal[True]
) -> tuple[Array, Array]: ...
def adaptive_max_pool(
    x: Array, output_size: Ints, *, return_indices: bool = False
) -> Array | tuple[Array, Array]:
    """Return the maxima of ``output_size`` cells per axis of ``x``, and their flat positions.

    >>> import numpy as np
    >>> adaptive_max_pool(np.array([[[1, 9, 3, 4, 5]]]), 2)
    array([[[9, 5]]])
    """
    x = checked(x, "x")
    axes = cell_axes(x, output_size)
    return maximum_and_index(x, axes) if return_indices else maximum(x, axes)


def adaptive_max_pool_backward(dy: Array, x: Array, output_size: Ints) -> Array:
    """Return dx: each entry of ``dy`` goes to the first maximum of its cell.

    >>> import numpy as np
    >>> adaptive_max_pool_backward(np.array([[[1.]]]), np.array([[[0., 2., 2.]]]), 1)
    array([[[0., 1., 0.]]])
    """
    x = checked(x, "x")
    return maximum_backward(checked(dy, "dy"), x, cell_axes(x, output_size))


def global_avg_pool(x: Array) -> Array:
    """Return the mean of each plane, shape (N, C, 1, ...).

    >>> import numpy as np
    >>> global_avg_pool(np.array([[[1., 2., 6.]]]))
    array([[[3.]]])
    """
    return adaptive_avg_pool(x, 1)


def global_avg_pool_backward(dy: Array, x: Array) -> Array:
    """Return dx of `global_avg_pool`."""
    return adaptive_avg_pool_backward(dy, x, 1)


def global_max_pool(x: Array) -> Array:
    """Return the maximum of each plane, shape (N, C, 1, ...).

    >>> import numpy as np
    >>> global_max_pool(np.array([[[1., 2., 6.]]]))
    array([[[6.]]])
    """
    return adaptive_max_pool(x, 1)


def global_max_pool_backward(dy: Array, x: Array) -> Array:
    """Return dx of `global_max_pool`."""
    return adaptive_max_pool_backward(dy, x, 1)


def cell_axes(x: Array, output_size: Ints) -> tuple[CellAxis, ...]:
    """Return the cells along each spatial axis of ``x``."""
    spatial = spatial_shape(x)
    if prod(spatial) == 0:
        raise ShapeError(
            f"spatial sizes {spatial} violate n >= 1", remedy="pool over at least one cell"
        )
    wanted = per_axis(output_size, len(spatial), "output_size", least=0)
    return tuple(CellAxis(n, m) for n, m in zip(spatial, wanted, strict=True))


def _counts(axes: tuple[CellAxis, ...]) -> Array:
    counts = np.ones((), dtype=np.int64)
    for axis in axes:
        counts = counts[..., None] * axis.real_taps()
    return counts
