"""Paragraphs, headings, list items and tables, whatever format they come from.

*Defines* `Block` and `Cutter`, which turns stretches of a `Flow` into pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from symconv.audit.answer import Kind, Piece
from symconv.audit.read.flow import Flow
from symconv.audit.read.spans import Span
from symconv.audit.submission import Note

BOLD, PARAGRAPH, ITEM = 7, 8, 9
"""Levels of what is no heading but may name a question; headings have the levels 1 to 6."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a submission.

    ``title`` may name a question and stands at ``level``: 0 for no title, 1 to 6 for a heading.
    The first piece is the title's own. ``exact`` titles are markers that name a question outright.
    ``number`` is what the document's own counting prints before the title.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    level: int = 0
    exact: bool = False
    number: str = ""

    @property
    def heading(self) -> bool:
        """Whether the title is a heading, not just the beginning of a paragraph."""
        return 1 <= self.level <= 6


@dataclass
class Cutter:
    """Cuts a flow along its spans; each call of ``pieces`` is a block of its own."""

    flow: Flow
    spans: list[Span]
    blocks: int = 0
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [span.start for span in self.spans]

    def pieces(self, start: int, end: int, words: Kind = "words") -> tuple[Piece, ...]:
        """Return the pieces between two offsets, blanks at the ends of words kept."""
        self.blocks += 1
        return tuple(self._pieces(start, end, words))

    def titled(self, title: str, level: int, start: int, stop: int, end: int) -> Block:
        """Return a block whose title, from ``start`` to ``stop``, is a piece of its own."""
        first = self.pieces(start, stop)
        self.blocks -= 1
        return Block((*first, *self.pieces(stop, end)), title, level)

    def _pieces(self, start: int, end: int, words: Kind) -> Iterator[Piece]:
        at = start
        for span in self.within(start, end):
            yield from self._words(at, span.start, words)
            if span.kind in ("math", "code", "table"):
                yield self._of(span, span.kind)
            at = span.end
        yield from self._words(at, end, words)

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that begin between two offsets."""
        for i in range(bisect_left(self._starts, start), len(self.spans)):
            if self.spans[i].start >= end:
                return
            yield self.spans[i]

    def covering(self, at: int) -> Span | None:
        """Return the span that a position is inside of (not where it begins)."""
        i = bisect_left(self._starts, at) - 1
        return self.spans[i] if i >= 0 and self.spans[i].end > at else None

    def _words(self, start: int, end: int, kind: Kind) -> Iterator[Piece]:
        if self.flow.text[start:end].strip():
            yield self.flow.piece(kind, start, end, block=self.blocks)

    def _of(self, span: Span, kind: Kind) -> Piece:
        if not span.closed:
            place = self.flow.place(span.start, span.start + 2)
            self.notes.append(Note("SC808", "this is never closed", place))
        start, end = _stripped(self.flow.text, *span.inner)
        return self.flow.piece(kind, start, end, display=span.display, block=self.blocks)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Move two offsets over the blanks between them."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
