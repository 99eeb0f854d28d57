"""Answers that state a threshold unit: run on the table, whatever weights they choose."""

import itertools
from pathlib import Path

import pytest

from symconv import check
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.judging import prepare
from symconv.sheets.problem import Problem
from symconv.sheets.spec import load

SHEET = load(Path(__file__).parents[2] / "derivations" / "cs7643_ps3.yaml")


@pytest.fixture(scope="module")
def question() -> tuple[Problem, Desk]:
    problem = SHEET["4 (AND)"]
    desk = prepare(problem)
    assert desk is not None
    return problem, desk


RIGHT = [
    r"$$w_{\mathrm{AND}} = \begin{bmatrix} 2 \\ 2 \end{bmatrix}, \quad b_{\mathrm{AND}} = -3$$",
    "$w = (1, 1)$, $b = -2$",
    "$w_{AND} = (2, 2)$ and $b_{AND} = -3$",
    r"$w_1 = w_2 = 1$, $b = -\frac{3}{2}$",
    "$w_1 = 3$, $w_2 = 4$, $b = -6$",
]
WRONG = [
    ("$w = (1, 1)$, $b = -1$", "(0, 1)"),
    ("$w = (1, 1)$, $b = 0$", "(0, 0)"),
    ("$w_1 = 1$, $w_2 = 1$, $b = -3$", "(1, 1)"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_any_right_weights_are_right(text: str, question: tuple[Problem, Desk]) -> None:
    problem, desk = question
    found = check(text, problem, desk=desk)
    assert found.verdict == "right"
    assert found.marks == problem.points
    assert found.lines == () or all(line.verdict != "wrong" for line in found.lines)


@pytest.mark.parametrize(("text", "row"), WRONG)
def test_wrong_weights_are_refuted_by_a_row(
    text: str, row: str, question: tuple[Problem, Desk]
) -> None:
    problem, desk = question
    found = check(text, problem, desk=desk)
    assert found.verdict == "wrong"
    assert row in found.counterexample


def test_an_answer_without_a_bias_is_left_to_a_person(question: tuple[Problem, Desk]) -> None:
    problem, desk = question
    assert check("$w = (1, 1)$", problem, desk=desk).verdict == "person"


def test_whole_weights_against_plain_counting(question: tuple[Problem, Desk]) -> None:
    """All weights from -2 to 2: right exactly where the unit has the table of AND."""
    problem, desk = question
    for u, v, b in itertools.product((-2, 0, 1, 2), (-1, 1, 2), (-3, -2, 0)):
        fires = [int(u * x + v * y + b >= 0) for x, y in itertools.product((0, 1), repeat=2)]
        found = check(f"$w = ({u}, {v})$, $b = {b}$", problem, desk=desk)
        assert found.verdict == ("right" if fires == [0, 0, 0, 1] else "wrong"), (u, v, b)


def test_a_proof_by_contradiction_is_left_to_a_person() -> None:
    """Its lines are false on purpose; the claim itself is judged."""
    problem = SHEET["5"]
    proof = r"Suppose $w_1 + b \ge 0$, $w_2 + b \ge 0$, $b < 0$, $w_1 + w_2 + b < 0$: then $0 < 0$."
    found = check(proof, problem)
    assert found.verdict == "person"
    assert found.lines == ()
    claim = r"$\neg (w_2 + b \ge 0 \wedge w_1 + b \ge 0 \wedge b < 0 \wedge w_1 + w_2 + b < 0)$"
    assert check(claim, problem).verdict == "right"
