"""Numbers for taps: a structured matrix as a dense array, and its product with a vector.

Integers and Fractions stay exact: NumPy integers that could wrap around are added as Python
integers instead. Floats are computed in their own precision.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symconv.algebra.tap_matrix import TapMatrix
from symconv.errors import ShapeError, TooLarge

MOST_CELLS = 2**26  # half a gigabyte of float64


def to_dense(matrix: TapMatrix, weights: ArrayLike) -> NDArray[Any]:
    """Return the array of shape ``matrix.shape`` with ``weights.ravel()[tap]`` in the cells.

    Raises ShapeError when a tap has no weight, TooLarge above 2^26 cells.

    >>> to_dense(TapMatrix.of((2, 2), [0, 0, 1], [0, 0, 1], [0, 1, 1]), [3, 4])
    array([[7, 0],
           [0, 4]])
    """
    rows, cols = matrix.shape
    if rows * cols > MOST_CELLS:
        raise TooLarge(
            f"a dense {rows}x{cols} matrix has {rows * cols} cells, more than {MOST_CELLS}",
            remedy="keep the structure and multiply with matvec",
        )
    values = _values(matrix, weights)
    values = _safe(values, _largest(values) * max(1, matrix.nnz))
    dense = np.zeros(matrix.shape, values.dtype)
    np.add.at(dense, (matrix.row, matrix.col), values)
    return dense


def matvec(matrix: TapMatrix, weights: ArrayLike, x: ArrayLike) -> NDArray[Any]:
    """Return A(w) x for a flat ``x`` of ``matrix.shape[1]`` numbers.

    >>> matvec(TapMatrix.of((1, 3), [0, 0], [0, 2], [0, 1]), [10, 1], [1, 2, 3]).tolist()
    [13]
    """
    vector = np.asarray(x)
    if vector.shape != (matrix.shape[1],):
        raise ShapeError(
            f"x has shape {vector.shape} for a matrix of {matrix.shape[1]} columns",
            remedy="flatten x in row-major order",
        )
    values = _values(matrix, weights)
    bound = _largest(values) * _largest(vector) * max(1, matrix.nnz)
    products = _safe(values, bound) * _safe(vector, bound)[matrix.col]
    y = np.zeros(matrix.shape[0], products.dtype)
    np.add.at(y, matrix.row, products)
    return y


def _values(matrix: TapMatrix, weights: ArrayLike) -> NDArray[Any]:
    flat = np.asarray(weights).ravel()
    needed = int(matrix.tap.max(initial=-1)) + 1
    if flat.size < needed:
        raise ShapeError(
            f"{flat.size} weights for a matrix with taps 0..{needed - 1}",
            remedy="give the whole weight array, flattened in row-major order",
        )
    return flat[matrix.tap]


def _largest(values: NDArray[Any]) -> int:
    """Return max|v| of integers as a Python int (``abs`` of the int64 minimum wraps), else 1."""
    if values.dtype.kind not in "iu" or not values.size:
        return 1
    return max(int(values.max()), -int(values.min()))


def _safe(values: NDArray[Any], bound: int) -> NDArray[Any]:
    """Return integers in a type that holds sums up to ``bound``; other numbers as they are."""
    if values.dtype.kind not in "iu":
        return values
    return values.astype(np.int64 if bound < 2**63 else object)
