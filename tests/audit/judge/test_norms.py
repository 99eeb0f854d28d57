"""Cases of a norm of a window: which lines of a squeeze hold, and what is left out."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.audit.judge.compare import compare
from symconv.latex.reader import read_one
from symconv.sheets.problem import Problem

Judged = Callable[[str], Finding]
OVER = r"(m,n) \in S_{i,j}"
SQUEEZE = (
    rf"M = \max_{{{OVER}}} |X_{{m,n}}|",
    rf"M^P \le \sum_{{{OVER}}} |X_{{m,n}}|^P \le |S_{{i,j}}| M^P",
    r"M \le L \le |S_{i,j}|^{1/P} M",
    r"\lim_{P \to \infty} |S_{i,j}|^{1/P} = 1",
    r"\lim_{P \to \infty} |S_{i,j}|^{1/P} M = M",
    r"\lim_{P \to \infty} L = M",
    rf"L_1 = \sum_{{{OVER}}} |X_{{m,n}}| = |S_{{i,j}}| A",
)
SLIPS = {
    1: rf"M^P \le \sum_{{{OVER}}} |X_{{m,n}}|^P \le M^P",
    2: r"M \le L \le |S_{i,j}|^{-1/P} M",
    3: r"\lim_{P \to \infty} |S_{i,j}|^{1/P} = 0",
    4: r"\lim_{P \to \infty} |S_{i,j}|^{1/P} M = |S_{i,j}| M",
}
"""One wrong step for each line that is no conclusion."""
MORE_SLIPS = {
    1: rf"\sum_{{{OVER}}} |X_{{m,n}}|^P \le M^P",
    2: r"L \le M",
    3: r"\lim_{P \to \infty} |S_{i,j}|^{1/P} = |S_{i,j}|",
    4: r"\lim_{P \to 0} |S_{i,j}|^{1/P} M = M",
}


@pytest.fixture(scope="module")
def judged() -> Callable[[str], Finding]:
    """Judge an answer; the question is solved once."""
    problem = Problem("1", Fraction(4), "lp_pool_limits", {})
    desk = prepare(problem)
    return lambda text: check(text, problem, desk=desk)


def answer(slips: dict[int, str] | None = None) -> str:
    """The squeeze as displays, some lines replaced."""
    lines = {**dict(enumerate(SQUEEZE)), **(slips or {})}
    return "\n\n".join(f"$${line}$$" for line in lines.values())


def test_every_line_of_the_squeeze_holds(judged: Judged) -> None:
    """The answer is right, and so is each line that says something."""
    found = judged(answer())
    assert found.right
    assert {line.verdict for line in found.lines} == {"right"}
    assert len(found.lines) >= len(SQUEEZE) - 1


@pytest.mark.parametrize("slips", [SLIPS, MORE_SLIPS])
@pytest.mark.parametrize("at", SLIPS)
def test_a_wrong_step_is_pointed_at(judged: Judged, slips: dict[int, str], at: int) -> None:
    """At its own line, and at no other; the result is right all the same."""
    found = judged(answer({at: slips[at]}))
    assert found.right
    wrong = [line for line in found.lines if line.verdict == "wrong"]
    assert [line.snippet for line in wrong] == [slips[at]]
    assert wrong[0].place is not None
    assert wrong[0].place.line == 2 * at + 1


def test_without_absolute_values_it_is_a_convention(judged: Judged) -> None:
    """Inputs that are not negative, in the words of a student."""
    text = (
        r"$\|X\|_\infty = \max_{k} x_k = \lim_{p \to \infty} \|X\|_p$. For $p=1$: "
        r"$$\text{LP-pooling}(S) = \sum_k x_k = |S_{i,j}| \text{Average-pooling}(S)$$"
    )
    found = judged(text)
    assert found.verdict == "other convention"
    assert "not negative" in found.convention


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (r"$$\lim_{P \to \infty} L = M$$", "N"),
        (r"$$L_1 = |S_{i,j}| A$$", "lim"),
        (r"$$\lim_{P \to \infty} L = M$$ $$A = \frac{1}{n} \sum_{k=1}^n |x_k|$$", "N"),
    ],
)
def test_one_of_two_statements_is_incomplete(judged: Judged, text: str, missing: str) -> None:
    """What is not stated is said."""
    found = judged(text)
    assert found.verdict == "incomplete"
    assert missing in found.message


@pytest.mark.parametrize(
    "text",
    [
        r"$$M = \max_k |x_k|$$ $$A = \frac{1}{n} \sum_{k=1}^n |x_k|$$",
        r"$$\lim_{P \to -\infty} L = \min_k |x_k|$$",
        r"Max pooling is Lp pooling for large $P$.",
        r"$$L = L$$ $$A = A$$",
        r"$$\lim_{P \to \infty} L = \lim_{P \to \infty} L$$",
    ],
)
def test_definitions_and_other_limits_state_nothing(judged: Judged, text: str) -> None:
    """They are true, and not what was asked for."""
    assert judged(text).verdict in ("incomplete", "person")


CASE = rf"$$\frac{{1}}{{|S_{{i,j}}|}} L_1 = \frac{{1}}{{|S_{{i,j}}|}} \sum_{{{OVER}}} |X_{{m,n}}|$$"
SUM = rf"\sum_{{{OVER}}} |X_{{m,n}}|^P"
NAMED = rf"$$M = \max_{{{OVER}}} |X_{{m,n}}|$$ $$L = ({SUM})^{{1/P}}$$ "


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (rf"$$\lim_{{P \to \infty}} {SUM} = M$$", "root-forgotten"),
        (rf"$$M = \lim_{{P \to \infty}} {SUM}$$", "root-forgotten"),
        (rf"$$({SUM})^{{1/P}} \le M$$", ""),
        (rf"$$M \ge ({SUM})^{{1/P}}$$", ""),
        (rf"{NAMED}$$\lim_{{P \to \infty}} L^P = M$$", "root-forgotten"),
    ],
)
def test_what_is_false_in_the_place_of_the_limit_is_wrong(
    judged: Judged, text: str, cause: str
) -> None:
    """An equation or an inequality between powers, and nothing that is right about the limit."""
    found = judged(text + CASE)
    assert found.verdict == "wrong", found.summary
    assert cause in (found.cause.name if found.cause else ""), found.summary


@pytest.mark.parametrize(
    "text", [rf"$$M \le ({SUM})^{{1/P}}$$", rf"{NAMED}$$M^P \le {SUM} \le |S_{{i,j}}| M^P$$", ""]
)
def test_a_bound_that_holds_leaves_the_limit_open(judged: Judged, text: str) -> None:
    """It is no conclusion, and no mistake."""
    assert judged(text + CASE).verdict == "incomplete"


@pytest.mark.parametrize(
    ("claimed", "outcome"),
    [
        (r"\sqrt{2} \cdot \sqrt{2}", "same"),
        (r"\sqrt{2} \cdot \sqrt{2} + 10^{-60}", "different"),
        (r"2 + 10^{-60}", "different"),
        ("2", "same"),
    ],
)
def test_what_cannot_be_told_apart_is_not_equal(claimed: str, outcome: str) -> None:
    """Numbers that are enclosed may meet without being equal: that is for the prover to say."""
    desk = prepare(Problem("1", Fraction(4), "lp_pool_limits", {}))
    assert desk is not None
    trees = [read_one(text, desk.known).statement for text in (claimed, "2")]
    found = compare(*trees, desk)
    assert found.outcome in (outcome, "undecided"), found
    assert found.how != "exact" or claimed in ("2", r"2 + 10^{-60}")


def test_the_sum_that_is_called_the_mean_is_a_claim(judged: Judged) -> None:
    """The question's own letter is not defined anew to be something else."""
    text = r"$$\lim_{P \to \infty} L = M$$ $$A = \sum_k |x_k|$$ $$L_1 = A$$"
    found = judged(text)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert "count-forgotten" in found.cause.name
