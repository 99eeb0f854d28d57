"""The report for editors and greps: one line per mistake.

*Defines* `Concise`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symconv.audit.batch import Checked
from symconv.audit.report.options import Options
from symconv.audit.report.words import safe, tally, unmatched
from symconv.errors import Place


@dataclass
class Concise:
    """``file:line:column: verdict CODE question: message``."""

    options: Options

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield a line for each answer that is not simply right, and a count."""
        name = checked.submission.name
        for finding in map(self.options.told, checked.findings):
            if not finding.right:
                why = f" ({finding.cause.sentence})" if finding.cause else ""
                at = f" at {finding.counterexample}" if finding.counterexample else ""
                said = f"{finding.code} {finding.question}: {safe(finding.message + at + why)}"
                yield f"{_where(name, finding.place)}: {finding.verdict} {said}\n"
            for line in finding.lines:
                if line.verdict == "wrong":
                    said = f"line {line.code} {finding.question}: {safe(line.message)}"
                    yield f"{_where(name, line.place)}: {said}\n"
        for note in checked.submission.notes:
            yield f"{_where(name, note.place)}: note {note.code}: {safe(note.message)}\n"
        for answer in checked.submission.unmatched:
            yield f"{_where(name, answer.place)}: not matched: {unmatched(answer)}\n"
        yield f"{safe(name)}: {tally([checked], self.options.sheet).words()}\n"

    def end(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()


def _where(name: str, place: Place | None) -> str:
    return safe(f"{place.source}:{place.line}:{place.column}" if place else name)
