"""Distances between all rows of two matrices, without an array of all differences.

``l1_distances(a, b)[i, j] = sum_d |a[i,d] - b[j,d]|`` and ``l2_distances`` the root of the sum of
squares. Differences of a block of pairs are formed, and their rows summed by a product with a
vector of ones: memory stays at a few hundred kilobytes beside the result, and nothing cancels, as
it would in ``|a|^2 + |b|^2 - 2 a.b``.

Integers and Fractions give exact L1 distances and squared L2 distances: integers are computed in
float64 below 2^53, where it is exact, in int64 below 2^63, and in Python integers beyond.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, abs_max, checked, is_exact

BLOCK_BYTES = 1 << 19
Measure = Callable[[Array], object]
"""Turns an array of differences, in place, into the terms to be summed."""


def l1_distances(a: Array, b: Array) -> Array:
    """Return the sums of absolute differences, shape (N, M), of ``a`` (N, D) and ``b`` (M, D).

    Raises ShapeError unless both are matrices with rows of one length.

    >>> import numpy as np
    >>> l1_distances(np.array([[0, 0], [1, 5]]), np.array([[3, 4]]))
    array([[7],
           [3]])
    """
    a, b = _matrices(a, b)
    top = (abs_max(a) + abs_max(b)) * a.shape[1] if _integers(a, b) else 0
    return _summed(a, b, top, lambda u: np.abs(u, out=u))


def l2_distances(a: Array, b: Array, *, squared: bool = False) -> Array:
    """Return the Euclidean distances, shape (N, M), of ``a`` (N, D) and ``b`` (M, D).

    ``squared=True`` leaves out the root, and is exact for exact numbers.

    >>> import numpy as np
    >>> l2_distances(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[5.]])
    """
    a, b = _matrices(a, b)
    top = (abs_max(a) + abs_max(b)) ** 2 * a.shape[1] if _integers(a, b) else 0
    y = _summed(a, b, top, lambda u: np.multiply(u, u, out=u))
    if squared:
        return y
    if y.dtype.kind == "O" and not _integers(a, b):
        raise TypeError("the root of a Fraction is irrational; give floats or squared=True")
    return np.sqrt(y.astype(np.float64) if is_exact(y) else y)


def _summed(a: Array, b: Array, top: int, measure: Measure) -> Array:
    """Return the sums of measured differences; ``top`` bounds them where they are integers."""
    if not _integers(a, b):
        common = np.result_type(a, b)
        return _blocked(a.astype(common, copy=False), b.astype(common, copy=False), measure)
    if top <= 2**53:
        return _blocked(a.astype(np.float64), b.astype(np.float64), measure).astype(np.int64)
    kind = np.int64 if top < 2**63 else object
    return _blocked(a.astype(kind), b.astype(kind), measure)


def _blocked(a: Array, b: Array, measure: Measure) -> Array:
    out = np.empty((len(a), len(b)), dtype=a.dtype)
    ones = np.ones(a.shape[1], dtype=a.dtype)
    row = max(1, a.shape[1] * a.itemsize)
    columns = max(1, min(len(b), BLOCK_BYTES // row))
    rows = max(1, min(len(a), BLOCK_BYTES // (row * columns)))
    buffer = np.empty((rows, columns, a.shape[1]), dtype=a.dtype)
    for i in range(0, len(a), rows):
        for j in range(0, len(b), columns):
            x, y = a[i : i + rows, None], b[j : j + columns]
            differences = buffer[: len(x), : len(y)]
            np.subtract(x, y, out=differences)
            measure(differences)
            np.matmul(differences, ones, out=out[i : i + rows, j : j + columns])
    return out


def _integers(a: Array, b: Array) -> bool:
    return a.dtype.kind in "iu" and b.dtype.kind in "iu"


def _matrices(a: Array, b: Array) -> tuple[Array, Array]:
    a, b = checked(a, "a"), checked(b, "b")
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1]:
        raise ShapeError(
            f"shapes {a.shape} and {b.shape} violate a.shape[1] = b.shape[1] for two matrices",
            remedy="give (N, D) and (M, D)",
        )
    return a, b
