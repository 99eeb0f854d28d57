"""Filters that were to be designed: another one than the sheet's may be right."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from symconv.audit.finding import Finding
from symconv.audit.judge.designed import leaves_choice

Verdict = Callable[[str, str, str], Finding]
SHEET = "cs182_hw3"
OTHERS = {
    "4(a) 1": (
        r"$$W = \frac{1}{16} \begin{bmatrix} 1 & 2 & 1 \\ 2 & 4 & 2 \\ 1 & 2 & 1 \end{bmatrix}$$",
        r"$$\frac19 \begin{bmatrix} 1 & 1 & 1 \\ 1 & 1 & 1 \\ 1 & 1 & 1 \end{bmatrix}$$",
        r"$$\frac15 \begin{bmatrix} 0 & 1 & 0 \\ 1 & 1 & 1 \\ 0 & 1 & 0 \end{bmatrix}$$",
        r"$$K = \frac14 \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$$",
        r"$$\frac{1}{16} \begin{bmatrix} 1 \\ 2 \\ 1 \end{bmatrix} \begin{bmatrix} 1 & 2 & 1 \end{bmatrix}$$",  # noqa: E501
    ),
    "4(b) 1": (
        r"$$W = \begin{bmatrix} 1 & 0 & -1 \\ 2 & 0 & -2 \\ 1 & 0 & -1 \end{bmatrix}$$",
        r"$$W = \begin{bmatrix} -1 & -2 & -1 \\ 0 & 0 & 0 \\ 1 & 2 & 1 \end{bmatrix}$$",
        r"$$\begin{bmatrix} -1 & -1 & -1 \\ -1 & 8 & -1 \\ -1 & -1 & -1 \end{bmatrix}$$",
        r"$$\begin{bmatrix} 0 & 1 & 0 \\ 1 & -4 & 1 \\ 0 & 1 & 0 \end{bmatrix}$$",
        r"$$\begin{bmatrix} -1 & 1 \end{bmatrix}$$",
        r"$$G_x = \begin{bmatrix} -3 & 0 & 3 \\ -10 & 0 & 10 \\ -3 & 0 & 3 \end{bmatrix}$$",
    ),
}
FAULTY = (
    ("4(a) 1", r"\begin{bmatrix} 1 & 2 & 1 \\ 2 & 4 & 2 \\ 1 & 2 & 1 \end{bmatrix}", "sum to 16"),
    ("4(a) 1", r"\frac14 \begin{bmatrix} 1 & 1 \\ 2 & 0 \end{bmatrix}", "mirror"),
    (
        "4(a) 1",
        r"\frac14 \begin{bmatrix} 0 & 0 & 0 \\ 1 & 2 & 1 \\ 0 & 0 & 0 \end{bmatrix}",
        "alike",
    ),
    ("4(a) 1", r"\begin{bmatrix} 0 & 0 & 0 \\ 0 & 1 & 0 \\ 0 & 0 & 0 \end{bmatrix}", "nothing is"),
    (
        "4(a) 1",
        r"\begin{bmatrix} 0 & -1 & 0 \\ -1 & 5 & -1 \\ 0 & -1 & 0 \end{bmatrix}",
        "gain contrast by the factor 9",
    ),
    ("4(b) 1", r"\begin{bmatrix} 1 & -1 \\ -1 & 1 \end{bmatrix}", "upright edge gives 0"),
    (
        "4(b) 1",
        r"\begin{bmatrix} 0 & -1 & 0 \\ -1 & 5 & -1 \\ 0 & -1 & 0 \end{bmatrix}",
        "sum to 1",
    ),
    ("4(b) 1", r"\begin{bmatrix} 0 & 0 & 0 \\ 0 & 0 & 0 \\ 0 & 0 & 0 \end{bmatrix}", "are 0"),
)


@pytest.mark.parametrize("question", OTHERS)
def test_another_filter_that_does_what_was_asked_is_right(verdict: Verdict, question: str) -> None:
    """The question leaves the choice; what is shown of the filter is said."""
    for answer in OTHERS[question]:
        found = verdict(SHEET, question, answer)
        assert found.verdict == "right", (answer, found.summary)
        assert "another filter" in found.message
        assert not [line for line in found.lines if line.verdict == "wrong"]
        assert found.marks == found.max_marks


def test_a_blur_with_negative_weights_is_left_to_a_person(verdict: Verdict) -> None:
    """It weakens stripes and overshoots at edges: both may be wanted."""
    taps = r"\begin{bmatrix} -1 \\ 3 \\ 3 \\ -1 \end{bmatrix} \begin{bmatrix} -1 & 3 & 3 & -1 \end{bmatrix}"  # noqa: E501
    found = verdict(SHEET, "4(a) 1", rf"$$W = \frac{{1}}{{16}} {taps}$$")
    assert found.verdict == "person"
    assert "negative" in found.message


@pytest.mark.parametrize(
    ("text", "size", "free"),
    [
        ("Design a filter that blurs an image.", 3, True),
        ("Design a $5 \\times 5$ filter that blurs.", 5, True),
        ("Design a $5 \\times 5$ filter that blurs.", 3, False),
        ("Design a Gaussian filter.", 3, False),
        ("Write down the Sobel filter.", 3, False),
        ("Which filter is this?", 3, False),
    ],
)
def test_the_text_says_whether_there_is_a_choice(text: str, size: int, free: bool) -> None:
    """Words that leave it, kinds and sizes that fix it."""
    assert leaves_choice(text, ((Fraction(0),) * size,) * size) is free


@pytest.mark.parametrize(("question", "matrix", "why"), FAULTY)
def test_a_filter_with_a_fault_is_wrong(
    verdict: Verdict, question: str, matrix: str, why: str
) -> None:
    """The fault is said, not the distance from the sheet's filter."""
    found = verdict(SHEET, question, f"$$W = {matrix}$$")
    assert found.verdict == "wrong"
    assert why in found.message
    assert found.code == "SC403"


