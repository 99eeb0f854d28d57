r"""What an answer says: its statements in order, with places, words in front, and what is unread.

*Defines* `Said` (one statement), `Unread` (a formula that no statement could be made of), and
`said_in`.

*Arrows.* ``H_1 \to 5 \times 5`` names a value; ``A = B \rightarrow C = D`` says that the second
follows from the first. The two are told apart here: an arrow behind a relation, in front of
another equation, is an implication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.names_in import names_in_tree
from symconv.audit.judge.open_names import OpenTable
from symconv.errors import LatexError, Place, SymconvError, TooLarge
from symconv.latex.tree import (
    Boxed,
    Chain,
    Leading,
    Line,
    Logic,
    Quantified,
    Shape,
    Statement,
    Symbol,
    Text,
)

_ROWS = re.compile(
    r"\\begin\{(aligned|align\*?|gathered|split)\}(?P<body>.*)\\end\{\1\}", re.DOTALL
)

_WIDE = re.compile(r",?\s*\\q?quad\s*")
_JOINING = re.compile(r"\\(?:text|mathrm|textrm)\s*\{\s*(?:with|and|by|times)\b")
_SUBJECT = re.compile(
    r"\s*\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}\s*(?:\([^=]{0,60}\))?\s*=|\s*[a-zA-Z]\([^=]{0,90}\)\s*="
)


@dataclass(frozen=True)
class Said:
    """One statement of an answer; ``given`` is the one from which an arrow says it follows.

    ``words`` stand right before it, ``paragraph`` since the last display before it. A ``loose`` one
    is part of a sentence ("A with B = C") and no line of its own.
    """

    statement: Statement
    place: Place
    text: str
    words: str = ""
    paragraph: str = ""
    boxed: bool = False
    display: bool = False
    block: int = 0
    heading: str = ""
    given: Statement | None = None
    loose: bool = False


@dataclass(frozen=True)
class Before:
    """What stands before a formula: words, the paragraph, the heading."""

    words: str
    paragraph: str
    heading: str


@dataclass(frozen=True)
class Unread:
    """A formula that could not be read, and why."""

    place: Place
    text: str
    why: str


def said_in(answer: SubmittedAnswer, table: OpenTable) -> tuple[list[Said], list[Unread]]:
    """Return the statements of an answer in order, and what could not be read."""
    said: list[Said] = []
    unread: list[Unread] = []
    words, heading, paragraph = "", "", ""
    for piece in answer.pieces:
        if piece.kind == "heading":
            heading, words, paragraph = piece.text.strip(), "", ""
        elif piece.kind == "words":
            words, paragraph = f"{words} {piece.text}", f"{paragraph} {piece.text}"
        elif piece.kind == "math":
            before = Before(words, paragraph, heading)
            found = list(_statements(piece, table, before))
            said += [s for s in found if isinstance(s, Said)]
            unread += [s for s in found if isinstance(s, Unread)]
            words, paragraph = "", "" if piece.display else paragraph
    return said, unread


def _statements(piece: Piece, table: OpenTable, before: Before) -> Iterator[Said | Unread]:
    try:
        lines = table.read(piece.text)
    except (LatexError, TooLarge) as error:
        rows = _rows(piece) or _quads(piece) or _behind_subject(piece)
        if not rows:
            yield Unread(_error_place(piece, error), piece.text, error.fact)
        for row in rows:
            yield from _statements(row, table, before)
        return
    except RecursionError:
        yield Unread(piece.place, piece.text, "the formula is nested too deeply")
        return
    for line in lines:
        for statement, given in _implied(line.statement):
            yield _one(piece, line, statement, given, before)


def _one(
    piece: Piece,
    line: Line,
    statement: Statement,
    given: Statement | None,
    before: Before,
) -> Said:
    boxed = isinstance(statement, Boxed)
    while isinstance(statement, Boxed):
        statement = statement.body
    if isinstance(statement, Chain) and isinstance(statement.sides[-1], Boxed):
        boxed = True
    span = statement.span or line.statement.span
    place = piece.at(span.start, span.end) if span else piece.place
    text = piece.text[span.start : span.end] if span else piece.text
    loose = _JOINING.search(piece.text) is not None
    return Said(
        statement,
        place,
        text,
        before.words,
        before.paragraph,
        boxed,
        piece.display,
        piece.block,
        before.heading,
        given,
        loose,
    )


def _implied(statement: Statement) -> Iterator[tuple[Statement, Statement | None]]:
    """Cut a chain at its implications; yield each part with the part it is said to follow from."""
    if isinstance(statement, Logic) and statement.connective in ("implies", "iff"):
        before: Statement | None = None
        for part in statement.parts:
            yield part, before
            before = part
        return
    if isinstance(statement, Logic) and statement.connective == "and":
        for part in statement.parts:
            yield from _implied(part)
        return
    if isinstance(statement, Quantified) and _is_idle(statement):
        yield from _implied(statement.body)
        return
    if isinstance(statement, Leading):
        return
    if not isinstance(statement, Chain):
        yield statement, None
        return
    parts = _parts(statement)
    before = None
    for part in parts:
        yield part, before
        before = part


def _is_idle(quantified: Quantified) -> bool:
    """Whether what is quantified does not use the bound names: ``m = 3, Y \\in R^{m}``."""
    bound = {index.name for index in quantified.binder.indices}
    return not bound & names_in_tree(quantified.body)


def _parts(chain: Chain) -> list[Statement]:
    cuts = [
        i + 1
        for i, relation in enumerate(chain.relations)
        if relation == "->" and 0 < i < len(chain.relations) - 1 and _starts_equation(chain, i + 1)
    ]
    parts: list[Statement] = []
    start = 0
    for cut in [*cuts, len(chain.sides)]:
        sides = chain.sides[start:cut]
        inner = chain.relations[start : cut - 1]
        spans = [s.span for s in (sides[0], sides[-1]) if s.span]
        span = replace(spans[0], end=spans[-1].end) if spans else chain.span
        parts.append(Chain(sides, inner, span=span) if inner else sides[0])
        start = cut
    return parts if cuts else [chain]


def _starts_equation(chain: Chain, side: int) -> bool:
    """Whether an equation about a name starts at a side, and the part before it is one too."""
    return (
        isinstance(chain.sides[side], Symbol)
        and chain.relations[side] == "="
        and "=" in chain.relations[: side - 1]
    )


def _rows(piece: Piece) -> list[Piece]:
    """Return the rows of an aligned display as pieces of their own."""
    match = _ROWS.search(piece.text)
    if match is None:
        return []
    rows: list[Piece] = []
    start = match.start("body")
    for row in re.split(r"\\\\", match["body"]):
        if row.strip():
            row_piece = cut(piece, start, start + len(row))
            rows.append(replace(row_piece, text=row_piece.text.replace("&", " ")))
        start += len(row) + 2
    return rows


def _quads(piece: Piece) -> list[Piece]:
    """Return the formulas that wide spaces separate as pieces of their own."""
    ends = [m.start() for m in _WIDE.finditer(piece.text)]
    starts = [0, *(m.end() for m in _WIDE.finditer(piece.text))]
    spans = list(zip(starts, [*ends, len(piece.text)], strict=True))
    return [cut(piece, a, b) for a, b in spans if b > a] if ends else []


def _behind_subject(piece: Piece) -> list[Piece]:
    """Return what stands behind a subject in words, or behind ``f(x; w)``, as a piece."""
    match = _SUBJECT.match(piece.text)
    return [cut(piece, match.end(), len(piece.text))] if match else []


def cut(piece: Piece, start: int, end: int) -> Piece:
    """Return a part of a piece as a piece, with its own places."""
    text = piece.text[start:end]
    first = piece.text.count("\n", 0, start)
    rows = text.count("\n") + 1
    lines = list(piece.lines[first : first + rows])
    behind = start - (piece.text.rfind("\n", 0, start) + 1)
    lines[0] = replace(lines[0], shift=lines[0].shift + behind)
    return replace(piece, text=text, lines=tuple(lines))


def _error_place(piece: Piece, error: SymconvError) -> Place:
    return piece.placed(error.place) if error.place is not None else piece.place


def is_words(statement: Statement) -> bool:
    """Whether a statement is words or a bare name, and so says nothing."""
    return isinstance(statement, Text | Symbol)


def shape_sizes(statement: Statement) -> int:
    """Return how many sizes a bare shape has; 0 for anything else."""
    return len(statement.sizes) if isinstance(statement, Shape) else 0
