"""The report for people: each mistake with its place, then one line per question.

*Defines* `Full`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding
from symconv.audit.report.block import block
from symconv.audit.report.options import Options
from symconv.audit.report.words import (
    Counts,
    cut,
    marks,
    noted,
    number,
    safe,
    tally,
    title_of,
    unmatched,
    wrapped,
)

_TITLE, _HOW = 30, 52
_MISTAKES, _KINDS = 20, 5_000
_LISTED = 6
"""More questions without an answer than this share a line."""


@dataclass
class Full:
    """Blocks for what is not simply right, and a table."""

    options: Options
    seen: int = field(default=0)
    total: Counts | None = None
    mistakes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the blocks, the table and the count of a submission."""
        if self.seen:
            yield "\n"
        self.seen += 1
        for finding in map(self.options.told, checked.findings):
            yield from block(finding, self.options)
        for note in checked.submission.notes:
            yield f"note: {noted(note)}\n"
        for answer in checked.submission.unmatched:
            yield f"not matched: {unmatched(answer)}\n"
        if checked.findings or checked.submission.unanswered:
            yield from self._table(checked)

    def end(self) -> Iterator[str]:
        """Yield the count over all submissions, and the mistakes that came more than once."""
        if self.seen < 2 or self.total is None:
            return
        yield f"\n{self.seen} submissions, {self.total.words()}\n"
        for (question, cause), times in self.mistakes.most_common(_MISTAKES):
            if times > 1:
                yield f" {times} x {question}: {safe(cause)}\n"

    def _count(self, checked: Checked, counts: Counts) -> None:
        self.total = counts if self.total is None else self.total + counts
        for finding in checked.findings:
            if finding.cause is not None and len(self.mistakes) < _KINDS:
                self.mistakes[finding.question, finding.cause.sentence] += 1

    def _table(self, checked: Checked) -> Iterator[str]:
        yield f" {'question':<{_TITLE}} {'verdict':<16} {'marks':<9} how it was decided\n"
        found = {finding.question: finding for finding in checked.findings}
        left = [p.id for p in self.options.sheet if p.id in checked.submission.unanswered]
        for problem in self.options.sheet:
            if problem.id in found:
                yield self._row(self.options.told(found[problem.id]))
            elif problem.id in left and len(left) <= _LISTED:
                zero = f"0 / {number(problem.points)}"
                yield f" {self._question(problem.id)} {'-':<16} {zero:<9} not answered\n"
        if len(left) > _LISTED:
            yield from wrapped(f" not answered: {', '.join(map(safe, left))}", 2)
        counts = tally([checked], self.options.sheet)
        self._count(checked, counts)
        got = f"{number(counts.marks)} of {number(counts.max_marks)} marks"
        yield f"{safe(checked.submission.name)}: {counts.words()}; {got}\n"

    def _question(self, name: str) -> str:
        return f"{cut(f'{name} {title_of(self.options.sheet, name)}', _TITLE):<{_TITLE}}"

    def _row(self, finding: Finding) -> str:
        code = f"{finding.code} {self.options.name(finding.code)}"
        how = cut(safe(finding.how if finding.right else code) or safe(finding.message), _HOW)
        verdict = "for a person" if finding.verdict == "person" else finding.verdict
        row = f" {self._question(finding.question)} {verdict:<16} {marks(finding):<9} {how}"
        return row.rstrip() + "\n"
