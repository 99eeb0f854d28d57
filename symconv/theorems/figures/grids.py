"""Tables of cells with words in them, drawn where they are wanted.

*Defines* `Grid` and `cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from symconv.latex.drawing import Label, Path, Point, Role, Shape, Style


@dataclass(frozen=True)
class Grid:
    """A table of ``rows`` × ``columns`` square cells whose upper left corner is given.

    >>> Grid((0, 10), rows=2, columns=3, cell=5).center(0, 2)
    (12.5, 7.5)
    """

    corner: Point
    rows: int
    columns: int
    cell: float = 5.0

    @property
    def width(self) -> float:
        """The width in millimetres."""
        return self.columns * self.cell

    @property
    def height(self) -> float:
        """The height in millimetres."""
        return self.rows * self.cell

    def center(self, row: int, column: int) -> Point:
        """Return the middle of a cell; row 0 is the upper one."""
        left, top = self.corner
        return left + (column + 0.5) * self.cell, top - (row + 0.5) * self.cell

    def box(self, rows: range, columns: range, style: Style) -> Path:
        """Return a rectangle around whole cells."""
        left, top = self.corner
        x0, x1 = (left + at * self.cell for at in (columns.start, columns.stop))
        y0, y1 = (top - at * self.cell for at in (rows.start, rows.stop))
        return Path(((x0, y1), (x1, y1), (x1, y0), (x0, y0)), style, closed=True)


def cells(
    grid: Grid,
    words: Sequence[Sequence[str]],
    fill: Callable[[int, int], Role | None],
    size: float = 7.0,
) -> Iterator[Shape]:
    """Yield the cells of a grid with their areas and words.

    >>> shapes = cells(Grid((0, 5), 1, 1), [["$w_0$"]], lambda row, column: "hue1")
    >>> [type(shape).__name__ for shape in shapes]
    ['Path', 'Label']
    """
    for row, line in enumerate(words):
        for column, word in enumerate(line):
            style = Style("muted", fill(row, column), 0.4)
            yield grid.box(range(row, row + 1), range(column, column + 1), style)
            if word:
                yield Label(grid.center(row, column), word, size=size)
