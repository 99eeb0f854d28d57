"""Convolutions of signals: values by hand, refused givens, faults that must be found."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy

from symconv.algebra.named_polynomial import Polynomial
from symconv.errors import GivenError, ProofError, WitnessError
from symconv.latex.reader import read_one
from symconv.proof.prove import prove
from symconv.sheets.readback import check as check_printed
from symconv.theorems import derive
from symconv.theorems.signal_variants import order, variants
from symconv.theorems.signal_witness import check
from symconv.theorems.signals import read_signal

HALVES = {"x": "boxcar length=7", "h": "exponential ratio=1/2"}


def test_a_boxcar_through_halves_by_hand():
    """2 - 2^-n while the box slides in, 127 2^-n behind it; the values of the figure."""
    found = derive("signal_convolution", **HALVES)
    n = sympy.Symbol("n")
    y = sympy.sympify(found.answer.value, locals={"n": n})
    by_hand = [0, 1, Fraction(3, 2), Fraction(7, 4), Fraction(127, 64), Fraction(127, 128)]
    assert [y.subs(n, k) for k in (-1, 0, 1, 2, 6, 7)] == by_hand
    assert "0, 0, 0, 0, 0, 0, 1, 3/2, 7/4, 15/8" in found.figures[0].alternative


@pytest.mark.parametrize("values", [{"L": 4, "r": 3}, {"L": 6, "r": 1}, {"L": 1, "r": -2}], ids=str)
def test_the_symbolic_answer_is_what_numpy_sums(values):
    """Every case of the box, among them ratio 1, against numpy.convolve."""
    found = derive("signal_convolution", x="boxcar length=L", h="exponential ratio=r")
    general, one = (sympy.sympify(v) for v in found.answer.value)
    y = (one if values["r"] == 1 else general).subs(values)
    truth = np.convolve([1] * values["L"], [values["r"] ** k for k in range(12)])[:12]
    n = next(s for s in y.free_symbols if s.name == "n")
    assert [y.subs(n, k) for k in range(12)] == [int(v) for v in truth]


def test_every_sum_is_named():
    """By what its terms are, as a reader would call it."""
    words = {
        ("step", "exponential ratio=r"): "a geometric sum",
        ("ramp", "exponential ratio=1/3"): "an arithmetic-geometric sum",
        ("ramp", "ramp"): "a sum of powers of i",
        ("step", "step"): "equal terms",
    }
    for (x, h), said in words.items():
        step = derive("signal_convolution", x=x, h=h).steps[1]
        assert step.reason.endswith(said), (x, h)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({("L",): 1, ("M",): -1}, r"M \le L"),
        ({("L",): 1, ("M",): -1, (): -1}, "M < L"),
        ({("L",): 1, ("M",): -1, (): -4}, r"M + 4 \le L"),
        ({("L",): 1, ("M",): -1, (): 2}, r"M \le L + 2"),
        ({("L",): 2, (): -3}, r"3 \le 2 L"),
    ],
)
def test_an_order_is_written_with_positive_terms(form, said):
    """What is not negative becomes one side below another."""
    assert order(Polynomial(form)) == said


@pytest.mark.parametrize(
    ("x", "h"),
    [
        ("impulse delay=3", "ramp length=4 scale=-2"),
        ("ramp scale=-1", "impulse delay=N"),
        ("exponential ratio=-1/2 scale=-3", "exponential ratio=-1/2 length=3"),
        ("ramp length=4 delay=2 scale=-1/2", "ramp length=L"),
        ("boxcar length=1", "exponential ratio=-2 length=M delay=-1"),
        ("step delay=-2", "step scale=2/3"),
        ("impulse delay=N", "exponential ratio=r scale=-1/3"),
        ("exponential length=1 ratio=r", "exponential ratio=1/2 delay=-3"),
        ("impulse", "impulse scale=2"),
        ("impulse delay=2", "exponential ratio=3"),
    ],
)
def test_signs_scales_delays_and_single_samples(x, h):
    """Every line reads, is proved, and agrees with sums of products."""
    found = derive("signal_convolution", x=x, h=h)
    check_printed(found)
    report = prove(found)
    assert report.shown
    assert report.witness_cases > 0


@pytest.mark.slow
def test_two_finite_exponentials_with_two_lengths_and_two_ratios():
    """Four sets of assumptions, three regions in each: every line is proved."""
    found = derive("signal_convolution", x="exponential ratio=r length=L",
                   h="exponential ratio=s length=M")  # fmt: skip
    assert len(found.answer.value) == 4
    assert prove(found).shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("n - 6", "n - 7"),
        ("n - 6", "n - 5"),
        (r"127 \left", r"128 \left"),
        (r"n \ge 7", r"n \ge 5"),
        ("= 2 -", "= 1 -"),
        (r"\le 6", r"\le 7"),
        ("n < 0", "n < 1"),
        (r"^{i} =", "^{i + 1} ="),
    ],
)
def test_a_slip_in_a_line_is_found(old, new):
    """Limits, breakpoints, powers and numbers: each is off by one once."""
    found = derive("signal_convolution", **HALVES)
    number = next(k for k, s in enumerate(found.steps) if old in s.latex)
    step = found.steps[number]
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, found.symbols).statement)
    steps = (*found.steps[:number], wrong, *found.steps[number + 1 :])
    with pytest.raises(ProofError, match=f"step {number + 1} of"):
        prove(replace(found, steps=steps))


def test_ratio_one_must_be_told_apart():
    """Without r != 1 the geometric formula is no answer."""
    found = derive("signal_convolution", x="boxcar length=L", h="exponential ratio=r")
    step = found.steps[1]
    assert r" \wedge r \ne 1" in step.latex
    latex = step.latex.replace(r" \wedge r \ne 1", "")
    wrong = replace(step, latex=latex, statement=read_one(latex, found.symbols).statement)
    with pytest.raises(ProofError, match="not shown to be non-zero"):
        prove(replace(found, steps=(found.steps[0], wrong)))


def test_the_witness_notices_a_wrong_region():
    """A tail that is late by one sample."""
    x, h = read_signal("boxcar length=3", "x"), read_signal("exponential ratio=1/2", "h")
    (right,) = variants(x, h, derive_facts())
    late = replace(right.regions[1], first=right.regions[1].first + 1)
    with pytest.raises(WitnessError, match="disagree at n = 3"):
        check(x, h, [replace(right, regions=(right.regions[0], late))])


def derive_facts():
    """Nothing is known of sizes that do not occur."""
    from symconv.algebra.index_terms import Facts

    return Facts()


REFUSED = {
    "no text": ({"x": 3}, "x must be a signal, not 3", "x"),
    "empty": ({"x": " "}, "x must be a signal", "x"),
    "misspelt": ({"x": "boxcr length=3"}, "did you mean boxcar", "x"),
    "unknown": ({"h": "sine"}, "the kinds are impulse, step", "h"),
    "no length": ({"x": "boxcar"}, "needs length=...", "x"),
    "no ratio": ({"h": "exponential"}, "needs ratio=...", "h"),
    "length 0": ({"x": "boxcar length=0"}, "a length is at least 1, not 0", "x"),
    "a word too many": ({"x": "step length=3"}, "says nothing of a signal of kind step", "x"),
    "zero": ({"x": "ramp length=1"}, "x is 0 everywhere", "x"),
    "twice": ({"x": "boxcar length=3 length=4"}, "each once", "x"),
    "no value": ({"x": "boxcar length="}, "says nothing", "x"),
    "ratio 0": ({"h": "exponential ratio=0"}, "a ratio is not 0", "h"),
    "scale 0": ({"h": "step scale=0"}, "scale must be a number other than 0", "h"),
    "scale a name": ({"h": "step scale=a"}, "scale must be a number", "h"),
    "a decimal": ({"h": "exponential ratio=0.5"}, "not the spelling of one name", "h"),
    "taken name": ({"x": "boxcar length=n"}, "uses n, which names a signal or an index", "x"),
    "one name, two meanings": (
        {"x": "boxcar length=r", "h": "exponential ratio=r"}, "r is a size and a ratio", "h",
    ),
    "empty window": ({"window": [3, 2]}, "window must go from", "window"),
    "long window": ({"window": [0, 500]}, "at most 200", "window"),
    "a name as window": ({"window": ["a", 3]}, "window must be a number", "window"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "why", "given"), REFUSED.values(), ids=list(REFUSED))
def test_refuses_bad_givens_by_name(change, why, given):
    """The error names the given, so that a problem set can point at its line."""
    with pytest.raises(GivenError, match=why) as caught:
        derive("signal_convolution", **{**HALVES, **change})
    assert caught.value.given == given
