"""What each cell of a structured matrix shows: a grid of anything, filled from taps.

The grid is filled with the zero first and then visited only where entries are; what a combination
of taps looks like is made once. Strings for LaTeX thus cost less than a microsecond per cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from symconv.algebra.tap_matrix import TapMatrix
from symconv.errors import TooLarge

MOST_CELLS = 2**20

T = TypeVar("T")


def grid(matrix: TapMatrix, zero: T, shown: Callable[[tuple[int, ...]], T]) -> list[list[T]]:
    """Return rows of cells: ``zero``, or ``shown`` of the cell's taps in increasing order.

    Raises TooLarge above 2^20 cells.

    >>> grid(TapMatrix.of((1, 3), [0, 0, 0], [0, 2, 2], [4, 1, 3]), "0", str)
    [['(4,)', '0', '(1, 3)']]
    """
    rows, cols = matrix.shape
    if rows * cols > MOST_CELLS:
        raise TooLarge(
            f"a {rows}x{cols} matrix has {rows * cols} cells, more than {MOST_CELLS} to write out",
            remedy="use the block form, which writes one small matrix per axis",
        )
    cells = [zero] * (rows * cols)
    made: dict[tuple[int, ...], T] = {}
    for cell, taps in _held(matrix):
        if taps not in made:
            made[taps] = shown(taps)
        cells[cell] = made[taps]
    return [cells[r * cols : (r + 1) * cols] for r in range(rows)]


def _held(matrix: TapMatrix) -> list[tuple[int, tuple[int, ...]]]:
    """Return each cell that holds anything, with its taps."""
    cells, taps = matrix.key()
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    flat = taps.tolist()
    ends = [*starts[1:].tolist(), len(flat)]
    spans = zip(cells[starts].tolist(), starts.tolist(), ends, strict=True)
    return [(cell, tuple(flat[first:last])) for cell, first, last in spans]
