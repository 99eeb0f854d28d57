r"""The four points of a table of two inputs, with a separating line or with what forbids one.

*Defines* `separated` (the half plane where a threshold unit answers 1) and `contradicted` (two
segments, one between true points and one between false points, that meet). A full disc is a point
with value 1, an open one a point with value 0.
"""

from __future__ import annotations

from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Contradiction, Rule, Weights
from symconv.latex.drawing import Circle, Drawing, Figure, Label, Path, Point, Shape, Style

SIDE, ORIGIN, CANVAS = 26.0, 16.0, 58.0
LOW, HIGH = -0.4, 1.45
Corner = tuple[float, float]


def separated(table: TruthTable, found: Weights, rule: Rule) -> tuple[Figure, ...]:
    """Return the points and the half plane of a unit, for two inputs and a line to draw."""
    if table.variables != 2 or not any(found.weights):
        return ()
    w1, w2 = found.weights
    inside, edge = _half_plane(float(w1), float(w2), float(found.bias))
    shapes: list[Shape] = [Path(_placed(inside), Style(None, "soft"), closed=True)]
    shapes.append(Path(_placed(edge), Style("accent", None, 1.0)))
    values = ", ".join(map(str, table.values))
    sign = r"\ge" if rule == ">=" else ">"
    touched = any(found.at(p) == 0 for p in table.points)
    on_it = f" Points on the line count as {1 if rule == '>=' else 0}." if touched else ""
    return (
        Figure(
            Drawing(CANVAS, CANVAS, (*shapes, *_points(table))),
            caption=rf"Full discs are rows with value 1; the unit answers 1 in the shaded half "
            rf"plane, where its sum is ${sign} 0$.{on_it}",
            alternative=f"The corners of a square with the values {values} at (0,0), (0,1), (1,0), "
            "(1,1), and a line that separates those with 1 from those with 0.",
        ),
    )


def contradicted(table: TruthTable, found: Contradiction) -> tuple[Figure, ...]:
    """Return the points and the two segments that meet, for two inputs."""
    if table.variables != 2:
        return ()
    shapes: list[Shape] = []
    for value, style in (
        (1, Style("accent", None, 1.0)),
        (0, Style("second", None, 1.0, dashed=True)),
    ):
        ends = [table.points[r] for r in found.multipliers if table.values[r] == value]
        shapes.append(Path(_placed([(float(x), float(y)) for x, y in ends]), style))
    middle = _place((0.5, 0.5))
    shapes.append(Circle(middle, 1.2, Style("warn", "page", 1.0)))
    return (
        Figure(
            Drawing(CANVAS, CANVAS, (*shapes, *_points(table))),
            caption="The segment between the rows with value 1 (solid) meets the segment between "
            "the rows with value 0 (dashed): no line has one of them on each side.",
            alternative="The corners of a square; the diagonal between the two corners with value "
            "1 and the diagonal between the two corners with value 0 cross in the middle.",
        ),
    )


def _points(table: TruthTable) -> list[Shape]:
    """Return the axes and the four points with their values."""
    x_end, y_end = _place((HIGH, 0.0)), _place((0.0, HIGH))
    muted = Style("muted", None, 0.5)
    shapes: list[Shape] = [
        Path((_place((LOW, 0.0)), x_end), muted, arrow=True),
        Path((_place((0.0, LOW)), y_end), muted, arrow=True),
        Label((x_end[0] - 1, x_end[1] - 1), "$x_1$", "below", role="muted"),
        Label((y_end[0] - 1, y_end[1] - 1), "$x_2$", "left", role="muted"),
    ]
    for (x, y), value in zip(table.points, table.values, strict=True):
        at = _place((float(x), float(y)))
        shapes.append(Circle(at, 1.5, Style("ink", "ink" if value else "page", 0.8)))
        shift = (2.2 if x else -2.2), (2.4 if y else -2.4)
        label = (at[0] + shift[0], at[1] + shift[1])
        shapes.append(Label(label, f"${value}$", "right" if x else "left"))
    return shapes


def _half_plane(w1: float, w2: float, b: float) -> tuple[list[Corner], list[Corner]]:
    """Cut the square by ``w1 x + w2 y + b >= 0``; return the part and its cut edge."""
    corners = [(LOW, LOW), (HIGH, LOW), (HIGH, HIGH), (LOW, HIGH)]
    inside: list[Corner] = []
    edge: list[Corner] = []
    for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True):
        here, there = w1 * x + w2 * y + b, w1 * u + w2 * v + b
        if here >= 0:
            inside.append((x, y))
        if here * there < 0:
            t = here / (here - there)
            edge.append((x + t * (u - x), y + t * (v - y)))
            inside.append(edge[-1])
    return inside, edge


def _placed(points: list[Corner]) -> tuple[Point, ...]:
    return tuple(_place(p) for p in points)


def _place(point: Corner) -> Point:
    return ORIGIN + SIDE * point[0], ORIGIN + SIDE * point[1]
