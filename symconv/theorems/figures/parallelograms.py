"""Regions of the plane that are mapped onto the unit square: parallelograms with their signs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.algebra.identified import Identified
from symconv.latex.drawing import Figure, Role
from symconv.theorems.figures.axes import Axes, area, curve, note, plot

ROLES: tuple[Role, ...] = ("hue1", "hue2", "hue3", "hue4")
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


def parallelograms(found: Sequence[Identified]) -> tuple[Figure, ...]:
    """Return the regions of a plane; nothing for other dimensions."""
    if not found or len(found[0].shift) != 2:
        return ()
    shapes = [[_sent(one, corner) for corner in CORNERS] for one in found]
    xs, ys = ([p[axis] for shape in shapes for p in shape] for axis in (0, 1))
    room = max(max(xs) - min(xs), max(ys) - min(ys)) / 10
    axes = Axes(
        x=(min(xs) - room, max(xs) + room),
        y=(min(ys) - room, max(ys) + room),
        width=62,
        x_label="$x_1$",
        y_label="$x_2$",
    )
    layers = []
    for one, shape, role in zip(found, shapes, ROLES, strict=False):
        layers.append(area(axes, shape, role, "ink"))
        middle = _sent(one, (Fraction(1, 2), Fraction(1, 2)))
        signs = "".join("+" if s else "-" for s in one.region.pattern[0])
        layers.append(note(axes, *middle, f"${signs[0]}\\,{signs[1]}$", "center"))
    square = curve(axes, [*CORNERS, CORNERS[0]])
    return (
        Figure(
            plot(axes, *layers, square),
            caption="The regions that are mapped onto the unit square (outlined), with the signs "
            "of the two sums.",
            alternative="Four parallelograms that meet in one corner, and the unit square.",
        ),
    )


def _sent(one: Identified, y: Sequence[int | Fraction]) -> tuple[Fraction, Fraction]:
    """Return the point of a region with the value y."""
    first, second = (
        sum((b * v for b, v in zip(row, y, strict=True)), c)
        for row, c in zip(one.inverse, one.shift, strict=True)
    )
    return Fraction(first), Fraction(second)
