"""Mutants and rewritings, and a judge that solves each question once."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.audit.judge.desk import Desk
from symconv.sheets.problem import Problem

HERE = Path(__file__).parent
collect_ignore = [p.name for p in HERE.glob("*.py") if not p.name.startswith(("test_", "conftest"))]


@pytest.fixture(scope="session")
def mutants() -> Iterator[dict[str, ModuleType]]:
    """The modules beside this file; tests are not a package, so their folder joins the path."""
    sys.path.insert(0, str(HERE))
    names = [name.removesuffix(".py") for name in collect_ignore]
    yield {name: importlib.import_module(name) for name in names}
    sys.path.remove(str(HERE))


@pytest.fixture(scope="session")
def held_out() -> frozenset[str]:
    """The kinds of mutants that were not run while the judge was built."""
    lines = (HERE / "held_out.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="session")
def judged() -> Callable[[str, object, str], Finding]:
    """Judge an answer to a theorem applied to givens."""
    desks: dict[str, tuple[Problem, Desk | None]] = {}

    def finding(theorem: str, given: dict[str, object], answer: str) -> Finding:
        key = theorem + json.dumps(given, sort_keys=True, default=str)
        if key not in desks:
            problem = Problem("1", 4, theorem, given)  # type: ignore[arg-type]
            desks[key] = (problem, prepare(problem))
        problem, desk = desks[key]
        return check(answer, problem, desk=desk)

    return finding
