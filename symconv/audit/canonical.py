r"""Equal answers are one answer: the same pieces, wherever in a file they stand.

*Defines* `Canonical`, `canonical` and `Canonical.back`. An answer is judged in a form that knows no
file: runs of blanks are one blank, piece ``k`` is the source named ``k``. The places in what was
found are then carried back to the file of each person who gave that answer.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace

from symconv import __version__
from symconv.audit.answer import Line, Piece, SubmittedAnswer
from symconv.audit.finding import Finding
from symconv.errors import Place
from symconv.sheets.json import exact
from symconv.sheets.problem import Problem

_BLANKS = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*|[ \t\u00a0]+")


@dataclass(frozen=True)
class Canonical:
    """An answer in the form in which it is judged, and its key among the answers to a problem."""

    answer: SubmittedAnswer
    key: str

    def back(self, finding: Finding, original: SubmittedAnswer) -> Finding:
        """Return a finding on this answer with its places in the file of ``original``."""
        lines = tuple(replace(line, place=_moved(line.place, original)) for line in finding.lines)
        return replace(finding, place=_moved(finding.place, original), lines=lines)


def canonical(answer: SubmittedAnswer, problem: Problem) -> Canonical:
    """Return the form in which an answer is judged; equal keys mean equal findings."""
    pieces = tuple(_piece(number, piece) for number, piece in enumerate(answer.pieces))
    said = [[p.kind, p.text, p.display, p.block, p.level] for p in pieces]
    asked = [problem.id, problem.ask, str(problem.points), _givens(problem)]
    text = json.dumps([__version__, asked, said], ensure_ascii=False)
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Canonical(SubmittedAnswer(problem.id, pieces), key)


def _givens(problem: Problem) -> list[list[object]]:
    return [[name, exact(value)] for name, value in sorted(problem.given.items())]


def _piece(number: int, piece: Piece) -> Piece:
    text, _ = _collapsed(piece)
    lines = tuple(Line(row, 0, line) for row, line in enumerate(text.split("\n"), start=1))
    return Piece(piece.kind, text, str(number), lines, piece.display, piece.block, piece.level)


def _collapsed(piece: Piece) -> tuple[str, list[int]]:
    """Return a piece's text with single blanks, and where each of its characters came from."""
    if piece.kind in ("code", "table"):
        return piece.text, [*range(len(piece.text) + 1)]
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for blank in _BLANKS.finditer(piece.text):
        out.append(piece.text[at : blank.start()])
        origin += range(at, blank.start())
        out.append("\n" if "\n" in blank[0] else " ")
        origin.append(blank.start())
        at = blank.end()
    out.append(piece.text[at:])
    origin += range(at, len(piece.text) + 1)
    return "".join(out), origin


def _moved(place: Place | None, original: SubmittedAnswer) -> Place | None:
    """Carry a place in a canonical piece to the file that the original stands in."""
    if place is None or not place.source.isdigit() or int(place.source) >= len(original.pieces):
        return place
    piece = original.pieces[int(place.source)]
    text, origin = _collapsed(piece)
    rows = text.split("\n")
    row = min(place.line, len(rows)) - 1
    start = sum(len(line) + 1 for line in rows[:row]) + min(place.column - 1, len(rows[row]))
    end = min(start + place.width, len(text))
    return piece.at(origin[min(start, len(text))], origin[end])
