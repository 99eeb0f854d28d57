"""Answers that hold the formulas of a proof and say the opposite: they are never accepted."""

import pytest

from symconv import check
from symconv.sheets.problem import Problem

LAYER = Problem("1", 4, "linear_layer_impossible", {"table": [0, 1, 1, 0]})
UNIT = Problem("1", 4, "threshold_impossible", {"table": [0, 1, 1, 0]})
EQUATIONS = r"b = 0 \wedge w_1 + b = 1 \wedge w_2 + b = 1 \wedge w_1 + w_2 + b = 0"
SIDES = r"b < 0 \wedge w_1 + b \ge 0 \wedge w_2 + b \ge 0 \wedge w_1 + w_2 + b < 0"
BOTH = [(LAYER, EQUATIONS, "$w_1 = w_2 = 1$"), (UNIT, SIDES, "$w_1 = w_2 = 2$, $b = -1$")]

CLAIMED = [
    "$$ROWS$$ is solved by WEIGHTS.",
    "$$ROWS$$ is satisfied by WEIGHTS.",
    "$$ROWS$$ holds for WEIGHTS.",
    "$$ROWS$$ has a solution.",
    "It is possible: $$ROWS$$",
    "There are such weights: $$ROWS$$",
    "$$ROWS$$ can be met.",
    "Yes. $$ROWS$$",
]
OPPOSITE = [
    r"$\lnot (ROWS)$ is false.",
    r"It is not true that $\lnot (ROWS)$.",
    r"$\lnot \lnot (ROWS)$",
    r"$\lnot (ROWS)$ would be a contradiction, but there is no contradiction.",
    "$$ROWS$$ It is not impossible.",
    "$$ROWS$$ do not contradict each other.",
    r"The claim is false: $\lnot (ROWS)$",
    "$$ROWS$$ WEIGHTS",
    r"$$\exists w, b : ROWS$$",
]
DENIED = [
    r"$\lnot (ROWS)$",
    r"It is impossible: $\lnot (ROWS)$",
    r"Is it possible? No: $\lnot (ROWS)$.",
    r"If it were possible, there would be weights. But $\lnot (ROWS)$.",
    r"$\lnot (ROWS)$, so the system has no solution and no unit can do it.",
]


def _written(text: str, rows: str, weights: str) -> str:
    return text.replace("ROWS", rows).replace("WEIGHTS", weights)


@pytest.mark.parametrize("text", CLAIMED)
@pytest.mark.parametrize(("problem", "rows", "weights"), BOTH)
def test_who_claims_weights_is_wrong(problem: Problem, rows: str, weights: str, text: str) -> None:
    assert check(_written(text, rows, weights), problem).verdict == "wrong"


@pytest.mark.parametrize("text", OPPOSITE)
@pytest.mark.parametrize(("problem", "rows", "weights"), BOTH)
def test_the_opposite_is_not_accepted(problem: Problem, rows: str, weights: str, text: str) -> None:
    found = check(_written(text, rows, weights), problem)
    assert not found.right
    assert found.marks is None or not found.marks


@pytest.mark.parametrize("text", DENIED)
@pytest.mark.parametrize(("problem", "rows", "weights"), BOTH)
def test_a_denial_is_right(problem: Problem, rows: str, weights: str, text: str) -> None:
    assert check(_written(text, rows, weights), problem).verdict == "right"


PROOF = (
    r"If weights existed, $b < 0$, $w_1 + b \ge 0$, $w_2 + b \ge 0$, $w_1 + w_2 + b < 0$. Adding "
    r"the middle two, $w_1 + w_2 + 2b \ge 0$; adding the others, $w_1 + w_2 + 2b < 0$. "
)
ENDS = [
    ("Contradiction.", True),
    ("Hence XOR is not linearly separable.", True),
    ("Then there would be weights of both kinds, which is absurd.", True),
    ("There is no contradiction, so a unit works.", False),
    ("Not a problem: XOR is linearly separable.", False),
    ("This is not hard, so a unit is able to do it.", False),
    ("$0 < 0$. So the answer is yes.", False),
]


@pytest.mark.parametrize(("end", "right"), ENDS)
def test_what_a_proof_ends_with(end: str, right: bool) -> None:
    assert check(PROOF + end, UNIT).right == right


def test_a_denial_of_what_can_be_met_is_false() -> None:
    """w = (1, 1) meets it."""
    found = check(r"$\lnot (w_1 + w_2 = 2 \wedge w_1 = 1 \wedge w_2 = 1)$", LAYER)
    assert found.verdict == "wrong"
    assert "w_1 = 1, w_2 = 1" in found.counterexample
    assert [line.verdict for line in found.lines] == ["wrong"]


def test_an_identity_in_one_chain_with_the_sum_of_weights() -> None:
    text = r"$f(0,0) + f(1,1) = w_1 + w_2 + 2b = f(0,1) + f(1,0)$, but $0 + 0 \ne 1 + 1$."
    assert check(text, LAYER).verdict == "right"


MISTAKES = [
    (LAYER, r"$b = 0$, $w_1 = 1$, $w_2 = 1$, hence $w_1 + w_2 + b = 1 \ne 0$.", "slip"),
    (LAYER, "$(w_1 + b) + (w_2 + b) = w_1 + w_2 + b$, so $1 + 1 = 0$.", "bias-once"),
    (
        UNIT,
        r"$\lnot (b < 0 \wedge w_1 \ge 0 \wedge w_2 \ge 0 \wedge w_1 + w_2 < 0)$",
        "bias-forgotten",
    ),
    (
        UNIT,
        r"$b \ge 0$, $w_1 + b \ge 0$, $w_2 + b \ge 0$ and $w_1 + w_2 + b < 0$ contradict.",
        "wrong-table-row",
    ),
]


@pytest.mark.parametrize(("problem", "text", "cause"), MISTAKES)
def test_mistakes_in_sums_and_rows(problem: Problem, text: str, cause: str) -> None:
    found = check(text, problem)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == cause
