"""What both writers compute alike: numbers, arrow heads, where the words of a label begin.

*Defines* `number`, `arrow`, `shown` and `baseline`. A label is placed by its baseline, so labels at
one height stand on one line whatever letters they hold.
"""

from __future__ import annotations

from dataclasses import replace
from math import hypot, isfinite

from symconv.latex.drawing.model import Label, Path, Point, Raster, Style

POINT = 25.4 / 72.27
"""A point in millimetres."""

_GAP = 0.8
_X_HEIGHT, _ASCENT, _DESCENT = 0.25, 0.7, 0.22
_HEAD, _PER_WIDTH, _SLIM = 1.3, 0.9, 0.38


def number(value: float) -> str:
    """Return a coordinate with at most two decimals, as TeX and SVG read it.

    >>> number(2.0), number(-0.001), number(1.5)
    ('2', '0', '1.5')
    """
    if not isfinite(value):
        raise ValueError(f"a coordinate of a drawing must be finite, not {value}")
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def arrow(path: Path) -> tuple[Path, ...]:
    """Return a path, with its head as a filled triangle of its own if it has one.

    The line stops within its head, whose tip is the last point.

    >>> line, head = arrow(Path(((0, 0), (10, 0)), arrow=True))
    >>> head.points[0], head.closed, line.points[1][0] < 10
    ((10, 0), True, True)
    """
    if not path.arrow:
        return (path,)
    tip = path.points[-1]
    before = next((point for point in reversed(path.points) if point != tip), None)
    if before is None:
        raise ValueError("an arrow needs two different points")
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = hypot(dx, dy)
    dx, dy = dx / length, dy / length
    head = min(_HEAD + _PER_WIDTH * path.style.width, length)
    back, half = (tip[0] - head * dx, tip[1] - head * dy), head * _SLIM
    corners = (
        tip,
        (back[0] - half * dy, back[1] + half * dx),
        (back[0] + half * dy, back[1] - half * dx),
    )
    stop = (tip[0] - 0.8 * head * dx, tip[1] - 0.8 * head * dy)
    style = Style(stroke=None, fill=path.style.stroke)
    line = replace(path, points=(*path.points[:-1], stop), arrow=False)
    return line, Path(corners, style, closed=True)


def baseline(label: Label) -> Point:
    """Return where the baseline of a label's words is, and their left end, middle or right end."""
    (x, y), em = label.at, label.size * POINT
    match label.anchor:
        case "left":
            return x - _GAP, y - _X_HEIGHT * em
        case "right":
            return x + _GAP, y - _X_HEIGHT * em
        case "above":
            return x, y + _GAP + _DESCENT * em
        case "below":
            return x, y - _GAP - _ASCENT * em
        case _:
            return x, y - _X_HEIGHT * em


def pixels(raster: Raster) -> tuple[int, int, bytes]:
    """Return width, height and grey bytes of a raster; ValueError if it is no image of bytes."""
    widths = {len(row) for row in raster.rows}
    if len(widths) != 1 or widths == {0}:
        raise ValueError("the rows of a raster have one length, and there is at least one pixel")
    return widths.pop(), len(raster.rows), b"".join(map(bytes, raster.rows))
