"""The verification record of a sheet as rows, for every writer.

*Defines* `Row` and `record_rows`. Lines of one part that were shown alike, one after the other,
share a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from symconv.proof.prove import Report
from symconv.sheets.evidence import number, row
from symconv.sheets.problem import Part, Solved
from symconv.sheets.sections import Section, Shown, sections


@dataclass(frozen=True)
class Row:
    """One row: which part, what is claimed, the verdict, method and evidence, number of cases."""

    part: str
    claim: str
    verdict: str
    evidence: str
    cases: str


def record_rows(parts: Sequence[Part]) -> tuple[Row, ...]:
    """Return the rows of all solved parts, in order."""
    shown = Shown()
    return tuple(r for p in parts if isinstance(p, Solved) for r in _part(p, shown))


def _part(part: Solved, shown: Shown) -> Iterator[Row]:
    id_ = part.problem.id
    for section in sections(part.report, id_, shown):
        if section.shown_in:
            yield Row(id_, section.name, f"see {section.shown_in}", "", "")
        else:
            yield from _section(id_, section)
    yield _witness(id_, part.report)


def _section(id_: str, section: Section) -> Iterator[Row]:
    lines = [(n.number, n.judged) for n in section.lines]
    for key, group in groupby(lines, key=lambda line: row(line[1].verdict)):
        numbers = [n for n, _ in group]
        span = f"({numbers[0]})" if len(numbers) == 1 else f"({numbers[0]})–({numbers[-1]})"
        yield _row(id_, span, key)
    what = "answer" if not section.name else f"{section.name}, result"
    for key in dict.fromkeys(row(j.verdict) for j in section.report.answer):
        yield _row(id_, what, key)


def _row(id_: str, claim: str, verdict: tuple[str, str, str, int]) -> Row:
    word, method, evidence, cases = verdict
    both = f"{method}: {evidence}" if method and evidence else method or evidence
    return Row(id_, claim, word, both, number(cases) if cases else "")


def _witness(id_: str, report: Report) -> Row:
    witness = report.derivation.witness
    if not report.witness_cases:
        return Row(id_, "numbers", "none", witness.absent or witness.description, "")
    return Row(id_, "numbers", "agree", witness.description, number(report.witness_cases))
