"""Plots: axes with ticks and labels, and curves, points, stems, guides and areas drawn upon them.

*Defines* `Axes` and what turns data into shapes: `curve`, `graph`, `dots`, `stems`, `guide`,
`area`, `note`; `plot` puts the axes around them. What lies outside the ranges is cut off. The
scales stand at the left and at the bottom, where no curve hides them; zero has a thin line of its
own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from symconv.latex.drawing import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Path,
    Point,
    Role,
    Shape,
    Style,
)
from symconv.latex.drawing.measure import text_width
from symconv.theorems.figures.clip import Window, pieces, within
from symconv.theorems.figures.ticks import Real, Tick, round_ticks

Pair = tuple[Real, Real]

_SIZE = 8.0
_TICK = 1.0
_BELOW, _ABOVE = 5.5, 7.0
_SAMPLES = 200
_BOLD = Style("accent", width=1.0)


@dataclass(frozen=True)
class Axes:
    """The ranges of a plot and its size on the page, in millimetres.

    ``height`` is that of the field between the axes; without it both axes have one scale. Ticks are
    pairs of value and label; without them they are round numbers. ``zero_lines`` False leaves out
    the thin lines through zero. Raises ValueError for an empty range.

    >>> Axes(x=(0, 10), y=(0, 5), width=40).at(10, 5)
    (44.4..., 25.5)
    """

    x: Pair
    y: Pair
    width: float = 90.0
    height: float | None = None
    x_label: str = ""
    y_label: str = ""
    x_ticks: tuple[Tick, ...] | None = None
    y_ticks: tuple[Tick, ...] | None = None
    zero_lines: bool = True

    def __post_init__(self) -> None:
        for low, high in (self.x, self.y):
            if not low < high:
                raise ValueError(f"a range of a plot goes from low to high, not {low} to {high}")

    @property
    def corner(self) -> Point:
        """Where the scales meet, in millimetres."""
        widths = [text_width(label, _SIZE) for _, label in self.scale_y]
        return max(widths, default=0.0) + _TICK + 2.0, _BELOW

    @property
    def field(self) -> float:
        """The height of the field between the axes, in millimetres."""
        if self.height is not None:
            return self.height
        return self.width * float(self.y[1] - self.y[0]) / float(self.x[1] - self.x[0])

    @property
    def scale_x(self) -> tuple[Tick, ...]:
        """The ticks of the horizontal axis."""
        return self.x_ticks if self.x_ticks is not None else round_ticks(*self.x)

    @property
    def scale_y(self) -> tuple[Tick, ...]:
        """The ticks of the vertical axis."""
        return self.y_ticks if self.y_ticks is not None else round_ticks(*self.y)

    def at(self, x: Real, y: Real) -> Point:
        """Return where a pair of values is on the page."""
        across = float(x - self.x[0]) / float(self.x[1] - self.x[0])
        up = float(y - self.y[0]) / float(self.y[1] - self.y[0])
        left, bottom = self.corner
        return left + across * self.width, bottom + up * self.field


def curve(axes: Axes, points: Iterable[Pair], style: Style = _BOLD) -> list[Shape]:
    """Return straight lines through points, cut off where the plot ends."""
    placed = [axes.at(x, y) for x, y in points]
    return [Path(tuple(piece), style) for piece in pieces(placed, _window(axes))]


def graph(axes: Axes, function: Callable[[float], float], style: Style = _BOLD) -> list[Shape]:
    """Return the graph of a function over the whole horizontal range, from 200 samples."""
    low, high = map(float, axes.x)
    xs = [low + (high - low) * k / _SAMPLES for k in range(_SAMPLES + 1)]
    return curve(axes, [(x, function(x)) for x in xs], style)


def dots(axes: Axes, points: Iterable[Pair], role: Role = "accent") -> list[Shape]:
    """Return a dot at each point that lies within the ranges."""
    shown = [(x, y) for x, y in points if _inside(axes, x, y)]
    return [Circle(axes.at(x, y), 0.8, Style(role, role)) for x, y in shown]


def stems(axes: Axes, points: Sequence[Pair], role: Role = "accent") -> list[Shape]:
    """Return a sequence as textbooks draw it: a line from zero to each value, and a dot."""
    lines = (curve(axes, ((x, 0), (x, y)), Style(role, width=1.0)) for x, y in points)
    return [*(shape for line in lines for shape in line), *dots(axes, points, role)]


def guide(axes: Axes, start: Pair, end: Pair, role: Role = "muted") -> list[Shape]:
    """Return a dashed line between two points."""
    return curve(axes, (start, end), Style(role, width=0.5, dashed=True))


def area(
    axes: Axes, corners: Iterable[Pair], role: Role = "soft", edge: Role | None = None
) -> list[Shape]:
    """Return a filled polygon, cut off where the plot ends."""
    shown = within([axes.at(x, y) for x, y in corners], _window(axes))
    return [Path(tuple(shown), Style(edge, role, 0.5), closed=True)] if len(shown) > 2 else []


def note(
    axes: Axes, x: Real, y: Real, words: str, anchor: Anchor = "right", role: Role = "ink"
) -> list[Shape]:
    """Return words beside a point."""
    return [Label(axes.at(x, y), words, anchor, _SIZE, role)]


def plot(axes: Axes, *layers: Iterable[Shape]) -> Drawing:
    r"""Return a drawing of the axes with layers of shapes, the first at the back.

    >>> axes = Axes(x=(-2, 2), y=(0, 4), width=60, height=40, x_label="$x$", y_label="$x^2$")
    >>> drawing = plot(axes, graph(axes, lambda x: x**2), dots(axes, [(1, 1)]))
    >>> round(drawing.width), round(drawing.height)
    (69, 52)
    """
    left, bottom = axes.corner
    right = max(text_width(axes.x_label, 9.0) + 3.0, _half_tick(axes))
    top = _ABOVE if axes.y_label else 2.0
    shapes = [*(shape for layer in layers for shape in layer)]
    size = left + axes.width + right, bottom + axes.field + top
    return Drawing(*size, (*_areas(shapes), *_scales(axes), *_others(shapes)))


def _half_tick(axes: Axes) -> float:
    return max((text_width(label, _SIZE) / 2 for _, label in axes.scale_x[-1:]), default=1.0) + 0.5


def _areas(shapes: list[Shape]) -> list[Shape]:
    return [shape for shape in shapes if isinstance(shape, Path) and shape.closed]


def _others(shapes: list[Shape]) -> list[Shape]:
    return [shape for shape in shapes if not (isinstance(shape, Path) and shape.closed)]


def _scales(axes: Axes) -> list[Shape]:
    (left, bottom), thin = axes.corner, Style("muted", width=0.4)
    right, top = left + axes.width, bottom + axes.field
    shapes: list[Shape] = [Path(((left, top), (left, bottom), (right, bottom)), Style(width=0.6))]
    if axes.zero_lines and axes.x[0] < 0 < axes.x[1]:
        shapes += curve(axes, ((0, axes.y[0]), (0, axes.y[1])), thin)
    if axes.zero_lines and axes.y[0] < 0 < axes.y[1]:
        shapes += curve(axes, ((axes.x[0], 0), (axes.x[1], 0)), thin)
    for value, label in axes.scale_x:
        x, _ = axes.at(value, axes.y[0])
        shapes.append(Path(((x, bottom), (x, bottom - _TICK)), Style(width=0.6)))
        shapes.append(Label((x, bottom - _TICK), label, "below", _SIZE))
    for value, label in axes.scale_y:
        _, y = axes.at(axes.x[0], value)
        shapes.append(Path(((left, y), (left - _TICK, y)), Style(width=0.6)))
        shapes.append(Label((left - _TICK, y), label, "left", _SIZE))
    shapes += [Label((right, bottom), axes.x_label, "right")] if axes.x_label else []
    named = Label((left - _TICK, top + 3.0), axes.y_label, "right")
    return [*shapes, named] if axes.y_label else shapes


def _window(axes: Axes) -> Window:
    return axes.at(axes.x[0], axes.y[0]), axes.at(axes.x[1], axes.y[1])


def _inside(axes: Axes, x: Real, y: Real) -> bool:
    return axes.x[0] <= x <= axes.x[1] and axes.y[0] <= y <= axes.y[1]
