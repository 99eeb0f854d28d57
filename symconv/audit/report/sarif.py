"""Reports as SARIF, the form in which code scanners exchange results.

*Defines* `Sarif`. A right answer is a result of kind ``pass``, one for a person of kind ``review``,
an unanswered question of kind ``notApplicable``; what is wrong is a ``fail``.

*Source.* OASIS, Static Analysis Results Interchange Format 2.1.0: 3.14 run, 3.27 result, 3.30
region, 3.49 reporting descriptor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from symconv import __version__
from symconv.audit.batch import Checked
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.report.options import Options
from symconv.errors import Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    "right": ("pass", "none"),
    "wrong": ("fail", "error"),
    "incomplete": ("fail", "warning"),
    "other convention": ("fail", "note"),
    "person": ("review", "none"),
}
Data = dict[str, Any]


@dataclass
class Sarif:
    """One run with a result per answer and per wrong line."""

    options: Options
    seen: int = field(default=0)

    def begin(self) -> Iterator[str]:
        """Yield the head of the log, with the rules."""
        rules = [
            {"id": code, "name": name, "shortDescription": {"text": fact}}
            for code, (name, fact, _) in self.options.codes.items()
        ]
        driver = {"name": "symconv", "version": __version__, "rules": rules}
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "runs": ['
        yield json.dumps(run, ensure_ascii=False)[:-1] + ', "results": ['

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the results of one submission."""
        for result in self._results(checked):
            yield ",\n" if self.seen else "\n"
            self.seen += 1
            yield json.dumps(result, ensure_ascii=False)

    def end(self) -> Iterator[str]:
        """Yield the end of the log."""
        yield "\n]}]}\n"

    def _results(self, checked: Checked) -> Iterator[Data]:
        file = checked.submission.name
        for finding in map(self.options.told, checked.findings):
            yield _result(file, finding)
            for line in finding.lines:
                if line.verdict == "wrong" and line.place != finding.place:
                    yield _line(file, finding, line)
        for question in checked.submission.unanswered:
            yield _base(file, None, "notApplicable", "none", f"{question}: not answered")
        for answer in checked.submission.unmatched:
            place = answer.place or answer.pieces[0].place
            yield _base(file, place, "review", "none", f"not matched: {answer.title}")
        for note in checked.submission.notes:
            yield _base(file, note.place, "informational", "none", note.message)


def _result(file: str, finding: Finding) -> Data:
    kind, level = _KINDS[finding.verdict]
    said = f"{finding.question}: {finding.message or finding.verdict}"
    why = f" {finding.cause.sentence}" if finding.cause else ""
    data = _base(file, finding.place, kind, level, said + why)
    data |= {"ruleId": finding.code} if finding.code else {}
    properties = {"question": finding.question, "marks": str(finding.marks)}
    return data | {"properties": properties | {"max_marks": str(finding.max_marks)}}


def _line(file: str, finding: Finding, line: LineFinding) -> Data:
    data = _base(file, line.place, "fail", "warning", f"{finding.question}: {line.message}")
    return data | ({"ruleId": line.code} if line.code else {})


def _base(file: str, place: Place | None, kind: str, level: str, text: str) -> Data:
    physical: Data = {"artifactLocation": {"uri": quote(file)}}
    if place is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.width,
        }
    location = {"physicalLocation": physical}
    return {"kind": kind, "level": level, "message": {"text": text}, "locations": [location]}
