"""The verification record of a sheet as rows, for every writer.

*Defines* `Row` and `record_rows`. Lines of one part that were shown by the same method, one after
the other, share a row; the evidence for each of them is in the JSON document.
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
    lines = [(n.number, row(n.judged.verdict)) for n in section.lines]
    for _, group in groupby(lines, key=lambda line: line[1][:2]):
        numbers, verdicts = zip(*group, strict=True)
        span = f"({numbers[0]})" if len(numbers) == 1 else f"({numbers[0]})–({numbers[-1]})"
        yield _row(id_, span, verdicts)
    what = "answer" if not section.name else f"{section.name}, result"
    if section.report.answer:
        yield _row(id_, what, [row(judged.verdict) for judged in section.report.answer])


def _row(id_: str, claim: str, verdicts: Sequence[tuple[str, str, str, int]]) -> Row:
    """Return one row for lines that were shown alike; evidence that differs is counted."""
    words = dict.fromkeys(verdict[0] for verdict in verdicts)
    methods = dict.fromkeys(verdict[1] for verdict in verdicts)
    evidence = [*dict.fromkeys(verdict[2] for verdict in verdicts)]
    if len(evidence) > 1:
        evidence = [f"{len(verdicts)} lines, each by itself"]
    both = ": ".join(part for part in (", ".join(methods), evidence[0]) if part)
    cases = sum(verdict[3] for verdict in verdicts)
    return Row(id_, claim, ", ".join(words), both, number(cases) if cases else "")


def _witness(id_: str, report: Report) -> Row:
    witness = report.derivation.witness
    if not report.witness_cases:
        return Row(id_, "numbers", "none", witness.absent or witness.description, "")
    return Row(id_, "numbers", "agree", witness.description, number(report.witness_cases))
