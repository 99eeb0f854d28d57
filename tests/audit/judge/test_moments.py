r"""Moments of Gaussian data, however they are written.

By hand: the layer gives data of mean 10 and deviation 4 with γ = 3 and β = 8 the mean 8 and the
deviation 3, so the variance 9.
"""

from __future__ import annotations

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.sheets.problem import Problem

LINE, PLANE = "batch_norm_of_gaussian", "batch_norm_of_gaussian_2d"
GIVEN: dict[str, object] = {"mean": 10, "deviation": 4, "gamma": 3, "beta": 8}
STANDARD: dict[str, object] = {"gamma": [1, 1], "beta": [0, 0]}
ZERO = r"\begin{bmatrix} 0 \\ 0 \end{bmatrix}"
TILTED = r"\begin{bmatrix} 1 & \rho \\ \rho & 1 \end{bmatrix}"


def judged(answer: str, ask: str = LINE, given: dict[str, object] | None = None) -> Finding:
    return check(answer, Problem("1", 4, ask, GIVEN if given is None else given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        r"$\mu_y = 8$, $\sigma_y^2 = 9$",
        "mean: $8$, variance: $9$",
        "The mean is $8$ and the variance is $9$.",
        r"mean $8$, standard deviation $\sqrt{9}$",
        r"$y \sim \mathcal{N}(8, 9)$",
        r"$y \sim \mathcal N\left(8, 3^2\right)$",
        r"$\mathbb{E}[y] = 8$, $\operatorname{Var}(y) = 9$",
        "First it has mean $0$ and variance $1$, then mean $8$ and variance $9$.",
    ],
)
def test_a_variance_is_no_deviation(answer: str) -> None:
    """Nine is right for the variance."""
    found = judged(answer)
    assert found.right, found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (r"$\mu_y = 8$, $\sigma_y^2 = 3$", "deviation-for-variance"),
        ("mean: $8$, variance: $3$", "deviation-for-variance"),
        (r"$y \sim \mathcal{N}(8, 3)$", "deviation-for-variance"),
        ("mean: $8$, standard deviation: $9$", "variance-for-deviation"),
        (r"$\mathbb{E}[y] = 8$, $\operatorname{Var}(y) = 81$", "variance-for-deviation"),
        (r"$y \sim \mathcal{N}(0, 1)$", "params-ignored"),
    ],
)
def test_a_deviation_is_no_variance(answer: str, cause: str) -> None:
    """Three is wrong for the variance, and nine for the deviation."""
    found = judged(answer)
    assert found.verdict == "wrong", found.summary
    assert found.cause is not None
    assert found.cause.name == cause


@pytest.mark.parametrize(
    "answer",
    [
        rf"mean ${ZERO}$, covariance $\Sigma = {TILTED}$",
        rf"$y \sim \mathcal{{N}}\left({ZERO}, {TILTED}\right)$",
        r"$\mu_1 = 0$, $\mu_2 = 0$, $\sigma_1 = 1$, $\sigma_2 = 1$, $\rho_y = \rho$",
    ],
)
def test_two_features(answer: str) -> None:
    """A covariance matrix says both variances and the correlation."""
    found = judged(answer, PLANE, STANDARD)
    assert found.right, found.summary


@pytest.mark.parametrize(
    ("matrix", "cause"),
    [
        (TILTED.replace(r"\rho", "0"), "correlation-lost"),
        (r"\begin{bmatrix} 1 & -\rho \\ -\rho & 1 \end{bmatrix}", "sign"),
    ],
)
def test_another_covariance_matrix(matrix: str, cause: str) -> None:
    """What is wrong in it is found."""
    found = judged(rf"mean ${ZERO}$, covariance $\Sigma = {matrix}$", PLANE, STANDARD)
    assert found.verdict == "wrong", found.summary
    assert found.cause is not None
    assert found.cause.name == cause


def test_a_matrix_that_is_not_symmetric_says_no_correlation() -> None:
    """It is no covariance matrix."""
    matrix = TILTED.replace(r"\rho &", "0 &")
    assert not judged(rf"mean ${ZERO}$, covariance $\Sigma = {matrix}$", PLANE, STANDARD).right
