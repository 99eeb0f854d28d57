"""Networks: their graph, their shapes, and what is said of a layer that does not fit."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sympy import Symbol

from symconv.errors import ShapeError
from symconv.layers import (
    Add,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    Flatten,
    Layer,
    Linear,
    MaxPool,
    Network,
    Node,
    ReLU,
)
from symconv.layers.landing import landing_macs, landing_operations
from symconv.layers.unknown import unknown


def test_channels_that_are_unknown_are_read_off_the_layer_before() -> None:
    net = Network.chain(
        Conv(unknown(), 128, 5, stride=2, padding=2),
        Conv(unknown(), 64, 5, stride=2, padding=2),
        BatchNorm(unknown()),
        Flatten(),
        Linear(unknown(), 10),
        in_shape=(3, 32, 32),
    )
    layers: list[Any] = [row.layer for row in net.trace().rows]
    assert [layers[0].in_channels, layers[1].in_channels] == [3, 128]
    assert layers[2].num_features == 64
    assert layers[4].in_features == 64 * 8 * 8


def test_symbols_go_through_a_whole_network() -> None:
    H, W, C = (Symbol(s, integer=True, positive=True) for s in "HWC")
    net = Network.chain(Conv(C, 8, 3, padding=1), ReLU(), MaxPool(2), in_shape=(C, H, W))
    trace = net.trace()
    assert trace.out_shape == (8, (H - 2) // 2 + 1, (W - 2) // 2 + 1)
    assert trace.parameter_count() == 72 * C + 8
    assert trace.operations.macs == 72 * C * H * W


def test_branches_are_summed_and_joined() -> None:
    net = Network(
        (
            Node("a", Conv(3, 4, 3, padding=1)),
            Node("b", Conv(3, 4, 1), ("input",)),
            Node("sum", Add(), ("a", "b")),
            Node("both", Concat(), ("a", "b", "sum")),
        ),
        (3, 6, 5),
    )
    assert net.trace().shapes["sum"] == (4, 6, 5)
    assert net.trace().out_shape == (12, 6, 5)
    assert net.outputs == ("both",)
    rng = np.random.default_rng(0)
    weights = {
        row.node.name: {
            k: rng.integers(-3, 4, tuple(map(int, s))) for k, s in row.weight_shapes.items()
        }
        for row in net.trace().rows
    }
    values = net.forward(rng.integers(-3, 4, (2, 3, 6, 5)), weights)
    assert (values["sum"] == values["a"] + values["b"]).all()
    assert {k: v.shape[1:] for k, v in values.items()} == dict(net.trace().shapes)


def test_architectures_run_with_the_stated_shapes(architectures: ModuleType) -> None:
    """SqueezeNet, and a ResNet without its classifier, through the kernels."""
    small = architectures.resnet((1, 1), bottleneck=False)
    for net, size in ((architectures.squeezenet(), 64), (Network(small.nodes[:-1]), 32)):
        trace = net.trace((3, size, size))
        weights = {
            r.node.name: {k: np.zeros(tuple(map(int, s))) for k, s in r.weight_shapes.items()}
            for r in trace.rows
        }
        values = net.forward(np.zeros((2, 3, size, size)), weights)
        assert {k: v.shape[1:] for k, v in values.items()} == dict(trace.shapes)


SMALL = (Conv(3, 4, 3, stride=2), MaxPool(2), Conv(4, 8, 5))
FAULTS: list[tuple[tuple[Any, ...], tuple[int, ...], str]] = [
    (
        SMALL,
        (3, 8, 8),
        r"layer 'conv2' \(Conv\): kernel_size=5, dilation=1 spans 5 > 1 = padded input 1.*"
        r"give the network an input of 3x21x21",
    ),
    ((Conv(3, 4), Conv(8, 4)), (3, 9, 9), r"'conv2' \(Conv\).*4 channels for in_channels=8"),
    ((Conv(3, 4), Linear(9, 2)), (3, 9, 9), r"'linear1'.*7 features for in_features=9.*flatten"),
    ((MaxPool(2, padding=2),), (3, 9, 9), r"padding=2 violates padding <= kernel_size/2 = 2/2"),
    ((Conv(3, 4, 9),), (3, 8, 8), r"spans 9 > 8 = padded input 8.*enlarge the input to n=9"),
    ((ConvTranspose(3, 1, 2, padding=1),), (3, 1, 1), r"crops the whole result: size 0"),
    ((Conv(3, 4), BatchNorm(3)), (3, 9, 9), r"'batchnorm1'.*4 channels for num_features=3"),
]  # fmt: skip


@pytest.mark.parametrize(("layers", "shape", "message"), FAULTS)
def test_the_layer_at_fault_is_named_with_a_repair(
    layers: tuple[Layer, ...], shape: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ShapeError, match=message):
        Network.chain(*layers, in_shape=shape).trace()


def test_the_smallest_input_is_the_smallest() -> None:
    net = Network.chain(*SMALL)
    assert net.trace((3, 21, 21)).out_shape == (8, 1, 1)
    with pytest.raises(ShapeError, match="'conv2'"):
        net.trace((3, 20, 21))


def test_exact_division_is_a_convention_with_a_name() -> None:
    net = Network.chain(Conv(1, 1, 5, stride=2), in_shape=(1, 32, 32))
    assert net.trace().out_shape == (1, 14, 14)
    message = "(32−5)/2 is not an integer: invalid under exact division; 14 with floor"
    with pytest.raises(ShapeError, match=re.escape(message)) as caught:
        net.trace(rounding="exact")
    assert "use n=31, or use n=33" in caught.value.remedy
    assert net.trace((1, 33, 33), rounding="exact").out_shape == (1, 15, 15)
    with pytest.raises(ShapeError, match=r"'pool'.*not an integer"):
        Network((Node("pool", AvgPool(2)),), (1, 5)).trace(rounding="exact")
    with pytest.raises(ShapeError, match="rounding='up' is not a convention"):
        net.trace(rounding="up")  # type: ignore[arg-type]


def test_shared_weights_are_counted_once() -> None:
    conv = Conv(4, 4, 3, padding=1)
    net = Network((Node("a", conv), Node("b", conv, shares="a")), (4, 5, 5))
    assert net.trace().parameter_count() == 148
    assert net.trace().parameter_count("each") == 296
    assert net.trace().buffer_count() == 0
    assert net.trace()["b"].parameters == 148


def test_shared_weights_are_used_twice() -> None:
    conv = Conv(1, 1, 1, bias=False)
    net = Network((Node("a", conv), Node("b", conv, shares="a")), (1, 3))
    values = net.forward(np.ones((1, 1, 3)), {"a": {"weight": np.full((1, 1, 1), 3)}})
    assert values["b"].ravel().tolist() == [9, 9, 9]


GRAPHS: list[tuple[Any, str]] = [
    ((), "needs at least one layer"),
    ((Node("a", ReLU()), Node("a", ReLU())), "two layers are named 'a'"),
    ((Node("a", ReLU(), ("b",)),), r"reads 'b', which no earlier layer is named.*input"),
    ((Node("conv1", ReLU()), Node("x", ReLU(), ("conv2",))), "did you mean 'conv1'"),
    ((Node("a", ReLU(), ("input", "input")),), r"\(ReLU\) reads 2 inputs.*Add or Concat"),
    ((Node("a", ReLU(), shares="b"),), "shares the weights of 'b'"),
    ((Node("a", ReLU()), Node("b", Conv(), shares="a")), "cannot share weights: they differ"),
]


@pytest.mark.parametrize(("nodes", "message"), GRAPHS)
def test_what_is_not_a_graph_is_refused(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        Network(nodes)


def test_names_and_shapes_that_are_missing() -> None:
    with pytest.raises(ShapeError, match="cannot be the name of a layer"):
        Node("input", ReLU())
    net = Network.chain(ReLU(), title="tiny")
    with pytest.raises(ShapeError, match="tiny needs the shape of its input"):
        net.trace()
    with pytest.raises(ShapeError, match=r"no layer 'relu2'.*did you mean 'relu1'"):
        net["relu2"]
    with pytest.raises(ShapeError, match="there is no layer 'x'"):
        net.trace((1, 2))["x"]
    assert len(net) == 1
    assert net["relu1"].layer == ReLU()


def by_loops(layer: Any, n: int) -> int:
    """Count pairs (step, tap) of one axis one by one, straight from the definition."""
    k, s, p, d = layer.kernel_size, layer.stride, layer.padding, layer.dilation
    if isinstance(layer, Conv):
        m = (n + 2 * p - d * (k - 1) - 1) // s + 1
        return sum(0 <= s * o - p + d * t < n for o in range(m) for t in range(k))
    m = (n - 1) * s - 2 * p + d * (k - 1) + 1 + layer.output_padding
    return sum(0 <= s * i - p + d * t < m for i in range(n) for t in range(k))


def test_landing_products_against_loops() -> None:
    rng = np.random.default_rng(3)
    cases = 0
    while cases < 300:
        k, s, p, d, n, op = (int(v) for v in rng.integers((1, 1, 0, 1, 1, 0), (6, 5, 5, 4, 10, 2)))
        layer: Any = Conv(2, 4, k, s, p, d, groups=2)
        if rng.random() < 0.5:
            layer = ConvTranspose(2, 4, k, s, p, op, groups=2, dilation=d)
        try:
            layer.out_shape((2, n))
        except ShapeError:
            continue
        assert landing_macs(layer, (2, n)) == 4 * by_loops(layer, n), layer
        cases += 1


def additions_by_loops(layer: Any, n: int) -> tuple[int, int]:
    """Count additions of one axis: products per output, minus one, and the bias where it is one."""
    k, s, p, d = layer.kernel_size, layer.stride, layer.padding, layer.dilation
    m = layer.out_shape((2, n))[1]
    hits = [0] * m
    if isinstance(layer, Conv):
        hits = [sum(0 <= s * o - p + d * t < n for t in range(k)) for o in range(m)]
    else:
        for i in range(n):
            for t in range(k):
                if 0 <= s * i - p + d * t < m:
                    hits[s * i - p + d * t] += 1
    spans = 2 // layer.groups
    additions = sum(4 * (spans * q - 1) for q in hits if q)
    return additions, sum(4 for q in hits if q)


def test_exact_additions_against_loops() -> None:
    rng = np.random.default_rng(4)
    cases = 0
    while cases < 200:
        k, s, p, d, n, g = (int(v) for v in rng.integers((1, 1, 0, 1, 1, 1), (5, 5, 5, 4, 9, 3)))
        layer: Any = Conv(2, 4, k, s, p, d, groups=g)
        if rng.random() < 0.5:
            layer = ConvTranspose(2, 4, k, s, p, groups=g, dilation=d)
        try:
            layer.out_shape((2, n))
        except ShapeError:
            continue
        found = landing_operations(layer, (2, n))
        assert (found.additions, found.bias_additions) == additions_by_loops(layer, n), layer
        cases += 1


def test_other_padding_modes_land_everywhere() -> None:
    conv = Conv(1, 1, 3, padding=1, padding_mode="circular")
    assert landing_macs(conv, (1, 5)) == 15
    with pytest.raises(ShapeError, match="is a symbol"):
        landing_macs(Conv(), (1, Symbol("n", integer=True, positive=True)))
