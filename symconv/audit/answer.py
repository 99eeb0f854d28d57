r"""An answer as it stands in a submission: pieces in order, each with its place in the file.

*Defines* `Line`, `Piece` and `SubmittedAnswer`. A piece is the text of one formula (without its
dollar signs), one table, one block of code, one heading or a run of words. Nothing is interpreted
here: what the pieces say is for the judge to find out.

*Why pieces carry lines.* A formula may stand in a quotation, in a list or in a notebook cell, so
an offset in it is not an offset in the file. Each line of a piece knows its number in the file, how
far it is shifted there, and how the whole line looks, so that `Piece.at` always finds the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from symconv.errors import Place

Kind = Literal["math", "table", "code", "words", "heading"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a piece: its 1-based number in the file, its shift there, the file's line."""

    number: int
    shift: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    r"""A stretch of an answer that is of one kind.

    ``display`` tells a formula of its own line from one among words. ``block`` numbers the
    paragraph, list item or table cell that the piece stands in, so that the two formulas of
    ``$[0, 0]^\top$: $h_1 = 0$`` are seen to belong together. ``level`` is a heading's depth.
    Where abbreviations were written out, ``original`` is the text in the file, and ``origin`` says
    of each character of ``text`` (and of its end) where in the original it comes from.

    >>> piece = Piece("math", "a +\nb", "hw.md", (Line(3, 4, "Now $a +"), Line(4, 0, "b$.")))
    >>> piece.at(4, 5).line, piece.at(4, 5).column, piece.place.column
    (4, 1, 5)
    """

    kind: Kind
    text: str
    source: str
    lines: tuple[Line, ...] = field(repr=False)
    display: bool = False
    block: int = 0
    level: int = 0
    original: str = field(default="", repr=False)
    origin: tuple[int, ...] = field(default=(), repr=False)

    @property
    def place(self) -> Place:
        """The place of the piece: its first line, from its first character on."""
        return self.at(0, len(self.text))

    def at(self, start: int, end: int) -> Place:
        """Return the place of the characters ``start <= i < end`` (what is on the first line)."""
        text = self.text
        if self.origin:
            last = len(self.origin) - 1  # a reader that writes out a sign may look further
            start, end = self.origin[min(start, last)], self.origin[min(end, last)]
            text = self.original
        row = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = self.lines[row]
        column = line.shift + start - begin + 1
        return Place(self.source, line.number, column, line.text, max(1, min(end, stop) - start))

    def placed(self, inner: Place) -> Place:
        """Return the place in the file of a place in the text of this piece."""
        rows = self.text.split("\n")
        row = min(inner.line, len(rows)) - 1
        start = sum(len(line) + 1 for line in rows[:row]) + min(inner.column - 1, len(rows[row]))
        return self.at(start, min(start + inner.width, len(self.text)))


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """What a submission says to one question; ``question`` is None where it could not be told."""

    question: str | None
    pieces: tuple[Piece, ...]
    title: str = ""
    place: Place | None = None

    def of(self, *kinds: Kind) -> tuple[Piece, ...]:
        """Return the pieces of the given kinds, in order."""
        return tuple(piece for piece in self.pieces if piece.kind in kinds)

    @property
    def empty(self) -> bool:
        """Whether nothing was answered: no formula, table, code or words."""
        return not any(p.text.strip() for p in self.pieces if p.kind != "heading")
