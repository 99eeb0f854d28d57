"""What of a curve or an area lies within a window.

*Defines* `pieces` and `within`. A curve is cut segment by segment (Liang and Barsky 1984), a
polygon side by side (Sutherland and Hodgman 1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symconv.latex.drawing import Point

Window = tuple[Point, Point]
"""The lower left and the upper right corner."""


def pieces(points: Sequence[Point], window: Window) -> list[list[Point]]:
    """Return the stretches of a polyline inside a window.

    >>> pieces([(-1.0, 0.5), (2.0, 0.5)], ((0.0, 0.0), (1.0, 1.0)))
    [[(0.0, 0.5), (1.0, 0.5)]]
    """
    found: list[list[Point]] = []
    for start, end in pairwise(points):
        shown = _segment(start, end, window)
        if shown is None:
            continue
        if found and found[-1][-1] == shown[0]:
            found[-1].append(shown[1])
        else:
            found.append(list(shown))
    return found


def within(polygon: Sequence[Point], window: Window) -> list[Point]:
    """Return the corners of a polygon's part inside a window, empty if there is none.

    >>> within([(0, 0), (4, 0), (4, 4), (0, 4)], ((1, 1), (2, 2)))
    [(1.0, 2.0), (1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]
    """
    corners = [(float(x), float(y)) for x, y in polygon]
    for axis in (0, 1):
        for end, sign in ((0, 1), (1, -1)):
            corners = _half(corners, axis, window[end][axis], sign)
    return corners


def _half(corners: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """Keep the part of a polygon above a bound (``sign`` 1) or below it (-1) along one axis."""
    found: list[Point] = []
    for start, end in pairwise([*corners[-1:], *corners]):
        before, after = sign * (start[axis] - bound), sign * (end[axis] - bound)
        if before * after < 0:
            found.append(_between(start, end, before / (before - after)))
        if after >= 0:
            found.append(end)
    return found


def _segment(start: Point, end: Point, window: Window) -> tuple[Point, Point] | None:
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        room = (window[0][axis] - start[axis], window[1][axis] - start[axis])
        if step == 0:
            if room[0] > 0 or room[1] < 0:
                return None
            continue
        first, last = sorted(r / step for r in room)
        enter, leave = max(enter, first), min(leave, last)
    if enter >= leave or start == end:
        return None
    first_point = start if enter == 0 else _between(start, end, enter)
    return first_point, end if leave == 1 else _between(start, end, leave)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
