"""Filters that were to be designed: another one than the sheet's may be right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
SHEET = "cs182_hw3"
OTHERS = {
    "4(a) 1": (
        r"$$W = \frac{1}{16} \begin{bmatrix} 1 & 2 & 1 \\ 2 & 4 & 2 \\ 1 & 2 & 1 \end{bmatrix}$$",
        r"$$\frac19 \begin{bmatrix} 1 & 1 & 1 \\ 1 & 1 & 1 \\ 1 & 1 & 1 \end{bmatrix}$$",
        r"$$\frac15 \begin{bmatrix} 0 & 1 & 0 \\ 1 & 1 & 1 \\ 0 & 1 & 0 \end{bmatrix}$$",
    ),
    "4(b) 1": (
        r"$$W = \begin{bmatrix} 1 & 0 & -1 \\ 2 & 0 & -2 \\ 1 & 0 & -1 \end{bmatrix}$$",
        r"$$W = \begin{bmatrix} -1 & -2 & -1 \\ 0 & 0 & 0 \\ 1 & 2 & 1 \end{bmatrix}$$",
        r"$$\begin{bmatrix} -1 & -1 & -1 \\ -1 & 8 & -1 \\ -1 & -1 & -1 \end{bmatrix}$$",
        r"$$\begin{bmatrix} 0 & 1 & 0 \\ 1 & -4 & 1 \\ 0 & 1 & 0 \end{bmatrix}$$",
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
        "4(b) 1",
        r"\begin{bmatrix} 0 & -1 & 0 \\ -1 & 5 & -1 \\ 0 & -1 & 0 \end{bmatrix}",
        "sum to 1",
    ),
    ("4(b) 1", r"\begin{bmatrix} 0 & 0 & 0 \\ 0 & 0 & 0 \\ 0 & 0 & 0 \end{bmatrix}", "are 0"),
)


@pytest.mark.parametrize("question", OTHERS)
def test_another_filter_is_left_to_a_person(verdict: Verdict, question: str) -> None:
    """It is not the sheet's, and does what was asked."""
    for answer in OTHERS[question]:
        found = verdict(SHEET, question, answer)
        assert found.verdict == "person"
        assert "another filter" in found.message


@pytest.mark.parametrize(("question", "matrix", "why"), FAULTY)
def test_a_filter_with_a_fault_is_wrong(
    verdict: Verdict, question: str, matrix: str, why: str
) -> None:
    """The fault is said, not the distance from the sheet's filter."""
    found = verdict(SHEET, question, f"$$W = {matrix}$$")
    assert found.verdict == "wrong"
    assert why in found.message


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
