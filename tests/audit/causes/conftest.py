"""A search from a theorem, its givens and what was claimed in LaTeX."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from symconv.audit.causes.question import Question
from symconv.audit.causes.search import Found, search
from symconv.audit.judge.desk import desk_for
from symconv.audit.judge.explain import question_of
from symconv.latex.reader import read_one
from symconv.sheets.problem import Problem
from symconv.theorems import derive


@pytest.fixture(scope="session")
def question() -> Callable[..., Question]:
    """Return a theorem applied to givens as the search sees it."""

    def asked(theorem: str, given: dict[str, object]) -> Question:
        problem = Problem("1", Fraction(1), theorem, given)  # type: ignore[arg-type]
        return question_of(desk_for(problem, derive(theorem, **given)))

    return asked


@pytest.fixture(scope="session")
def searched(question: Callable[..., Question]) -> Callable[..., Found]:
    """Search for the cause of claims, given by the number of the conclusion.

    ``wrong`` are those that are not right; all of them, if it is left out.
    """

    def found(
        theorem: str, given: dict[str, object], *, wrong: tuple[int, ...] = (), **claims: str
    ) -> Found:
        asked = question(theorem, given)
        trees = {
            int(number.removeprefix("n")): read_one(latex, asked.derivation.symbols).statement
            for number, latex in claims.items()
        }
        return search(asked, trees, frozenset(wrong or trees))

    return found
