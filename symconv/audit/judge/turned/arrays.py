r"""A kernel and what it becomes, both written as arrays.

*Defines* `arrays_of` and `array_faults`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.turned.turns import COLUMNS, NOT_FLIPPED, ROWS, TRANSPOSED, TURNED
from symconv.latex.tree import Expr, Matrix, Statement, Tuple, descendants
from symconv.proof.point_truth import Point

Rows = tuple[tuple[object, ...], ...]
CHANGES: Mapping[Mistake, Callable[[Rows], Rows]] = {
    NOT_FLIPPED: lambda w: w,
    ROWS: lambda w: w[::-1],
    COLUMNS: lambda w: tuple(row[::-1] for row in w),
    TRANSPOSED: lambda w: tuple(zip(*w, strict=True)),
    TURNED: lambda w: tuple(zip(*(row[::-1] for row in w[::-1]), strict=True)),
    Mistake("quarter-turn", "the kernel was turned by 90 degrees", 2): lambda w: tuple(
        zip(*w[::-1], strict=True)
    ),
    Mistake("quarter-turn", "the kernel was turned by -90 degrees", 2): lambda w: tuple(
        zip(*w, strict=True)
    )[::-1],
}


def arrays_of(statements: Sequence[Statement]) -> list[Rows]:
    """Return the arrays in some statements: matrices, and tuples as single rows."""
    found: list[Rows] = []
    for statement in statements:
        for node in descendants(statement):
            if isinstance(node, Matrix):
                found.append(tuple(tuple(map(_plain, row)) for row in node.rows))
            elif isinstance(node, Tuple) and len(node.items) > 2:
                found.append((tuple(map(_plain, node.items)),))
    return found


def _plain(entry: Expr) -> object:
    """Return the value of an entry that is a number, however it is written."""
    try:
        return value_at(entry, Point({}, {}))
    except NoValue:
        return entry


def array_faults(before: Rows, after: Rows) -> tuple[tuple[Mistake, ...], int]:
    """Return the mistakes that make the second array of the first, and how many were tried.

    Nothing is returned with the number 0 where the second is the first, turned by 180 degrees.
    """
    right = tuple(row[::-1] for row in before[::-1])
    if after == right:
        return (), 0
    fits = tuple(mistake for mistake, change in CHANGES.items() if change(before) == after)
    if fits:
        return fits, len(CHANGES)
    if len(after) == len(right) and len(after[0]) == len(right[0]):
        places = [
            (i, j) for i, row in enumerate(right) for j, e in enumerate(row) if after[i][j] != e
        ]
        if len(places) == 1 and len(right) * len(right[0]) > 3:
            i, j = places[0]
            sentence = f"one entry is wrong: row {i + 1}, column {j + 1}"
            return (Mistake("slip", sentence, 4),), len(CHANGES) + 1
    return (), len(CHANGES) + 1
