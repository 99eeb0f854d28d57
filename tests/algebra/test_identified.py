"""Identified regions of concrete networks: known counts, non-examples, corrupted certificates."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from symconv.algebra.identified import Identification, covers, identified_regions
from symconv.algebra.regions import DenseLayer, PiecewiseNetwork
from symconv.errors import ShapeError

UNIT = (0, 1)


def folds(d: int, depth: int) -> PiecewiseNetwork:
    weight = [[2 * (i == j) for j in range(d)] for i in range(d)]
    return PiecewiseNetwork((DenseLayer.of(weight, [-1] * d, "abs"),) * depth)


def sawtooth(pieces: int, d: int) -> PiecewiseNetwork:
    """A zigzag with slopes +-pieces in each coordinate, by rectified units."""
    hidden = [[Fraction(int(i // pieces == j)) for j in range(d)] for i in range(pieces * d)]
    bias = [-Fraction(i % pieces, pieces) for i in range(pieces * d)]
    out = [
        [
            Fraction((pieces if k == 0 else 2 * pieces * (-1) ** k) * (i // pieces == j))
            for i in range(pieces * d)
            for k in [i % pieces]
        ]
        for j in range(d)
    ]
    return PiecewiseNetwork((DenseLayer.of(hidden, bias, "relu"), DenseLayer.of(out)))


@pytest.mark.parametrize(("d", "depth"), [(1, 1), (1, 5), (2, 1), (2, 2), (3, 1), (3, 2), (2, 3)])
def test_folds_identify_a_power_of_two(d: int, depth: int) -> None:
    """2 to the L d, over all space and over the cube alike."""
    for domain in (None, [UNIT] * d):
        found = identified_regions(folds(d, depth), [UNIT] * d, domain)
        assert found.is_exact
        assert len(found.full) == 2 ** (d * depth)
        assert all(covers(f, [UNIT] * d) for f in found.full)


@pytest.mark.parametrize(("p", "q", "d"), [(2, 2, 1), (2, 3, 1), (3, 5, 1), (2, 3, 2)])
def test_compositions_multiply_inside_the_cube(p: int, q: int, d: int) -> None:
    """p and q pieces in each of d coordinates: (p q) to the d."""
    net = sawtooth(p, d).then(sawtooth(q, d))
    found = identified_regions(net, [UNIT] * d, [UNIT] * d)
    assert (len(found.full), found.partial, found.collapsed) == ((p * q) ** d, 0, 0)


def test_where_the_condition_fails_the_product_is_not_reached() -> None:
    """|z| has two regions, |2x - 1| has two; after it |z| adds none."""
    double = PiecewiseNetwork((DenseLayer.of([[1]], [0], "abs"),))
    assert len(identified_regions(double, [UNIT]).full) == 2
    found = identified_regions(folds(1, 1).then(double), [UNIT])
    assert (len(found.full), found.is_exact) == (2, True)


def test_a_mixing_layer_covers_in_all_space_and_partly_over_the_cube() -> None:
    """|W x - 1| with W = [[2, 1], [1, 2]]."""
    net = PiecewiseNetwork((DenseLayer.of([[2, 1], [1, 2]], [-1, -1], "abs"),))
    whole = identified_regions(net, [UNIT] * 2)
    assert (len(whole.full), whole.is_exact) == (4, True)
    inside = identified_regions(net, [UNIT] * 2, [UNIT] * 2)
    assert (len(inside.full), inside.partial, inside.is_exact) == (1, 3, False)


def test_a_collapsed_region_is_counted() -> None:
    """max(0, x) sends a half line to 0, inside (-1, 1)."""
    net = PiecewiseNetwork((DenseLayer.of([[1]], [0], "relu"), DenseLayer.of([[1]])))
    found = identified_regions(net, [(-1, 1)])
    assert (found.full, found.partial, found.collapsed) == ((), 1, 1)


def test_fibres_have_as_many_points_as_there_are_regions() -> None:
    """Each y of a grid is the image of one point of every region, by the network itself."""
    net = folds(2, 2)
    found: Identification = identified_regions(net, [UNIT] * 2)
    for y in itertools.product([Fraction(1, 7), Fraction(5, 9)], repeat=2):
        points = {
            tuple(sum(a * v for a, v in zip(row, y, strict=True)) + s
                  for row, s in zip(f.inverse, f.shift, strict=True))
            for f in found.full
        }  # fmt: skip
        assert len(points) == 16
        assert {net(x) for x in points} == {y}


def test_corrupted_certificates_are_refused() -> None:
    """Inverses, shifts and maps changed by one entry; other targets; more than fifty."""
    target = [UNIT] * 2
    wrong = []
    for found in identified_regions(folds(2, 2), target).full:
        (a, b), c = found.inverse
        wrong += [
            replace(found, inverse=((a + Fraction(1, 8), b), c)),
            replace(found, inverse=((-a, b), c)),
            replace(found, inverse=(c, (a, b))),
            replace(found, shift=(found.shift[0] + Fraction(1, 16), found.shift[1])),
            replace(found, shift=found.shift[::-1], inverse=found.inverse[::-1]),
        ]
    assert len(wrong) >= 50
    assert not any(covers(f, target) for f in wrong)
    inside = identified_regions(folds(2, 2), target, target).full
    assert not any(covers(f, [(0, 2), UNIT]) for f in inside)


def test_sizes_that_do_not_fit_are_refused() -> None:
    net = PiecewiseNetwork((DenseLayer.of([[1, 2]], [0]),))
    with pytest.raises(ShapeError, match=r"from R\^2 to R\^1 maps no region bijectively"):
        identified_regions(net, [UNIT])
    with pytest.raises(ShapeError, match="a side of the target is empty"):
        identified_regions(folds(1, 1), [(1, 0)])
