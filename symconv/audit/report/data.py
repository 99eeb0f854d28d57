"""Reports for programs: one JSON document, or one line of JSON per fact.

*Defines* `Json` and `Jsonl`. Marks are exact texts (``"7/2"``); a row of `Jsonl` says in ``kind``
what it is: an answer, an unanswered question, an answer without a question, a note.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from symconv import __version__
from symconv.audit.answer import SubmittedAnswer
from symconv.audit.batch import Checked
from symconv.audit.records import finding_data, place_data
from symconv.audit.report.options import Options
from symconv.audit.report.words import tally, title_of
from symconv.audit.submission import Note

Data = dict[str, Any]


@dataclass
class Json:
    """An object with the sheet, the version and a list of submissions."""

    options: Options
    seen: int = field(default=0)

    def begin(self) -> Iterator[str]:
        """Yield the head of the document."""
        head = {"version": __version__, "sheet": self.options.sheet.name}
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "submissions": ['

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield one element of the list."""
        yield ",\n" if self.seen else "\n"
        self.seen += 1
        yield json.dumps(submission_data(checked, self.options), ensure_ascii=False, indent=1)

    def end(self) -> Iterator[str]:
        """Yield the end of the document."""
        yield "\n]}\n"


@dataclass
class Jsonl:
    """One row per fact."""

    options: Options

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the rows of one submission."""
        data = submission_data(checked, self.options)
        rows = [{"kind": "answer"} | row for row in data["findings"]]
        rows += [{"kind": "unanswered", "question": name} for name in data["unanswered"]]
        rows += [{"kind": "unmatched"} | row for row in data["unmatched"]]
        rows += [{"kind": "note"} | row for row in data["notes"]]
        for row in rows:
            yield json.dumps({"file": data["file"]} | row, ensure_ascii=False) + "\n"

    def end(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()


def submission_data(checked: Checked, options: Options) -> Data:
    """Return everything that is said of a submission as plain data."""
    counts = tally([checked], options.sheet)
    findings = []
    for finding in map(options.told, checked.findings):
        name = options.name(finding.code)
        more = {"title": title_of(options.sheet, finding.question)}
        findings.append(finding_data(finding) | more | ({"name": name} if name else {}))
    return {
        "file": checked.submission.name,
        "marks": str(counts.marks),
        "max_marks": str(counts.max_marks),
        "counts": {name: n for name, n in counts.verdicts.items() if n},
        "findings": findings,
        "unanswered": list(checked.submission.unanswered),
        "unmatched": [_unmatched(answer) for answer in checked.submission.unmatched],
        "notes": [_note(note) for note in checked.submission.notes],
    }


def _unmatched(answer: SubmittedAnswer) -> Data:
    place = answer.place or answer.pieces[0].place
    text = "\n".join(piece.text for piece in answer.pieces if piece.kind != "heading")
    return {"title": answer.title, "place": place_data(place), "text": text[:2000]}


def _note(note: Note) -> Data:
    place = {} if note.place is None else {"place": place_data(note.place)}
    return {"code": note.code, "message": note.message} | place
