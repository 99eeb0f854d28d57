r"""The closure certificate of one region: why its facets are all its facets.

*Defines* `constraints`, every inequality that a pattern means, and `closure_entry`.

*Method.* Minimise a redundant constraint over the region; the minimum m is taken at a vertex, and
by linear programming duality the constraint minus m is a non-negative combination of the facets
through that vertex. The combination is written down with integers, so that checking it is one
multiplication.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Any

from flint import fmpz_mat

from symconv.algebra.regions.activation import AnyActivation, Maxout
from symconv.algebra.regions.cone import Cone, Row, dot, negative, primitive, split, whole
from symconv.algebra.regions.layer_map import LayerMap, activated
from symconv.algebra.regions.network import PiecewiseNetwork
from symconv.algebra.regions.region import Box, Region
from symconv.algebra.simplex import feasible


def closure_entry(net: PiecewiseNetwork, region: Region, box: Box | None) -> dict[str, Any]:
    """Return what the certificate says of one region."""
    cell: Cone | None = whole(net.in_size)
    for row in region.rows:
        assert cell is not None
        cell = split(cell, row)[1]
    assert cell is not None  # the rows of a region have inner points
    others = dict.fromkeys(row for row in constraints(net, region, box) if row not in region.rows)
    return {
        "pattern": region.pattern,
        "witness": region.inside,
        "facets": [{"row": row, "point": _inside_facet(cell, row)} for row in region.rows],
        "implied": [_implied(cell, region.rows, row) for row in others],
    }


def constraints(net: PiecewiseNetwork, region: Region, box: Box | None) -> Iterator[Row]:
    """Yield the rows c, without common factor, that are not negative on the region."""
    h = LayerMap.identity(net.in_size)
    for layer, symbols in zip(net.layers, region.pattern, strict=True):
        weights, scale = layer.integers()
        h = h.through(fmpz_mat(weights), scale)
        for row in _layer_constraints(layer.activation, h, symbols):
            if any(row[:-1]):
                yield primitive(row)
        h = activated(layer.activation, h, symbols)
    for i, (low, high) in enumerate(box or ()):
        wall = [0] * (net.in_size + 1)
        wall[i], wall[-1] = low.denominator, -low.numerator
        yield tuple(wall)
        wall[i], wall[-1] = -high.denominator, high.numerator
        yield tuple(wall)


def _layer_constraints(
    activation: AnyActivation, h: LayerMap, symbols: tuple[int, ...]
) -> Iterator[Row]:
    rows = [tuple(int(v) for v in row) for row in h.rows]
    if isinstance(activation, Maxout):
        for unit, symbol in enumerate(symbols):
            group = rows[unit * activation.size : (unit + 1) * activation.size]
            for other in group:
                yield tuple(a - b for a, b in zip(group[symbol], other, strict=True))
        return
    for row, symbol in zip(rows, symbols, strict=False):
        if symbol > 0:
            yield _at(row, activation.breakpoints[symbol - 1], h.denominator)
        if 0 <= symbol < len(activation.breakpoints):
            yield negative(_at(row, activation.breakpoints[symbol], h.denominator))


def _at(row: Row, t: Fraction, denominator: int) -> Row:
    """Return the row that vanishes where the pre-activation row / denominator is t."""
    return (*(t.denominator * v for v in row[:-1]),
            t.denominator * row[-1] - t.numerator * denominator)  # fmt: skip


def _inside_facet(cell: Cone, row: Row) -> Row:
    """Return a point (x, w) strictly inside the facet: the sum of its generators."""
    on = [ray for ray, _ in cell.rays if not dot(row, ray)]
    return primitive([sum(column) for column in zip(*on, strict=True)])


def _implied(cell: Cone, facets: tuple[Row, ...], row: Row) -> dict[str, Any]:
    """Return integers with scale * row = sum of weights * facets + slack, none negative."""
    vertices = [ray for ray, _ in cell.rays if ray[-1] > 0]
    lowest = min(vertices, key=lambda v: Fraction(dot(row, v), v[-1]))
    slack = Fraction(dot(row, lowest), lowest[-1])
    tight = [k for k, facet in enumerate(facets) if not dot(facet, lowest)]
    found = _weights([facets[k][:-1] for k in tight], row[:-1])
    scale = lcm(slack.denominator, *(v.denominator for v in found))
    return {
        "row": row,
        "scale": scale,
        "by": [[k, int(v * scale)] for k, v in zip(tight, found, strict=True) if v],
        "slack": int(slack * scale),
    }


def _weights(facets: list[Row], normal: Row) -> list[Fraction]:
    """Return the non-negative weights with which the facets' normals add up to ``normal``."""
    if len(facets) == len(normal):  # a simple vertex: the normals are a basis
        try:
            columns = fmpz_mat(facets).transpose()
            solved = columns.solve(fmpz_mat([[v] for v in normal])).tolist()
            return [Fraction(int(v.p), int(v.q)) for (v,) in solved]
        except ZeroDivisionError:
            pass
    columns = [{i: Fraction(v) for i, v in enumerate(facet) if v} for facet in facets]
    found = feasible(columns, {i: Fraction(v) for i, v in enumerate(normal) if v})
    assert found is not None  # duality at a vertex where the minimum is taken
    return list(found)
