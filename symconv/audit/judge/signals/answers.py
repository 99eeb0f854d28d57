r"""The lines of an answer about signals, read in their notation and under their conditions.

*Defines* `Stated`, `said_of_signals` and `window_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Said, Unread
from symconv.audit.judge.signals.conditions import conditioned
from symconv.audit.judge.signals.desks import subject_of
from symconv.audit.judge.signals.edits import Edit, edited
from symconv.audit.judge.signals.notation import in_signal_notation
from symconv.audit.judge.signals.origin import right_values
from symconv.audit.judge.signals.outputs import of_the_asked_output
from symconv.audit.judge.signals.samples import is_list, listed
from symconv.audit.signals.finite import finite
from symconv.latex.tree import Chain, Dots, Statement, descendants
from symconv.theorems.signal_convolution import WINDOW

_FIRST = re.compile(
    r"n\s*=\s*(-?\d+)\s*,?\s*(?:-?\d+\s*,\s*)*(?:\\[cl]?dots|\.\.\.|\$?\s*(?:to|through)\b)"
)
_LISTING = re.compile(
    r"\by\s*=\s*(?:np\.array\s*\(\s*)?\[(?P<items>\s*-?[\d./]+(?:\s*,\s*-?[\d./]+)*\s*)\]"
)


@dataclass(frozen=True)
class Stated:
    """The lines of an answer, what could not be read, and its words."""

    lines: list[Said]
    unread: list[Unread]
    words: str

    def computable(self, desk: Desk) -> list[Said]:
        """Return the lines with sums over all integers cut to what can be computed."""
        known = desk.points.definitions
        return [replace(one, statement=finite(one.statement, known)) for one in self.lines]


def said_of_signals(answer: SubmittedAnswer, desk: Desk) -> Stated:
    """Return the lines of an answer in the names of the question, each under its condition."""
    subject = subject_of(desk)
    plain = in_signal_notation(answer, str(desk.problem.given.get("delay", "")))
    start = _FIRST.search(" ".join(p.text for p in plain.pieces))
    first = int(start[1]) if start else None
    table = OpenTable(desk.known)
    pieces = tuple(_without_lists(p, desk, first) for p in plain.pieces)
    said, unread = said_in(replace(plain, pieces=pieces), table)
    lines = conditioned(said, table, subject)
    words = " ".join(p.text for p in plain.pieces if p.kind in ("words", "table"))
    lines = [replace(one, statement=_without_dots(one.statement)) for one in lines]
    return Stated(of_the_asked_output(lines, desk, subject), unread, words)


def _without_dots(statement: Statement) -> Statement:
    """Leave out the sides of an equation that are written with dots: they have no value."""
    if not isinstance(statement, Chain) or set(statement.relations) != {"="}:
        return statement
    kept = tuple(s for s in statement.sides if not any(isinstance(n, Dots) for n in descendants(s)))
    if len(kept) in (0, 1, len(statement.sides)):
        return statement
    return Chain(kept, statement.relations[: len(kept) - 1], span=statement.span)


def _without_lists(piece: Piece, desk: Desk, first: int | None) -> Piece:
    if piece.kind == "code" and (listing := _LISTING.search(piece.text)):
        return edited(replace(piece, kind="math"), _listing(listing, piece, desk))
    if piece.kind != "math":
        return piece
    window = window_of(desk)
    near = range(window.start - len(window), window.stop + len(window))
    right = right_values(desk, near) if is_list(piece.text) else {}
    return edited(piece, list(listed(piece.text, window, first, right)))


def _listing(match: re.Match[str], piece: Piece, desk: Desk) -> list[Edit]:
    """Return the edits that make a formula of a program that sets y to a list of numbers."""
    found = listed(f"y = [{match['items']}]", window_of(desk), None)
    return [Edit(0, len(piece.text), edit.text) for edit in found]


def window_of(desk: Desk) -> range:
    """Return the places that a question asks to be plotted."""
    match desk.problem.given.get("window"):
        case [int() as first, int() as last]:
            return range(first, last + 1)
        case _:
            return range(WINDOW[0], WINDOW[1] + 1)
