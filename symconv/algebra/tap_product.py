"""Putting matrices of single axes together: the Kronecker product of structured matrices.

Axes of a convolution are independent, and so are channels: entry (e, f) of the product lies in row
``row_e * R + row_f``, column ``col_e * C + col_f`` and holds tap ``tap_e * T + tap_f``, where R, C
and T are the numbers of rows, columns and taps of the right factor. This is row-major flattening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from symconv.algebra.tap_matrix import Indices, TapMatrix, index_type


@dataclass(frozen=True)
class Factor:
    """The matrix of one axis (or of the channels) and how many taps that axis has."""

    matrix: TapMatrix
    taps: int


def kronecker(factors: Sequence[Factor]) -> TapMatrix:
    """Return the matrix of all axes together, in time linear in its entries.

    >>> A = Factor(TapMatrix.of((1, 2), [0, 0], [0, 1], [0, 1]), 2)
    >>> kronecker([A, A]).tap.tolist()
    [0, 1, 2, 3]
    """
    rows = prod(f.matrix.shape[0] for f in factors)
    cols = prod(f.matrix.shape[1] for f in factors)
    kind = index_type(rows, cols, prod(f.taps for f in factors))
    row = _mixed([(f.matrix.row, f.matrix.shape[0]) for f in factors], kind)
    col = _mixed([(f.matrix.col, f.matrix.shape[1]) for f in factors], kind)
    tap = _mixed([(f.matrix.tap, f.taps) for f in factors], kind)
    return TapMatrix((rows, cols), row, col, tap)


def _mixed(digits: Sequence[tuple[Indices, int]], kind: type[np.signedinteger]) -> Indices:
    """Return every combination of the digits as a number in mixed radix, first digit slowest."""
    total = np.zeros(1, dtype=kind)
    for values, radix in digits:
        total = np.add.outer(total * kind(radix), values.astype(kind)).ravel()
    return total
