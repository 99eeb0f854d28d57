r"""Answers about batch norm as people write them: sums from 1 or without ends, epsilon, sigma."""

from __future__ import annotations

import pytest

from symconv import check, load
from symconv.sheets.problem import Sheet

STATISTICS = (
    r"$$\mu_j = \frac{1}{N} \sum_i x_{ij}$$"
    "\n"
    r"$$\sigma_j^2 = \frac{1}{N} \sum_i (x_{ij} - \mu_j)^2$$"
    "\n"
    r"$$\hat{x}_{ij} = \frac{x_{ij} - \mu_j}{BELOW}$$"
    "\n"
    r"$$y_{ij} = \gamma_j \hat{x}_{ij} + \beta_j$$"
)
GRADIENTS = (
    r"$$\frac{\partial L}{\partial x_{i, j}} = \frac{\gamma_j}{N \sqrt{\sigma_j^2 + \epsilon}}"
    r" \left(INSIDE\right)$$"
    "\n"
    r"$$\frac{\partial L}{\partial \gamma_j} = \sum_{k=1}^{N} g_{k, j} \hat{x}_{k, j}$$"
    "\n"
    r"$$\frac{\partial L}{\partial \beta_j} = \sum_{k=1}^{N} g_{k, j}$$"
)
MEAN = r"N g_{i, j} - \sum_{k=1}^{N} g_{k, j}"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    """The sheet with the questions about batch norm."""
    return load("derivations/cs182_hw3.yaml")


@pytest.mark.parametrize(
    ("below", "cause"),
    [
        (r"\sqrt{\sigma_j^2 + \epsilon}", ""),
        (r"\sigma_j + \epsilon", "epsilon-outside-root"),
        (r"\sigma_j^2 + \epsilon", "variance-for-deviation"),
    ],
)
def test_sums_without_ends(sheet: Sheet, below: str, cause: str) -> None:
    """A sum over i runs over the batch; what is right in other words does not hide the mistake."""
    found = check(STATISTICS.replace("BELOW", below), sheet["5(a)"])
    assert found.right is not bool(cause), found.summary
    assert (found.cause.name if found.cause else "") == cause


@pytest.mark.parametrize(
    ("inside", "cause"),
    [
        (rf"{MEAN} - \hat{{x}}_{{i, j}} \sum_{{k=1}}^{{N}} g_{{k, j}} \hat{{x}}_{{k, j}}", ""),
        (MEAN, "variance-as-constant"),
        (r"N g_{i, j}", "statistics-as-constants"),
    ],
)
def test_sums_from_one(sheet: Sheet, inside: str, cause: str) -> None:
    """Sums that count from 1 are the same sums, in right answers and in wrong ones."""
    found = check(GRADIENTS.replace("INSIDE", inside), sheet["5(b)"])
    assert found.right is not bool(cause), found.summary
    assert (found.cause.name if found.cause else "") == cause
