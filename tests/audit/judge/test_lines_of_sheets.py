r"""The sheets' own proofs, handed in line by line; then with one fault in one line.

A planted fault may be harmless: ``0 \cdot 3`` for ``0 \cdot 2``. Whether it is, is computed by
`plain_arithmetic`, which shares nothing with the judge; letters get all values of a small grid that
the quantities of the question are computed from.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.audit.judge.desk import Desk
from symconv.sheets.problem import PERSON, Problem, Sheet
from tests.audit.judge import plain_arithmetic as plain

PER_QUESTION = 4
Planted = tuple[int, str, str]
Solved = list[tuple[Problem, Desk]]


@pytest.fixture(scope="module")
def solved(sheets: dict[str, Sheet]) -> Solved:
    """Every question of the sheets that is not answered in words, with its derivation."""
    found = [(p, prepare(p)) for sheet in sheets.values() for p in sheet if p.ask != PERSON]
    return [(problem, desk) for problem, desk in found if desk is not None]


def lines_of(desk: Desk) -> list[str]:
    """The lines of a proof and its answer."""
    return [*(s.latex for s in desk.derivation.steps), desk.derivation.answer.latex]


def handed_in(problem: Problem, desk: Desk, rows: list[str]) -> Finding:
    """The finding on an answer with one display for each line."""
    return check("\n\n".join(f"$$ {row} $$" for row in rows), problem, desk=desk)


def pointed_at(found: Finding) -> list[int]:
    """The lines that are called wrong, counted from 0."""
    wrong = [line.place for line in found.lines if line.verdict == "wrong"]
    return sorted({(place.line - 1) // 2 for place in wrong if place is not None})


@pytest.mark.slow
def test_no_line_of_a_sheet_is_called_wrong(solved: Solved) -> None:
    """All proofs of all questions."""
    judged = 0
    for problem, desk in solved:
        found = handed_in(problem, desk, lines_of(desk))
        assert pointed_at(found) == [], (problem.id, found.message)
        assert found.right, (problem.id, found.message)
        judged += sum(line.verdict == "right" for line in found.lines)
    assert judged > 600


def planted(line: str) -> Iterator[tuple[str, str]]:
    """Change one number, sign, exponent, relation or letter of a line, or take a floor away."""
    for match in re.finditer(r"(?<![\w.])\d+(?![\w.])", line):
        kind = "exponent" if re.search(r"\^\{?$", line[: match.start()]) else "number"
        yield kind, f"{line[: match.start()]}{int(match[0]) + 1}{line[match.end() :]}"
    for match in re.finditer(r" ([+-]) ", line):
        other = "-" if match[1] == "+" else "+"
        yield "sign", f"{line[: match.start(1)]}{other}{line[match.end(1) :]}"
    for match in re.finditer(r" = ", line):
        yield "relation", f"{line[: match.start()]} < {line[match.end() :]}"
    for match in re.finditer(r"\\left\\lfloor (.*?) \\right\\rfloor", line):
        yield "floor", f"{line[: match.start()]}\\left({match[1]}\\right){line[match.end() :]}"
    for match in re.finditer(r"(?<![\\A-Za-z{_^])[HWKSPCN](?![A-Za-z_^'{])", line):
        for other in "HWKSPCN":
            if other != match[0] and other in line:
                yield "letter", f"{line[: match.start()]}{other}{line[match.end() :]}"


def grid(rows: list[str]) -> list[dict[str, int]]:
    """Values of the letters, and of the quantities that the lines define by them."""
    letters = sorted(set(re.findall(r"(?<![\\A-Za-z])[A-Z](?![A-Za-z'_])", " ".join(rows))))
    random.seed(len(rows))
    values = [range(1, 5), range(2, 7), range(3, 9)]
    sized = [values[i % 3] for i in range(len(letters))]
    return [dict(zip(letters, v, strict=True)) for v in list(product(*sized))[:400:7]]


def is_surely_false(line: str, rows: list[str]) -> bool:
    """Whether the arithmetic of a line fails; letters make it false where any value does."""
    if not any(letter.isalpha() for letter in re.sub(r"\\[A-Za-z]+", "", line)):
        return _fails(line, {})
    points = grid(rows)
    return bool(points) and any(_fails(line, at) for at in points)


def _fails(line: str, at: dict[str, int]) -> bool:
    try:
        return not plain.truth(line, at)
    except plain.Unclear:
        return False


@pytest.mark.slow
def test_a_fault_in_a_line_is_pointed_at(solved: Solved) -> None:
    """Only faults that matter, in lines of arithmetic and of letters without definitions."""
    source = random.Random(7)
    kinds: Counter[str] = Counter()
    missed: list[str] = []
    for problem, desk in solved:
        rows = lines_of(desk)
        faults = [
            (number, kind, wrong)
            for number, row in enumerate(rows[:-1])
            for kind, wrong in planted(row)
            if is_surely_false(wrong, rows) and not is_surely_false(row, rows)
        ]
        source.shuffle(faults)
        for number, kind, wrong in faults[:PER_QUESTION]:
            found = handed_in(problem, desk, [*rows[:number], wrong, *rows[number + 1 :]])
            kinds[kind] += 1
            at = pointed_at(found)
            assert not at or at[0] == number, (problem.id, wrong, "another line is blamed")
            if not at and found.verdict not in ("wrong", "other convention"):
                missed.append(f"{problem.id}: {wrong}")
    assert sum(kinds.values()) > 150
    assert len(missed) <= sum(kinds.values()) / 10, missed
