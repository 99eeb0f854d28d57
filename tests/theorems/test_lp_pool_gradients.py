"""Gradients of Lp pooling: the hypothesis is needed, wrong ones are refused, PyTorch agrees."""

from dataclasses import replace

import numpy as np
import pytest

from symconv.errors import GivenError, WitnessError
from symconv.latex.reader import read_one
from symconv.proof.prove import context_of, decide, prove
from symconv.proof.verdict import Proved
from symconv.theorems import derive, lp_pool_gradients

CUBES = ("lp_pool_gradients", {"norm_type": 3, "rank": 1})
PLANE = ("lp_pool_gradients", {})
SIGNED = ("lp_pool_gradients", {"norm_type": 4, "rank": 1, "definition": "signed"})
ABS, SGN = r"\left|x_{j}\right|^{2}", r" \operatorname{sgn}\left(x_{j}\right)"
WRONG = {
    "sign forgotten": (CUBES, -1, SGN, ""),
    "magnitude forgotten": (CUBES, -1, ABS, ""),
    "exponent of the input": (CUBES, -1, ABS, r"\left|x_{j}\right|^{3}"),
    "exponent of the output": (CUBES, -1, "y_{i}^{2}", "y_{i}^{3}"),
    "output forgotten": (CUBES, -1, r"\frac{g_{i}}{y_{i}^{2}}", "g_{i}"),
    "sum for the root": (CUBES, -1, "y_{i}^{2}", "S_{i}^{2}"),
    "factor P left": (CUBES, -1, ABS, f"3 {ABS}"),
    "sign turned": (CUBES, -1, ABS, rf"\left(-1\right) {ABS}"),
    "stride forgotten": (CUBES, -1, "s i + t", "i + t"),
    "pad off by one": (CUBES, -1, "t - p", "t - p + 1"),
    "last window left out": (CUBES, -1, "m - 1", "m - 2"),
    "P forgotten in the sum": (CUBES, 0, "= 3", "="),
    "P forgotten in the root": (CUBES, 1, r"3 y_{i}^{2}", r"y_{i}^{2}"),
    "one axis of taps": (PLANE, -1, "[j' = s' i' + t' - p']", ""),
    "signed with an even power": (SIGNED, -1, "x_{j}^{3}", "x_{j}^{2}"),
    "signed power of the output": (SIGNED, -1, "y_{i}^{3}", "y_{i}"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_gradient_is_not_shown(fault) -> None:
    """Whatever was changed."""
    (theorem, givens), number, old, new = WRONG[fault]
    derivation = derive(theorem, **givens)
    line = derivation.steps[number]
    assert old in line.latex, line.latex
    wrong = read_one(line.latex.replace(old, new, 1), derivation.symbols).statement
    assert isinstance(decide(line.statement, context_of(derivation)), Proved)
    assert not isinstance(decide(wrong, context_of(derivation)), Proved)


@pytest.mark.parametrize("givens", [CUBES[1], PLANE[1], SIGNED[1]], ids=str)
def test_windows_of_zeros_are_left_out(givens) -> None:
    """Without its hypothesis, which is the last, the result is not shown."""
    derivation = derive("lp_pool_gradients", **givens)
    context = context_of(derivation)
    assert r"\forall" in derivation.hypotheses[-1][0]
    free = replace(context, hypotheses=context.hypotheses[:-1])
    claim = derivation.steps[-1].statement
    assert isinstance(decide(claim, context), Proved)
    assert not isinstance(decide(claim, free), Proved)


@pytest.mark.parametrize(
    ("exponent", "definition"), [(2, "signed"), (4, "absolute"), (5, "signed"), (7, "absolute")]
)
def test_every_line_is_shown(exponent, definition) -> None:
    """For odd and for even exponents, and the kernel agrees."""
    report = prove(derive("lp_pool_gradients", norm_type=exponent, definition=definition, rank=1))
    assert report.shown
    assert report.witness_cases == 20


def test_a_kernel_that_differs_stops_the_build(monkeypatch) -> None:
    """The witness compares numbers, whatever the lines say."""
    monkeypatch.setattr(
        lp_pool_gradients, "lp_pool_backward", lambda dy, x, *_, **__: np.ones(x.shape)
    )
    derivation = lp_pool_gradients.lp_pool_gradients(rank=1)
    with pytest.raises(WitnessError, match="exponent 2, kernel 2, stride 2"):
        derivation.witness.check()


BAD = [
    ({"norm_type": 1}, "norm_type", "1"),
    ({"norm_type": 65}, "norm_type", "65"),
    ({"norm_type": 2.5}, "norm_type", "2.5"),
    ({"definition": "maximum"}, "definition", "not 'maximum'"),
    ({"rank": 4}, "rank", "4"),
]


@pytest.mark.parametrize(("givens", "given", "message"), BAD)
def test_a_bad_given_is_refused(givens, given, message) -> None:
    """By name."""
    with pytest.raises(GivenError, match=message) as caught:
        derive("lp_pool_gradients", **givens)
    assert caught.value.given == given


def test_another_theorem_is_pointed_at() -> None:
    """Average and max pooling do not need the hypothesis."""
    with pytest.raises(GivenError, match="lp_pool_gradients"):
        derive("pool_gradients", kind="lp")
