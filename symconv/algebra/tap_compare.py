"""Where two structured matrices differ: the first cell, with what each holds there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symconv.algebra.tap_matrix import Key, TapMatrix


@dataclass(frozen=True)
class Difference:
    """Why two matrices are not equal; ``str`` says it in one line.

    ``cell`` is None when the shapes differ. ``left`` and ``right`` are the taps that the cell holds
    on either side, or the shapes.
    """

    cell: tuple[int, int] | None
    left: tuple[int, ...]
    right: tuple[int, ...]

    def __str__(self) -> str:
        if self.cell is None:
            return f"the shapes are {self.left} and {self.right}"
        left, right = (self._spelled(side) for side in (self.left, self.right))
        return f"cell {self.cell} holds {left} on the left and {right} on the right"

    @staticmethod
    def _spelled(taps: tuple[int, ...]) -> str:
        return " + ".join(f"tap {t}" for t in taps) or "0"


def difference(left: TapMatrix, right: TapMatrix) -> Difference | None:
    """Return the first cell in row-major order in which the matrices differ, None when none does.

    >>> A = TapMatrix.of((2, 2), [0, 1], [0, 1], [0, 0])
    >>> B = TapMatrix.of((2, 2), [0, 1, 1], [0, 1, 1], [0, 0, 1])
    >>> print(difference(A, B))
    cell (1, 1) holds tap 0 on the left and tap 0 + tap 1 on the right
    >>> difference(A, A) is None
    True
    """
    if left.shape != right.shape:
        return Difference(None, left.shape, right.shape)
    one, other = left.key(), right.key()
    cell = _first_cell(one, other)
    if cell is None:
        return None
    at = (cell // left.shape[1], cell % left.shape[1])
    return Difference(at, _taps(one, cell), _taps(other, cell))


def _first_cell(one: Key, other: Key) -> int | None:
    """The keys are sorted, so the first place where they disagree lies in the first bad cell."""
    common = min(len(one[0]), len(other[0]))
    unequal = (one[0][:common] != other[0][:common]) | (one[1][:common] != other[1][:common])
    at = int(unequal.argmax()) if unequal.any() else common
    heads = [int(cells[at]) for cells, _ in (one, other) if at < len(cells)]
    return min(heads, default=None)


def _taps(key: Key, cell: int) -> tuple[int, ...]:
    cells, taps = key
    first, last = np.searchsorted(cells, [cell, cell + 1])
    return tuple(taps[first:last].tolist())
