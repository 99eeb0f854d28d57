"""Pools that are worked out by hand, against PyTorch and against values computed by people."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symconv.errors import GivenError, ProofError, ShapeError, WitnessError
from symconv.proof.author import step
from symconv.proof.prove import prove
from symconv.theorems import derive

IMAGE = [[1, 2, 3, 4], [4, 3, 2, 1], [-1, 0, 1, 2], [0, -2, 4, 0]]
NEGATIVE = [[-5, -4, -3], [-9, -8, -7], [-1, -2, -6]]


def torch_pool(name: str, x: object, **givens: Any) -> np.ndarray:  # type: ignore[type-arg]
    """Return what a pooling function of PyTorch makes of one image."""
    torch = pytest.importorskip("torch", reason="needs the peers: torch is not installed")
    tensor = torch.tensor(x, dtype=torch.float64)[None, None]
    found: np.ndarray = getattr(torch.nn.functional, name)(tensor, **givens)[0, 0].numpy()  # type: ignore[type-arg]
    return found


WINDOWS = [
    {"kernel_size": 2},
    {"kernel_size": 2, "stride": 1},
    {"kernel_size": 3, "stride": 3, "padding": 1},
    {"kernel_size": [3, 2], "stride": [1, 2], "padding": [1, 0]},
    {"kernel_size": 3, "stride": 2, "ceil_mode": True},
    {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True},
]


@pytest.mark.parametrize("image", [IMAGE, NEGATIVE], ids=["mixed", "negative"])
@pytest.mark.parametrize(
    "givens", [*WINDOWS, {"kernel_size": 2, "dilation": 2, "stride": 1}], ids=str
)
def test_maxima_are_those_of_torch(image: list[list[int]], givens: dict[str, Any]) -> None:
    if image is NEGATIVE and givens.get("kernel_size") == 3 and "padding" not in givens:
        givens = givens | {"kernel_size": 2}
    derivation = derive("max_pool_by_hand", X=image, **givens)
    assert prove(derivation).shown
    assert np.array_equal(
        np.array(derivation.answer.value), torch_pool("max_pool2d", image, **givens)
    )


@pytest.mark.parametrize("include", [True, False])
@pytest.mark.parametrize("givens", WINDOWS, ids=str)
def test_means_are_those_of_torch(givens: dict[str, Any], *, include: bool) -> None:
    derivation = derive("avg_pool_by_hand", X=IMAGE, count_include_pad=include, **givens)
    assert prove(derivation).shown
    expected = torch_pool("avg_pool2d", IMAGE, count_include_pad=include, **givens)
    found = np.array(derivation.answer.value, dtype=float)
    assert np.allclose(found, expected, rtol=1e-15, atol=0)


@pytest.mark.parametrize("output_size", [1, 2, 3, [4, 1], [5, 3]], ids=str)
def test_adaptive_cells_are_those_of_torch(output_size: Any) -> None:
    for reduce, function in [("max", "adaptive_max_pool2d"), ("average", "adaptive_avg_pool2d")]:
        derivation = derive(
            "adaptive_pool_by_hand", X=IMAGE, output_size=output_size, reduce=reduce
        )
        assert prove(derivation).shown
        expected = torch_pool(function, IMAGE, output_size=output_size)
        found = np.array(derivation.answer.value, dtype=float)
        assert np.allclose(found, expected, rtol=1e-15, atol=0)


def test_a_window_half_outside_keeps_its_negative_maximum() -> None:
    """Zero padding of the input would answer 0 here."""
    derivation = derive("max_pool_by_hand", X=NEGATIVE, kernel_size=3, stride=3, padding=1)
    assert derivation.answer.value == ((-4,),)
    assert any(r"$-\infty$" in line for line in derivation.conventions)


@given(st.integers(1, 6), st.lists(st.integers(-9, 9), min_size=4, max_size=12))
def test_roots_are_exact_or_left_under_their_sign(exponent: int, row: list[int]) -> None:
    derivation = derive("lp_pool_by_hand", X=row, norm_type=exponent, kernel_size=2)
    pairs = list(zip(row[::2], row[1::2], strict=False))
    sums = tuple(abs(a) ** exponent + abs(b) ** exponent for a, b in pairs)
    value = derivation.answer.value
    powers = tuple(Fraction(v) ** exponent for v in value)  # type: ignore[union-attr, arg-type]
    assert sums in (value, powers)
    assert prove(derivation).shown


def test_the_signed_definition_of_torch_and_the_norm_differ_for_odd_exponents() -> None:
    row = [[-1, 2, 3, 1]]
    signed = derive("lp_pool_by_hand", X=row, norm_type=3, kernel_size=[1, 4], definition="signed")
    assert signed.answer.value == ((35,),)  # -1 + 8 + 27 + 1
    norm = derive("lp_pool_by_hand", X=row, norm_type=3, kernel_size=[1, 4])
    assert norm.answer.value == ((37,),)
    expected = torch_pool("lp_pool2d", row, norm_type=3.0, kernel_size=(1, 4))
    assert np.allclose(expected, 35 ** (1 / 3))


@pytest.mark.parametrize(
    ("theorem", "slip", "right"),
    [
        ("max_pool_by_hand", r"Y_{0,0} = \max(1,2,4,3) = 3", 1),
        ("max_pool_by_hand", r"Y_{1,0} = \max(-1,0,0,-2,4) = 4", 1),
        ("avg_pool_by_hand", r"Y_{0,0} = \frac{1+2+4+3}{4} = \frac52", 1),
    ],
)
def test_a_slip_is_refused(theorem: str, slip: str, right: int) -> None:
    """The last one divides by the cells where the convention counts every tap."""
    derivation = derive(theorem, X=IMAGE, kernel_size=3, stride=3, padding=1)
    line = step(slip, "planted", derivation.symbols)
    steps = (*derivation.steps[:right], line, *derivation.steps[right + 1 :])
    with pytest.raises(ProofError, match="'planted': refuted"):
        prove(replace(derivation, steps=steps))


def test_a_kernel_that_pads_with_zeros_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(x: Any, kernel_size: Any, **givens: Any) -> Any:
        p = givens.pop("padding")
        from symconv.kernels import max_pool

        return max_pool(np.pad(x, ((0, 0), (0, 0), (p, p), (p, p))), kernel_size, **givens)

    monkeypatch.setattr("symconv.theorems.max_pool_by_hand.max_pool", broken)
    derivation = derive("max_pool_by_hand", X=NEGATIVE, kernel_size=3, stride=3, padding=1)
    with pytest.raises(WitnessError, match="the kernel returns"):
        prove(derivation)


@pytest.mark.parametrize(
    ("theorem", "givens", "message"),
    [
        ("max_pool_by_hand", {"kernel_size": 2, "X": [[[[1]]]]}, "X has 4 axes"),
        ("adaptive_pool_by_hand", {"reduce": "sum"}, "average or max, not 'sum'"),
        ("lp_pool_by_hand", {"norm_type": 0, "kernel_size": 2}, "positive integer, not 0"),
        ("lp_pool_by_hand", {"norm_type": 2, "kernel_size": 2, "definition": "x"}, "not 'x'"),
        ("lp_pool_by_hand", {"norm_type": 3, "kernel_size": [3, 1], "definition": "signed",
                             "X": NEGATIVE}, "has no real root"),
    ],
)  # fmt: skip
def test_bad_givens_say_what_is_wrong(theorem: str, givens: dict[str, Any], message: str) -> None:
    with pytest.raises(GivenError, match=message):
        derive(theorem, **{"X": IMAGE} | givens)


def test_a_window_of_padding_alone_is_refused() -> None:
    with pytest.raises(ShapeError, match="covers padding alone"):
        derive("max_pool_by_hand", X=IMAGE, kernel_size=1, padding=1)


@pytest.mark.parametrize("output_size", [[2, 2], [3, 2], [3, 3], [1, 2]], ids=str)
def test_fractional_windows_are_those_of_torch(output_size: list[int]) -> None:
    """PyTorch takes the sample of the last axis first."""
    torch = pytest.importorskip("torch", reason="needs the peers: torch is not installed")
    u = (Fraction(2, 7), Fraction(5, 9))
    derivation = derive(
        "fractional_pool_by_hand",
        X=IMAGE,
        kernel_size=2,
        output_size=output_size,
        samples=[str(s) for s in u],
    )
    assert prove(derivation).shown
    drawn = torch.tensor([[[float(u[1]), float(u[0])]]], dtype=torch.float64)
    expected = torch_pool(
        "fractional_max_pool2d",
        IMAGE,
        kernel_size=2,
        output_size=output_size,
        _random_samples=drawn,
    )
    assert np.array_equal(np.array(derivation.answer.value), expected)


@pytest.mark.parametrize(
    ("givens", "error", "message"),
    [
        ({"samples": [1]}, GivenError, r"the sample 1 is not in \[0, 1\)"),
        ({"samples": [0, 0]}, GivenError, "1 numbers are needed"),
        ({"samples": ["3/5"]}, GivenError, "where rounding decides"),
        ({"output_size": 7}, ShapeError, "exceeds the 7 inputs"),
    ],
)
def test_bad_fractional_givens(
    givens: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Seven inputs, windows of two, four outputs: 5/3 apart, and 3/5 of that is one cell."""
    good = {"X": [1, 2, 3, 4, 5, 6, 7], "kernel_size": 2, "output_size": 4, "samples": ["1/2"]}
    with pytest.raises(error, match=message):
        derive("fractional_pool_by_hand", **good | givens)
