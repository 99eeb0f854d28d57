"""The receptive field of one unit as a cone: rows of units, the input at the bottom.

*Defines* `receptive_cone`. Each row is one layer, cut along one axis; a unit stands above the
middle of what it reads. Filled units belong to the cone, empty ones are their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from symconv.latex.drawing import Drawing, Figure, Label, Path, Shape, Style
from symconv.latex.drawing.measure import text_width
from symconv.theorems.figures.hops import Hop, centers, levels

MOST_LAYERS = 20
_FIELD, _CELL = 105.0, 5.0
_STACK, _GAP = 150.0, 11.0
_LINES = 150
_SEEN = 0.5
_HALF = 1.6


@dataclass(frozen=True)
class _Row:
    """One layer on the page: its units of the cone, where unit 0 stands, and how far apart."""

    units: tuple[int, ...]
    start: float
    jump: float
    y: float

    @property
    def half(self) -> float:
        """Half the width of a unit."""
        return min(0.4 * self.jump, _HALF)

    def x(self, unit: int) -> float:
        """Return where a unit stands."""
        return self.start + self.jump * unit

    @property
    def ends(self) -> tuple[float, float]:
        """The left and the right end of the cone."""
        return self.x(self.units[0]) - self.half, self.x(self.units[-1]) + self.half


def receptive_cone(hops: Sequence[Hop], caption: str, unit: int = 0) -> tuple[Figure, ...]:
    """Return the figure of what ``unit`` of the last layer sees; none where nothing is seen.

    Stacks of more than 20 layers have no figure: their rows would lie too close.

    >>> (figure,) = receptive_cone([Hop("conv", 3), Hop("max pool", 2, 2)], "Two layers.")
    >>> figure.alternative
    'One unit of max pool and the 4 pixels of the input that it sees, through 2 units of conv.'
    """
    found = levels(hops, unit)
    if not hops or not found[0] or len(hops) > MOST_LAYERS:
        return ()
    names = ["input", *(hop.words for hop in hops)]
    counts = [_count(units, number) for number, units in enumerate(found)]
    left, right = (max(map(text_width, words)) + 4.0 for words in (names, counts))
    rows, width = _rows(hops, found, left)
    pairs = [*pairwise(rows)]
    shapes: list[Shape] = [_beam(*pair) for pair in pairs]
    for pair, hop in zip(pairs, hops, strict=True):
        shapes += _lines(*pair, hop)
    for row, name, count in zip(rows, names, counts, strict=True):
        shapes += _units(row, left, left + width)
        shapes.append(Label((left - 2.0, row.y), name, "left"))
        shapes.append(Label((left + width + 1.0, row.y), count, "right"))
    drawing = Drawing(left + width + right, rows[-1].y + 4.0, tuple(shapes))
    return (Figure(drawing, caption, _said(names, counts)),)


def _rows(
    hops: Sequence[Hop], found: Sequence[tuple[int, ...]], left: float
) -> tuple[list[_Row], float]:
    """Return the rows, and the width of the field in which they stand."""
    places = [(float(start), float(jump)) for start, jump in centers(hops)]
    ends = [
        start + jump * unit
        for (start, jump), units in zip(places, found, strict=True)
        for unit in (units[0], units[-1])
    ]
    low, high = min(ends) - 1.5, max(ends) + 1.5
    cell = min(_CELL, _FIELD / (high - low))
    gap = min(_GAP, _STACK / len(hops))
    rows = [
        _Row(units, left + cell * (start - low), cell * jump, 4.0 + gap * number)
        for number, ((start, jump), units) in enumerate(zip(places, found, strict=True))
    ]
    return rows, cell * (high - low)


def _beam(below: _Row, above: _Row) -> Path:
    """Fill the room between the units of a row and all that they read."""
    (left, right), (first, last) = above.ends, below.ends
    corners = (left, above.y), (right, above.y), (last, below.y), (first, below.y)
    return Path(corners, Style(None, "softer"), closed=True)


def _lines(below: _Row, above: _Row, hop: Hop) -> Iterator[Shape]:
    """Draw a line from each unit to each that it reads, or to the outermost if there are many."""
    reads = {unit: hop.reads(unit) for unit in above.units}
    many = sum(map(len, reads.values())) > _LINES or below.half < _SEEN
    for unit, read in reads.items():
        if many and unit not in (above.units[0], above.units[-1]):
            continue
        for other in {read[0], read[-1]} if many and read else read:
            ends = (above.x(unit), above.y - above.half), (below.x(other), below.y + below.half)
            yield Path(ends, Style("muted", width=0.3))


def _units(row: _Row, left: float, right: float) -> Iterator[Shape]:
    """Draw the units of a row: those of the cone filled; where they are too small, one bar."""
    if row.half < _SEEN:
        yield _box(*row.ends, row, filled=True)
        return
    first = ceil((left + row.half - row.start) / row.jump)
    last = floor((right - row.half - row.start) / row.jump)
    for unit in sorted({*range(first, last + 1), *row.units}):
        x = row.x(unit)
        yield _box(x - row.half, x + row.half, row, filled=unit in row.units)


def _box(left: float, right: float, row: _Row, *, filled: bool) -> Path:
    half = max(row.half, 1.0)
    corners = (
        (left, row.y - half),
        (right, row.y - half),
        (right, row.y + half),
        (left, row.y + half),
    )
    style = Style("accent", "soft", 0.6) if filled else Style("muted", "page", 0.4)
    return Path(corners, style, closed=True)


def _count(units: Sequence[int], number: int) -> str:
    """Say how many units a row has, and for the input how far they reach."""
    what = "unit" if number else "pixel"
    said = f"{len(units)} {what}{'s' * (len(units) > 1)}"
    span = units[-1] - units[0] + 1
    return said if span == len(units) else f"{said} of {span}"


def _said(names: Sequence[str], counts: Sequence[str]) -> str:
    top, bottom = names[-1], counts[0]
    between = [f"{count} of {name}" for name, count in zip(names, counts, strict=True)][1:-1]
    through = f", through {', '.join(reversed(between))}" if between else ""
    return f"One unit of {top} and the {bottom} of the input that it sees{through}."
