r"""The patterns on the far side of facets: values and slopes across them, carried forward together.

*Defines* `patterns_across`. From a point y inside the facet of the row c, walk to :math:`y -
\varepsilon c`: every value is z + ε z', and the pair (z, z') decides in this order. A pair at a
breakpoint with slope zero is a tie. All facets go through a layer in one product of integer
matrices; y is an integer vector over w, and value and slope keep one positive denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from flint import fmpz_mat

from symconv.algebra.regions.checker.reading import Layer

Row = tuple[int, ...]
Jet = tuple[int, int]
"""A value and its slope in the direction that leaves the region, over one denominator."""


def patterns_across(
    layers: Sequence[Layer], facets: Sequence[tuple[Row, Row]]
) -> list[tuple[tuple[int, ...], ...]]:
    """Return the pattern just behind each facet (row, point), against the direction of the row.

    >>> from fractions import Fraction
    >>> zero, one = Fraction(0), Fraction(1)
    >>> relu = Layer(((one,),), (zero,), (zero,), ((zero, zero), (one, zero)), 0)
    >>> patterns_across([relu], [((1, 0), (0, 1)), ((-1, 0), (0, 1))])
    [((0,),), ((1,),)]
    """
    values = [list(point) for _, point in facets]  # the last entry is the denominator
    slopes = [[*(-c for c in row[:-1]), 0] for row, _ in facets]
    patterns: list[list[tuple[int, ...]]] = [[] for _ in facets]
    for layer in layers if facets else ():
        weights = [(*w, b) for w, b in zip(layer.weight, layer.bias, strict=True)]
        scale = lcm(*(v.denominator for row in weights for v in row))
        matrix = fmpz_mat([[int(v * scale) for v in row] for row in weights]).transpose()
        z, dz = (fmpz_mat(rows) * matrix for rows in (values, slopes))
        denominators = [row[-1] * scale for row in values]
        values, slopes = [], []
        for i, jets in enumerate(map(_jets, z.tolist(), dz.tolist())):
            symbols, h, q = _activate(layer, jets, denominators[i])
            patterns[i].append(symbols)
            values.append([*(v for v, _ in h), q])
            slopes.append([*(s for _, s in h), 0])
    return [tuple(pattern) for pattern in patterns]


def _jets(values: Sequence[int], slopes: Sequence[int]) -> list[Jet]:
    return [(int(v), int(s)) for v, s in zip(values, slopes, strict=True)]


def _activate(layer: Layer, z: list[Jet], q: int) -> tuple[tuple[int, ...], list[Jet], int]:
    """Return symbols, values and slopes behind the activation, and their denominator."""
    if layer.maxout:
        groups = [z[i : i + layer.maxout] for i in range(0, len(z), layer.maxout)]
        best = [max(group) for group in groups]
        return tuple(g.index(b) for g, b in zip(groups, best, strict=True)), best, q
    scale = lcm(*(v.denominator for piece in layer.pieces for v in piece))
    pieces = [(int(a * scale), int(c * scale) * q) for a, c in layer.pieces]
    symbols = [_symbol(layer, jet, q) for jet in z] if layer.breakpoints else []
    chosen = (pieces[s if s >= 0 else -1 - s] for s in symbols or [0] * len(z))
    h = [(a * v + c, a * s) for (v, s), (a, c) in zip(z, chosen, strict=True)]
    return tuple(symbols), h, q * scale


def _symbol(layer: Layer, jet: Jet, q: int) -> int:
    value, slope = jet
    beyond = 0
    for k, t in enumerate(layer.breakpoints):
        above = value * t.denominator - t.numerator * q
        if not above and not slope:
            return -1 - k
        beyond += above > 0 or (not above and slope > 0)
    return beyond
