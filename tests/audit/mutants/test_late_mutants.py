"""Wrong and right answers for the theorems about maps and counts.

None is accepted that is wrong, none refused that is right. What is named as the mistake is one of
the explanations of the numbers: for a changed number in a list of results that may be a slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from symconv.audit.finding import Finding

Judged = Callable[[str, object, str], Finding]
Modules = dict[str, ModuleType]
FAMILIES = {
    "gaussian": ("late_formulas", "gaussian_mutants", "gaussian_rewritings"),
    "plane": ("late_formulas", "plane_mutants", ""),
}
LEAST_WRONG, LEAST_RIGHT = 30, 10


def wrong_ones(m: Modules, family: str) -> list[Any]:
    """Return the mutants of a family."""
    module, name, _ = FAMILIES[family]
    return list(m["shared"].merged(getattr(m[module], name)()))


def right_ones(m: Modules, family: str) -> Iterator[Any]:
    """Yield the rewritings of a family."""
    module, _, name = FAMILIES[family]
    if name:
        yield from getattr(m[module], name)()


def test_there_are_enough_of_them(mutants: Modules) -> None:
    """At least 30 wrong and 10 right answers for each theorem."""
    wrong = Counter(x.theorem for f in FAMILIES for x in wrong_ones(mutants, f))
    right = Counter(x.theorem for f in FAMILIES for x in right_ones(mutants, f))
    assert set(wrong) == set(right)
    assert min(wrong.values()) >= LEAST_WRONG, wrong
    assert min(right.values()) >= LEAST_RIGHT, right


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("family", FAMILIES)
def test_none_is_accepted(mutants: Modules, judged: Judged, family: str, step: int) -> None:
    """Each is called wrong, for a reason that can be checked."""
    for mutant in wrong_ones(mutants, family)[::step]:
        found = judged(mutant.theorem, mutant.given, mutant.answer)
        assert found.verdict == "wrong", (mutant, found.summary)


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("family", FAMILIES)
def test_none_is_refused(mutants: Modules, judged: Judged, family: str, step: int) -> None:
    """Each is called right, and no line of it wrong."""
    for rewriting in list(right_ones(mutants, family))[::step]:
        found = judged(rewriting.theorem, rewriting.given, rewriting.answer)
        assert found.right, (rewriting, found.summary)
        assert not [line for line in found.lines if line.verdict == "wrong"], rewriting
