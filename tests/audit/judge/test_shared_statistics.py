r"""Which statistics behave like a convolution, said by their formulas or by how many there are.

A mean per channel averages over the batch and both axes of the image: N H W entries.
"""

from __future__ import annotations

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.sheets.problem import Problem

MEAN = r"$\mu_c = \frac{1}{N H W} \sum_{n,h,w} x_{n,c,h,w}$"
DEVIATION = r"$\sigma_c = \sqrt{\frac{1}{N H W} \sum_{n,h,w} (x_{n,c,h,w} - \mu_c)^2}$"
PER_PLACE = r"$\mu_{h,w} = \frac{1}{N C} \sum_{n,c} x_{n,c,h,w}$"


def judged(answer: str) -> Finding:
    return check(answer, Problem("1", 4, "batch_norm_like_conv", {}))


@pytest.mark.parametrize(
    "answer",
    [
        f"One per channel: {MEAN}, {DEVIATION}.",
        f"{MEAN}, {DEVIATION}, so $C$ means.",
        "$C$ means and $C$ standard deviations.",
    ],
)
def test_per_channel(answer: str) -> None:
    """Formulas and counts say the same."""
    found = judged(answer)
    assert found.right, found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    "answer",
    [
        f"{PER_PLACE}, so $H W$ means.",
        f"{PER_PLACE}, so $C$ means.",
        "$H W$ means and $H W$ deviations.",
        "$1$ mean and $1$ deviation.",
        "$N$ means and $C$ deviations.",
    ],
)
def test_other_axes(answer: str) -> None:
    """Other entries share a statistic."""
    found = judged(answer)
    assert found.verdict == "wrong", found.summary
    assert found.cause is not None
    assert found.cause.name == "wrong-axes"


def test_a_wrong_count_behind_a_right_formula() -> None:
    """It contradicts the formula."""
    assert not judged(f"{MEAN}, {DEVIATION}, so $H W$ means.").right


@pytest.mark.parametrize("answer", ["$C C$ means and $C C$ deviations.", "$C$ means."])
def test_what_is_no_whole_answer(answer: str) -> None:
    """No product of different sizes, or nothing of the deviation."""
    assert not judged(answer).right


def test_a_moved_image_is_compared_with_the_moved_result() -> None:
    """Statistics beside it do not hide a wrong formula for it."""
    wrong = r"$$z'_{n,c,h,w} = z_{n,c,(h + a) \bmod H,(w + b) \bmod W}$$"
    assert judged(f"{MEAN} {wrong}").verdict == "wrong"
