"""The regions of a network of two inputs: one colour and one number for each affine map.

*Defines* `regions_figure`. Solid borders separate different maps; a dashed border runs between two
activation regions of the same map, which are one linear region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import cast

from symconv.algebra.regions import PiecewiseNetwork, Region, counts, enumerate_regions
from symconv.algebra.regions.cone import Row
from symconv.algebra.regions.network import Number
from symconv.algebra.regions.polygons import corners
from symconv.latex.drawing import Figure, Label, Point, Role, Shape, Style
from symconv.theorems.figures.axes import Axes, Pair, area, curve, plot

HUES = 8
ROOM = 4.5
"""Millimetres that a number needs in both directions."""

Polygon = tuple[Row, ...]


def regions_figure(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]], *, width: float = 80.0
) -> Figure:
    """Return the regions over a box, coloured by affine map, with the three counts below.

    Raises ShapeError for a network that does not have two inputs, and for a bad box.

    >>> from symconv.algebra.regions import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),))
    >>> regions_figure(fold, [(0, 1), (0, 1)]).alternative[:37]
    'A box of the plane cut into 4 regions'
    """
    regions = enumerate_regions(net, box)
    outlines = [corners(region) for region in regions]
    maps = _numbered(regions)
    borders = _borders(outlines)
    hues = _colours(maps, borders)
    (x0, x1), (y0, y1) = (tuple(float(v) for v in _ends(outlines, axis)) for axis in (0, 1))
    axes = Axes((x0, x1), (y0, y1), width, x_label="$x_1$", y_label="$x_2$", zero_lines=False)
    areas = (
        shape
        for outline, number in zip(outlines, maps, strict=True)
        for shape in area(axes, map(_point, outline), hues[number])
    )
    lines = (shape for edge, both in borders.items() for shape in _border(axes, edge, both, maps))
    drawing = plot(axes, areas, lines, _numbers(axes, outlines, maps))
    said = counts(regions)
    return Figure(
        drawing,
        caption=f"{said.activation_regions} activation regions, "
        f"{said.connected_linear_regions} connected linear regions, "
        f"{said.distinct_affine_maps} distinct affine maps. Regions of one map have one number and "
        "one colour; a dashed border runs between two of them.",
        alternative=f"A box of the plane cut into {len(regions)} regions with "
        f"{said.distinct_affine_maps} different affine maps.",
    )


def _numbered(regions: Sequence[Region]) -> list[int]:
    """Return the number of each region's map, counted from 1 in the order they are met."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(region.map_key, len(numbers) + 1) for region in regions]


def _borders(outlines: Sequence[Polygon]) -> dict[frozenset[Row], list[int]]:
    """Return for each edge the regions on it: two inside, one on the border of the box.

    Facets of neighbours coincide: across the inside of a facet there is one region.
    """
    found: dict[frozenset[Row], list[int]] = defaultdict(list)
    for number, outline in enumerate(outlines):
        for edge in pairwise((*outline, outline[0])):
            found[frozenset(edge)].append(number)
    return found


def _colours(maps: Sequence[int], borders: Mapping[frozenset[Row], list[int]]) -> dict[int, Role]:
    """Give neighbouring maps different hues where eight suffice: greedily, in order of number."""
    near: dict[int, set[int]] = defaultdict(set)
    for both in borders.values():
        for i, j in combinations(both, 2):
            near[maps[i]].add(maps[j])
            near[maps[j]].add(maps[i])
    hues: dict[int, int] = {}
    for number in sorted(set(maps)):
        taken = [hues[other] for other in near[number] if other in hues]
        hues[number] = min(range(1, HUES + 1), key=lambda hue: (taken.count(hue), hue))
    return {number: cast("Role", f"hue{hue}") for number, hue in hues.items()}


def _border(
    axes: Axes, edge: frozenset[Row], both: Sequence[int], maps: Sequence[int]
) -> list[Shape]:
    same = len({maps[i] for i in both}) == 1 and len(both) == 2
    style = Style("muted", width=0.4, dashed=True) if same else Style("ink", width=0.5)
    return curve(axes, map(_point, sorted(edge)), style)


def _numbers(axes: Axes, outlines: Sequence[Polygon], maps: Sequence[int]) -> list[Shape]:
    """Return the number of each map in its largest region, where it has room."""
    best: dict[int, tuple[float, Point]] = {}
    for outline, number in zip(outlines, maps, strict=True):
        placed = [axes.at(*_point(corner)) for corner in outline]
        middle = _middle(placed)
        room = _room(placed, middle)
        if number not in best or room > best[number][0]:
            best[number] = room, middle
    return [
        Label(middle, f"${number}$", size=7.0)
        for number, (room, middle) in sorted(best.items())
        if room >= ROOM / 2
    ]


def _middle(points: Sequence[Point]) -> Point:
    """Return the centre of gravity of a convex polygon."""
    (ox, oy), total, x, y = points[0], 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(points[1:]):
        weight = (ax - ox) * (by - oy) - (ay - oy) * (bx - ox)
        total += weight
        x += weight * (ox + ax + bx) / 3
        y += weight * (oy + ay + by) / 3
    return x / total, y / total


def _room(points: Sequence[Point], middle: Point) -> float:
    """Return the distance from a point inside to the nearest side."""
    nearest = float("inf")
    for (ax, ay), (bx, by) in pairwise((*points, points[0])):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        across = (bx - ax) * (middle[1] - ay) - (by - ay) * (middle[0] - ax)
        nearest = min(nearest, across / length) if length else 0.0
    return nearest


def _ends(outlines: Sequence[Polygon], axis: int) -> tuple[float, float]:
    values = [corner[axis] / corner[-1] for outline in outlines for corner in outline]
    return min(values), max(values)


def _point(corner: Row) -> Pair:
    return corner[0] / corner[2], corner[1] / corner[2]
