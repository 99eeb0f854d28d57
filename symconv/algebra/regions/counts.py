r"""The three numbers that are all called "number of linear regions", each by its own name.

*Defines* `RegionCounts` and `counts`.

- *activation regions*: full-dimensional sets with one activation pattern;
- *connected linear regions*: activation regions of equal affine maps, joined across facets;
- *distinct affine maps*: different (W, b).

They differ in practice, in this order from large to small. Two regions share a facet when their
facets on one hyperplane, seen from opposite sides, overlap in more than an edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from symconv.algebra.regions.cone import Cone, Row, negative, primitive, split, whole
from symconv.algebra.regions.region import Region


@dataclass(frozen=True)
class RegionCounts:
    """The three counts of one network over one domain."""

    activation_regions: int
    connected_linear_regions: int
    distinct_affine_maps: int


def counts(regions: Iterable[Region]) -> RegionCounts:
    """Count the activation regions of a network, given all of them.

    >>> from symconv.algebra.regions.enumerate import enumerate_regions
    >>> from symconv.algebra.regions.network import DenseLayer, PiecewiseNetwork
    >>> hat = PiecewiseNetwork((  # relu(x) - relu(x - 1) is constant left of 0 and right of 1
    ...     DenseLayer.of([[1], [1], [0]], [0, -1, -1], "relu"), DenseLayer.of([[1, -1, 1]])))
    >>> counts(enumerate_regions(hat))
    RegionCounts(activation_regions=3, connected_linear_regions=3, distinct_affine_maps=3)
    """
    by_map: dict[object, list[Region]] = defaultdict(list)
    total = 0
    for region in regions:
        by_map[region.map_key].append(region)
        total += 1
    connected = sum(_components(same) for same in by_map.values())
    return RegionCounts(total, connected, len(by_map))


def _components(regions: list[Region]) -> int:
    """Return how many facet-connected parts the regions form."""
    root = list(range(len(regions)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j, row in _opposite(regions):
        if find(i) != find(j) and shares_facet(regions[i], regions[j], row):
            root[find(i)] = find(j)
    return sum(i == r for i, r in enumerate(root))


def _opposite(regions: list[Region]) -> Iterator[tuple[int, int, Row]]:
    """Yield pairs with a facet on one hyperplane, the first on its non-negative side."""
    sides: dict[Row, list[int]] = defaultdict(list)
    for i, region in enumerate(regions):
        for row in region.rows:
            sides[row].append(i)
    for row, above in sides.items():
        opposite = negative(row)
        if row > opposite and opposite in sides:
            for i, j in product(above, sides[opposite]):
                yield i, j, row


def shares_facet(one: Region, other: Region, row: Row) -> bool:
    """Whether the facets of two regions on the hyperplane ``row`` overlap in full dimension.

    >>> left, right = (Region((), rows, (), 1, ()) for rows in
    ...     (((1, 0, 0), (0, 1, 0)), ((-1, 0, 0), (0, -1, 1))))
    >>> shares_facet(left, right, (1, 0, 0))  # 0 <= y <= 1 on the line x = 0
    True
    """
    pivot = next(i for i, v in enumerate(row) if v)
    cell: Cone | None = whole(len(row) - 2)
    for other_row in (*one.rows, *other.rows):
        reduced = _on_hyperplane(other_row, row, pivot)
        if any(reduced):
            assert cell is not None
            cell = split(cell, primitive(reduced))[1]
            if cell is None:
                return False
    return True


def _on_hyperplane(row: Row, plane: Row, pivot: int) -> list[int]:
    """Return a row on the hyperplane, in the coordinates that are left without the pivot's."""
    lead = plane[pivot]
    sign = 1 if lead > 0 else -1
    return [
        sign * (lead * v - row[pivot] * h)
        for k, (v, h) in enumerate(zip(row, plane, strict=True))
        if k != pivot
    ]
