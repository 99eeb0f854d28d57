"""Wrong and right answers to every theorem that has a family of them.

A module ``family_*.py`` holds ``FAMILIES``: the wrong and the right answers to some theorems. A
module ``held_*.py`` holds kinds that were written without looking at the table of causes and were
not run while it was built. What their first run showed has been mended since; now they pass the
same gates, apart from the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from symconv.audit.finding import Finding

Judged = Callable[[str, object, str], Finding]
Modules = dict[str, ModuleType]
SOURCES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem.startswith(("family_", "held_"))
)
STEPS = [8, pytest.param(1, marks=pytest.mark.slow)]
LEAST_WRONG, LEAST_RIGHT, LEAST_NAMED = 30, 10, 0.9
MOST = 100
"""Of a larger family every second, third, ... answer is judged: all families take minutes."""
HAVE_A_CAUSE = 2 / 3
"""The part of the mutants that the table of causes is expected to explain, at least."""


def families(mutants: Modules, source: str) -> dict[str, Any]:
    """Return the families of a module, by theorem."""
    found: dict[str, Any] = mutants[source].FAMILIES
    return found


def wrong_ones(mutants: Modules, family: Any) -> list[Any]:
    """Return the wrong answers of a family, each once."""
    found: list[Any] = mutants["shared"].merged(family.wrong())
    return found


def every(step: int, answers: list[Any]) -> list[Any]:
    """Return every so many answers, more than a step apart in a large family."""
    return answers[:: max(step, -(-len(answers) // MOST))]


@pytest.mark.parametrize("source", SOURCES)
def test_there_are_enough(mutants: Modules, source: str) -> None:
    """At least 30 wrong and 10 right ones, a third of that where kinds were held out."""
    share = 3 if source.startswith("held_") else 1
    for theorem, family in families(mutants, source).items():
        wrong = wrong_ones(mutants, family)
        assert {m.theorem for m in wrong} == {theorem}
        assert len(wrong) >= LEAST_WRONG / share, theorem
        assert len({(str(r.given), r.answer) for r in family.right()}) >= LEAST_RIGHT / share, (
            theorem
        )
        assert sum(bool(m.names) for m in wrong) >= HAVE_A_CAUSE * len(wrong), theorem


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("source", SOURCES)
def test_wrong_answers(mutants: Modules, judged: Judged, source: str, step: int) -> None:
    """None is accepted or left undecided; what is named is the mistake that was made."""
    for theorem, family in families(mutants, source).items():
        counts: Counter[str] = Counter()
        for mutant in every(step, wrong_ones(mutants, family)):
            found = judged(theorem, mutant.given, mutant.answer)
            cause = found.cause.name if found.cause else ""
            became = mutants["shared"].outcome(mutant, found.right, found.verdict, cause)
            assert became not in ("accepted", "undecided"), (mutant, found.summary)
            assert not (mutant.unique and became == "another cause"), (mutant, cause)
            counts[became] += 1
        explained = counts.total() - counts["wrong"]
        if step == 1:
            assert counts["named"] >= LEAST_NAMED * explained, (theorem, counts)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("source", SOURCES)
def test_right_answers(mutants: Modules, judged: Judged, source: str, step: int) -> None:
    """Each is called right, and no line of it wrong."""
    for theorem, family in families(mutants, source).items():
        for rewriting in every(step, list(family.right())):
            found = judged(theorem, rewriting.given, rewriting.answer)
            assert found.right, (rewriting, found.summary)
            assert not [line for line in found.lines if line.verdict == "wrong"], rewriting
