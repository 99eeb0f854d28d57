"""Problem sets and answers, for the tests of judging."""

from collections.abc import Callable
from pathlib import Path

import pytest

import symconv
from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.audit.judge.desk import Desk
from symconv.sheets.problem import Problem, Sheet
from symconv.sheets.source import Source
from symconv.sheets.spec import parse

DERIVATIONS = Path(__file__).parents[3] / "derivations"


@pytest.fixture(scope="session")
def sheets() -> dict[str, Sheet]:
    """The committed problem sets by name."""
    return {path.stem: symconv.load(path) for path in sorted(DERIVATIONS.glob("*.yaml"))}


@pytest.fixture(scope="session")
def verdict(sheets: dict[str, Sheet]) -> Callable[[str, str, str], Finding]:
    """Judge an answer to a question of a committed problem set; each question is solved once."""
    desks: dict[tuple[str, str], Desk | None] = {}

    def judged(sheet: str, question: str, answer: str) -> Finding:
        problem = sheets[sheet][question]
        key = (sheet, question)
        if key not in desks:
            desks[key] = prepare(problem)
        return check(answer, problem, desk=desks[key])

    return judged


@pytest.fixture(scope="session")
def problem_of() -> Callable[[str], Problem]:
    """Read one problem from the lines of a problem set."""

    def read(lines: str) -> Problem:
        text = f'title: One\nquestions:\n  - {{id: "1", points: 4, title: One, {lines}}}\n'
        (problem,) = parse(Source("one.yaml", text), "one")
        return problem

    return read


@pytest.fixture(scope="session")
def verdict_on(problem_of: Callable[[str], Problem]) -> Callable[[str, str], Finding]:
    """Judge an answer to a problem that is given as a line of a problem set."""

    def judged(lines: str, answer: str) -> Finding:
        return check(answer, problem_of(lines))

    return judged