@pytest.mark.parametrize(
    ("question", "matrix", "name", "told"),
    [
        ("4(a) 1", r"\frac{1}{10} \begin{bmatrix} 1 & 1 & 1 \\ 1 & 1 & 1 \\ 1 & 1 & 1 \end{bmatrix}", "count-off-by-one", "divided by 10"),  # noqa: E501
        ("4(a) 1", r"\frac19 \begin{bmatrix} 1 & 2 & 1 \\ 2 & 4 & 2 \\ 1 & 2 & 1 \end{bmatrix}", "divided-by-the-count", "number 9"),  # noqa: E501
        ("4(b) 1", r"\begin{bmatrix} 0 & 1 & 0 \\ 1 & -3 & 1 \\ 0 & 1 & 0 \end{bmatrix}", "slip", "four-neighbour Laplacian, and one entry is wrong: row 2, column 2"),  # noqa: E501
        ("4(b) 1", r"\begin{bmatrix} 1 & 1 & 1 \\ 0 & 0 & 0 \\ 1 & 1 & 1 \end{bmatrix}", "signs-forgotten", "transposed Prewitt"),  # noqa: E501
        ("4(b) 1", r"\begin{bmatrix} -1 & -1 & -1 \\ -1 & -8 & -1 \\ -1 & -1 & -1 \end{bmatrix}", "centre-sign", "negated eight-neighbour Laplacian"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_mistake_in_another_filter_is_named(
    verdict: Verdict, question: str, matrix: str, name: str, told: str
) -> None:
    """Whoever may choose a filter may make the mistake in any that is well known."""
    cause = verdict(SHEET, question, f"$$W = {matrix}$$").cause
    assert cause is not None
    assert cause.name == name
    assert told in cause.sentence


def test_no_mistake_is_named_where_two_entries_differ(verdict: Verdict) -> None:
    """From every filter that is well known."""
    matrix = r"\begin{bmatrix} 0 & 1 & 0 \\ 2 & -3 & 1 \\ 0 & 1 & 0 \end{bmatrix}"
    found = verdict(SHEET, "4(b) 1", f"$$W = {matrix}$$")
    assert found.verdict == "wrong"
    assert found.cause is None


def test_a_gradient_by_a_vector_may_be_a_row(verdict: Verdict) -> None:
    """The same numbers in the other layout; other numbers are wrong in both."""
    by_matrix = r"$$\frac{\partial f}{\partial W} = \begin{bmatrix} 0.088 & 0.176 \\ 0.104 & 0.208 \end{bmatrix}$$"  # noqa: E501
    row = r"$$\frac{\partial f}{\partial x} = \begin{bmatrix} -0.112 & 0.636 \end{bmatrix}$$"
    found = verdict("cse493g_section3", "4", by_matrix + "\n" + row)
    assert (found.verdict, found.convention) == (
        "other convention",
        "a gradient by a vector written as a row",
    )
    worse = verdict("cse493g_section3", "4", by_matrix + "\n" + row.replace("0.6", "0.5"))
    assert worse.verdict == "wrong"
