"""A transposed convolution by hand: one stamped copy of the kernel per sample, their sum, the crop.

*Defines* `Stamp` and `stamps`. Each table is the full result with one copy in it; the last one is
their sum, and its thick frame is what the padding leaves. Tables of one row stand below each other,
so that what is added stands in one column; others stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.latex.drawing import Drawing, Figure, Label, Point, Role, Shape, Style
from symconv.latex.drawing.measure import text_width
from symconv.theorems.figures.grids import Grid, cells

Table = Sequence[Sequence[Fraction]]

MOST_STAMPS = 9
_PAGE = 159.0
_LONGEST = 4
_CELL, _GAP, _HEAD, _MARGIN = 5.5, 5.0, 6.0, 1.0
_HUES: tuple[Role, ...] = ("hue1", "hue2", "hue3", "hue4", "hue5", "hue6", "hue7", "hue8", "soft")


@dataclass(frozen=True)
class Stamp:
    """One copy of the kernel: its words, the cells that it covers, and its table."""

    words: str
    covered: frozenset[tuple[int, int]]
    table: Table


def stamps(
    copies: Sequence[Stamp], kept: tuple[range, range], total: Table, caption: str
) -> tuple[Figure, ...]:
    """Return the figure of copies and their sum, of which the rows and columns ``kept`` stay.

    None where it would be too large to read: more than nine copies, tables wider than half a page,
    numbers of more than four characters.
    """
    size = len(total), len(total[0])
    width = size[1] * _CELL
    numbers = [v for table in (*(c.table for c in copies), total) for row in table for v in row]
    longest = max(len(str(value)) for value in numbers)
    if len(copies) > MOST_STAMPS or longest > _LONGEST or 2 * width + _GAP > _PAGE:
        return ()
    grids, drawn = _places(len(copies) + 1, size, max(text_width(c.words) for c in copies))
    shapes: list[Shape] = []
    for number, (grid, copy) in enumerate(zip(grids, copies, strict=False)):
        shapes += _copy(grid, copy, _HUES[number])
        shapes.append(_name(grid, copy.words))
        shapes.append(_sign(grid, "=" if number == len(copies) - 1 else "+"))
    shapes += cells(grids[-1], [[_word(v) for v in row] for row in total], lambda _i, _j: None)
    shapes.append(_name(grids[-1], "sum"))
    if kept != (range(size[0]), range(size[1])):
        shapes.append(grids[-1].box(*kept, Style("accent", None, 1.8)))
    return (Figure(Drawing(*drawn, tuple(shapes)), caption, _said(len(copies), size, kept)),)


def _places(count: int, size: tuple[int, int], longest: float) -> tuple[list[Grid], Point]:
    """Return where the tables stand, and the size of the drawing."""
    rows, columns = size
    left, head, gap = _MARGIN, _HEAD, 3.0
    wide = columns * _CELL
    fits = count * (wide + _GAP) - _GAP <= _PAGE
    in_line = count if fits else int(_PAGE // (wide + _GAP))  # a line that goes on ends in a sign
    if rows == 1:
        left, head, gap, in_line = longest + 2.0, 0.0, 2.0, 1
    lines = -(-count // in_line)
    pitch = wide + _GAP, rows * _CELL + head + gap
    height = lines * pitch[1] - gap + 2 * _MARGIN
    corners = (
        (left + place * pitch[0], height - _MARGIN - head - line * pitch[1])
        for line, place in (divmod(number, in_line) for number in range(count))
    )
    full = left + in_line * pitch[0] - (_GAP if lines == 1 else 0.0) + _MARGIN
    return [Grid(corner, rows, columns, _CELL) for corner in corners], (full, height)


def _copy(grid: Grid, copy: Stamp, hue: Role) -> list[Shape]:
    words = [
        [_word(value) if (i, j) in copy.covered else "" for j, value in enumerate(row)]
        for i, row in enumerate(copy.table)
    ]
    return [*cells(grid, words, lambda i, j: hue if (i, j) in copy.covered else None)]


def _name(grid: Grid, words: str) -> Label:
    left, top = grid.corner
    if grid.rows == 1:
        return Label((left, grid.center(0, 0)[1]), words, "left", 8.0)
    return Label((left + grid.width / 2, top), words, "above", 8.0)


def _sign(grid: Grid, sign: str) -> Label:
    left, top = grid.corner
    return Label((left + grid.width + _GAP / 2, top - grid.height / 2), f"${sign}$")


def _word(value: Fraction) -> str:
    return f"${value}$"


def _said(count: int, size: tuple[int, int], kept: tuple[range, range]) -> str:
    rows, columns = kept
    return (
        f"{count} copies of the kernel in a table of {size[0]} × {size[1]}, and their sum. "
        f"The crop keeps {len(rows)} × {len(columns)} of it."
    )
