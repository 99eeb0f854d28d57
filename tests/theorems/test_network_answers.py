"""Answers about networks against numbers worked out by hand from the questions."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from symconv.errors import SymconvError, WitnessError
from symconv.proof.prove import prove
from symconv.theorems import derive

STACK = [
    "conv 128 kernel_size=5 stride=2 padding=2",
    "conv 64 kernel_size=5 stride=2 padding=2",
    "conv 32 kernel_size=3 stride=2 padding=1",
    "conv 16 kernel_size=1",
    "avg_pool 2 stride=2",
    "flatten",
    "linear 10",
]
SMALL = [
    "conv 10 kernel_size=3 padding=1",
    "max_pool 2",
    "conv 10 kernel_size=3 padding=1",
    "max_pool 2",
    "flatten",
    "linear 3",
]
ALEXNET = ["conv 96 kernel_size=11 stride=4"]

# theorem, givens, the answer by hand
BY_HAND: list[tuple[str, dict[str, Any], Any]] = [
    ("network_channels", {"layers": STACK}, (3, 128, 64, 32)),
    (
        "network_sizes",
        {"layers": STACK, "size": [512, 512], "channels": 3, "batch": 100},
        (
            (100, 128, 256, 256),
            (100, 64, 128, 128),
            (100, 32, 64, 64),
            (100, 16, 64, 64),
            (100, 16, 32, 32),
            (100, 16384),
            (100, 10),
        ),
    ),
    (
        "network_parameters",
        {"layers": STACK, "size": [512, 512], "bias": False},
        (9600, 204800, 18432, 512, 163840, 397184),
    ),
    (
        "network_parameters",
        {"layers": STACK, "size": [512, 512], "bias": True},
        (9600, 128, 204800, 64, 18432, 32, 512, 16, 163840, 10, 397434),
    ),
    (
        "network_sizes",
        {"layers": SMALL, "size": [28, 28], "channels": 1},
        ((10, 28, 28), (10, 14, 14), (10, 14, 14), (10, 7, 7), (490,), (3,)),
    ),
    (
        "network_parameters",
        {"layers": SMALL, "size": [28, 28], "channels": 1},
        (90, 10, 900, 10, 1470, 3, 2483),
    ),
    ("network_sizes", {"layers": ALEXNET, "size": [227, 227], "channels": 3}, (96, 55, 55)),
    (
        "conv_parameters",
        {"in_channels": 3, "out_channels": 96, "kernel_size": 11},
        (34848, 96, 34944),
    ),
    (
        "conv_parameters",
        {"in_channels": 5, "out_channels": 25, "kernel_size": 3},
        (1125, 25, 1150),
    ),
    (
        "pooling_effect",
        {"size": [55, 55], "channels": 96, "kernel_size": 3, "stride": 2},
        (27, 27, 96, 0),
    ),
    (
        "grouped_conv_parameters",
        {"in_channels": 64, "out_channels": 32, "kernel_size": 3, "groups": 4},
        (4608, "1/4"),
    ),
    (
        "depthwise_separable_cost",
        {"size": [8, 4], "in_channels": 2, "out_channels": 3, "kernel_size": 3},
        (54, 24, 1728, 768, 1632, 608, "4/9"),
    ),
    (
        "network_parameters",
        {"layers": ["conv 8 groups=2", "batch_norm", "relu", "batch_norm"], "channels": 4},
        (144, 8, 32, 184),
    ),
    (
        "network_parameters",
        {"layers": ["conv_transpose 6 kernel_size=2x3 groups=2 bias=false"], "channels": 4},
        (72, 72),
    ),
    ("conv_operations", {"out_size": 10, "in_channels": 3, "out_channels": 8, "kernel_size": 3},
     (21600, 20800)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "givens", "expected"), BY_HAND)
def test_answers_worked_out_by_hand(name: str, givens: dict[str, Any], expected: Any) -> None:
    assert derive(name, **givens).answer.value == expected


@pytest.mark.parametrize(
    ("stride", "padding", "expected"),
    [(1, 0, 28), (2, 0, "invalid"), (3, 0, 10), (2, 3, "invalid"), (3, 3, 12)],
)
def test_exact_division_of_a_course(stride: int, padding: int, expected: object) -> None:
    given = {"size": [32], "kernel_size": 5, "stride": stride, "padding": padding}
    derivation = derive("exact_conv_size", **given)
    assert derivation.answer.value == expected
    if expected == "invalid":
        floor = (32 + 2 * padding - 5) // stride + 1
        assert f"invalid under exact division; {floor} with floor" in derivation.remarks[0]


def test_the_size_law_is_true_of_every_width() -> None:
    """The printed law against layer after layer, in plain integers."""
    layers = [(5, 2, 2), (3, 1, 0), (2, 2, 0)]
    lines = [f"conv 1 kernel_size={k} stride={s} padding={p}" for k, s, p in layers]
    law = derive("size_law", layers=lines).answer.value
    assert isinstance(law, tuple)
    assert law[0] == "floor((W - 3)/4)"
    for width in range(7, 200):
        n = width
        for k, s, p in layers:
            n = (n + 2 * p - k) // s + 1
        assert n == (width - 3) // 4


def test_every_small_stack_has_the_sizes_of_plain_integers() -> None:
    for (k, s, p), (j, t, q) in product([(3, 2, 1), (5, 1, 0), (1, 3, 0)], repeat=2):
        lines = [
            f"conv 4 kernel_size={k} stride={s} padding={p}",
            f"conv 2 kernel_size={j} stride={t} padding={q}",
        ]
        m = (20 + 2 * p - k) // s + 1
        n = (m + 2 * q - j) // t + 1
        derivation = derive("network_sizes", layers=lines, size=[20], channels=1)
        assert derivation.answer.value == ((4, m), (2, n))
        assert prove(derivation).shown


REFUSED = [
    (["conv 8 kernel=3"], r"conv has no option 'kernel'.*did you mean 'kernel_size'"),
    (["cnov 8"], r"there is no layer 'cnov'.*did you mean 'conv'"),
    (["conv 8", "linear 10"], r"reads an image and needs a vector.*put flatten before it"),
    (["conv 8 kernel_size=9"], r"the kernel spans 9 but the padded input has 8 samples: 8 >= 9"),
    (["max_pool 2 padding=2"], r"padding 2 exceeds half the kernel 2"),
    (["conv 8 groups=2"], r"groups=2 does not divide the 3 input channels"),
    (["flatten", "conv 3"], r"reads a vector and needs an image"),
    (["max_pool 2 ceil_mode=true"], r"ceil_mode has no size formula here"),
    (["conv_transpose 4 kernel_size=1 padding=9"], r"padding 9 crops the whole result"),
    (["conv 8", "conv 4 in_channels=3"], r"layer 2 .*in_channels=3, but it reads 8"),
    (["flatten", "linear 4 in_features=9"], r"in_features=9, but it reads 192"),
    (["relu"], r"no layer changes a size"),
    (["conv 8 padding=same kernel_size=2"], r"not the same on both sides for an even kernel"),
]


@pytest.mark.parametrize(("layers", "message"), REFUSED)
def test_layers_that_do_not_fit_are_refused_by_name(layers: list[str], message: str) -> None:
    with pytest.raises(SymconvError, match=message) as caught:
        derive("network_sizes", layers=layers, size=[8, 8], channels=3)
    assert caught.value.given == "layers"


def test_a_wrong_kernel_depth_is_refused() -> None:
    layers = ["conv 128", "conv 64 in_channels=3"]
    with pytest.raises(SymconvError, match=r"in_channels=3, but its input has 128 channels"):
        derive("network_channels", layers=layers)


def test_a_witness_of_sizes_can_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kernels that return one sample less than the formula says are noticed."""
    from symconv.theorems import network_witness

    def shorter(made: Any, in_sizes: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(n - 1 for n in made.out_shape((1, *in_sizes))[1:])

    derivation = derive("network_sizes", layers=["conv 4"], size=[9], channels=1)
    monkeypatch.setattr(network_witness, "_run", shorter)
    with pytest.raises(WitnessError, match="the kernel gives size 6, the formula 7"):
        prove(derivation)


def test_a_witness_of_parameters_can_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    from symconv.theorems import learned

    derivation = derive("network_parameters", layers=["conv 4"], channels=1)
    monkeypatch.setattr(learned, "_ran", lambda made, in_shape: 41)
    with pytest.raises(WitnessError, match="has 41 parameters, not 40"):
        prove(derivation)


def test_a_witness_of_counts_can_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    from symconv.theorems import conv_operations

    monkeypatch.setattr(conv_operations, "operations", lambda *counts, bias: (0, 0))
    with pytest.raises(WitnessError, match=r"the formula gives .*, the count 0"):
        prove(derive("conv_operations"))
