r"""Lines of a derivation of batch norm's gradients: a wrong one is pointed at, and no other.

The chains are those of S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.audit.judge.desk import Desk
from symconv.sheets.problem import Problem

PROBLEM = Problem(
    "1", 4, "batch_norm_gradients", {"shape": ["N", "D"], "over": [0], "indices": ["i", "j"]}
)  # type: ignore[arg-type]
SHEET = (
    r"\mu_{j} = \frac{1}{N} \sum_{i'=0}^{N - 1} x_{i', j}",
    r"v_{j} = \frac{1}{N} \sum_{i'=0}^{N - 1} (x_{i', j} - \mu_{j})^2",
    r"\frac{\partial L}{\partial \hat{x}_{i, j}} = \gamma_{j} \frac{\partial L}{\partial y_{i, j}}",
    r"\frac{\partial L}{\partial v_{j}} = -\frac{1}{2} (v_{j} + \varepsilon)^{-3/2}"
    r" \sum_{i'=0}^{N - 1} \frac{\partial L}{\partial \hat{x}_{i', j}} (x_{i', j} - \mu_{j})",
    r"\sum_{i'=0}^{N - 1} (x_{i', j} - \mu_{j}) = 0",
    r"\frac{\partial L}{\partial \mu_{j}} = -\frac{1}{\sqrt{v_{j} + \varepsilon}}"
    r" \sum_{i'=0}^{N - 1} \frac{\partial L}{\partial \hat{x}_{i', j}}",
    r"\frac{\partial L}{\partial x_{i, j}} = \frac{\partial L}{\partial \hat{x}_{i, j}} s_{j}"
    r" + \frac{\partial L}{\partial v_{j}} \frac{2 (x_{i, j} - \mu_{j})}{N}"
    r" + \frac{1}{N} \frac{\partial L}{\partial \mu_{j}}",
    r"\frac{\partial L}{\partial \gamma_{j}} = \sum_{i'=0}^{N - 1} g_{i', j} \hat{x}_{i', j}",
    r"\frac{\partial L}{\partial \beta_{j}} = \sum_{i'=0}^{N - 1} g_{i', j}",
    r"\frac{\partial L}{\partial x_{i, j}} = \frac{\gamma_{j} s_{j}}{N} \left(N g_{i, j}"
    r" - \sum_{i'=0}^{N - 1} g_{i', j}"
    r" - \hat{x}_{i, j} \sum_{i'=0}^{N - 1} g_{i', j} \hat{x}_{i', j}\right)",
)
PAPER = (
    r"\mu_{j} = \frac{1}{N} \sum_{i=1}^{N} x_{i, j}",
    r"\sigma_j^2 = \frac{1}{N} \sum_{i=1}^{N} (x_{i, j} - \mu_{j})^2",
    r"\hat{x}_{i, j} = \frac{x_{i, j} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}}",
    r"y_{i, j} = \gamma_j \hat{x}_{i, j} + \beta_j",
    r"\frac{\partial L}{\partial \hat{x}_{i, j}} = \frac{\partial L}{\partial y_{i, j}} \gamma_{j}",
    r"\frac{\partial L}{\partial \sigma_j^2} = \sum_{i=1}^{N}"
    r" \frac{\partial L}{\partial \hat{x}_{i, j}} (x_{i, j} - \mu_{j})"
    r" \cdot \frac{-1}{2} (\sigma_j^2 + \epsilon)^{-3/2}",
    r"\frac{\partial L}{\partial \mu_{j}} = \sum_{i=1}^{N}"
    r" \frac{\partial L}{\partial \hat{x}_{i, j}} \frac{-1}{\sqrt{\sigma_j^2 + \epsilon}}",
    r"\frac{\partial L}{\partial x_{i, j}} ="
    r" \frac{\partial L}{\partial \hat{x}_{i, j}} \frac{1}{\sqrt{\sigma_j^2 + \epsilon}}"
    r" + \frac{\partial L}{\partial \sigma_j^2} \frac{2 (x_{i, j} - \mu_{j})}{N}"
    r" + \frac{\partial L}{\partial \mu_j} \frac{1}{N}",
    r"\frac{\partial L}{\partial \gamma_{j}} = \sum_{i=1}^{N}"
    r" \frac{\partial L}{\partial y_{i, j}} \hat{x}_{i, j}",
    r"\frac{\partial L}{\partial \beta_{j}} = \sum_{i=1}^{N} \frac{\partial L}{\partial y_{i, j}}",
)


@lru_cache(maxsize=1)
def desk() -> Desk | None:
    """Solve the question once."""
    return prepare(PROBLEM)


def judged(lines: tuple[str, ...]) -> Finding:
    """Judge a chain, one display to a line."""
    return check("\n".join(f"$${line}$$" for line in lines), PROBLEM, desk=desk())


def wrong_lines(finding: Finding) -> list[int]:
    """Return the numbers of the lines that are called wrong, from 0."""
    wrong = (line.place for line in finding.lines if line.verdict == "wrong")
    return [place.line - 1 for place in wrong if place is not None]


@pytest.mark.parametrize(("chain", "decided"), [(SHEET, 10), (PAPER, 7)], ids=["sheet", "paper"])
def test_no_line_of_a_right_chain_is_called_wrong(chain: tuple[str, ...], decided: int) -> None:
    """The answer is right; lines that agree at real points only are not said to be right."""
    found = judged(chain)
    assert found.right, found.summary
    assert [line.verdict for line in found.lines] == ["right"] * decided
    assert {line.how for line in found.lines} <= {"proved", "exact", "agrees at 6 points"}


@pytest.mark.parametrize(
    ("chain", "number", "right", "wrong"),
    [
        (SHEET, 0, r"\frac{1}{N} \sum", r"\frac{1}{N - 1} \sum"),
        (SHEET, 1, "^2", ""),
        (SHEET, 2, r"\gamma_{j} \frac", r"\gamma_{j}^2 \frac"),
        (SHEET, 3, "^{-3/2}", "^{-1/2}"),
        (SHEET, 4, "= 0", "= N"),
        (SHEET, 5, r"= -\frac", r"= \frac"),
        (SHEET, 6, "2 (x", "(x"),
        (PAPER, 0, r"\frac{1}{N} \sum", r"\sum"),
        (PAPER, 2, r"\sigma_j^2", r"\sigma_j"),
        (PAPER, 3, r"+ \beta", r"- \beta"),
        (PAPER, 4, r"\gamma_{j}", ""),
        (PAPER, 5, r"\frac{-1}{2}", r"\frac{1}{2}"),
        (PAPER, 6, "{-1}", "{1}"),
    ],
)
def test_exactly_the_planted_line_is_pointed_at(
    chain: tuple[str, ...], number: int, right: str, wrong: str
) -> None:
    """One slip in a right chain whose result is right."""
    assert right in chain[number]
    planted = list(chain)
    planted[number] = chain[number].replace(right, wrong, 1)
    assert wrong_lines(judged(tuple(planted))) == [number]


def test_a_derivative_by_the_deviation_is_not_judged() -> None:
    """On the sheet everything depends on the variance; what is said of its root is left alone."""
    line = (
        r"\frac{\partial L}{\partial \sigma_j} = - \sigma_j (\sigma_j^2 + \epsilon)^{-3/2}"
        r" \sum_{i=1}^{N} \frac{\partial L}{\partial \hat{x}_{i, j}} (x_{i, j} - \mu_{j})"
    )
    assert not wrong_lines(judged((*PAPER, line)))
