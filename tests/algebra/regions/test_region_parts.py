"""Local maps, the form in one variable, convolutions as matrices, corners, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from symconv.algebra.regions import (
    Activation,
    DenseLayer,
    Maxout,
    PiecewiseNetwork,
    Region,
    conv_layer,
    enumerate_regions,
    global_form,
    local_map,
    max_pool_layer,
    named_activation,
)
from symconv.algebra.regions.polygons import corners
from symconv.errors import GivenError, ShapeError

Maker = Callable[..., PiecewiseNetwork]
ZERO, ONE = Fraction(0), Fraction(1)


@pytest.mark.parametrize("activation", ["relu", "leaky(1/10)", "abs", "hardtanh"])
def test_the_local_map_is_that_of_the_region(network: Maker, activation: str) -> None:
    for family in ("ternary", "generic"):
        net = network(2, (3, 4, 3, 2), family, activation)
        for region in enumerate_regions(net, [(-2, 2)] * 3):
            found = local_map(net, region.interior_point)
            assert (found.weight, found.bias) == (region.weight, region.bias)
            assert found.pattern == region.pattern


def test_the_local_map_is_the_jacobian_of_torch(network: Maker) -> None:
    torch = pytest.importorskip("torch")
    net = network(4, (3, 6, 5, 2), "int8")
    modules = []
    for layer in net.layers:
        linear = torch.nn.Linear(len(layer.weight[0]), len(layer.weight), dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor([[float(v) for v in row] for row in layer.weight]))
            linear.bias.copy_(torch.tensor([float(v) for v in layer.bias]))
        modules += [linear, torch.nn.ReLU()]
    model = torch.nn.Sequential(*modules[:-1])
    for x in ([1, 2, 3], [-1, "1/2", "3/4"], ["1/8", -2, "5/16"]):
        found = local_map(net, x)
        point = torch.tensor([float(Fraction(v)) for v in x], dtype=torch.float64)
        jacobian = torch.autograd.functional.jacobian(model, point)
        # few binary digits: float64 makes no rounding error here
        assert jacobian.tolist() == [[float(v) for v in row] for row in found.weight]


def test_two_maps_meet_at_a_breakpoint() -> None:
    net = PiecewiseNetwork((DenseLayer.of([[1, 0], [0, 0]], activation="relu"),))
    with pytest.raises(GivenError, match="unit 1 of layer 1 is at a breakpoint at x = \\(0, 5\\)"):
        local_map(net, [0, 5])
    assert local_map(net, [1, 5]).pattern == ((1, -1),)  # the second unit is tied, not crossed
    largest = PiecewiseNetwork((DenseLayer.of([[1, 0], [0, 1]], activation="maxout(2)"),))
    with pytest.raises(GivenError, match="two maps meet"):
        local_map(largest, [3, 3])
    assert local_map(largest, [1, 3]).weight == ((ZERO, ONE),)
    with pytest.raises(ShapeError, match="x has 1 coordinates"):
        local_map(net, [1])


def test_the_form_in_one_variable_by_hand() -> None:
    """max(x, 0) - max(x - 1, 0) rises from 0 to 1."""
    step = PiecewiseNetwork(
        (DenseLayer.of([[1], [1], [1]], [0, -1, 7], "relu"), DenseLayer.of([[1, -1, 0]]))
    )
    form = global_form(step)
    assert form.breakpoints == (0, 1)
    assert form.pieces == (((ZERO, ZERO),), ((ONE, ZERO),), ((ZERO, ONE),))
    assert global_form(step, "1/2", 9).breakpoints == (1,)
    with pytest.raises(ShapeError, match="both ends"):
        global_form(step, 1)
    with pytest.raises(ShapeError, match="2 inputs"):
        global_form(PiecewiseNetwork((DenseLayer.of([[1, 1]]),)))


def test_a_sawtooth_has_its_breakpoints_where_they_belong() -> None:
    fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),) * 5)
    form = global_form(fold, 0, 1)
    assert form.breakpoints == tuple(Fraction(k, 32) for k in range(1, 32))
    assert {abs(piece[0][0]) for piece in form.pieces} == {32}


def test_convolutions_are_their_matrices() -> None:
    torch = pytest.importorskip("torch")
    draw = np.random.default_rng(0)
    kernel, bias = draw.integers(-3, 4, (4, 1, 2, 2)), draw.integers(-3, 4, 4)
    image = draw.integers(-9, 10, (2, 4, 3))
    layer, shape = conv_layer(
        kernel.tolist(), bias.tolist(), (2, 4, 3), stride=2, padding=1, groups=2, activation="relu"
    )
    expected = torch.nn.functional.conv2d(
        torch.tensor(image[None]).double(),
        torch.tensor(kernel).double(),
        torch.tensor(bias).double(),
        stride=2, padding=1, groups=2,
    ).relu()  # fmt: skip
    assert shape == tuple(expected.shape[1:])
    found = layer.activate(layer.pre_activation([Fraction(int(v)) for v in image.ravel()]))
    assert list(map(int, found)) == expected.int().ravel().tolist()
    pool, pooled_shape = max_pool_layer(shape, 2, stride=1)
    pooled = torch.nn.functional.max_pool2d(expected, 2, stride=1)
    assert pooled_shape == tuple(pooled.shape[1:])
    assert (
        list(map(int, pool.activate(pool.pre_activation(found)))) == pooled.int().ravel().tolist()
    )


def test_regions_of_a_small_convolutional_network() -> None:
    """Four inputs, one kernel (1, -1), then the larger of neighbours: counted by hand.

    With differences a, b, c the outputs are max(relu a, relu b) and max(relu b, relu c).
    """
    conv, shape = conv_layer([[[1, -1]]], None, (1, 4), activation="relu")
    pool, _ = max_pool_layer(shape, 2, stride=1)
    regions = enumerate_regions(PiecewiseNetwork((conv, pool)))
    # all off 1; one on: 3; two on: a,b 2, b,c 2, a,c 1; three on: a<>b times b<>c = 4
    assert len(regions) == 1 + 3 + 5 + 4


def test_corners_of_a_polygon_go_round_once() -> None:
    net = PiecewiseNetwork((DenseLayer.of([[1, 1]], [-1], "relu"),))
    below, above = enumerate_regions(net, [(0, 1)] * 2)
    assert corners(below) == ((0, 0, 1), (1, 0, 1), (0, 1, 1))
    assert corners(above) == ((0, 1, 1), (1, 0, 1), (1, 1, 1))
    with pytest.raises(ShapeError, match="unbounded"):
        corners(enumerate_regions(net)[0])
    with pytest.raises(ShapeError, match="no corners in order"):
        corners(Region((), (), (), 1, (0, 0, 0, 1)))
    with pytest.raises(ShapeError, match="unbounded interval"):
        corners(Region((), ((1, 0),), (), 1, (1, 1)))


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: DenseLayer.of([]), "rows of one length"),
    (lambda: DenseLayer.of([[1], [1, 2]]), "rows of one length"),
    (lambda: DenseLayer.of([[1]], [1, 2]), "2 biases for 1 rows"),
    (lambda: DenseLayer.of([[1]] * 3, activation="maxout(2)"), "cannot group 3 rows"),
    (lambda: PiecewiseNetwork(()), "needs a layer"),
    (lambda: PiecewiseNetwork((DenseLayer.of([[1]]), DenseLayer.of([[1, 1]]))), "layer 2 reads 2"),
    (lambda: named_activation("gelu"), "there is no activation 'gelu'"),
    (lambda: named_activation("leaky(1/0)"), "there is no activation"),
    (lambda: Maxout(0), "maxout of 0 rows"),
    (lambda: Activation("a", (ZERO,), ((ONE, ZERO),)), "1 pieces for 1 breakpoints"),
    (lambda: Activation("a", (ONE, ZERO), ((ONE, ZERO),) * 3), "must increase"),
    (lambda: Activation("a", (ZERO,), ((ONE, ZERO), (ONE, ONE))), "jumps at 0"),
    (lambda: enumerate_regions(PiecewiseNetwork((DenseLayer.of([[1]]),)), []), "for 1 inputs"),
    (lambda: enumerate_regions(PiecewiseNetwork((DenseLayer.of([[1]]),)), [(1, 1)]), "is empty"),
    (lambda: conv_layer([[1]], None, (1, 4)), "does not fit an input"),
    (lambda: conv_layer([[[1]]], [1, 2], (1, 4)), "2 biases for 1 output channels"),
    (lambda: conv_layer([[[1, [2]]]], None, (1, 4)), "do not have one length"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_what_does_not_fit_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        call()
