"""Receptive fields of the problem sets, and what the theorems refuse."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from symconv.errors import GivenError, ProofError, ShapeError, SymconvError, WitnessError
from symconv.latex.reader import read_one
from symconv.proof.prove import prove
from symconv.theorems import derive

DOWN = [
    "conv 128 kernel_size=5 stride=2 padding=2",
    "relu",
    "conv 64 kernel_size=5 stride=2 padding=2",
    "relu",
    "conv 32 kernel_size=3 stride=2 padding=1",
    "relu",
    "conv 16 kernel_size=1",
    "relu",
    "avg_pool 2",
    "flatten",
    "linear 10",
]
DOWN_AND_UP = [
    "conv 32 kernel_size=5 stride=2 padding=2",
    "conv 32 kernel_size=5 stride=2 padding=2 groups=32",
    "conv 64 kernel_size=1",
    "conv_transpose 32 kernel_size=3 stride=2",
    "avg_pool 2",
    "flatten",
    "linear 10",
]
ALEX = ["conv 96 kernel_size=11 stride=4", "relu", "max_pool 3 stride=2"]
ALEX_DEEPER = [
    *ALEX,
    "conv 256 kernel_size=5 padding=2",
    "max_pool 3 stride=2",
    *["conv 384 kernel_size=3 padding=1"] * 3,
]


@pytest.mark.parametrize(
    ("givens", "expected"),
    [
        ({"layers": DOWN, "size": [512, 512]}, (5, 13, 21, 21, 29, 512)),
        ({"layers": DOWN_AND_UP, "size": [512, 512]}, (5, 13, 13, (17, 13), 17, 512)),
        ({"layers": ALEX}, (11, 19)),
        ({"layers": ALEX_DEEPER}, (11, 19, 51, 67, 99, 131, 163)),
        ({"layers": ["conv 1 kernel_size=3 stride=3", "linear 2"], "size": [9, 7]}, (3, (9, 6))),
        ({"layers": ["conv_transpose 1 kernel_size=2 stride=3"]}, ((1, 1, 0),)),
        ({"layers": ["conv_transpose 1 kernel_size=1 padding=1", "linear 2"], "size": [5]}, (1, 3)),
        ({"layers": ["upsample scale_factor=2", "conv 1 kernel_size=3"]}, ((1, 1), (2, 2))),
    ],
)  # fmt: skip
def test_sizes_by_hand(givens: dict[str, Any], expected: tuple[object, ...]) -> None:
    """Numbers worked out by hand from the reading rules of each layer."""
    report = prove(derive("receptive_field", **givens))
    value = report.derivation.answer.value
    assert (value if isinstance(value, tuple) and len(expected) > 1 else (value,)) == expected


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        (3, "5 - 1", "5"),
        (4, r"2 \cdot 1", r"3 \cdot 1"),
        (5, r"\cdot 2 = 13", r"\cdot 1 = 9"),
        (8, "q - 1", "q - 2"),
    ],
    ids=["kernel not reduced", "wrong stride", "jump forgotten", "phase reads too much"],
)
def test_a_wrong_line_is_refuted(number: int, old: str, new: str) -> None:
    """The usual slips: k for k - 1, the stride left out, a transposed layer read as a conv."""
    layers = [*DOWN_AND_UP[:2], "conv_transpose 1 kernel_size=3 stride=2"]
    derivation = derive("receptive_field", layers=layers)
    matching = [i for i, s in enumerate(derivation.steps) if i >= number and old in s.latex]
    step = derivation.steps[matching[0]]
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, derivation.symbols).statement)
    steps = [*derivation.steps]
    steps[matching[0]] = wrong
    with pytest.raises(ProofError, match="refuted"):
        prove(replace(derivation, steps=tuple(steps)))


def test_the_witness_notices_a_transposed_layer_treated_as_a_convolution(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Were the phases computed as windows, the gradients would say so."""
    from symconv.theorems import receptive_phases

    def windows(self: Any, layer: Any, unit: int) -> list[int]:
        k, s, p, d = layer.numbers
        return [s * unit - p + d * t for t in range(k)]

    monkeypatch.setattr(receptive_phases.Phased, "read", windows)
    with pytest.raises((ProofError, WitnessError)):
        prove(derive("receptive_field", layers=["conv_transpose 1 kernel_size=3 stride=2"]))


