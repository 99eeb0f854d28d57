"""Counts that mathematics knows: arrangements with names, folds, and published formulas."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations, product
from math import comb, factorial

import pytest

from symconv.algebra.regions import (
    DenseLayer,
    PiecewiseNetwork,
    RegionCounts,
    counts,
    enumerate_regions,
    iter_regions,
    montufar_lower,
    product_upper,
    serra_upper,
    upper_bounds,
    zaslavsky,
)
from symconv.errors import ShapeError

Maker = Callable[..., PiecewiseNetwork]


def differences(n: int, offsets: tuple[int, ...]) -> list[tuple[list[int], int]]:
    """The hyperplanes x_i - x_j = c for i < j."""
    return [
        ([int(k == i) - int(k == j) for k in range(n)], c)
        for i, j in combinations(range(n), 2)
        for c in offsets
    ]


def resonance(n: int) -> list[tuple[list[int], int]]:
    return [(list(v), 0) for v in product((0, 1), repeat=n) if any(v)]


NAMED = [
    *(("Shi", differences(n, (0, 1)), (n + 1) ** (n - 1)) for n in (2, 3, 4)),
    # n! times the Catalan number
    *(("Catalan", differences(n, (-1, 0, 1)), factorial(2 * n) // factorial(n + 1))
      for n in (2, 3, 4)),
    *(("Linial", differences(n, (1,)), count) for n, count in ((3, 7), (4, 36), (5, 246))),
    *(("braid", differences(n, (0,)), factorial(n)) for n in (2, 3, 4, 5)),
    *(("resonance", resonance(n), count) for n, count in ((1, 2), (2, 6), (3, 32), (4, 370))),
]  # fmt: skip
LARGE = [
    ("Shi", differences(5, (0, 1)), 1296),
    ("Catalan", differences(5, (-1, 0, 1)), 5040),
    ("Linial", differences(6, (1,)), 2104),
    ("braid", differences(6, (0,)), 720),
    ("resonance", resonance(5), 11292),
]


@pytest.mark.parametrize(("name", "planes", "count"), NAMED)
def test_arrangements_with_a_name(
    arrangement: Maker, name: str, planes: list[tuple[list[int], int]], count: int
) -> None:
    assert len(enumerate_regions(arrangement(planes))) == count, name


@pytest.mark.slow
@pytest.mark.parametrize(("name", "planes", "count"), LARGE)
def test_large_arrangements_with_a_name(
    arrangement: Maker, name: str, planes: list[tuple[list[int], int]], count: int
) -> None:
    assert sum(1 for _ in iter_regions(arrangement(planes))) == count, name


@pytest.mark.parametrize(("n", "m"), [(1, 9), (2, 12), (3, 8), (4, 7), (5, 7)])
def test_generic_hyperplanes_reach_zaslavskys_number(arrangement: Maker, n: int, m: int) -> None:
    draw = random.Random(n)
    planes = [
        ([draw.randint(1, 10**6) for _ in range(n)], draw.randint(1, 10**6)) for _ in range(m)
    ]
    expected = sum(comb(m, i) for i in range(n + 1))
    assert len(enumerate_regions(arrangement(planes))) == zaslavsky(m, n) == expected


def fold(d: int, depth: int) -> PiecewiseNetwork:
    """``depth`` layers x -> |2x - 1|, coordinate by coordinate."""
    layer = DenseLayer.of([[2 * (i == j) for j in range(d)] for i in range(d)], [-1] * d, "abs")
    return PiecewiseNetwork((layer,) * depth)


FOLDS = [(d, depth) for d in range(1, 13) for depth in range(1, 13) if d * depth <= 12]


@pytest.mark.parametrize(("d", "depth"), [pair for pair in FOLDS if pair[0] * pair[1] <= 6])
def test_folding_doubles_in_every_coordinate_and_layer(d: int, depth: int) -> None:
    assert len(enumerate_regions(fold(d, depth), [(0, 1)] * d)) == 2 ** (depth * d)


@pytest.mark.slow
@pytest.mark.parametrize(("d", "depth"), [pair for pair in FOLDS if pair[0] * pair[1] > 6])
def test_folding_up_to_4096_regions(d: int, depth: int) -> None:
    if d > 8:  # the cube has 2^d corners; one layer cuts all of R^d into orthants as well
        assert sum(1 for _ in iter_regions(fold(d, depth))) == 2 ** (depth * d)
    else:
        assert sum(1 for _ in iter_regions(fold(d, depth), [(0, 1)] * d)) == 2 ** (depth * d)


def test_the_three_counts_differ(network: Maker) -> None:
    net = network(35, (2, 8, 8, 1), "ternary")
    assert counts(enumerate_regions(net)) == RegionCounts(41, 36, 33)


def test_a_hat_returns_to_the_same_map() -> None:
    """max(x,0) - 2max(x-1,0) + max(x-2,0), and a unit that is not read: its cut joins again."""
    hat = PiecewiseNetwork(
        (
            DenseLayer.of([[1], [1], [1], [1]], [0, -1, -2, -5], "relu"),
            DenseLayer.of([[1, -2, 1, 0]]),
        )
    )
    assert counts(enumerate_regions(hat)) == RegionCounts(5, 4, 3)


def test_pieces_that_meet_in_a_corner_are_not_connected() -> None:
    """max(x,0)max(y,0)-like quadrants: equal maps in opposite quadrants touch in a point."""
    net = PiecewiseNetwork(
        (
            DenseLayer.of([[1, 0], [0, 1], [1, 1], [1, -1]], activation="abs"),
            DenseLayer.of([[0, 0, 1, 1]]),
        )
    )  # |x+y| + |x-y| = 2 max(|x|, |y|): four maps, each quadrant wedge cut by an axis
    assert counts(enumerate_regions(net)) == RegionCounts(8, 4, 4)
    crossing = PiecewiseNetwork(
        (DenseLayer.of([[1, 0], [0, 1]], activation="abs"), DenseLayer.of([[0, 0]]))
    )
    assert counts(enumerate_regions(crossing)) == RegionCounts(4, 1, 1)


TABLE = [
    (3, (2, 16, 16, 16, 1), 4, 718),
    (7, (3, 12, 12, 1), 2, 1567),
    (14, (5, 8, 8, 1), 2, 987),
    (4, (2, 32, 32, 32, 1), 4, 3140),
]


@pytest.mark.parametrize(("seed", "sizes", "side", "count"), TABLE)
def test_counts_that_other_tools_agree_on(
    network: Maker, seed: int, sizes: tuple[int, ...], side: int, count: int
) -> None:
    """Edge subdivision in float32 and cell enumeration by other tools gave the same numbers."""
    regions = iter_regions(network(seed, sizes), [(-side, side)] * sizes[0])
    assert sum(1 for _ in regions) == count


def test_bounds_by_hand() -> None:
    assert product_upper(1, (5,) * 10) == 6**10 == 60466176
    assert [zaslavsky(m, 2) for m in range(5)] == [1, 2, 4, 7, 11]
    # one layer: all three are Zaslavsky's number
    for n, m in ((1, 4), (2, 5), (3, 7)):
        assert montufar_lower(n, (m,)) == serra_upper(n, (m,)) == product_upper(n, (m,))
        assert zaslavsky(m, n) == product_upper(n, (m,))
    with pytest.raises(ShapeError, match="widths of at least n = 3"):
        montufar_lower(3, (2, 4))


@pytest.mark.parametrize("activation", ["relu", "abs", "leaky(1/10)"])
def test_bounds_hold_where_they_are_named(network: Maker, activation: str) -> None:
    for n in (1, 2, 3):
        net = network(n, (n, 5, 4, 1), "generic", activation)
        bounds = upper_bounds(net)
        assert len(bounds) == (2 if activation == "relu" else 1)
        assert all(len(enumerate_regions(net)) <= bound.value for bound in bounds)


def test_the_relu_bound_is_false_for_folds_and_not_named_there() -> None:
    count = len(enumerate_regions(fold(2, 2)))
    assert serra_upper(2, (2, 2)) == 11 < count == 16
    assert all(count <= bound.value for bound in upper_bounds(fold(2, 2)))
    clipped = PiecewiseNetwork((DenseLayer.of([[1]], activation="hardtanh"),))
    assert upper_bounds(clipped) == ()
