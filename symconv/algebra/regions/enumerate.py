r"""All activation regions of a network, exactly: depth first, so that they stream.

*Defines* `Task`, `tasks`, `task_regions`, `iter_regions`, `enumerate_regions` and `as_box`.

A node of the tree is a cell within a layer with the units that still cut it. Nothing is refused:
tied, coincident, concurrent and dead units all have their symbol. Memory holds one path of the
tree. A *task* is a node near the root; tasks can be done in any order, and their regions are
disjoint, which is what a progress bar and a resumed run need.
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
class Task:
    """A part of the domain: the symbols of the units of ``first`` that have cut it so far."""

    cell: Cone
    symbols: tuple[int, ...]
    first: Screened


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
    for task in tasks(net, box, at_least=1):
        yield from task_regions(net, task)


def tasks(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None, *, at_least: int
) -> tuple[Task, ...]:
    """Return tasks whose regions are all regions: ``at_least`` many if the first layer cuts so.

    The order depends on the network and the box alone.
    """
    bounds = as_box(box, net.in_size)
    start = cone.whole(net.in_size) if bounds is None else cone.box(bounds)
    weights, scale = net.layers[0].integers()
    entering = LayerMap.identity(net.in_size).through(fmpz_mat(weights), scale)
    first = screen(net.layers[0], entering, start)
    found = [Task(start, (), first)]
    for crossing in first.cuts:
        if len(found) >= at_least:
            break
        found = [
            Task(part, (*task.symbols, symbol), first)
            for task in found
            for part, symbol in cut(task.cell, crossing)
        ]
    return tuple(found)


def task_regions(net: PiecewiseNetwork, task: Task) -> Iterator[Region]:
    """Yield the regions of one task."""
    integers = (layer.integers() for layer in net.layers)
    tree = _Tree(net, tuple((fmpz_mat(rows), scale) for rows, scale in integers))
    return tree.parts(0, task.first, task.cell, task.symbols, ())


@dataclass(frozen=True)
class _Tree:
    """The network with the integer matrices [W | b] of its layers and their denominators."""

    net: PiecewiseNetwork
    scaled: tuple[tuple[Any, int], ...]

    def parts(
        self, level: int, screened: Screened, cell: Cone, symbols: tuple[int, ...], before: Pattern
    ) -> Iterator[Region]:
        """Cut a cell by the units of a layer that are left, and go on behind each part."""
        layer = self.net.layers[level]
        stack = [(cell, symbols)]
        while stack:
            part, symbols = stack.pop()
            if len(symbols) < len(screened.cuts):
                made = cut(part, screened.cuts[len(symbols)])
                stack.extend((sub, (*symbols, symbol)) for sub, symbol in reversed(made))
                continue
            own = screened.pattern(symbols)
            behind = activated(layer.activation, screened.before, own)
            yield from self.behind(level + 1, part, (*before, own), behind)

    def behind(self, level: int, cell: Cone, pattern: Pattern, h: LayerMap) -> Iterator[Region]:
        """Go on with the next layer, or hand out the region behind the last one."""
        if level == len(self.net.layers):
            yield _region(cell, pattern, h)
            return
        screened = screen(self.net.layers[level], h.through(*self.scaled[level]), cell)
        yield from self.parts(level, screened, cell, (), pattern)


def _region(cell: Cone, pattern: Pattern, h: LayerMap) -> Region:
    numerators, denominator = h.lowest_terms()
    inside = cone.primitive(
        [sum(column) for column in zip(*(r for r, _ in cell.rays), strict=True)]
    )
    return Region(pattern, facet_rows(cell), numerators, denominator, inside)