@pytest.mark.parametrize(
    ("layers", "size", "message"),
    [
        (["instance_norm", "conv 1"], 0, "instance_norm takes numbers from the whole image"),
        (["conv 1", "group_norm 1"], 0, "group_norm takes numbers from the whole image"),
        (["conv 1", "linear 3"], 0, "sees the whole image, whose size must be a number"),
        (["conv 1", "linear 3"], ["H", "W"], "whose size must be a number"),
        (["conv 1 kernel_size=3x5"], [8, 8], "kernel_size differs from axis to axis"),
        (
            ["conv 1 kernel_size=K", "conv_transpose 1 stride=2"],
            0,
            "phases are written out for num",
        ),
        (["conv_transpose 1 stride=2 dilation=2"], 0, "dilated transposed convolution is not"),
        (["flatten", "conv 1"], 0, "reads an image and gets a vector"),
        (["conv 1 kernel_size=r"], 0, "the letter r means something else"),
        (["flatten"], 0, "no layer reads a neighbourhood"),
        (["conv 1 kernel_size=4 padding=same"], 0, "not the same on both sides"),
        (["conv 1 padding=1 padding_mode=mirror", "linear 1"], [8], "no padding_mode 'mirror'"),
        (["conv 1 padding=8 padding_mode=reflect", "linear 1"], [8], "more than the 8 positions"),
        (["conv 1 kernel_size=1 stride=2 padding=1", "linear 1"], [5], "skips positions at the"),
    ],
)
def test_refusals_name_the_given(layers: list[str], size: object, message: str) -> None:
    """What the theorem cannot write out is said, with the given."""
    with pytest.raises(GivenError, match=message) as caught:
        derive("receptive_field", layers=layers, size=size)
    assert caught.value.given in ("layers", "size")


def test_a_layer_without_output_is_refused() -> None:
    """A whole image of 3 pixels under a kernel of 5 leaves nothing to read."""
    with pytest.raises(ShapeError, match="nothing is left of 3 positions"):
        derive("receptive_field", layers=["conv 1 kernel_size=5", "linear 1"], size=[3])


def test_clipping_at_every_layer_shows_in_what_all_units_see() -> None:
    """Six pixels, stride 2 drops the last one: the linear layer sees five, not six."""
    layers = ["conv 1 kernel_size=3 stride=2", "conv 1 kernel_size=3 padding=1", "linear 1"]
    derivation = derive("receptive_field", layers=layers, size=[6])
    assert derivation.answer.value == (3, 7, 5)
    assert prove(derivation).shown


def test_letters_that_mean_something_else() -> None:
    """Each theorem keeps its own letters to itself."""
    for name, given in [
        ("receptive_field_of_pool", {"stride": "K"}),
        ("receptive_field_of_transposed", {"kernel_size": "y"}),
        ("receptive_field_stride_one", {"depth": "l"}),
    ]:
        with pytest.raises(SymconvError, match="means something else") as caught:
            derive(name, **given)
        assert caught.value.given == next(iter(given))


def test_variance_of_paths_by_hand() -> None:
    """Two 3x3 layers have path counts 1 2 3 2 1: variance (2*4 + 4*1)/9."""
    report = prove(derive("effective_receptive_field", layers=["conv 1 kernel_size=3"] * 2))
    assert report.derivation.answer.value == Fraction(12, 9)
    deep = derive("effective_receptive_field", layers=["conv 1 kernel_size=3"] * 60)
    assert prove(deep).derivation.answer.value == 40


def test_a_variance_that_forgets_the_stride_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taps behind a stride lie farther apart; the gradient knows."""
    from symconv.theorems import effective_receptive_field as module

    monkeypatch.setattr(module, "_spacing", lambda stack, index: 1)
    with pytest.raises(WitnessError, match="the gradient has variance"):
        prove(derive("effective_receptive_field", layers=["max_pool 2", "conv 1 kernel_size=3"]))


@pytest.mark.parametrize("layer", ["conv 1 kernel_size=K", "conv_transpose 1", "global_avg_pool"])
def test_paths_are_counted_through_windows_with_numbers(layer: str) -> None:
    """Anything else has no such polynomial."""
    with pytest.raises(GivenError, match="paths are counted for convolutions and pools"):
        derive("effective_receptive_field", layers=[layer])


def test_batch_norm_is_named_as_that_of_inference() -> None:
    """The convention is said when it matters, and only then."""
    layers = ["conv 1 kernel_size=3", "batch_norm"]
    assert any("inference" in c for c in derive("receptive_field", layers=layers).conventions)
    assert not any(
        "inference" in c for c in derive("receptive_field", layers=layers[:1]).conventions
    )
