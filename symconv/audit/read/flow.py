"""A text that is being cut into pieces, whose lines know where they stand in the file.

*Defines* `Flow`. Offsets count characters of ``text``; `Flow.piece` turns a span into a `Piece`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from symconv.audit.answer import Kind, Line, Piece
from symconv.errors import Place

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")


@dataclass(frozen=True)
class Flow:
    r"""A text with the name of its file and the place of each line.

    >>> Flow.of("hw.md", "a\nbc").piece("words", 3, 4).place.column
    2
    """

    source: str
    text: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, source: str, text: str) -> Flow:
        """Return the flow of a whole text; ends of lines become one newline character."""
        rows = _LINE_END.split(text)
        lines = tuple(Line(number, 0, row) for number, row in enumerate(rows, start=1))
        return cls(source, "\n".join(rows), lines)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        found, at = [], 0
        for row in self.text.split("\n"):
            found.append(at)
            at += len(row) + 1
        return tuple(found)

    def row(self, at: int) -> int:
        """Return the 0-based number of the line that holds an offset."""
        return bisect_right(self.starts, at) - 1

    def piece(
        self, kind: Kind, start: int, end: int, *, display: bool = False, block: int = 0
    ) -> Piece:
        """Return the characters ``start <= i < end`` as a piece of the given kind."""
        first, last = self.row(start), self.row(max(start, end - 1))
        head = self.lines[first]
        shifted = Line(head.number, head.shift + start - self.starts[first], head.text)
        lines = (shifted, *self.lines[first + 1 : last + 1])
        if end > start and self.text[end - 1 : end] == "\n":
            lines += self.lines[last + 1 : last + 2]
        return Piece(kind, self.text[start:end], self.source, lines, display, block)

    def place(self, start: int, end: int) -> Place:
        """Return the place of a span (what of it is on its first line)."""
        return self.piece("words", start, end).place

    def unquoted(self) -> Flow:
        """Return the flow without the ``>`` before the lines of a quotation."""
        kept: list[str] = []
        lines: list[Line] = []
        for row, line in zip(self.text.split("\n"), self.lines, strict=True):
            quote = _QUOTE.match(row)
            cut = quote.end() if quote else 0
            kept.append(row[cut:])
            lines.append(Line(line.number, line.shift + cut, line.text) if cut else line)
        return Flow(self.source, "\n".join(kept), tuple(lines))
