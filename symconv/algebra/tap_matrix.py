"""A matrix whose entries are parameters, stored as integers: which parameter lands in which cell.

*Defines* `TapMatrix`: entry e says that cell ``(row[e], col[e])`` holds parameter number
``tap[e]``; several entries in one cell add. A convolution of a 512x512 image by 3x3 taps is 2.4
million triples; as SymPy cells it would be 69 billion.

*Why indices.* Parameters are independent symbols, so two matrices are equal for all parameter
values exactly when their triples agree as multisets: an identity is a comparison of integers, and
the first cell that differs is a counterexample. Symbols and LaTeX are made last, on demand.

*See* also `symconv.algebra.tap_values` (numbers for taps) and `tap_symbols` (SymPy for taps).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.errors import ShapeError

Indices = NDArray[np.signedinteger[Any]]
Key = tuple[NDArray[np.int64], NDArray[np.int64]]


def index_type(*bounds: int) -> type[np.int32] | type[np.int64]:
    """Return the narrow integer type when every bound fits in it: twice as fast to fill.

    >>> index_type(10, 2**31).__name__
    'int64'
    """
    return np.int32 if max(bounds, default=0) < 2**31 else np.int64


@dataclass(frozen=True, eq=False)
class TapMatrix:
    """``shape`` (rows, columns), and per entry its row, its column and its tap, all 1-D.

    Raises ShapeError when the arrays do not have one length or an index lies outside.

    >>> A = TapMatrix.of((2, 3), row=[0, 0, 1, 1], col=[0, 1, 1, 2], tap=[0, 1, 0, 1])
    >>> A.same(A.T), A.same(A.T.T), A.nnz
    (False, True, 4)
    """

    shape: tuple[int, int]
    row: Indices
    col: Indices
    tap: Indices

    def __post_init__(self) -> None:
        if not self.row.shape == self.col.shape == self.tap.shape == (self.row.size,):
            raise ShapeError(
                f"row, col and tap have shapes {self.row.shape}, {self.col.shape}, "
                f"{self.tap.shape}",
                remedy="give three flat arrays of one length",
            )
        bounds = (*self.shape, int(self.tap.max(initial=0)) + 1)
        for name, bound in zip(("row", "col", "tap"), bounds, strict=True):
            values = getattr(self, name)
            if values.size and (values.min() < 0 or values.max() >= bound):
                raise ShapeError(
                    f"{name} runs from {values.min()} to {values.max()}, outside 0..{bound - 1}",
                    remedy=f"the shape is {self.shape}; count from 0",
                )

    @staticmethod
    def of(
        shape: tuple[int, int], row: Sequence[int], col: Sequence[int], tap: Sequence[int]
    ) -> TapMatrix:
        """Return the matrix of the given triples."""
        return TapMatrix(shape, *(np.array(v, dtype=np.int64) for v in (row, col, tap)))

    @property
    def T(self) -> TapMatrix:
        """The transpose; it shares the arrays."""
        return TapMatrix(self.shape[::-1], self.col, self.row, self.tap)

    @property
    def nnz(self) -> int:
        """Number of entries; those of one cell count separately."""
        return int(self.row.size)

    @property
    def density(self) -> float:
        """Share of the cells that hold an entry."""
        cells = self.shape[0] * self.shape[1]
        return np.unique(self.cells()).size / cells if cells else 0.0

    def cells(self) -> NDArray[np.int64]:
        """Return the row-major number of each entry's cell."""
        cells = self.row.astype(np.int64)
        cells *= self.shape[1]
        cells += self.col
        return cells

    def key(self) -> Key:
        """Return cells and taps, sorted: equal keys and shapes mean equal matrices.

        >>> TapMatrix.of((1, 2), [0, 0], [1, 0], [5, 7]).key()
        (array([0, 1]), array([7, 5]))
        """
        many = int(self.tap.max(initial=0)) + 1
        if self._fits(many):
            cells, taps = np.divmod(self._sorted_code(many), many)
            return cells, taps
        cells, taps = self.cells(), self.tap.astype(np.int64)
        order = np.lexsort((taps, cells))
        return cells[order], taps[order]

    def same(self, other: TapMatrix) -> bool:
        """Whether both are equal for all values of the parameters."""
        if self.shape != other.shape or self.nnz != other.nnz:
            return False
        many = int(max(self.tap.max(initial=0), other.tap.max(initial=0))) + 1
        if self._fits(many):
            return np.array_equal(self._sorted_code(many), other._sorted_code(many))
        return all(np.array_equal(a, b) for a, b in zip(self.key(), other.key(), strict=True))

    def _fits(self, many: int) -> bool:
        """Whether cell and tap fit into one int64."""
        return self.shape[0] * self.shape[1] * many < 2**63

    def _sorted_code(self, many: int) -> NDArray[np.int64]:
        """Return ``cell * many + tap``, sorted: one array to sort instead of two keys."""
        code = self.cells()
        code *= many
        code += self.tap
        code.sort(kind="stable")  # built matrices come in long sorted runs, which this merges
        return code

    def dead_columns(self) -> Indices:
        """Return the inputs that no output reads.

        >>> TapMatrix.of((1, 3), [0, 0], [0, 2], [0, 1]).dead_columns()
        array([1])
        """
        return np.flatnonzero(np.bincount(self.col, minlength=self.shape[1]) == 0)
