"""Drawings of regions show every region once, and tell maps apart."""

from __future__ import annotations

import pytest

from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.errors import ShapeError
from symconv.latex.drawing import Circle, Drawing, Label, Path, svg, tikz
from symconv.theorems.figures.regions_1d import pieces_figure
from symconv.theorems.figures.regions_2d import regions_figure

FOLD = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),))
# |x + y| + |x - y| = 2 max(|x|, |y|), and the axes as cuts that change nothing
ROOF = PiecewiseNetwork(
    (
        DenseLayer.of([[1, 1], [1, -1], [1, 0], [0, 1]], activation="abs"),
        DenseLayer.of([[1, 1, 0, 0]]),
    )
)
# 0, then x, then 2 - x, then 0 again
HAT = PiecewiseNetwork(
    (DenseLayer.of([[1], [1], [1]], [0, -1, -2], "relu"), DenseLayer.of([[1, -2, 1]]))
)
SQUARE = [(-1, 1), (-1, 1)]


def fields(drawing: Drawing) -> list[Path]:
    return [s for s in drawing.shapes if isinstance(s, Path) and s.closed]


def numbers(drawing: Drawing) -> list[str]:
    labels = [s for s in drawing.shapes if isinstance(s, Label)]
    return sorted(s.text for s in labels if s.size == 7.0)


def area(path: Path) -> float:
    points = path.points
    return (
        abs(
            sum(
                a[0] * b[1] - a[1] * b[0]
                for a, b in zip(points, points[1:] + points[:1], strict=True)
            )
        )
        / 2
    )


def test_every_region_is_a_field_and_they_fill_the_box() -> None:
    figure = regions_figure(FOLD, [(0, 1), (0, 1)], width=60)
    found = fields(figure.drawing)
    assert len(found) == 4
    assert sum(map(area, found)) == pytest.approx(60 * 60)
    assert len({path.style.fill for path in found}) >= 2
    assert numbers(figure.drawing) == ["$1$", "$2$", "$3$", "$4$"]
    assert figure.caption.startswith("4 activation regions, 4 connected linear regions, 4 distinct")


def test_borders_within_one_map_are_dashed() -> None:
    figure = regions_figure(ROOF, SQUARE)
    lines = [s for s in figure.drawing.shapes if isinstance(s, Path) and not s.closed]
    dashed = [s for s in lines if s.style.dashed]
    assert len(fields(figure.drawing)) == 8
    assert len(dashed) == 4  # the half axes
    solid = [s for s in lines if not s.style.dashed and s.style.width == 0.5]
    assert len(solid) == 4 + 8  # the half diagonals, and the border of the box in eight parts
    assert len({path.style.fill for path in fields(figure.drawing)}) == 2
    assert numbers(figure.drawing) == ["$1$", "$2$", "$3$", "$4$"]
    assert "8 activation regions, 4 connected linear regions, 4 distinct" in figure.caption


def test_a_border_has_different_hues_on_its_sides() -> None:
    figure = regions_figure(ROOF, SQUARE)
    by_edge: dict[frozenset[object], list[object]] = {}
    for path in fields(figure.drawing):
        for edge in zip(path.points, path.points[1:] + path.points[:1], strict=True):
            rounded = frozenset((round(x, 6), round(y, 6)) for x, y in edge)
            by_edge.setdefault(rounded, []).append(path.style.fill)
    pairs = [hues for hues in by_edge.values() if len(hues) == 2]
    assert len(pairs) == 8
    assert sum(one != other for one, other in pairs) == 4


def test_the_graph_of_a_hat() -> None:
    figure = pieces_figure(HAT, -1, 3, width=80)
    strips = fields(figure.drawing)
    assert [path.style.fill for path in strips] == ["hue1", "hue2", "hue3", "hue1"]
    marks = [s for s in figure.drawing.shapes if isinstance(s, Circle)]
    assert len(marks) == 3
    assert marks[1].center[0] - marks[0].center[0] == pytest.approx(20)
    assert figure.caption.startswith("4 straight pieces with 3 distinct affine maps")
    assert figure.alternative.endswith("x = 0, 1, 2.")


def test_two_outputs_are_two_lines() -> None:
    net = PiecewiseNetwork((DenseLayer.of([[1], [0]], [0, 5], "abs"),))
    figure = pieces_figure(net, -2, 2)
    bold = [s for s in figure.drawing.shapes if isinstance(s, Path) and s.style.width == 1.0]
    assert {path.style.stroke for path in bold} == {"accent", "second"}


def test_both_writers_take_them() -> None:
    for figure in (regions_figure(ROOF, SQUARE), pieces_figure(HAT, -1, 3)):
        assert svg.write(figure.drawing, figure.alternative).startswith("<svg")
        assert "tikzpicture" in tikz.write(figure.drawing)


def test_dimensions_must_fit() -> None:
    with pytest.raises(ShapeError, match="a box of 2 intervals for 1 inputs"):
        regions_figure(HAT, SQUARE)
    with pytest.raises(ShapeError, match="2 inputs"):
        pieces_figure(ROOF, -1, 1)
    three = PiecewiseNetwork((DenseLayer.of([[1, 1, 1]], activation="abs"),))
    with pytest.raises(ShapeError, match="no corners in order"):
        regions_figure(three, [(0, 1)] * 3)
