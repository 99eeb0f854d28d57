"""Shift verdicts against images that are really turned, with random weights."""

import random
from typing import Any

import numpy as np
import pytest

from symconv.layers import (
    AdaptiveAvgPool,
    Add,
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Flatten,
    GlobalAvgPool,
    InstanceNorm,
    Layer,
    LayerNorm,
    Linear,
    MaxPool,
    Network,
    Node,
    ReLU,
    Softmax,
    Upsample,
    ZeroPad,
    shift_rules,
)
from symconv.layers.equivariance import Breaks, Commutes, shift_report

CIRCLE: dict[str, Any] = {"padding_mode": "circular"}


def outputs(network: Network, image: np.ndarray, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    weights = {
        row.node.name: {
            k: rng.normal(size=tuple(map(int, v))) for k, v in row.weight_shapes.items()
        }
        for row in network.trace().rows
    }
    return network.forward(image, weights)[network.nodes[-1].name]


def confirm(network: Network, verdict: Commutes) -> None:
    """Turn a random image and see the output turn as promised."""
    rng = np.random.default_rng(1)
    image = rng.normal(size=(1, *map(int, network.in_shape)))
    axis = verdict.axis + 2
    one = outputs(network, image, 2)
    other = outputs(network, np.roll(image, verdict.every, axis), 2)
    expected = np.roll(one, verdict.by, axis) if verdict.by else one
    assert np.allclose(other, expected, rtol=1e-9, atol=1e-9), (network, verdict)


def random_layer(rng: random.Random, channels: int) -> Layer:
    k, s, d = rng.randint(1, 4), rng.choice([1, 1, 2, 3]), rng.randint(1, 2)
    span = d * (k - 1) + 1
    total = rng.choice([max(0, span - s), span - 1, span, 0])
    before = rng.randint(0, total)
    pads = ((before, total - before),)
    match rng.choice(
        "circular circular circular zeros pool max up stamp cell relu norm global".split()
    ):
        case "circular":
            return Conv(channels, 2, k, s, pads, d, **CIRCLE)
        case "zeros":
            return Conv(channels, 1, k, s, pads, d)
        case "pool":
            return AvgPool(k, s)
        case "max":
            return MaxPool(k, k)
        case "up":
            return Upsample(scale_factor=2)
        case "stamp":
            return ConvTranspose(channels, 1, rng.randint(1, s + 1), s)
        case "cell":
            return AdaptiveAvgPool(rng.choice([2, 4]))
        case "norm":
            return rng.choice([BatchNorm(channels), InstanceNorm(channels, affine=True)])
        case "global":
            return GlobalAvgPool()
    return ReLU()


def test_random_networks_turn_as_promised() -> None:
    """What is said to commute does, and what is said to break has an image that shows it."""
    rng, commuting, breaking, open_ = random.Random(5), 0, 0, 0
    while commuting + breaking < 300:
        n, layers, channels = rng.choice([6, 8, 12]), list[Layer](), rng.randint(1, 2)
        shape: Any = (channels, n)
        try:
            for _ in range(rng.randint(1, 4)):
                layer = random_layer(rng, int(shape[0]))
                if isinstance(layer, BatchNorm | InstanceNorm) and shape[1] == 1:
                    continue
                shape = layer.out_shape(shape)
                layers.append(layer)
            (verdict,) = shift_report(Network.chain(*layers, in_shape=(channels, n)))
        except ValueError:
            continue
        network = Network.chain(*layers, in_shape=(channels, n))
        if isinstance(verdict, Commutes):
            confirm(network, verdict)
            commuting += 1
        elif verdict.counterexample:
            breaking += 1
        else:
            open_ += 1
    assert commuting > 80
    assert breaking > 80
    assert open_ < breaking / 4


def test_an_even_kernel_needs_one_sided_padding() -> None:
    """Two-sided circular padding of a 2x2 kernel repeats an output; one-sided keeps the circle."""
    one = Network.chain(Conv(kernel_size=2, padding=((0, 1), (1, 0)), **CIRCLE), in_shape=(1, 4, 4))
    assert shift_report(one) == (Commutes(0, 1, 1), Commutes(1, 1, 1))
    both = Network.chain(Conv(kernel_size=2, padding=1, **CIRCLE), in_shape=(1, 4, 4))
    verdicts = shift_report(both)
    assert all(isinstance(v, Breaks) and v.counterexample for v in verdicts)
    assert "makes 5 outputs of 4 positions" in verdicts[0].text()


def test_strides_and_global_pools() -> None:
    """Stride 2 follows even shifts; a mean behind it forgets them; stride 1 is invariant."""
    conv = Conv(kernel_size=3, stride=2, padding=1, **CIRCLE)
    (verdict,) = shift_report(Network.chain(conv, GlobalAvgPool(), in_shape=(1, 8)))
    assert (
        verdict.text()
        == "axis 0: the output does not change when the input moves by multiples of 2"
    )
    assert not verdict.is_invariant
    (verdict,) = shift_report(
        Network.chain(GlobalAvgPool(), Flatten(), Linear(1, 3), in_shape=(1, 8))
    )
    assert verdict == Commutes(0, 1, 0)
    assert verdict.is_invariant


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([Conv(padding=1)], "its padding is not the other edge of the image"),
        ([Conv(kernel_size=1, stride=3)], "its stride 3 does not divide the size 8"),
        ([Flatten(), Linear(8, 2)], "its weights differ from position to position"),
        ([LayerNorm(8)], "its weights differ from position to position"),
        ([AdaptiveAvgPool(3)], "3 outputs share 8 positions in a pattern that never repeats"),
        (
            [ConvTranspose(kernel_size=3, stride=2)],
            "it makes 17 outputs of 8 positions, not 2 times",
        ),
        (
            [ConvTranspose(kernel_size=3, stride=2, padding=1, output_padding=1)],
            "what it would add past an edge is cut off",
        ),
        (
            [ConvTranspose(kernel_size=3, stride=2, padding=((0, 1),))],
            "what it would add past an edge is cut off",
        ),
        ([ZeroPad(((1, -1),))], "its padding is not the other edge of the image"),
        ([Upsample(size=11)], "11 outputs share 8 positions in a pattern that never repeats"),
    ],
)
def test_reasons_come_with_an_image(layers: list[Layer], reason: str) -> None:
    """Every way to leave the circle is named, and one bright pixel shows it."""
    (verdict,) = shift_report(Network.chain(*layers, in_shape=(1, 8)))
    assert isinstance(verdict, Breaks)
    assert reason in verdict.reason
    assert verdict.counterexample is not None
    assert verdict.counterexample.difference > 1e-3


