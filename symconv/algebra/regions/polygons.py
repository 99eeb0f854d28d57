"""Corners of regions in one and two dimensions, from their irredundant rows.

*Defines* `corners`: the ends of an interval, or the corners of a polygon counterclockwise, as
integer vectors (x, w) or (x, y, w) with w > 0.
"""

from __future__ import annotations

from functools import cmp_to_key

from symconv.algebra.regions.cone import Row, primitive
from symconv.algebra.regions.region import Region
from symconv.errors import ShapeError


def corners(region: Region) -> tuple[Row, ...]:
    """Return the corners of a bounded region of one or two dimensions.

    Raises ShapeError for more dimensions and for an unbounded region.

    >>> unit = Region((), ((1, 0, 0), (-1, 0, 1), (0, 1, 0), (0, -1, 1)), (), 1, (1, 1, 2))
    >>> corners(unit)
    ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))
    """
    n = len(region.inside) - 1
    if n > 2:
        raise ShapeError(f"a region of {n} dimensions has no corners in order")
    if n == 1:
        return _ends(region.rows)
    rows = sorted(region.rows, key=cmp_to_key(_by_angle))
    following = [*rows[1:], *rows[:1]]
    found = [_meet(a, b) for a, b in zip(rows, following, strict=True)]
    if len(rows) < 3 or any(point[2] <= 0 for point in found):
        raise ShapeError("an unbounded region has no closed outline", remedy="use a box")
    start = found.index(min(found))
    return (*found[start:], *found[:start])


def _ends(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    ends = sorted((primitive((-c, a) if a > 0 else (c, -a)), a < 0) for a, c in rows)
    if len(ends) != 2:
        raise ShapeError("an unbounded interval has no two ends", remedy="use a box")
    return tuple(end for end, _ in sorted(ends, key=lambda pair: pair[1]))


def _by_angle(a: Row, b: Row) -> int:
    """Compare inward normals by their angle from the positive x axis."""
    half_a, half_b = _lower_half(a), _lower_half(b)
    if half_a != half_b:
        return half_a - half_b
    turn = a[0] * b[1] - a[1] * b[0]
    return -1 if turn > 0 else int(turn < 0)


def _lower_half(row: Row) -> int:
    return int(row[1] < 0 or (row[1] == 0 and row[0] < 0))


def _meet(a: Row, b: Row) -> Row:
    """Return the point on both lines; its last entry is positive when a turns left into b."""
    return primitive(
        (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    )
