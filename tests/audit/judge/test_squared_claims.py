r"""A name of the deviation is no name of the variance; its square is one of the variance."""

from __future__ import annotations

import pytest

from symconv.audit.check import check
from symconv.sheets.problem import Problem

PROBLEM = Problem(
    "1",
    4,
    "batch_norm_definition",
    {"shape": ["N", "D"], "over": [0], "affine": "none", "indices": ["i", "j"]},  # type: ignore[arg-type]
)
SQUARES = r"\frac{1}{N} \sum_{i=1}^{N} (x_{i,j} - \mu_j)^2"
ANSWER = r"""$$\mu_j = \frac{1}{N} \sum_{i=1}^{N} x_{i,j}$$
$$SPREAD$$
$$\hat{x}_{i,j} = \frac{x_{i,j} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}}$$"""


@pytest.mark.parametrize("spread", [rf"\sigma_j^2 = {SQUARES}", rf"\sigma_j = \sqrt{{{SQUARES}}}"])
def test_right(spread: str) -> None:
    """The square of the deviation is the variance."""
    found = check(ANSWER.replace("SPREAD", spread), PROBLEM)
    assert found.right, found.summary


def test_a_deviation_that_is_a_variance() -> None:
    """The root is missing."""
    found = check(ANSWER.replace("SPREAD", rf"\sigma_j = {SQUARES}"), PROBLEM)
    assert found.verdict == "wrong", found.summary
    assert found.cause is not None
    assert found.cause.name == "variance-for-deviation"
