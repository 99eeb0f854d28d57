r"""Tables that are polynomials of low degree on the cube, or a small face that says they are not.

*Defines* `coefficients` (the one polynomial without squares that agrees with a table) and
`obstruction` (a face of the cube on which the alternating sum of the table is not 0).

On a face with k free coordinates the alternating sum of a polynomial of degree below k is 0. The
coefficient of :math:`\prod_{i \in S} x_i` is that sum over the face where the coordinates of S are
free and the others are 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from symconv.algebra.logic.truth_table import Point, TruthTable

Face = Mapping[int, int]
"""Rows of a face with the sign of each in the alternating sum."""


def coefficients(table: TruthTable) -> dict[tuple[int, ...], int]:
    """Return the non-zero coefficients, by the axes whose product they belong to.

    >>> coefficients(TruthTable.of([0, 1, 1, 0]))
    {(0,): 1, (1,): 1, (0, 1): -2}
    """
    found: dict[tuple[int, ...], int] = {}
    values = table.values
    for degree in range(table.variables + 1):
        for axes in combinations(range(table.variables), degree):
            total = sum(sign * values[row] for row, sign in face(table, axes).items())
            if total:
                found[axes] = total
    return found


def obstruction(table: TruthTable, degree: int) -> Face | None:
    """Return a face with ``degree + 1`` free axes where the sum is not 0; None if there is none.

    >>> obstruction(TruthTable.of([0, 1, 1, 0]), 1)
    {0: 1, 1: -1, 2: -1, 3: 1}
    """
    values = table.values
    for axes in combinations(range(table.variables), degree + 1):
        fixed = [i for i in range(table.variables) if i not in axes]
        for corner in _corners(fixed, table.variables):
            rows = face(table, axes, corner)
            if sum(sign * values[row] for row, sign in rows.items()):
                return rows
    return None


def face(table: TruthTable, axes: tuple[int, ...], corner: Point | None = None) -> Face:
    """Return the rows of the face through a corner; the row with all free axes at 1 counts +1."""
    base = corner or (0,) * table.variables
    found = {}
    for row, point in enumerate(table.points):
        if all(point[i] == base[i] for i in range(table.variables) if i not in axes):
            found[row] = (-1) ** (len(axes) - sum(point[i] for i in axes))
    return found


def _corners(fixed: list[int], variables: int) -> list[Point]:
    found = []
    for count in range(len(fixed) + 1):
        for ones in combinations(fixed, count):
            found.append(tuple(int(i in ones) for i in range(variables)))
    return found
