"""Graphs of stacked folds ``|w x + b|`` over the unit interval: how often a value is taken."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork, global_form
from symconv.latex.drawing import Figure
from symconv.theorems.figures.axes import Axes, curve, dots, guide, plot

LEVEL = Fraction(1, 3)


def folds(weight: Fraction, bias: Fraction, depth: int) -> tuple[Figure, ...]:
    """Return the graph of ``depth`` layers of one coordinate, with the points of one value."""
    layer = DenseLayer.of([[weight]], [bias], "abs")
    net = PiecewiseNetwork((layer,) * depth)
    breaks = global_form(net, 0, 1).breakpoints
    ends = [Fraction(0), *breaks, Fraction(1)]
    corners = [(x, net([x])[0]) for x in ends]
    top = max([Fraction(1), *(y for _, y in corners)])
    axes = Axes(
        x=(0, 1),
        y=(0, top),
        width=72,
        height=40,
        x_label="$x$",
        y_label="$h(x)$",
    )
    met = [(x, LEVEL) for x in _met(corners)]
    drops = [s for x, y in met for s in guide(axes, (x, 0), (x, y))]
    level = guide(axes, (0, LEVEL), (1, LEVEL))
    layers = "one layer" if depth == 1 else f"{depth} layers"
    return (
        Figure(
            plot(axes, level, drops, curve(axes, corners), dots(axes, met)),
            caption=f"One coordinate of {layers}: the value $1/3$ is taken at the dots, one in "
            "each stretch that is sent to $(0, 1)$.",
            alternative=f"A zigzag over the unit interval with {len(met)} points at height 1/3.",
        ),
    )


def _met(corners: list[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """Return where a line through corners has the height of the level."""
    found = []
    for (x, y), (u, v) in pairwise(corners):
        if (y - LEVEL) * (v - LEVEL) < 0:
            found.append(x + (LEVEL - y) / (v - y) * (u - x))
    return found
