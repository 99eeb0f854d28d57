"""Signals given by their values, and mistakes that only a few values or a factor tell."""

from __future__ import annotations

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.sheets.problem import Problem

BOXES = {"x": "boxcar length=5", "h": "boxcar length=3", "window": [-3, 10]}
LATE = {"x": "boxcar length=4", "h": "exponential ratio=1/3", "delay": 2}
VALUES = "$y[0] = 1$, $y[1] = 2$, $y[2] = y[3] = y[4] = 3$, $y[5] = 2$"


def judged(theorem: str, given: dict[str, object], answer: str) -> Finding:
    """Judge an answer to a question that has no text."""
    return check(answer, Problem("1", 4, theorem, given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (f"{VALUES}, $y[6] = 1$, and 0 elsewhere", "right"),
        (f"{VALUES}, $y[6] = 1$", "incomplete"),
        (f"{VALUES}, $y[6] = 1$, and 0 for negative n", "incomplete"),
        (f"{VALUES}, and 0 elsewhere", "wrong"),
        (f"{VALUES}, $y[6] = 2$, and 0 elsewhere", "wrong"),
        (VALUES.replace("y[4] = 3", "y[4] = 2"), "wrong"),
    ],
)
def test_values_at_places(answer: str, verdict: str) -> None:
    """What is said to be 0 elsewhere is complete; each of several equal values counts."""
    assert judged("signal_convolution", BOXES, answer).verdict == verdict


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("1, 2, 3, 3, 4, 2, 1", "n = 4 is wrong"),
        ("1, 2, 2, 3, 4, 2, 1", "n = 2 and n = 4 is wrong"),
    ],
)
def test_wrong_values_are_located(values: str, told: str) -> None:
    """In a list that is right otherwise."""
    found = judged("signal_convolution", BOXES, rf"$y = \{{{values}\}}$")
    assert found.cause is not None
    assert found.cause.name == "slip"
    assert told in found.cause.sentence


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("0, 1, 2, 3, 3, 3, 2, 1, 0", "incomplete"),
        (r"\dots, 0, 1, 2, 3, 3, 3, 2, 1, 0, \dots", "incomplete"),
        ("0, 1, 2, 3, 3, 4, 2, 1, 0", "wrong"),
        (r"\dots, 0, 1, 2, 3, 2, 3, 2, 1, 0, \dots", "wrong"),
        ("0, 5, 7, 9, 9, 7, 5", "wrong"),
    ],
)
def test_lists_without_an_origin(values: str, verdict: str) -> None:
    """Values that are wrong wherever the list begins are wrong; others leave the place open."""
    found = judged("signal_convolution", BOXES, rf"$y[n] = \{{{values}\}}$")
    assert found.verdict == verdict, found.summary


@pytest.mark.parametrize(
    ("values", "verdict"), [("0, 1, 1.5, 1.75", "incomplete"), ("0, 1, 1.5, 1.8", "wrong")]
)
def test_a_list_of_a_signal_that_does_not_end(values: str, verdict: str) -> None:
    """Its first values, in decimals, from a place that is not stated."""
    endless = {"x": "boxcar length=7", "h": "exponential ratio=1/2"}
    found = judged("signal_convolution", endless, rf"$$y = \{{{values}\}}$$")
    assert found.verdict == verdict, found.summary


@pytest.mark.parametrize(
    ("answer", "name", "told"),
    [
        ("y'[n] = 3 y[n - 2]", "extra-factor", "multiplied by 3"),
        (r"y'[n] = \frac{1}{9} y[n - 2]", "extra-factor", "multiplied by 1/9"),
        ("y'[n] = 2 y[n]", "delay-multiplied", "multiplied by the delay, not delayed"),
        ("y'[n] = y[2 - n]", "argument-sign", "the delay less n"),
        ("y'[n] = h[n]", "sum-forgotten", "the impulse response itself"),
    ],
)
def test_what_was_done_to_the_output(answer: str, name: str, told: str) -> None:
    """A factor in place of a delay, an output that runs backwards, nothing summed."""
    found = judged("delayed_convolution", LATE, f"$${answer}$$")
    assert found.cause is not None, found.summary
    assert found.cause.name == name
    assert told in found.cause.sentence


def test_a_factor_that_is_no_factor() -> None:
    """Values that are doubled at some places and not at others are no multiple."""
    found = judged("delayed_convolution", LATE, "$$y'[n] = y[n - 2] + n^2 y[n - 2]$$")
    assert found.verdict == "wrong"
    assert found.cause is None
