"""Reports as annotations that GitHub shows beside the lines of a change.

*Defines* `Github`. Wrong answers are errors, incomplete ones and wrong lines warnings, the rest
notices.

*Source.* "Workflow commands for GitHub Actions": ``::error file=…,line=…,col=…,title=…::message``,
with ``%``, line ends, ``:`` and ``,`` written as ``%25`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding
from symconv.audit.report.options import Options
from symconv.audit.report.words import safe
from symconv.errors import Place

_LEVELS = {"wrong": "error", "incomplete": "warning"}


@dataclass
class Github:
    """One command per line."""

    options: Options

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the annotations of one submission."""
        file = checked.submission.name
        for finding in map(self.options.told, checked.findings):
            if not finding.right:
                level = _LEVELS.get(finding.verdict, "notice")
                title = f"{finding.question} {finding.verdict} {finding.code}".strip()
                yield annotation(level, file, finding.place, title, _message(finding))
            for line in finding.lines:
                if line.verdict == "wrong" and line.place != finding.place:
                    title = f"{finding.question} {line.code}"
                    yield annotation("warning", file, line.place, title, line.message)
        for question in checked.submission.unanswered:
            yield annotation("notice", file, None, question, "not answered")
        for answer in checked.submission.unmatched:
            place = answer.place or answer.pieces[0].place
            yield annotation("notice", file, place, "not matched", answer.title or "no heading")
        for note in checked.submission.notes:
            yield annotation("notice", file, note.place, note.code, note.message)

    def end(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()


def annotation(level: str, file: str, place: Place | None, title: str, message: str) -> str:
    """Return one workflow command."""
    said = {"file": file}
    if place is not None:
        said |= {"line": str(place.line), "endLine": str(place.line), "col": str(place.column)}
        said |= {"endColumn": str(place.column + place.width)}
    said["title"] = title
    properties = ",".join(f"{key}={_property(text)}" for key, text in said.items())
    return f"::{level} {properties}::{_escaped(safe(message))}\n"


def _message(finding: Finding) -> str:
    why = f" at {finding.counterexample}" if finding.counterexample else ""
    why += f"; {finding.cause.sentence}" if finding.cause else ""
    hint = f"; hint: {finding.hint}" if finding.hint else ""
    return f"{finding.message}{why}{hint}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(safe(text)).replace(":", "%3A").replace(",", "%2C")
