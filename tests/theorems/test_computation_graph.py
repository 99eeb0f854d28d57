"""Drawings of computation graphs: nothing overlaps, every edge is there, values stand outside."""

import random
from itertools import combinations

import pytest

from symconv.latex.drawing import Label, Path
from symconv.latex.drawing.measure import text_width
from symconv.theorems.figures.computation_graph import GraphNode, computation_graph, graph_figure
from symconv.theorems.figures.layered import crossings, layered


def random_graph(seed: int) -> list[GraphNode]:
    source = random.Random(seed)
    nodes: list[GraphNode] = []
    for n in range(source.randint(2, 11)):
        names = [node.name for node in nodes]
        inputs = tuple(source.sample(names, min(len(names), source.choice([0, 1, 1, 2, 3]))))
        nodes.append(
            GraphNode(
                f"v{n}",
                source.choice(["$x$", r"$\sigma^2$", r"$y = W x + b$"]),
                inputs,
                tuple(["$(0.25, -1)$"] * source.randint(0, 2)),
                tuple(["$\\frac{1}{3}$"] * source.randint(0, 2)),
            )
        )
    return nodes


def boxes(drawing):
    """The boxes as left, bottom, right, top."""
    closed = [s for s in drawing.shapes if isinstance(s, Path) and s.closed]
    return [(*s.points[0], *s.points[2]) for s in closed]


def outside(drawing):
    """The labels outside the boxes as rectangles."""
    labels = [s for s in drawing.shapes if isinstance(s, Label) and s.role != "ink"]
    return [
        (
            s.at[0] - text_width(s.text, s.size) / 2,
            s.at[1] - 1.5,
            s.at[0] + text_width(s.text, s.size) / 2,
            s.at[1] + 1.5,
        )
        for s in labels
    ]


def edges(drawing):
    return [s for s in drawing.shapes if isinstance(s, Path) and s.arrow]


def meets(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(point, box) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def along(path):
    for (x, y), (u, v) in zip(path.points, path.points[1:], strict=False):
        yield from (((x * (20 - n) + u * n) / 20, (y * (20 - n) + v * n) / 20) for n in range(21))


@pytest.mark.parametrize("seed", range(80))
def test_nothing_overlaps(seed) -> None:
    """Boxes, values and gradients are disjoint and on the canvas; edges run through none."""
    nodes = random_graph(seed)
    drawing = computation_graph(nodes)
    areas = boxes(drawing) + outside(drawing)
    assert len(areas) == len(nodes) + sum(len(n.forward) + len(n.backward) for n in nodes)
    assert not any(meets(a, b) for a, b in combinations(areas, 2))
    assert all(a[0] >= 0 and a[1] >= 0 for a in areas)
    assert all(a[2] <= drawing.width and a[3] <= drawing.height for a in areas)
    assert len(edges(drawing)) == sum(len(n.inputs) for n in nodes)
    for edge in edges(drawing):
        ends = edge.points[-2:]
        assert ends[1][0] - ends[0][0] > 2.4, "the head of an arrow needs room"
        shrunk = [(a + 0.05, b + 0.05, c - 0.05, d - 0.05) for a, b, c, d in areas]
        assert not any(inside(p, a) for p in along(edge) for a in shrunk)


@pytest.mark.parametrize("seed", range(20))
def test_edges_join_what_they_say(seed) -> None:
    """An arrow starts at the right side of its input and ends at the left side of its node."""
    nodes = random_graph(seed)
    drawing = computation_graph(nodes)
    place = dict(zip([n.name for n in nodes], boxes(drawing), strict=True))
    found = {(e.points[0], e.points[-1][0]) for e in edges(drawing)}
    for node in nodes:
        left = place[node.name][0]
        for name in node.inputs:
            _, bottom, right, top = place[name]
            assert any(
                start == pytest.approx((right, (bottom + top) / 2), abs=0.01)
                and end == pytest.approx(left, abs=0.01)
                for start, end in found
            )


def test_columns() -> None:
    """An input of the graph stands just before its first use."""
    graph = {"x": [], "b": [], "h": ["x"], "y": ["h", "b"]}
    assert [sorted(map(str, c)) for c in layered(graph)] == [["x"], ["b", "h"], ["y"]]


def test_crossings_are_undone() -> None:
    """Two parallel chains given in the wrong order are sorted."""
    graph = {"a": [], "b": [], "c": ["b"], "d": ["a"]}
    columns = layered(graph)
    assert crossings(columns, [("b", "c"), ("a", "d")]) == 0
    assert crossings((("a", "b"), ("c", "d")), [("b", "c"), ("a", "d")]) == 1


def test_an_input_that_is_no_node() -> None:
    """The message names it."""
    with pytest.raises(ValueError, match="x is an input of y, and no node"):
        computation_graph([GraphNode("y", "$y$", ("x",))])


def test_a_circle() -> None:
    """A computation cannot wait for itself."""
    with pytest.raises(ValueError, match="circle through x"):
        computation_graph([GraphNode("x", "$x$", ("y",)), GraphNode("y", "$y$", ("x",))])


def test_the_alternative_lists_the_edges() -> None:
    """Who cannot see the picture reads which node is computed from which."""
    nodes = [GraphNode("x", "$x$"), GraphNode("s", r"$\sigma^2$", ("x",), words="the variance")]
    assert graph_figure(nodes).alternative.endswith("the variance is computed from x.")


def test_gradients_stand_below_and_values_above() -> None:
    """The first line of a value is the topmost; of a gradient, the one next to the box."""
    node = GraphNode("x", "$x$", (), ("$1$", "$2$"), ("$3$", "$4$"))
    labels = [s for s in computation_graph([node]).shapes if isinstance(s, Label)]
    texts = [s.text for s in sorted(labels, key=lambda s: -s.at[1])]
    assert texts == ["$1$", "$2$", "$x$", "$3$", "$4$"]
