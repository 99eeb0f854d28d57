"""The graph of a network of one input: its pieces, its breakpoints, one colour for each map.

*Defines* `pieces_figure`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import cast

from symconv.algebra.regions import PiecewiseNetwork, global_form
from symconv.algebra.regions.network import Number, exact
from symconv.latex.drawing import Figure, Role, Style
from symconv.theorems.figures.axes import Axes, area, curve, dots, guide, plot

HUES = 8
LINES: tuple[Role, ...] = ("accent", "second", "warn", "ink")


def pieces_figure(
    net: PiecewiseNetwork, low: Number, high: Number, *, width: float = 90.0, height: float = 50.0
) -> Figure:
    """Return the graph between ``low`` and ``high``, a line per output, a dot per breakpoint.

    Raises ShapeError for a network that does not have one input, and for an empty interval.

    >>> from symconv.algebra.regions import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> pieces_figure(fold, 0, 1).alternative
    'A graph of 2 straight pieces with breakpoints at x = 1/2.'
    """
    form = global_form(net, low, high)
    ends = [exact(low), *form.breakpoints, exact(high)]
    values = [net([x]) for x in ends]
    least, most = min(map(min, values)), max(map(max, values))
    room = (most - least) / 12 or Fraction(1, 2)
    bottom, top = least - room, most + room
    axes = Axes((ends[0], ends[-1]), (bottom, top), width, height, "$x$", "$f(x)$")
    numbers: dict[object, int] = {}
    strips = []
    for (left, right), piece in zip(pairwise(ends), form.pieces, strict=True):
        number = numbers.setdefault(piece, len(numbers))
        field = [(left, bottom), (right, bottom), (right, top), (left, top)]
        strips += area(axes, field, cast("Role", f"hue{number % HUES + 1}"))
    guides = [s for x in form.breakpoints for s in guide(axes, (x, bottom), (x, top))]
    drawn = [
        shape
        for k, line in enumerate(zip(*values, strict=True))
        for shape in curve(
            axes, zip(ends, line, strict=True), Style(LINES[k % len(LINES)], width=1.0)
        )
    ]
    marks = [(x, y) for x, y in zip(ends[1:-1], values[1:-1], strict=True)]
    points = dots(axes, [(x, y) for x, row in marks for y in row])
    listed = ", ".join(map(str, form.breakpoints)) or "none"
    return Figure(
        plot(axes, strips, guides, drawn, points),
        caption=f"{len(form.pieces)} straight pieces with {len(numbers)} distinct affine maps; "
        "dots mark the breakpoints, and a map has one colour.",
        alternative=f"A graph of {len(form.pieces)} straight pieces with breakpoints at "
        f"x = {listed}.",
    )
