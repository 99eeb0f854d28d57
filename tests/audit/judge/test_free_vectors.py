r"""Identities in vectors of an author's own: the expansion of a squared distance."""

import pytest

from symconv.audit.check import check
from symconv.audit.judge import prepare
from symconv.sheets.problem import Problem

PROBLEM = Problem("1", 2, "pairwise_distances", {"metric": "L2"})
DESK = prepare(PROBLEM)
COUNTS = "$N M p$ subtractions, $N M (p - 1)$ additions; two loops hold $p$, one loop $M p$, no loop $N + M + N M$."  # noqa: E501


def wrong_lines(formula: str) -> list[str]:
    """Return the messages about wrong lines of an answer with right counts."""
    found = check(f"$${formula}$$\n\n{COUNTS}", PROBLEM, desk=DESK)
    return [line.message for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    "formula",
    [
        r"\lVert x - z \rVert^2 = \lVert x \rVert^2 - 2 x^\top z + \lVert z \rVert^2",
        r"\|A_i - B_j\|^2 = \|A_i\|^2 - 2 A_i^\top B_j + \|B_j\|^2",
        r"\|x_i - y_j\|^2 = (x_i - y_j)^\top (x_i - y_j) = \|x_i\|^2 + \|y_j\|^2 - 2 x_i^\top y_j",
        r"(u - v)^\top (u - v) = u^\top u - u^\top v - v^\top u + v^\top v",
    ],
)
def test_right_expansions(formula: str) -> None:
    """They hold for all vectors."""
    assert wrong_lines(formula) == []


@pytest.mark.parametrize(
    ("formula", "term"),
    [
        (r"\lVert x - z \rVert^2 = \lVert x \rVert^2 - x^\top z + \lVert z \rVert^2", r"-1 x^\top z"),  # noqa: E501
        (r"\lVert x - z \rVert^2 = \lVert x \rVert^2 + \lVert z \rVert^2", r"-2 x^\top z"),
        (r"\lVert x - z \rVert^2 = \lVert x \rVert^2 + 2 x^\top z + \lVert z \rVert^2", r"-4 x^\top z"),  # noqa: E501
        (r"\lVert x - z \rVert^2 = \lVert x \rVert^2 - 2 x^\top z", r"1 \lVert z \rVert^2"),
        (r"\lVert x - z \rVert^2 = 2 \lVert x \rVert^2 - x^\top z", "for some vectors"),
    ],
)  # fmt: skip
def test_a_missing_term_is_named(formula: str, term: str) -> None:
    """A factor 2, the cross terms, a sign, a square."""
    (message,) = wrong_lines(formula)
    assert term in message
