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


ASKED = "$w_1 + b \\ge 0$, $w_2 + b \\ge 0$, $b < 0$"
PROOFS = [
    (f"Suppose {ASKED}, $w_1 + w_2 + b < 0$: then $0 < 0$.", "right", ""),
    (
        r"$\neg (w_2 + b \ge 0 \wedge w_1 + b \ge 0 \wedge b < 0 \wedge w_1 + w_2 + b < 0)$",
        "right",
        "",
    ),
    (f"{ASKED}. So $w_1 + w_2 + b \\ge -b > 0$, which is not 0.", "right", ""),
    (f"{ASKED}, $w_1 + w_2 + b < 0$. These contradict each other.", "incomplete", "not shown how"),
    (f"{ASKED}. So $0 < 0$.", "wrong", "no contradiction follows"),
    (f"{ASKED}, $w_1 + w_2 + b < 0$, $w_1 + b > 0$, $0 < 0$.", "wrong", "does not follow"),
    (f"{ASKED}, $w_1 + w_2 + b \\ge -b < w_1$.", "wrong", "does not follow"),
    (
        f"{ASKED}, $w_1 + w_2 + b < 0$. By adding, $w_1 + w_2 + 2 b \\le 0$ and "
        "$w_1 + w_2 + 2 b < 0$, so $0 < 0$.",
        "wrong",
        "do not show the contradiction",
    ),
    (f"{ASKED}, so $w_1 + w_2 + 2 b > 0$, a contradiction.", "wrong", "does not follow"),
    (r"If $w_1 > 0$, then $w_2 < 0$. If $w_1 \le 0$, contradiction.", "person", "a case is"),
    ("The points lie on two diagonals.", "person", "no condition on the weights"),
    ("$w_1 + w_2 + 2 b \\ge 0$, but $w_1 + w_2 + 2 b < 0$.", "incomplete", "are not stated"),
    ("$w = (1, 1)$ and $b = -1$.", "wrong", "no weights give the table"),
]


@pytest.mark.parametrize(("proof", "verdict", "why"), PROOFS)
def test_a_proof_by_contradiction(proof: str, verdict: str, why: str) -> None:
    """Its lines are false on purpose: what counts is that they follow, and that they contradict."""
    found = check(proof, SHEET["5"])
    assert found.verdict == verdict
    assert why in found.message


def test_a_condition_that_the_table_does_not_ask_for() -> None:
    """It follows from the other rows, as everything does in the end; but these come later."""
    end = "$b < 0$, $w_1 + w_2 + b < 0$, so $w_1 + w_2 + 2 b \\ge 0$ and $w_1 + w_2 + 2 b < 0$."
    found = check(f"$w_1 + b \\ge 0$, $w_2 + b \\le 0$, {end}", SHEET["5"])
    assert found.message.startswith("w_2 + b \\le 0 does not follow")
    assert found.cause is not None
    assert found.cause.name == "inequality-reversed"


def test_a_false_line_is_refuted_by_weights() -> None:
    """Weights that meet the rows from which it was to follow, and do not meet the line."""
    found = check(f"{ASKED}, so $w_1 + w_2 + 2 b > 0$, a contradiction.", SHEET["5"])
    w1, w2, b = (float(part.split(" = ")[1]) for part in found.counterexample.split(", "))
    assert w1 + b >= 0
    assert w2 + b >= 0
    assert w1 + w2 + 2 * b <= 0


@pytest.mark.parametrize("table", [[0, 1, 1, 0], [0, 1, 1, 0] * 4])
def test_long_proofs_are_bounded(table: list[int]) -> None:
    """A proof of a hundred conditions is left to a person; one of thirty ends soon."""
    problem = Problem("1", SHEET["5"].points, "threshold_impossible", {"table": table})  # type: ignore[dict-item]
    desk = prepare(problem)
    lines = [f"$w_1 + {i} b \\ge 0$" for i in range(100)]
    found = check(", ".join(lines), problem, desk=desk)
    assert found.verdict == "person"
    assert "so many conditions" in found.message
    chain = " \\le ".join(["w_1", "b", "w_2"] * 30)
    assert check(f"${chain}$", problem, desk=desk).verdict == "person"


def test_proofs_under_another_rule() -> None:
    """Strict inequalities everywhere, or the other rule at the threshold: said to be so."""
    proof = "$b {0} 0$, $w_1 + b > 0$, $w_2 + b > 0$, $w_1 + w_2 + b {0} 0$, $0 < 0$"
    for sign, words in (("<", "no row lies on"), ("\\le", "only above the threshold")):
        found = check(proof.format(sign), SHEET["5"])
        assert found.verdict == "other convention"
        assert words in found.convention
