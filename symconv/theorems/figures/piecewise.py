"""The graph of a piecewise linear function of one variable, with breakpoints and points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.algebra.regions import PiecewiseNetwork, global_form
from symconv.algebra.regions.network import DenseLayer
from symconv.latex.drawing import Circle, Figure, Style
from symconv.theorems.figures.axes import Axes, curve, dots, guide, plot


def piecewise_graph(net: PiecewiseNetwork, points: Sequence[Fraction]) -> tuple[Figure, ...]:
    """Return the graph of a rectified network with one input and one output about some points."""
    if net.in_size != 1 or net.out_size != 1:
        return ()
    network = rectified(net)
    breaks = global_form(network).breakpoints
    marks = sorted({*breaks, *points}) or [Fraction(0)]
    margin = max((marks[-1] - marks[0]) / 4, Fraction(1))
    low, high = marks[0] - margin, marks[-1] + margin
    corners = [(x, network([x])[0]) for x in (low, *breaks, high)]
    values = [y for _, y in corners]
    room = max((max(values) - min(values)) / 12, Fraction(1, 2))
    axes = Axes(
        x=(low, high),
        y=(min(values) - room, max(values) + room),
        width=80,
        height=48,
        x_label="$x$",
        y_label="$h(x)$",
    )
    rings = [Circle(axes.at(x, network([x])[0]), 1.1, Style("second", "page", 0.9)) for x in breaks]
    drops = [s for x in points for s in guide(axes, (x, axes.y[0]), (x, network([x])[0]))]
    marked = dots(axes, [(x, network([x])[0]) for x in points])
    drawing = plot(axes, drops, curve(axes, corners), rings, marked)
    listed = ", ".join(f"{x}" for x in breaks) or "none"
    return (
        Figure(
            drawing,
            caption="The whole function: straight between its breakpoints (rings)"
            + ("; dots mark the points of the question." if points else "."),
            alternative=f"A piecewise linear graph with breakpoints at x = {listed}.",
        ),
    )


def rectified(net: PiecewiseNetwork) -> PiecewiseNetwork:
    """Return the network with rectified hidden layers and the same numbers."""
    *hidden, last = net.layers
    return PiecewiseNetwork(
        (*(DenseLayer.of(layer.weight, layer.bias, "relu") for layer in hidden), last)
    )
