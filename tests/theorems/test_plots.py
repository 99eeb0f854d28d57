"""Plots put values where their scales say, and nothing outside their ranges."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest

from symconv.latex.drawing import Circle, Label, Path
from symconv.theorems.figures.axes import Axes, area, curve, dots, graph, guide, note, plot, stems
from symconv.theorems.figures.clip import pieces, within
from symconv.theorems.figures.ticks import round_ticks

BOX = ((0.0, 0.0), (1.0, 1.0))
AXES = Axes(x=(-2, 2), y=(0, 4), width=60, height=40, x_label="$x$", y_label="$x^2$")


def test_scales_are_linear_between_the_corners() -> None:
    left, bottom = AXES.at(-2, 0)
    right, top = AXES.at(2, 4)
    assert (right - left, top - bottom) == pytest.approx((60, 40))
    assert AXES.at(Fraction(1, 2), 1) == pytest.approx((left + 37.5, bottom + 10))


def test_without_a_height_both_axes_have_one_scale() -> None:
    axes = Axes(x=(0, 10), y=(-1, 1), width=50)
    (x0, y0), (x1, y1) = axes.at(0, 0), axes.at(1, 1)
    assert x1 - x0 == pytest.approx(y1 - y0) == pytest.approx(5)


@pytest.mark.parametrize("given", [(1, 1), (2, 1)])
def test_an_empty_range_is_an_error(given: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"not {given[0]} to {given[1]}"):
        Axes(x=given, y=(0, 1))


@pytest.mark.parametrize(
    ("low", "high", "about", "labels"),
    [
        (0, 10, 6, "0 2 4 6 8 10"),
        (-1, 1, 5, "-1 -0.5 0 0.5 1"),
        (0, 0.45, 6, "0 0.1 0.2 0.3 0.4"),
        (Fraction(1, 3), 2, 6, "0.5 1 1.5 2"),
        (-700, 1300, 6, "-500 0 500 1000"),
        (0, 1e-3, 3, "0 0.0005 0.001"),
    ],
)
def test_ticks_are_round_numbers(low: float, high: float, about: int, labels: str) -> None:
    ticks = round_ticks(low, high, about)
    assert [label for _, label in ticks] == [f"${label}$" for label in labels.split()]
    assert [value for value, _ in ticks] == pytest.approx([float(t) for t in labels.split()])


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ([(0.2, 0.2), (0.8, 0.9)], [[(0.2, 0.2), (0.8, 0.9)]]),
        ([(-1.0, 0.5), (2.0, 0.5)], [[(0.0, 0.5), (1.0, 0.5)]]),
        ([(0.5, -1.0), (0.5, 0.5), (0.75, 3.0)], [[(0.5, 0.0), (0.5, 0.5), (0.55, 1.0)]]),
        ([(0.5, 0.5), (0.5, 2.0), (0.25, 2.0), (0.25, 0.5)],
         [[(0.5, 0.5), (0.5, 1.0)], [(0.25, 1.0), (0.25, 0.5)]]),
        ([(2.0, 0.0), (2.0, 1.0)], []),
        ([(-1.0, 0.5), (0.5, 2.0)], []),
        ([(1.0, 1.0), (2.0, 2.0)], []),
    ],
)  # fmt: skip
def test_curves_are_cut_at_the_edge(points: list, shown: list) -> None:
    found = pieces(points, BOX)
    assert len(found) == len(shown)
    for piece, expected in zip(found, shown, strict=True):
        assert [c for p in piece for c in p] == pytest.approx([c for p in expected for c in p])


def size_of(polygon: list) -> float:
    """The area of a polygon, by the shoelace formula."""
    return abs(sum(a * d - b * c for (a, b), (c, d) in pairwise([*polygon, *polygon[:1]]))) / 2


def test_areas_are_cut_at_the_edge() -> None:
    """Against counting random points of the box that lie in a random triangle."""
    dice = random.Random(3)
    for _ in range(20):
        triangle = [(dice.uniform(-1, 2), dice.uniform(-1, 2)) for _ in range(3)]
        shown = within(triangle, BOX)
        assert all(-1e-9 <= c <= 1 + 1e-9 for point in shown for c in point)
        sides = [*pairwise([*triangle, triangle[0]])]
        grid = [((i + 0.5) / 100, (j + 0.5) / 100) for i in range(100) for j in range(100)]
        turns = (
            [(c - a) * (y - b) - (d - b) * (x - a) > 0 for (a, b), (c, d) in sides] for x, y in grid
        )
        counted = sum(all(t) or not any(t) for t in turns) / len(grid)
        assert size_of(shown) == pytest.approx(counted, abs=0.03)


def test_a_graph_passes_through_its_points() -> None:
    (path,) = graph(AXES, lambda x: x * x)
    assert isinstance(path, Path)
    for x in (-2, -1, 0, 1, 2):
        assert (
            min(
                abs(a - AXES.at(x, x * x)[0]) + abs(b - AXES.at(x, x * x)[1])
                for a, b in path.points
            )
            < 1e-9
        )


def test_stems_rise_from_zero_and_end_in_a_dot() -> None:
    line, dot = stems(AXES, [(1, 3)])
    assert line.points == (AXES.at(1, 0), AXES.at(1, 3))  # type: ignore[union-attr]
    assert isinstance(dot, Circle)
    assert dot.center == AXES.at(1, 3)
    assert [type(shape) for shape in stems(AXES, [(0, 0)])] == [Circle]
    assert dots(AXES, [(0, 5), (9, 1)]) == []


def test_a_plot_has_its_scales_over_areas_and_under_curves() -> None:
    layers = (
        graph(AXES, lambda x: x * x),
        area(AXES, [(-1, 0), (1, 0), (0, 9)]),
        guide(AXES, (1, 0), (1, 1)),
        note(AXES, 1, 1, "here"),
    )
    drawing = plot(AXES, *layers)
    first, last = drawing.shapes[0], drawing.shapes[-1]
    assert isinstance(first, Path)
    assert first.closed
    assert isinstance(last, Label)
    words = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    assert words == "$-2$ $-1$ $0$ $1$ $2$ $0$ $1$ $2$ $3$ $4$ $x$ $x^2$ here".split()
    points = [p for shape in drawing.shapes if isinstance(shape, Path) for p in shape.points]
    points += [shape.at for shape in drawing.shapes if isinstance(shape, Label)]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)


def test_ticks_may_be_given() -> None:
    axes = Axes(x=(0, 1), y=(0, 1), x_ticks=((0.5, r"$\frac{1}{2}$"),), y_ticks=())
    words = [shape.text for shape in plot(axes).shapes if isinstance(shape, Label)]
    assert words == [r"$\frac{1}{2}$"]
    assert curve(axes, [(0, 0), (1, 1)])