def test_uneven_copies_follow_whole_turns_of_their_pattern() -> None:
    """Eight positions on twelve outputs repeat after two and three."""
    net = Network.chain(Upsample(size=12), in_shape=(1, 8))
    assert shift_report(net) == (Commutes(0, 2, 3),)
    confirm(net, Commutes(0, 2, 3))


def test_a_circle_around_a_cropped_image_is_another_circle() -> None:
    """Circular padding closes what a crop leaves; the output is no turn of the uncropped one."""
    crop = Conv(kernel_size=1, padding=((-1, 1),), **CIRCLE)
    (verdict,) = shift_report(Network.chain(crop, in_shape=(1, 6)))
    assert isinstance(verdict, Breaks)
    assert verdict.counterexample is not None


def test_weights_per_entry_of_other_axes_do_no_harm() -> None:
    """A linear layer along the width commutes with shifts along the height."""
    net = Network.chain(Linear(4, 4), Softmax(dim=2), in_shape=(2, 3, 4))
    height, width = shift_report(net)
    assert height == Commutes(0, 1, 1)
    assert isinstance(width, Breaks)


def test_branches_must_move_alike() -> None:
    """Equal strides on both branches commute; a constant added to a moving map is left open."""
    nodes = (
        Node("a", Conv(kernel_size=3, stride=2, padding=1, **CIRCLE), ("input",)),
        Node("b", MaxPool(2), ("input",)),
        Node("add", Add(), ("a", "b")),
    )
    net = Network(nodes, (1, 8))
    assert shift_report(net) == (Commutes(0, 2, 1),)
    confirm(net, Commutes(0, 2, 1))
    thrice = Network(
        (
            Node("a", Upsample(scale_factor=3), ("input",)),
            Node("half", Upsample(size=12), ("input",)),
            Node("b", Upsample(scale_factor=2)),
            Node("add", Add(), ("a", "b")),
        ),
        (1, 8),
    )
    assert shift_report(thrice) == (Commutes(0, 2, 6),)
    confirm(thrice, Commutes(0, 2, 6))
    mixed = Network(
        (
            Node("mean", GlobalAvgPool(), ("input",)),
            Node("wide", Upsample(size=8)),
            Node("add", Add(), ("wide", "input")),
        ),
        (1, 8),
    )
    (verdict,) = shift_report(mixed)
    assert verdict.text() == (
        "axis 0: not shown to commute: add: its branches move by 0 and 1 when the input moves by 1"
    )


def lax_window(window: Any, n: int, m: int, before: Any, *, circular: bool) -> Any:
    return shift_rules._divided(before, int(window.stride))


def strideless(before: Any, stride: int) -> Any:
    return before


def lax_stamps(window: Any, n: int, m: int, before: Any) -> Any:
    return shift_rules.Shift(before.every, before.by * int(window.stride))


@pytest.mark.parametrize(
    ("target", "broken"),
    [("_window", lax_window), ("_divided", strideless), ("_stamps", lax_stamps)],
    ids=["any padding is a circle", "stride forgotten", "a cut stamp is a circle"],
)
def test_the_gate_can_fail(target: str, broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that promise too much are contradicted by images."""
    monkeypatch.setattr(shift_rules, target, broken)
    with pytest.raises((AssertionError, ValueError)):
        test_random_networks_turn_as_promised()
