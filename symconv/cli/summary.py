"""What a build and a verification say at the end, line by line.

*Defines* `summary_lines`, `report_lines` and `part_line`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.latex.inline.markup import plain
from symconv.proof.prove import Report
from symconv.sheets.build import Built
from symconv.sheets.evidence import counts, number, row, total
from symconv.sheets.problem import ForPerson, Part, Sheet, Solved
from symconv.sheets.wording import title

TITLE = 40


def summary_lines(built: Built) -> Iterator[str]:
    """Yield the files that were written, and one line per sheet."""
    for path in built.files:
        yield f"wrote {path}"
    for sheet, parts in built.sheets:
        yield f"{sheet.name}: {sheet_words(parts)}"


def report_lines(built: Built) -> Iterator[str]:
    """Yield for each sheet its parts and how each was shown, then the files."""
    for sheet, parts in built.sheets:
        yield plain(sheet.title)
        width = _width(sheet)
        for part in parts:
            yield part_line(part, width)
        yield f"  {sheet_words(parts)}"
        yield ""
    for path in built.files:
        yield f"wrote {path}"


def part_line(part: Part, width: int) -> str:
    """Return one part with its counts, its methods and its witness."""
    head = f"  {part.problem.id:<{width}}  {name(part):<{TITLE}}"
    if isinstance(part, ForPerson):
        return f"{head}  answered by a person"
    found = counts(part.report)
    cases = part.report.witness_cases
    numbers = f"; {number(cases)} cases agree with numbers" if cases else "; no numeric witness"
    return f"{head}  {found.words()}{numbers}"


def methods(report: Report) -> str:
    """Return the procedures that signed the lines of a report, the busiest first."""
    names = [row(judged.verdict)[1] for judged in report.judged]
    return ", ".join(sorted(set(names), key=lambda n: (-names.count(n), n)))


def sheet_words(parts: Sequence[Part]) -> str:
    """Say how many parts a sheet has and how their lines were shown."""
    solved = [part for part in parts if isinstance(part, Solved)]
    people = len(parts) - len(solved)
    said = f"{len(parts)} part{'s' * (len(parts) != 1)}"
    if solved:
        found = total(part.report for part in solved)
        said += f": {found.words()}; {number(found.witness_cases)} cases agree with numbers"
    return said + (f"; {people} for a person" if people else "")


def name(part: Part) -> str:
    """Return a title for a part, cut to the column."""
    said = plain(title(part))
    if not said and isinstance(part, Solved):
        said = part.derivation.title
    return said if len(said) <= TITLE else said[: TITLE - 1] + "…"


def _width(sheet: Sheet) -> int:
    return max((len(problem.id) for problem in sheet), default=1)
