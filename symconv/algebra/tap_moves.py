"""Moving entries of a structured matrix: rows to other rows, taps to other taps, fewer columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from symconv.algebra.tap_matrix import Indices, TapMatrix
from symconv.errors import ShapeError


def rows_moved(matrix: TapMatrix, destination: Indices) -> TapMatrix:
    """Return the matrix whose row ``destination[r]`` is row r, for a permutation of the rows.

    Raises ShapeError when ``destination`` is not a permutation.

    >>> rows_moved(TapMatrix.of((2, 2), [0], [1], [5]), np.array([1, 0])).row.tolist()
    [1]
    """
    rows = matrix.shape[0]
    if destination.shape != (rows,) or not np.array_equal(np.sort(destination), np.arange(rows)):
        raise ShapeError(
            f"not a permutation of {rows} rows", remedy=f"give each of 0..{rows - 1} once"
        )
    return replace(matrix, row=destination[matrix.row])


def taps_renamed(matrix: TapMatrix, names: Indices) -> TapMatrix:
    """Return the matrix with tap ``names[t]`` wherever tap t was.

    >>> taps_renamed(TapMatrix.of((1, 2), [0, 0], [0, 1], [0, 1]), np.array([1, 0])).tap.tolist()
    [1, 0]
    """
    return replace(matrix, tap=names[matrix.tap])


def columns_kept(matrix: TapMatrix, kept: Indices) -> TapMatrix:
    """Return the matrix of the columns ``kept``, in that order; the others see zeros.

    >>> columns_kept(TapMatrix.of((1, 3), [0, 0], [0, 2], [5, 7]), np.array([2])).tap.tolist()
    [7]
    """
    position = np.full(matrix.shape[1], -1)
    position[kept] = np.arange(len(kept))
    col = position[matrix.col]
    alive = col >= 0
    shape = (matrix.shape[0], len(kept))
    return TapMatrix(shape, matrix.row[alive], col[alive], matrix.tap[alive])
