"""What is said of a solved sheet: one line per part, and one of the whole.

*Defines* `Summary` and `summary`. A summary is text alone, so that it can leave the process that
solved the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.latex.inline.markup import plain
from symconv.sheets.evidence import counts, number, total
from symconv.sheets.problem import ForPerson, Part, Sheet, Solved
from symconv.sheets.wording import title

TITLE = 40


@dataclass(frozen=True)
class Summary:
    """The name and the title of a sheet, a line for each part, and what was shown in all."""

    name: str
    title: str
    parts: tuple[str, ...]
    words: str


def summary(sheet: Sheet, parts: Sequence[Part]) -> Summary:
    """Say how the parts of a sheet were shown."""
    width = max((len(problem.id) for problem in sheet), default=1)
    lines = tuple(_part_line(part, width) for part in parts)
    return Summary(sheet.name, plain(sheet.title), lines, _sheet_words(parts))


def _part_line(part: Part, width: int) -> str:
    """Return one part with its counts, its methods and its witness."""
    head = f"  {part.problem.id:<{width}}  {_name(part):<{TITLE}}"
    if isinstance(part, ForPerson):
        return f"{head}  answered by a person"
    found = counts(part.report)
    cases = part.report.witness_cases
    numbers = f"; {number(cases)} cases agree with numbers" if cases else "; no numeric witness"
    return f"{head}  {found.words()}{numbers}"


def _sheet_words(parts: Sequence[Part]) -> str:
    """Say how many parts a sheet has and how their lines were shown."""
    solved = [part for part in parts if isinstance(part, Solved)]
    people = len(parts) - len(solved)
    said = f"{len(parts)} part{'s' * (len(parts) != 1)}"
    if solved:
        found = total(part.report for part in solved)
        said += f": {found.words()}; {number(found.witness_cases)} cases agree with numbers"
    return said + (f"; {people} for a person" if people else "")


def _name(part: Part) -> str:
    """Return a title for a part, cut to the column."""
    said = plain(title(part))
    if not said and isinstance(part, Solved):
        said = part.derivation.title
    return said if len(said) <= TITLE else said[: TITLE - 1] + "…"
