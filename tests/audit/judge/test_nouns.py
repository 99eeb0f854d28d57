"""Words that stand behind a number and say what it counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
CPEN = "cpen455_hw2"
RATIO = r" The ratio is $$\frac{\theta'}{\theta} = \frac{\mu'}{\mu} = \frac1N + \frac{1}{K^2}$$"
CLAUSES = (
    "Vanilla: $K^2CN$ parameters, $HWN(2CK^2-1)$ operations; "
    "separable: $K^2C+CN$ parameters, $HWC(2K^2-1)+HWN(2C-1)$ operations."
)
SENTENCES = (
    "The vanilla convolution has $K^2CN$ parameters and takes $HWN(2CK^2-1)$ operations. "
    "The separable one has $C(K^2 + N)$ parameters and $HWC(2K^2-1)+HWN(2C-1)$ operations."
)


@pytest.mark.parametrize("answer", [CLAUSES, SENTENCES])
def test_the_noun_belongs_to_the_number_before_it(verdict: Verdict, answer: str) -> None:
    """Each number is compared with what the clause and the noun call it."""
    assert verdict(CPEN, "6", answer).verdict == "incomplete"
    assert verdict(CPEN, "6", answer + RATIO).verdict == "right"


@pytest.mark.parametrize(
    ("right", "wrong", "subject"),
    [
        ("2CK^2-1", "2CK^2+1", "vanilla operations"),
        ("$K^2C+CN$", "$K^2C$", r"\theta'"),
        ("$K^2CN$", "$KCN$", r"\theta"),
        ("2C-1", "2C", "depthwise operations"),
    ],
)
def test_the_wrong_number_is_called_by_its_name(
    verdict: Verdict, right: str, wrong: str, subject: str
) -> None:
    """A mistake in one of the four is found there, and nowhere else."""
    found = verdict(CPEN, "6", CLAUSES.replace(right, wrong))
    assert found.verdict == "wrong"
    assert subject in found.message
    assert ";" not in found.message.split("; none of")[0]
