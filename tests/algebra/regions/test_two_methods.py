"""The pattern sets of the enumeration against a tree of exact feasibility questions.

The second method knows no cones: it walks over units, asks by linear programming (Gordan's
alternative, `symconv.algebra.simplex`) whether the strict inequalities so far have a point, and
computes the affine maps with Fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from symconv.algebra.regions import Activation, PiecewiseNetwork, enumerate_regions
from symconv.algebra.simplex import feasible

FAMILIES = ["ternary", "halves", "quarters", "int4", "int8", "zero bias", "generic"]
ACTIVATIONS = ["relu", "leaky(1/10)", "abs", "hardtanh"]
SIZES = {1: (1, 5, 4, 2), 2: (2, 4, 3, 2), 3: (3, 3, 3, 1), 4: (4, 3, 2, 1)}
Affine = tuple[Fraction, ...]
Pattern = tuple[tuple[int, ...], ...]


def has_point(rows: list[Affine]) -> bool:
    """Whether a.x + c > 0 for all rows (a, c): no non-trivial combination is 0.x + c <= 0."""
    columns = [dict(enumerate((*row, Fraction(1)))) for row in rows]
    n = len(rows[0]) - 1
    slack = {n: Fraction(1)}
    return feasible([*columns, slack], {n + 1: Fraction(1)}) is None


def strict(row: Affine) -> bool | None:
    """Whether a constant row is positive; None for one that is not constant."""
    return row[-1] > 0 if not any(row[:-1]) else None


def patterns(net: PiecewiseNetwork, box: int | None) -> set[Pattern]:
    n = net.in_size
    unit = [tuple(Fraction(int(i == j)) for j in range(n + 1)) for i in range(n)]
    walls = [(*(s * v for v in row[:-1]), Fraction(box)) for row in unit for s in (1, -1) if box]
    return set(behind(net, 0, walls, unit, ()))


def behind(
    net: PiecewiseNetwork, level: int, rows: list[Affine], h: list[Affine], before: Pattern
) -> Iterator[Pattern]:
    if level == len(net.layers):
        yield before
        return
    layer = net.layers[level]
    z = []
    for weights, bias in zip(layer.weight, layer.bias, strict=True):
        row = [sum(w * r[k] for w, r in zip(weights, h, strict=True)) for k in range(len(h[0]))]
        row[-1] += bias
        z.append(tuple(row))
    assert isinstance(layer.activation, Activation)
    if not layer.activation.breakpoints:
        yield from behind(net, level + 1, rows, z, (*before, ()))
        return
    for symbols, more in choices(layer.activation, z, rows):
        pieces = [layer.activation.pieces[s if s >= 0 else -1 - s] for s in symbols]
        new = [
            (*(a * v for v in row[:-1]), a * row[-1] + c)
            for row, (a, c) in zip(z, pieces, strict=True)
        ]
        yield from behind(net, level + 1, more, new, (*before, symbols))


def choices(
    activation: Activation, z: list[Affine], rows: list[Affine]
) -> Iterator[tuple[tuple[int, ...], list[Affine]]]:
    if not z:
        yield (), rows
        return
    first, *rest = z
    cuts = [(*first[:-1], first[-1] - t) for t in activation.breakpoints]
    tied = [-1 - j for j, cut in enumerate(cuts) if not any(cut)]
    for symbol in tied or range(len(cuts) + 1):
        needed = [] if tied else [
            *([cuts[symbol - 1]] if symbol else []),
            *([tuple(-v for v in cuts[symbol])] if symbol < len(cuts) else []),
        ]  # fmt: skip
        if False in map(strict, needed):
            continue
        more = [*rows, *(row for row in needed if strict(row) is None)]
        if len(more) == len(rows) or has_point(more):
            for symbols, deeper in choices(activation, rest, more):
                yield (symbol, *symbols), deeper


def assert_both_methods_agree(net: PiecewiseNetwork, box: int | None) -> int:
    bounds = None if box is None else [(-box, box)] * net.in_size
    regions = enumerate_regions(net, bounds)
    assert {region.pattern for region in regions} == patterns(net, box)
    assert len({region.pattern for region in regions}) == len(regions)
    for region in regions:
        x = region.interior_point
        assert net(x) == region.value(x)
        assert region.contains(x)
    return len(regions)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_degenerate_and_a_generic_network(
    network: Callable[..., PiecewiseNetwork], n: int, activation: str
) -> None:
    for family, box in (("ternary", None), ("generic", 3)):
        net = network(n, SIZES[n], family, activation)
        assert assert_both_methods_agree(net, box) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_two_hundred_networks(
    network: Callable[..., PiecewiseNetwork], family: str, activation: str
) -> None:
    """8 networks for each of the 28 kinds, two per dimension, over a box and all of R^n: 224."""
    total = 0
    for n in (1, 2, 3, 4):
        for seed, box in ((100 + n, None), (200 + n, 3)):
            total += assert_both_methods_agree(network(seed, SIZES[n], family, activation), box)
    assert total > 50


def test_the_second_method_can_say_no() -> None:
    one, zero = Fraction(1), Fraction(0)
    assert has_point([(one, zero), (-one, one)])  # 0 < x < 1
    assert not has_point([(one, zero), (-one, zero)])  # 0 < x < 0
    assert not has_point([(one, zero), (-one, -one)])  # 0 < x < -1
