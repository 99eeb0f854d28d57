"""True convolution by name: against SciPy, and with the mistakes that a flip invites."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import signal

from symconv.errors import GivenError, ProofError, WitnessError
from symconv.kernels import conv
from symconv.latex.reader import read_one
from symconv.proof.prove import prove
from symconv.theorems import convolution_properties as properties
from symconv.theorems import derive, flip_is_absorbed

X = [[5 * i + j + 1 for j in range(5)] for i in range(5)]
H = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]


@pytest.mark.parametrize(
    ("stride", "padding", "mode"), [(1, 0, "valid"), (1, 1, "same"), (2, 1, "same")]
)
def test_two_dimensions_against_scipy(stride, padding, mode):
    """SciPy's convolve2d flips; a stride keeps every second output."""
    found = derive("conv_by_hand", X=X, W=H, stride=stride, padding=padding, flip=True)
    truth = signal.convolve2d(X, H, mode)[::stride, ::stride]
    assert np.array_equal(found.answer.value, truth)
    assert "flipped along every axis" in found.conventions[0]


def test_without_the_flip_the_sign_of_this_kernel_changes():
    """The kernel is odd in its rows: correlation gives the negative."""
    plain, flipped = (derive("conv_by_hand", X=X, W=H, flip=f) for f in (False, True))
    assert np.array_equal(plain.answer.value, -np.array(flipped.answer.value))
    assert plain.remarks == ()


def test_the_places_of_the_outputs_are_said():
    """Output (0, 0) with stride 2 and padding 1 is y[1, 1] of SciPy's full convolution."""
    found = derive("conv_by_hand", X=X, W=H, stride=2, padding=1, flip=True)
    assert "y[2 i + 1, 2 j + 1]" in found.remarks[0]
    full = signal.convolve2d(X, H)
    assert full[1, 1] == found.answer.value[0][0]
    assert full[5, 3] == found.answer.value[2][1]


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [(0, "1 & 2 & 1", "-1 & -2 & -1"), (2, r"= -40", r"= 40"), (2, r"\cdot 13", r"\cdot 12")],
)
def test_a_slip_by_hand_is_found(number, old, new):
    """A kernel that was not turned, a sign, a wrong entry of the window."""
    found = derive("conv_by_hand", X=X, W=H, flip=True)
    with pytest.raises(ProofError, match=f"step {number + 1} of"):
        prove(edited(found, number, old, new))


def edited(found, number, old, new):
    """The derivation with one line changed."""
    step = found.steps[number]
    assert old in step.latex, step.latex
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, found.symbols).statement)
    return replace(found, steps=(*found.steps[:number], wrong, *found.steps[number + 1 :]))


FAULTS = [
    ("flip_is_absorbed", {}, 0, "R_{c, u, v}", "h_{c, u, v}"),
    ("flip_is_absorbed", {}, 0, r"D \left(K - 1 - u\right)", r"D \left(K - u\right)"),
    ("flip_is_absorbed", {}, 1, "K - 1 - u", "K - u"),
    ("flip_is_absorbed", {}, 3, r"\nu_{c, K - 1 - u, J - 1 - v}", r"\nu_{c, u, v}"),
    ("convolution_properties", {}, 0, "M - 1", "M - 2"),
    ("convolution_properties", {}, 0, "h[n - i]", "h[i - n]"),
    ("convolution_properties", {}, 1, "+ b u[n - i]", "+ a u[n - i]"),
    ("convolution_properties", {}, 2, "n - N", "n + N"),
    ("convolution_properties", {}, 4, "f[n - i]", "f[n - i - 1]"),
    ("delayed_convolution", {"x": "step", "h": "ramp", "delay": 5}, 0, "n - 5", "n - 4"),
    ("delayed_convolution", {"x": "step", "h": "ramp", "delay": "N"}, 1, "n < N", "n < N + 2"),
]  # fmt: skip


@pytest.mark.parametrize(("theorem", "givens", "number", "old", "new"), FAULTS)
def test_planted_faults_are_found(theorem, givens, number, old, new):
    """Each line is wrong in one place, as a careless author would have it."""
    with pytest.raises(ProofError, match=f"step {number + 1} of"):
        prove(edited(derive(theorem, **givens), number, old, new))


@pytest.mark.parametrize("module", [flip_is_absorbed, properties], ids=["flip", "properties"])
def test_the_witness_notices_a_kernel_that_is_wrong(module, monkeypatch):
    """A kernel that shifts its output by one sample is no convolution."""
    monkeypatch.setattr(module, "conv", lambda *a, **k: np.roll(conv(*a, **k), 1, -1))
    with pytest.raises(WitnessError):
        derive(module.__name__.split(".")[-1]).witness.check()


def test_a_delayed_answer_shows_the_delay():
    """The powers of one half are counted from the first sample."""
    found = derive("delayed_convolution", x="boxcar length=7", h="exponential ratio=1/2", delay=5)
    shift, late = found.answer.value
    assert shift == "y[n - 5]"
    assert late == (
        "Piecewise((2 - (1/2)**(n - 5), And(Ge(n, 5), Le(n, 11))), "
        "(127*(1/2)**(n - 5), Ge(n, 12)), (0, True))"
    )


REFUSED = {
    "delay of no kind": ({"delay": 1.5}, "delay must be an integer or a symbol", "delay"),
    "delay i": ({"delay": "i"}, "names a signal or an index", "delay"),
    "two delays": ({"x": "step delay=2"}, "x is delayed already", "x"),
}


@pytest.mark.parametrize(("change", "why", "given"), REFUSED.values(), ids=list(REFUSED))
def test_refuses_a_bad_delay(change, why, given):
    """The error names the given."""
    with pytest.raises(GivenError, match=why) as caught:
        derive("delayed_convolution", **{"x": "step", "h": "step", "delay": 3, **change})
    assert caught.value.given == given


def test_a_flip_is_yes_or_no():
    """Not a number."""
    with pytest.raises(GivenError, match="flip must be true or false"):
        derive("conv_by_hand", X=X, W=H, flip=1)
