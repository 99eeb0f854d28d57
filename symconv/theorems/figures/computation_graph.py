r"""Computation graphs: a box per node, an arrow per input, values above and gradients below.

*Defines* `GraphNode`, `computation_graph` and `graph_figure`. What is known only when it is
computed stands outside the box: the value of the forward pass above it, the gradient of the
backward pass below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from symconv.latex.drawing import Drawing, Figure, Label, Path, Point, Shape, Style
from symconv.latex.drawing.measure import text_width
from symconv.theorems.figures.layered import Item, Passing, layered, route

SIZE, SMALL = 9.0, 8.0
LINE, BOX, PAD = 3.9, 7.0, 2.0
GAP, BETWEEN, PASS = 11.0, 4.0, 2.0
HEAD, MARGIN = 2.5, 1.5


@dataclass(frozen=True)
class GraphNode:
    r"""A node: its name, what stands in its box, the names of its inputs, values and gradients.

    ``label`` and the lines of ``forward`` and ``backward`` are words with mathematics between
    dollar signs. ``words`` says the label in plain words, for those who cannot see the picture.
    """

    name: str
    label: str
    inputs: tuple[str, ...] = ()
    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    words: str = ""

    @property
    def box(self) -> float:
        """The width of the box in millimetres."""
        return max(BOX, text_width(self.label, SIZE) + 2 * PAD)

    @property
    def width(self) -> float:
        """The width of the box and of the lines above and below it."""
        lines = [text_width(line, SMALL) for line in (*self.forward, *self.backward)]
        return max([self.box, *lines])

    @property
    def height(self) -> float:
        """The height of the box and of the lines above and below it."""
        return BOX + LINE * (len(self.forward) + len(self.backward))


def computation_graph(nodes: Sequence[GraphNode]) -> Drawing:
    r"""Return the drawing of a graph, from left to right; no two of its parts overlap.

    Raises ValueError for an input that is no node, and for a circle.

    >>> nodes = [GraphNode("x", "$x$"), GraphNode("f", "$f = x^2$", ("x",))]
    >>> len([s for s in computation_graph(nodes).shapes if isinstance(s, Label)])
    2
    """
    plan = _Plan(nodes)
    shapes: list[Shape] = []
    for node in nodes:
        for port, source in plan.ports(node):
            shapes.append(Path(plan.line(source, node.name, port), Style("ink"), arrow=True))
    for node in nodes:
        shapes += _box(node, plan.centers[node.name])
    return Drawing(plan.width, plan.height, tuple(shapes))


def graph_figure(nodes: Sequence[GraphNode], *, caption: str = "The computation graph.") -> Figure:
    """Return the drawing with its caption and a text that lists the edges."""
    sentences = ["A computation graph."]
    said = {n.name: n.words or n.name for n in nodes}
    for node in nodes:
        if node.inputs:
            sources = ", ".join(dict.fromkeys(said[i] for i in node.inputs))
            sentences.append(f"{said[node.name]} is computed from {sources}.")
    return Figure(computation_graph(nodes), caption=caption, alternative=" ".join(sentences))


class _Plan:
    """Where everything stands: columns of a width each, items of a height each."""

    def __init__(self, nodes: Sequence[GraphNode]) -> None:
        self.nodes = {n.name: n for n in nodes}
        self.columns = layered({n.name: n.inputs for n in nodes})
        self.column = {item: at for at, items in enumerate(self.columns) for item in items}
        widths = [max(map(self._width, items)) for items in self.columns]
        heights = [self._stack(items) for items in self.columns]
        self.height = max(heights, default=0.0) + 2 * MARGIN
        self.centers: dict[Item, Point] = {}
        self.sides: list[tuple[float, float]] = []
        left = MARGIN
        for items, width, height in zip(self.columns, widths, heights, strict=True):
            self.sides.append((left, left + width))
            self._place(items, left + width / 2, (self.height + height) / 2)
            left += width + GAP
        self.width = max(left - GAP, MARGIN) + MARGIN

    def ports(self, node: GraphNode) -> list[tuple[float, str]]:
        """Return the height at which each input enters a box, in the order of their heights."""
        _, y = self.centers[node.name]
        sources = list(dict.fromkeys(node.inputs))
        names = {n: at for at, n in enumerate(self.nodes)}
        column = {n: self.column[n] for n in names}

        def comes_from(source: str) -> float:
            return -self.centers[route(column, source, node.name)[-2]][1]

        sources.sort(key=lambda s: (comes_from(s), names[s]))
        step = BOX * 0.6 / max(len(sources) - 1, 1)
        top = y + step * (len(sources) - 1) / 2
        return [(top - step * n, source) for n, source in enumerate(sources)]

    def line(self, source: str, target: str, port: float) -> tuple[Point, ...]:
        """Return the points of an edge: level within columns, slanted only between them."""
        column = {n: self.column[n] for n in self.nodes}
        chain = route(column, source, target)
        x, y = self.centers[source]
        points: list[Point] = [(x + self.nodes[source].box / 2, y)]
        for one, other in pairwise(chain):
            end = port if other == target else self.centers[other][1]
            points.append((self.sides[self.column[one]][1], points[-1][1]))
            points.append((self.sides[self.column[other]][0] - HEAD, end))
        points.append((self.centers[target][0] - self.nodes[target].box / 2, port))
        return tuple(dict.fromkeys((round(x, 2), round(y, 2)) for x, y in points))

    def _width(self, item: Item) -> float:
        return 0.0 if isinstance(item, Passing) else self.nodes[item].width

    def _height(self, item: Item) -> float:
        return PASS if isinstance(item, Passing) else self.nodes[item].height

    def _stack(self, items: Sequence[Item]) -> float:
        return sum(map(self._height, items)) + BETWEEN * (len(items) - 1)

    def _place(self, items: Sequence[Item], x: float, top: float) -> None:
        """Stack items downwards; the center of a node is that of its box."""
        for item in items:
            above = 0.0 if isinstance(item, Passing) else LINE * len(self.nodes[item].forward)
            box = PASS if isinstance(item, Passing) else BOX
            self.centers[item] = (x, top - above - box / 2)
            top -= self._height(item) + BETWEEN


def _box(node: GraphNode, center: Point) -> list[Shape]:
    x, y = center
    w, h = node.box / 2, BOX / 2
    corners = ((x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h))
    fill = Style("ink", "softer") if node.inputs else Style("ink", "page")
    shapes: list[Shape] = [
        Path(corners, fill, closed=True),
        Label(center, node.label, size=SIZE),
    ]
    for n, line in enumerate(reversed(node.forward)):
        shapes.append(Label((x, y + h + LINE * (n + 0.5)), line, size=SMALL, role="accent"))
    for n, line in enumerate(node.backward):
        shapes.append(Label((x, y - h - LINE * (n + 0.5)), line, size=SMALL, role="second"))
    return shapes
