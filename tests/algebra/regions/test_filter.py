"""Certified floats find the patterns that the integers find, in degenerate networks too."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from symconv.algebra.regions import (
    Activation,
    DenseLayer,
    PiecewiseNetwork,
    count_activation_regions,
    enumerate_regions,
)
from symconv.algebra.regions.filter import edges
from symconv.algebra.regions.filter.edges import NonGeneric
from symconv.algebra.regions.filter.layers import Bounded, FloatLayer, OutOfRange
from symconv.algebra.regions.filter.polygons import plane_cells
from symconv.algebra.regions.filter.space import space_cells

Maker = Callable[..., PiecewiseNetwork]
FAMILIES = ["ternary", "halves", "quarters", "int4", "int8", "zero bias", "generic"]
# breakpoints, slopes and intercepts that float64 does not hold
THIRDS = Activation(
    "thirds",
    (Fraction(1, 3), Fraction(5, 7)),
    ((Fraction(0), Fraction(1, 3)), (Fraction(1), Fraction(0)), (Fraction(1, 5), Fraction(4, 7))),
)
ACTIVATIONS = ["relu", "leaky(1/10)", "abs", "hardtanh", "relu6", THIRDS]


def square(side: int) -> tuple[tuple[Fraction, Fraction], ...]:
    return ((Fraction(-side), Fraction(side)),) * 2


def assert_same_patterns(net: PiecewiseNetwork) -> None:
    found = plane_cells(net, square(3)).patterns()
    assert sorted(found) == sorted(r.pattern for r in enumerate_regions(net, square(3)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_patterns_are_those_of_the_integers(
    network: Maker, family: str, activation: str | Activation
) -> None:
    for seed in (1, 2):
        assert_same_patterns(network(seed, (2, 7, 6, 2), family, activation))


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_forty_networks_of_each_family(network: Maker, family: str) -> None:
    for seed in range(30):
        assert_same_patterns(network(seed, (2, 8, 8, 1), family))
    for seed in range(10):
        assert_same_patterns(network(seed, (2, 12, 12, 12, 1), family))


def test_linear_layers_in_between_compose(network: Maker) -> None:
    one = network(3, (2, 6, 5), "generic")
    two = network(4, (5, 6, 1), "quarters")
    linear = DenseLayer.of([[1] * 5] * 5, [1, 0, 0, 0, "1/3"])
    first = PiecewiseNetwork((one.layers[0], one.layers[1]))
    assert_same_patterns(
        first.then(PiecewiseNetwork((linear,))).then(PiecewiseNetwork(two.layers[:1]))
    )
    assert plane_cells(PiecewiseNetwork((linear_plane(),)), square(1)).count == 1
    deep = network(3, (3, 5, 4)).then(PiecewiseNetwork((DenseLayer.of([[1, 2, 3, 4]] * 3),)))
    whole = deep.then(network(4, (3, 4, 1)))
    box = ((Fraction(-3), Fraction(3)),) * 3
    found = space_cells(whole, box).patterns()
    assert sorted(found) == sorted(r.pattern for r in enumerate_regions(whole, box))


def linear_plane() -> DenseLayer:
    return DenseLayer.of([[1, 2]])


def test_generic_networks_need_no_exact_sign_and_degenerate_ones_do(network: Maker) -> None:
    assert plane_cells(network(3, (2, 16, 16, 1), "generic"), square(4)).exact_signs == 0
    assert plane_cells(network(3, (2, 8, 8, 1), "ternary"), square(3)).exact_signs > 0


def test_three_lines_that_almost_meet_are_told_apart() -> None:
    """The third line misses the crossing of the others by 2^-80, far below float64."""
    for gap, count in ((Fraction(0), 6), (Fraction(1, 2**80), 7), (Fraction(-1, 2**80), 7)):
        lines = DenseLayer.of([[3, 1], [1, 3], [4, 4]], [-1, -1, gap - 2], "relu")
        net = PiecewiseNetwork((lines,))
        assert plane_cells(net, square(2)).count == count == len(enumerate_regions(net, square(2)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_error_bounds_enclose_the_exact_values(
    network: Maker, activation: str | Activation
) -> None:
    net = network(6, (2, 9, 9, 9, 1), "generic", activation)
    points = [(Fraction(i, 7), Fraction(j, 3)) for i in range(-9, 9) for j in range(-9, 9)]
    rounded = np.array([[float(v) for v in p] for p in points])
    h = Bounded(rounded, np.abs(rounded) * 2.0**-53)
    exact = points
    for layer in net.layers[:-1]:
        made = FloatLayer.of(layer)
        columns = made.columns(h)
        z = [layer.pre_activation(p) for p in exact]
        k = len(made.breakpoints)
        for i, row in enumerate(z):
            for unit, value in enumerate(row):
                for b, t in enumerate(layer.activation.breakpoints):
                    at = i, unit * k + b
                    error = abs(value - t - Fraction(columns.value[at]))
                    assert error <= Fraction(columns.error[at])
        h = made.outputs(columns)
        exact = [layer.activate(row) for row in z]
        errors = [
            abs(v - Fraction(h.value[i, j])) <= Fraction(h.error[i, j])
            for i, row in enumerate(exact)
            for j, v in enumerate(row)
        ]
        assert all(errors)


@pytest.mark.parametrize("factor", [Fraction(1, 10**200), Fraction(10**200), Fraction(10**400)])
def test_numbers_out_of_range_are_left_to_the_integers(factor: Fraction) -> None:
    net = PiecewiseNetwork(
        (DenseLayer.of([[factor, 0], [0, factor], [factor, factor]], activation="relu"),)
    )
    with pytest.raises(OutOfRange):
        plane_cells(net, square(1))
    assert count_activation_regions(net, square(1)) == 6


def test_counting_knows_every_domain(network: Maker) -> None:
    for sizes, box in (((2, 6, 5, 1), [(-2, 2)] * 2), ((2, 6, 5, 1), None), ((3, 5, 1), None)):
        net = network(8, sizes)
        assert count_activation_regions(net, box) == len(enumerate_regions(net, box))
    maxout = PiecewiseNetwork((DenseLayer.of([[1, 0], [0, 1], [1, 1]], activation="maxout(3)"),))
    assert count_activation_regions(maxout, [(-1, 1)] * 2) == 3


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_edges_find_the_patterns_in_every_dimension(
    network: Maker, n: int, activation: str | Activation
) -> None:
    net = network(5, (n, 6, 5, 2), "generic", activation)
    box = ((Fraction(-2), Fraction(3)),) * n
    cells = space_cells(net, box)
    found = cells.patterns()
    assert cells.count == len(found)
    assert sorted(found) == sorted(r.pattern for r in enumerate_regions(net, box))


def test_signs_of_more_columns_than_a_word_has_bits(network: Maker) -> None:
    net = network(1, (3, 12, 30, 40, 1), "generic")
    box = ((Fraction(-1, 4), Fraction(1, 4)),) * 3
    found = space_cells(net, box)
    assert found.edges.bits.shape[1] == 2
    assert found.count == len(found.patterns())
    assert sorted(found.patterns()) == sorted(r.pattern for r in enumerate_regions(net, box))


@pytest.mark.parametrize("family", FAMILIES)
def test_edges_are_right_or_refuse(network: Maker, family: str) -> None:
    """Degenerate networks are refused; what is not refused has the patterns of the integers."""
    refused = 0
    for seed in range(6):
        net, box = network(seed, (3, 5, 4, 1), family), ((Fraction(-3), Fraction(3)),) * 3
        regions = enumerate_regions(net, box)
        try:
            assert sorted(space_cells(net, box).patterns()) == sorted(r.pattern for r in regions)
        except NonGeneric:
            refused += 1
        assert count_activation_regions(net, box) == len(regions)
    assert (refused == 0) == (family in ("generic", "int8"))


def test_a_plane_through_a_corner_or_twice_is_not_general() -> None:
    box = ((Fraction(0), Fraction(1)),) * 3
    corner = DenseLayer.of([[1, 1, 1]], [0], "relu")
    twice = DenseLayer.of([[1, 1, 1], [2, 2, 2]], ["-1/2", -1], "relu")
    dead = DenseLayer.of([[0, 0, 0]], [0], "relu")
    for layer in (corner, twice, dead):
        with pytest.raises(NonGeneric):
            space_cells(PiecewiseNetwork((layer,)), box)
    net = PiecewiseNetwork((DenseLayer.of([[1, 2, 3]]),))
    assert space_cells(net, box).count == 1


def test_equal_hashes_of_different_faces_are_noticed(
    network: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a hash that tells nothing apart the edges refuse, and integers count."""
    net, box = network(5, (3, 4, 1)), ((Fraction(-2), Fraction(2)),) * 3
    count = space_cells(net, box).count
    monkeypatch.setattr(edges, "_hashes", lambda zeros, bits: np.zeros(len(bits), np.uint64))
    with pytest.raises(NonGeneric):
        space_cells(net, box)
    assert count_activation_regions(net, box) == count
