r"""TeX as blocks: sections, questions of the exam class, list items, paragraphs.

*Defines* `tex_blocks`. Nothing is expanded and no file is opened: ``\input`` is a note. A
document's own counting names a question where its title does not: the second ``\question`` is 2,
its first ``\part`` is (a).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symconv.audit.read.blocks import BOLD, ITEM, PARAGRAPH, Block, Cutter
from symconv.audit.read.counting import Counting
from symconv.audit.read.flow import Flow
from symconv.audit.read.heads import head
from symconv.audit.read.rules import TEX
from symconv.audit.read.spans import Span, spans
from symconv.audit.submission import Note

_LEVELS = {
    "part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3,
    "paragraph": 6, "subparagraph": 6,
}  # fmt: skip
_CUT = re.compile(
    r"(?P<blank>\n[ \t]*\n\s*)"
    r"|\\(?P<section>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)(?P<star>\*?)\s*"
    r"(?:\[[^\]\n]{0,200}\])?\s*\{(?P<title>(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,300})\}"
    r"|\\(?P<exam>question|titledquestion|subpart|part|subsubpart)(?![A-Za-z])\s*"
    r"(?:\{(?P<named>[^{}\n]{0,100})\})?\s*(?:\[[^\]\n]{0,40}\])?"
    r"|\\begin\s*\{(?P<problem>problem|exercise|question|homeworkProblem|prob)\}\s*"
    r"(?:\[(?P<label>[^\]\n]{0,100})\]|\{(?P<braced>[^{}\n]{0,100})\})?"
    r"|\\(?P<item>item)(?![A-Za-z])\s*(?:\[(?P<mark>[^\]\n]{0,80})\])?"
    r"|\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z*]{1,30})\}"
    r"|\\(?P<include>input|include|subfile|lstinputlisting|verbatiminput)\s*\{(?P<file>[^{}\n]{0,300})\}",
)


def tex_blocks(flow: Flow) -> tuple[list[Block], list[Note]]:
    """Return the blocks of a TeX document in order, and what was odd about it."""
    cutter = Cutter(flow, spans(flow.text, TEX))
    blocks = list(_Blocks(flow, cutter).all())
    return blocks, cutter.notes


class _Blocks:
    """The commands that end a block, one after the other."""

    def __init__(self, flow: Flow, cutter: Cutter) -> None:
        self.text = flow.text
        self.flow = flow
        self.cut = cutter
        self.counting = Counting()
        begin = re.search(r"\\begin\s*\{document\}", self.text)
        end = re.search(r"\\end\s*\{document\}", self.text)
        self.first = begin.end() if begin else 0
        self.last = end.start() if end and end.start() > self.first else len(self.text)

    def all(self) -> Iterator[Block]:
        at = self.first
        for match in self.cuts():
            yield from self.paragraphs(at, match.start())
            yield from self.block(match)
            at = match.end()
        yield from self.paragraphs(at, self.last)

    def cuts(self) -> Iterator[re.Match[str]]:
        for match in _CUT.finditer(self.text, self.first, self.last):
            if self.cut.covering(match.start()) is None and not self.spanned(match.start()):
                yield match

    def spanned(self, at: int) -> bool:
        return any(span.start == at for span in self.cut.within(at, at + 1))

    def block(self, match: re.Match[str]) -> Iterator[Block]:
        if match["section"]:
            name = match["section"]
            number = self.counting.section(name, counted=not match["star"])
            yield self.headed(match, "title", _LEVELS[name], number)
        elif match["exam"]:
            level, number = self.counting.exam(match["exam"])
            yield self.headed(match, "named", level, number)
        elif match["problem"]:
            level, number = self.counting.exam("question")
            yield self.headed(match, "label" if match["label"] else "braced", level, number)
        elif match["item"]:
            number = self.counting.item()
            first = self.cut.pieces(match.start(), match.end())
            yield Block(first, match["mark"] or number, ITEM)
        elif match["edge"]:
            self.counting.edge(match["name"], begins=match["edge"] == "begin")
        elif match["include"]:
            place = self.flow.place(match.start(), match.end())
            name = match["file"]
            self.cut.notes.append(Note("SC809", f"{name} is not read: only this file is", place))

    def headed(self, match: re.Match[str], group: str, level: int, number: str) -> Block:
        start, end = match.span(group)
        if start < 0:
            return Block((), "", level, number=number)
        pieces = self.cut.pieces(start, end, "heading")
        return Block(pieces, match[group], level, number=number)

    def paragraphs(self, start: int, end: int) -> Iterator[Block]:
        """Cut a paragraph at the answers that are marked in it."""
        at = start
        for span in self.cut.within(start, end):
            if span.kind == "answer":
                yield from self.paragraph(at, span.start)
                yield self.answered(span)
                at = span.end
        yield from self.paragraph(at, end)

    def answered(self, span: Span) -> Block:
        return Block((), self.text[slice(*span.inner)], PARAGRAPH, exact=True)

    def paragraph(self, start: int, end: int) -> Iterator[Block]:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        if start >= end:
            return
        found = head(self.text, start, end)
        if found is None:
            yield Block(self.cut.pieces(start, end))
        else:
            level = BOLD if found.bold else PARAGRAPH
            yield self.cut.titled(found.title, level, start, found.end, end)
