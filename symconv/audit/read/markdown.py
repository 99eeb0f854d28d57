r"""Markdown as blocks: headings, paragraphs, list items, tables.

*Defines* `markdown_blocks`. It knows ATX and underlined headings, ``**bold**`` heads of a
paragraph, ``(b)`` at the start of one, numbered lists, tables with bars, quotations, and the
markers ``<!-- symconv: 3.2 -->`` and ``\answer{3.2}{…}``. Everything else is words.

*Not a Markdown renderer.* How a text would look does not matter, only where it could name a
question and where one block ends; so nested lists are flat, and indented code is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symconv.audit.read.blocks import BOLD, ITEM, PARAGRAPH, Block, Cutter
from symconv.audit.read.flow import Flow
from symconv.audit.read.heads import head
from symconv.audit.read.rules import MARKDOWN
from symconv.audit.read.spans import spans
from symconv.audit.submission import Note

_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{3,})[ \t]*$")
_MARKER = re.compile(r"\s*symconv:\s*([^\n]{1,40}?)\s*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,3})[.)])[ \t]+")
_RULED = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def markdown_blocks(flow: Flow) -> tuple[list[Block], list[Note]]:
    """Return the blocks of a Markdown text in order, and what was odd about it."""
    flow = flow.unquoted()
    cutter = Cutter(flow, spans(flow.text, MARKDOWN))
    return list(_Blocks(flow, cutter).all()), cutter.notes


class _Blocks:
    """The lines of a text, grouped: those inside a formula or a listing belong to its block."""

    def __init__(self, flow: Flow, cutter: Cutter) -> None:
        self.flow = flow
        self.cut = cutter
        self.rows = flow.text.split("\n")
        self.inside = [cutter.covering(start) is not None for start in flow.starts]
        self.tabled = self.tables()

    def all(self) -> Iterator[Block]:
        row = 0
        while row < len(self.rows):
            if not self.inside[row] and not self.rows[row].strip():
                row += 1
                continue
            last = self.block_end(row)
            yield from self.block(row, last)
            row = last

    def block(self, row: int, last: int) -> Iterator[Block]:
        start, end = self.flow.starts[row], self.end(last - 1)
        if atx := self.heading(row):
            yield self.headed(len(atx[1]), start + atx.start(2), start + atx.end(2))
        elif last - row >= 2 and (line := self.underline(last - 1)):
            yield self.headed(1 if line[1][0] == "=" else 2, start, self.end(last - 2))
        elif self.tabled[row]:
            self.cut.blocks += 1
            yield Block((self.flow.piece("table", start, end, block=self.cut.blocks),))
        else:
            yield from self.paragraphs(start, end)

    def headed(self, level: int, start: int, end: int) -> Block:
        return Block(self.cut.pieces(start, end, "heading"), self.flow.text[start:end], level)

    def paragraphs(self, start: int, end: int) -> Iterator[Block]:
        """Cut a paragraph at the markers in it."""
        at = start
        for span in self.cut.within(start, end):
            name = self.flow.text[slice(*span.inner)]
            marker = _MARKER.match(name) if span.kind == "comment" else None
            if span.kind == "answer" or marker:
                yield from self.paragraph(at, span.start)
                yield Block((), marker[1] if marker else name, PARAGRAPH, exact=True)
                at = span.end
        yield from self.paragraph(at, end)

    def paragraph(self, start: int, end: int) -> Iterator[Block]:
        if not self.flow.text[start:end].strip():
            return
        item = _ITEM.match(self.flow.text, start, end)
        found = head(self.flow.text, item.end() if item else start, end)
        if found:
            level = ITEM if item else BOLD if found.bold else PARAGRAPH
            yield self.cut.titled(found.title, level, start, found.end, end)
        elif item and item["number"]:
            yield self.cut.titled(item["number"], ITEM, start, item.end(), end)
        else:
            yield Block(self.cut.pieces(start, end))

    # ------------------------------------------------------------------------------ lines

    def end(self, row: int) -> int:
        return self.flow.starts[row] + len(self.rows[row])

    def heading(self, row: int) -> re.Match[str] | None:
        return None if self.inside[row] else _ATX.match(self.rows[row])

    def underline(self, row: int) -> re.Match[str] | None:
        return None if self.inside[row] else _UNDERLINE.match(self.rows[row])

    def block_end(self, row: int) -> int:
        """Return the row behind the block that starts in a row."""
        last = row + 1
        if self.heading(row):
            return last
        while last < len(self.rows) and not self.ends_before(last):
            if self.underline(last):
                return last + 1
            last += 1
        return last

    def ends_before(self, row: int) -> bool:
        if self.inside[row]:
            return False
        if self.tabled[row] != self.tabled[row - 1]:
            return True
        text = self.rows[row]
        return bool(not text.strip() or _ATX.match(text) or _ITEM.match(text))

    def tables(self) -> list[bool]:
        """Say of each row whether it belongs to a table: bars above a ruled row, and below it."""
        found = [False] * len(self.rows)
        for row, text in enumerate(self.rows):
            if "|" not in text or self.inside[row]:
                continue
            below = self.rows[row + 1] if row + 1 < len(self.rows) else ""
            ruled = "|" in below and _RULED.match(below) is not None
            found[row] = ruled or (row > 0 and found[row - 1])
        return found
