r"""Polyhedral cells as integer cones, cut by one hyperplane at a time.

*Defines* `Cone` and `split`: one step of the double description method.

*Notation.* A polyhedron of R^n is the cone of the points (x, w), w >= 0, with :math:`c \cdot (x, w)
\ge 0` for every row c. Its generators are *lines* and *rays*, integer vectors without common
factor; bit k of a ray's *mask* says that row k vanishes on it. A ray with w > 0 is the vertex x/w;
R^n itself is the origin, n lines and the row w >= 0, so no artificial box is needed.

*Why integers.* Every coordinate is a determinant of the rows: exact signs decide, so coincident,
concurrent and parallel hyperplanes are nothing special.

*See* Fukuda and Prodon, "Double description method revisited" (1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

Row = tuple[int, ...]
Ray = tuple[Row, int]


@dataclass(frozen=True, slots=True)
class Cone:
    """Rays with their masks, lines, and the rows c of the inequalities c.(x, w) >= 0."""

    rays: tuple[Ray, ...]
    lines: tuple[Row, ...]
    rows: tuple[Row, ...]


def whole(n: int) -> Cone:
    """Return the cone of all of R^n.

    >>> whole(1).lines, whole(1).rays
    (((1, 0),), (((0, 1), 0),))
    """
    unit = [tuple(int(i == j) for j in range(n + 1)) for i in range(n + 1)]
    return Cone(((unit[n], 0),), tuple(unit[:n]), (unit[n],))


def linear_space(n: int) -> Cone:
    """Return R^n as a vector space, without a coordinate w: for central arrangements.

    >>> linear_space(2).rays
    ()
    """
    return Cone((), tuple(tuple(int(i == j) for j in range(n)) for i in range(n)), ())


def box(bounds: Sequence[tuple[Fraction, Fraction]]) -> Cone:
    """Return the cone of the product of the intervals, each with low < high.

    >>> sorted(ray for ray, _ in box([(Fraction(0), Fraction(1, 2))]).rays)
    [(0, 1), (1, 2)]
    """
    n = len(bounds)
    cell = whole(n)
    for i, (low, high) in enumerate(bounds):
        above, below = [0] * (n + 1), [0] * (n + 1)
        above[i], above[n] = low.denominator, -low.numerator
        below[i], below[n] = -high.denominator, high.numerator
        for row in (above, below):
            part = split(cell, tuple(row))[1]
            assert part is not None  # the interval has inner points
            cell = part
    return cell


def dot(a: Row, b: Row) -> int:
    """Return the scalar product."""
    total = 0
    for x, y in zip(a, b, strict=True):
        total += x * y
    return total


def primitive(vector: Sequence[int]) -> Row:
    """Return the vector divided by the common factor of its entries.

    >>> primitive((4, -6))
    (2, -3)
    """
    factor = gcd(*vector)
    return tuple(v // factor for v in vector) if factor > 1 else tuple(vector)


def negative(row: Row) -> Row:
    """Return -row."""
    return tuple(-v for v in row)


def split(cell: Cone, row: Row) -> tuple[Cone | None, Cone | None]:
    """Return the parts of ``cell`` with row <= 0 and with row >= 0.

    A part without inner points is None; a cell that is not cut is returned as it is.

    >>> left, right = split(whole(1), (2, -1))  # x <= 1/2 and x >= 1/2
    >>> [ray for ray, _ in right.rays]
    [(1, 2), (1, 0)]
    """
    for i, line in enumerate(cell.lines):
        if value := dot(row, line):
            return _split_line(cell, row, i, line if value > 0 else negative(line))
    values = [dot(row, ray) for ray, _ in cell.rays]
    above, below = max(values, default=0) > 0, min(values, default=0) < 0
    if not (above and below):
        return (cell if below else None), (cell if above else None)
    return _split_rays(cell, row, values)


def _split_line(cell: Cone, row: Row, skipped: int, line: Row) -> tuple[Cone, Cone]:
    """A line that leaves the hyperplane becomes a ray of each part; the rest is moved into it."""
    step = dot(row, line)

    def onto(vector: Row) -> Row:
        value = dot(row, vector)
        if not value:
            return vector
        return primitive([step * a - value * b for a, b in zip(vector, line, strict=True)])

    bit = 1 << len(cell.rows)
    lines = tuple(onto(other) for j, other in enumerate(cell.lines) if j != skipped)
    rays = tuple((onto(ray), mask | bit) for ray, mask in cell.rays)
    old = bit - 1  # a line satisfies every earlier row with equality
    return (
        Cone((*rays, (negative(line), old)), lines, (*cell.rows, negative(row))),
        Cone((*rays, (line, old)), lines, (*cell.rows, row)),
    )


def _split_rays(cell: Cone, row: Row, values: list[int]) -> tuple[Cone, Cone]:
    """Keep the rays of each side; adjacent rays of opposite sides give a new one on the cut."""
    bit = 1 << len(cell.rows)
    above, below, on = [], [], []
    for ray, value in zip(cell.rays, values, strict=True):
        if value > 0:
            above.append((ray, value))
        elif value < 0:
            below.append((ray, value))
        else:
            on.append((ray[0], ray[1] | bit))
    needed = len(row) - len(cell.lines) - 2
    for (p, mask_p), u in above:
        for (q, mask_q), v in below:
            common = mask_p & mask_q
            if common.bit_count() >= needed and _adjacent(cell, common, needed):
                on.append(
                    (primitive([u * b - v * a for a, b in zip(p, q, strict=True)]), common | bit)
                )
    return (
        Cone((*(ray for ray, _ in below), *on), cell.lines, (*cell.rows, negative(row))),
        Cone((*(ray for ray, _ in above), *on), cell.lines, (*cell.rows, row)),
    )


def _adjacent(cell: Cone, common: int, needed: int) -> bool:
    """Whether no third ray lies on every row of ``common``: two rays then span a face."""
    if needed <= 1:
        return common > 0 or needed <= 0
    found = 0
    for _, mask in cell.rays:
        if mask & common == common:
            found += 1
            if found > 2:
                return False
    return True
