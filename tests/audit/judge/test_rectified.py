"""Answers about rectified networks: points that they name, and functions in pieces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
VerdictOn = Callable[[str, str], Finding]
SHEET, MAPS, WHOLE = "cs7643_ps3", "6", "6 (whole)"


@pytest.mark.parametrize(
    "answer",
    [
        "For $x_a$ and $x_c$: $W = 6$, $b = 3$. For $x_b$: $W = 3/2$, $b = 3$.",
        "$W_a = W_c = 6$, $b_a = b_b = b_c = 3$, $W_b = 1.5$",
        "$h(x) = 6x+3$ near $x=2$, $h(x) = 1.5 x + 3$ near $x = -1$, $h(x) = 6 x + 3$ near $x = 1$.",  # noqa: E501
        "| x | W | b |\n|---|---|---|\n| -1 | 3/2 | 3 |\n| 1 | 6 | 3 |\n| 2 | 6 | 3 |",
        "| | x = 1 | x = -1 | x = 2 |\n|---|---|---|---|\n| W | 6 | 1.5 | 6 |\n| b | 3 | 3 | 3 |",
        "The points are $x = 2$, $x = -1$ and $x = 1$. We find $W = 6$, $b = 3$; $W = 3/2$, $b = 3$;"  # noqa: E501
        " $W = 6$, $b = 3$.",
    ],
)  # fmt: skip
def test_points_are_named_in_many_ways(verdict: Verdict, answer: str) -> None:
    """Two at once, behind what is said, in tables of other orders, all before their maps."""
    assert verdict(SHEET, MAPS, answer).right


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("At $x = 2$: $W = 6$, $b = 3$. At $x = -1$: $W = 6$, $b = 3$. At $x = 1$: $W = 6$, $b = 3$.",  # noqa: E501
         "units-all-open"),
        ("$y = 6x + 3$ at $x = 2$; $y = 1.5 x + 3$ at $x = -1$; $y = 6x$ at $x = 1$",
         "bias-forgotten"),
    ],
)  # fmt: skip
def test_wrong_maps_are_wrong_in_every_style(verdict: Verdict, answer: str, cause: str) -> None:
    """The middle one is not open everywhere; the last has an intercept."""
    found = verdict(SHEET, MAPS, answer)
    assert (found.verdict, found.cause and found.cause.name) == ("wrong", cause)


TWO_SIDES = (
    'ask: local_linear_map, given: {layers: ["[[1], [1]] x + [0, 0]", "[[1, -1]] x + [3]"], '
    "points: [0]}"
)


def test_a_breakpoint_with_one_map_is_one_point(verdict_on: VerdictOn) -> None:
    """Both units switch at 0, and what they add cancels: h(x) = 3 on both sides."""
    assert verdict_on(TWO_SIDES, "$W = 0$ and $b = 3$").right
    assert verdict_on(TWO_SIDES, "$W_a = 1$, $b_a = 3$").verdict == "wrong"


PLANE = (
    'ask: local_linear_map, given: {layers: ["[[-4, 2], [1/2, 1]] x + [1, -1]", '
    '"[[3/2, -3]] x + [-2]"], points: [[-3/2, 3]]}'
)


def test_a_row_of_two_slopes_is_no_list_of_both_results(verdict_on: VerdictOn) -> None:
    """One point: the first matrix is its slope, and not slope and intercept side by side."""
    row = r"\begin{bmatrix} -\frac{15}{2} & 0 \end{bmatrix}"
    assert verdict_on(PLANE, rf"$W = {row}$, $b = \frac{{5}}{{2}}$").right
    assert verdict_on(PLANE, rf"$W = {row}$, $b = \frac{{7}}{{2}}$").verdict == "wrong"


PIECES = r"\frac32 x + 3 & \lvert x + 1 \rvert \le 1 \\ 6 x + 3 & x > 0 \\"


@pytest.mark.parametrize(
    "answer",
    [
        rf"h(x) = \begin{{cases}} {PIECES} 0 & x \le -2 \end{{cases}}",
        r"h(x) = \max(0, \frac32 x + 3) + \frac92 \max(0, x)",
        r"y = [1.5 x + 3]_+ + 4.5 [x]_+",
        r"f(x) = \begin{cases} 6x + 3 & x \in [0, \infty) \\ 1.5 x + 3 & x \in (-2, 0) \\ 0 & else \end{cases}",  # noqa: E501
    ],
)  # fmt: skip
def test_functions_in_many_forms(verdict: Verdict, answer: str) -> None:
    """Stretches as absolute values and intervals, hinges with and without names."""
    found = verdict(SHEET, WHOLE, f"$${answer}$$")
    assert found.right, found.summary
    assert "proved" in found.how


def test_breakpoints_may_be_left_out(verdict: Verdict) -> None:
    """The sheet's own stretches are open: both sides agree at their ends."""
    text = r"\begin{cases} 0 & x < -2 \\ \frac32 x + 3 & -2 < x < 0 \\ 6 x + 3 & x > 0 \end{cases}"
    assert verdict(SHEET, WHOLE, f"$$h(x) = {text}$$").right


@pytest.mark.parametrize(
    ("answer", "message", "cause"),
    [
        (r"\begin{cases} 0 & x < -2 \\ 6 x + 3 & x \ge 0 \end{cases}",
         "nothing is said about x", "the branch for -2 < x < 0 is missing"),
        (r"\begin{cases} 0 & x < -2 \\ \frac32 x + 3 & -2 \le x < 1 \\ 6 x + 3 & x \ge 1 \end{cases}",  # noqa: E501
         "instead of", r"the breakpoint 0 was put at 1 (+1)"),
        (r"\begin{cases} 0 & x < -2 \\ 6 x + 3 & -2 \le x < 0 \\ \frac32 x + 3 & x \ge 0 \end{cases}",  # noqa: E501
         "instead of", "were exchanged"),
        (r"\begin{cases} 0 & x < -2 \\ \frac32 x + 3 & -2 \le x < 0 \\ 5 x + 3 & x \ge 0 \end{cases}",  # noqa: E501
         "instead of", "the slope of the branch for x > 0 is wrong"),
        (r"6 x + 3", "instead of", "all units were taken to be open"),
        (r"\frac32 x + \frac92 \max(0, x)", "instead of", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_located(verdict: Verdict, answer: str, message: str, cause: str) -> None:
    """A gap, a range, a branch, a slope, a network without rectifiers; nothing where none fits."""
    found = verdict(SHEET, WHOLE, f"$$h(x) = {answer}$$")
    assert found.verdict == "wrong"
    assert message in found.message
    assert (cause in found.cause.sentence) if found.cause else not cause


def test_pieces_that_overlap_or_leave_gaps_are_not_joined(verdict: Verdict) -> None:
    """Which of two formulas is meant for 0 < x < 1 is for a person to see."""
    text = "For $x < 1$: $h(x) = 0$. For $x > 0$: $h(x) = 6 x + 3$."
    assert verdict(SHEET, WHOLE, text).verdict == "person"
