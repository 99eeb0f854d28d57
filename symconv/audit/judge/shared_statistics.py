r"""Which entries share a mean and a deviation: an answer by the formulas of the statistics.

*Defines* `THEOREM` and `judged_statistics`. Asked which normalisation behaves like a convolution,
many write the mean and the deviation of a channel, and say nothing of images that are moved. Their
formulas are compared with the definition of these statistics.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import Finding
from symconv.audit.judge.claims import Claim, claims_of
from symconv.audit.judge.counted_statistics import with_counts
from symconv.audit.judge.desk import Desk, desk_for
from symconv.audit.judge.lines import judge_lines
from symconv.audit.judge.results import results_of
from symconv.audit.judge.squared_claims import of_roots
from symconv.audit.judge.stated import stated_in
from symconv.audit.judge.verdict import left_open, verdict_of
from symconv.latex.tree import Big, descendants
from symconv.sheets.problem import Problem
from symconv.theorems import derive

THEOREM = "batch_norm_like_conv"
GIVEN: dict[str, Any] = {
    "shape": ["N", "C", "H", "W"],
    "over": [0, 2, 3],
    "affine": "none",
    "indices": ["n", "c", "h", "w"],
}


def judged_statistics(desk: Desk, answer: SubmittedAnswer) -> Finding | None:
    """Return the finding on an answer that defines statistics; None for one about images."""
    asked = _desk()
    asked = replace(asked, problem=replace(desk.problem, ask=asked.problem.ask, given=GIVEN))
    stated = stated_in(asked, with_counts(answer))
    claims = of_roots(claims_of(stated.said, asked.known), asked.items)
    if not any(_is_average(claim) for claim in claims) or any(map(_is_moved, claims)):
        return None
    results, names = results_of(asked, claims, stated.own)
    lines = judge_lines(stated.said, asked, stated.own, names, results)
    lines += tuple(map(left_open, stated.unread))
    return verdict_of(asked, results, lines, stated.unread)


@lru_cache(maxsize=1)
def _desk() -> Desk:
    """Return what a mean and a deviation per channel are; the normalised value is not asked for."""
    problem = Problem("1", Fraction(1), "batch_norm_definition", GIVEN)
    found = desk_for(problem, derive(problem.ask, **GIVEN))
    return replace(found, items=found.items[:2])


def _is_average(claim: Claim) -> bool:
    """Whether a claim is a sum over entries of x."""
    return any(isinstance(n, Big) and n.operator == "sum" for n in descendants(claim.value))


def _is_moved(claim: Claim) -> bool:
    return any(name.startswith("z'") for name in claim.names)
