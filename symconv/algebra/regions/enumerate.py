r"""All activation regions of a network, exactly: depth first, so that they stream.

*Defines* `enumerate_regions`, `iter_regions`, `as_box`, and the tree behind them: `Node`, `nodes`,
`regions_below`.

A node is a cell within a layer with the units that still cut it. Nothing is refused: tied,
coincident, concurrent and dead units all have their symbol. Memory holds one path of the tree.
Nodes near the root are parts of the work that can be done in any order, which is what a progress
bar and a resumed run need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpz_mat

from symconv.algebra.regions import cone
from symconv.algebra.regions.cone import Cone
from symconv.algebra.regions.facets import facet_rows
from symconv.algebra.regions.layer_cuts import Screened, cut, screen
from symconv.algebra.regions.layer_map import LayerMap, activated
from symconv.algebra.regions.network import Number, PiecewiseNetwork, exact
from symconv.algebra.regions.region import Box, Pattern, Region
from symconv.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Node:
    """A cell within layer ``level``: ``symbols`` of the units of ``layer`` that have cut it so far.

    ``pattern`` is that of the layers before. Behind the last layer nothing cuts any more.
    """

    cell: Cone
    level: int
    layer: Screened
    symbols: tuple[int, ...]
    pattern: Pattern


def as_box(bounds: Sequence[tuple[Number, Number]] | None, n: int) -> Box | None:
    """Return the bounds as exact numbers; None stands for all of R^n.

    Raises ShapeError when there are not n intervals or one is empty.

    >>> as_box([(-1, "1/2")], 1)
    ((Fraction(-1, 1), Fraction(1, 2)),)
    """
    if bounds is None:
        return None
    made = tuple((exact(low), exact(high)) for low, high in bounds)
    if len(made) != n:
        raise ShapeError(
            f"a box of {len(made)} intervals for {n} inputs", remedy="give one per input"
        )
    for low, high in made:
        if low >= high:
            raise ShapeError(f"the interval {low}:{high} is empty", remedy="write low:high")
    return made


def enumerate_regions(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None
) -> tuple[Region, ...]:
    """Return the activation regions inside the box, or of all of R^n.

    Raises ShapeError for a box that does not fit the network.

    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> [(r.pattern, r.weight[0][0], r.bias[0]) for r in enumerate_regions(fold)]
    [(((0,),), Fraction(-2, 1), Fraction(1, 1)), (((1,),), Fraction(2, 1), Fraction(-1, 1))]
    """
    return tuple(iter_regions(net, box))


def iter_regions(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None
) -> Iterator[Region]:
    """Yield the regions one by one; memory holds one path of the tree."""
    for node in nodes(net, box, at_least=1):
        yield from regions_below(net, node)


def nodes(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None, *, at_least: int
) -> tuple[Node, ...]:
    """Return nodes below which all regions lie: ``at_least`` many, if there are so many regions.

    Their order depends on the network and the box alone.
    """
    bounds = as_box(box, net.in_size)
    cell = cone.whole(net.in_size) if bounds is None else cone.box(bounds)
    tree = _Tree.of(net)
    found = [tree.enter(cell, 0, (), LayerMap.identity(net.in_size))]
    while len(found) < at_least and not all(map(tree.is_region, found)):
        found = [
            child
            for node in found
            for child in ([node] if tree.is_region(node) else tree.children(node))
        ]
    return tuple(found)


def regions_below(net: PiecewiseNetwork, node: Node) -> Iterator[Region]:
    """Yield the regions below a node, depth first."""
    tree = _Tree.of(net)
    stack = [node]
    while stack:
        node = stack.pop()
        if tree.is_region(node):
            yield _region(node)
        else:
            stack.extend(reversed(tree.children(node)))


@dataclass(frozen=True)
class _Tree:
    """The network with the integer matrices [W | b] of its layers and their denominators."""

    net: PiecewiseNetwork
    scaled: tuple[tuple[Any, int], ...]

    @staticmethod
    def of(net: PiecewiseNetwork) -> _Tree:
        integers = (layer.integers() for layer in net.layers)
        return _Tree(net, tuple((fmpz_mat(rows), scale) for rows, scale in integers))

    def is_region(self, node: Node) -> bool:
        """Whether all layers are behind."""
        return node.level == len(self.net.layers)

    def children(self, node: Node) -> list[Node]:
        """Cut by the next unit of the layer, or go on to the layer behind it."""
        made = len(node.symbols)
        if made < len(node.layer.cuts):
            return [
                Node(part, node.level, node.layer, (*node.symbols, symbol), node.pattern)
                for part, symbol in cut(node.cell, node.layer.cuts[made])
            ]
        own = node.layer.pattern(node.symbols)
        h = activated(self.net.layers[node.level].activation, node.layer.before, own)
        return [self.enter(node.cell, node.level + 1, (*node.pattern, own), h)]

    def enter(self, cell: Cone, level: int, pattern: Pattern, h: LayerMap) -> Node:
        """Return the node of a cell that has the map ``h`` in front of a layer."""
        if level == len(self.net.layers):
            return Node(cell, level, Screened(h, (), ()), (), pattern)
        layer = screen(self.net.layers[level], h.through(*self.scaled[level]), cell)
        return Node(cell, level, layer, (), pattern)


def _region(node: Node) -> Region:
    numerators, denominator = node.layer.before.lowest_terms()
    rays = (ray for ray, _ in node.cell.rays)
    inside = cone.primitive([sum(column) for column in zip(*rays, strict=True)])
    return Region(node.pattern, facet_rows(node.cell), numerators, denominator, inside)
