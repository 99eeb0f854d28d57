"""Answers that a person may have to see: no wrong one is right, no right one is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from symconv.audit.finding import Finding

Judged = Callable[[str, object, str], Finding]
Modules = dict[str, ModuleType]
FAMILIES = ("norm_gradient",)
EVERY = [pytest.param("norm_gradient", 4, marks=pytest.mark.slow)]


def made(mutants: Modules, family: str, what: str) -> list[Any]:
    """Return the mutants or the rewritings of a family."""
    return list(getattr(mutants["late_words"], f"{family}_{what}")())


@pytest.mark.parametrize("family", FAMILIES)
def test_there_are_enough_in_words(mutants: Modules, family: str) -> None:
    """At least 30 wrong ones, all different, and 10 right ones."""
    assert len(mutants["shared"].merged(made(mutants, family, "mutants"))) >= 30
    assert len(made(mutants, family, "rewritings")) >= 10


@pytest.mark.parametrize(("family", "step"), EVERY)
def test_nothing_wrong_is_right(mutants: Modules, judged: Judged, family: str, step: int) -> None:
    """Each is called wrong."""
    verdicts: Counter[str] = Counter()
    for mutant in made(mutants, family, "mutants")[::step]:
        found = judged(mutant.theorem, mutant.given, mutant.answer)
        assert not found.right, (mutant, found.summary)
        verdicts[found.verdict] += 1
    assert set(verdicts) <= {"wrong"}, verdicts


@pytest.mark.parametrize(("family", "step"), EVERY)
def test_nothing_right_is_wrong(mutants: Modules, judged: Judged, family: str, step: int) -> None:
    """It is right, or it is left to a person; no line of it is called wrong."""
    right = 0
    for rewriting in (rewritings := made(mutants, family, "rewritings")[::step]):
        found = judged(rewriting.theorem, rewriting.given, rewriting.answer)
        assert found.verdict in ("right", "person"), (rewriting, found.summary)
        assert not [line for line in found.lines if line.verdict == "wrong"], rewriting
        right += found.right
    assert right >= 0.5 * len(rewritings)
