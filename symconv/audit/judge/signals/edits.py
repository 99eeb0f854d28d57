r"""Replacing parts of a formula's text, so that places in the file are still found.

*Defines* `Edit` and `edited`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symconv.audit.answer import Piece


@dataclass(frozen=True)
class Edit:
    """Put ``text`` for the characters ``start <= i < end``."""

    start: int
    end: int
    text: str


def edited(piece: Piece, edits: Sequence[Edit]) -> Piece:
    """Return the piece after edits that do not overlap; what was put stands where the old stood.

    >>> from symconv.audit.answer import Line
    >>> piece = Piece("math", "y(n) = 2", "hw.md", (Line(1, 2, "a $y(n) = 2$"),))
    >>> new = edited(piece, [Edit(0, 4, "y[n]")])
    >>> new.text, new.at(7, 8).column
    ('y[n] = 2', 10)
    """
    text, origin = piece.text, list(piece.origin) or list(range(len(piece.text) + 1))
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        inside = [origin[edit.start]] * len(edit.text)
        text = text[: edit.start] + edit.text + text[edit.end :]
        origin = [*origin[: edit.start], *inside, *origin[edit.end :]]
    if text == piece.text:
        return piece
    return replace(piece, text=text, original=piece.original or piece.text, origin=tuple(origin))
