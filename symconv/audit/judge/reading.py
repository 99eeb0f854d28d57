r"""From a formula of an answer to its statements.

*Defines* `statements`.

*Arrows.* ``H_1 \to 5 \times 5`` names a value; ``A = B \rightarrow C = D`` says that the second
follows from the first. The two are told apart here: an arrow behind a relation, in front of
another equation, is an implication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from symconv.audit.answer import Piece
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.cutting import parts_of
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.sayings import Before, Said, Unread
from symconv.audit.read.gradient_signs import with_fractions
from symconv.errors import LatexError, Place, SymconvError, TooLarge
from symconv.latex.tree import (
    Boxed,
    Chain,
    Leading,
    Line,
    Logic,
    Quantified,
    Statement,
    Symbol,
)

_JOINING = re.compile(r"\\(?:text|mathrm|textrm)\s*\{\s*(?:with|and|by|times)\b")


def statements(piece: Piece, table: OpenTable, before: Before) -> Iterator[Said | Unread]:
    """Yield the statements of a formula; what cannot be read as a whole is read in parts."""
    piece = with_fractions(piece, {row.name.base for row in table.known})
    try:
        lines = table.read(piece.text)
    except (LatexError, TooLarge) as error:
        rows = parts_of(piece)
        if not rows:
            yield Unread(_error_place(piece, error), piece.text, error.fact)
        for row in rows:
            yield from statements(row, table, before)
        return
    except RecursionError:
        yield Unread(piece.place, piece.text, "the formula is nested too deeply")
        return
    for line in lines:
        for part in _implied(line.statement):
            yield _one(piece, line, part, before)


@dataclass(frozen=True)
class _Part:
    """A part of a line, and what it is said to follow from; see `Said`."""

    statement: Statement
    given: Statement | None = None
    condition: bool = False
    both: bool = False


def _one(piece: Piece, line: Line, part: _Part, before: Before) -> Said:
    statement = part.statement
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
        part.given,
        loose,
        part.condition,
        part.both,
    )


def _implied(statement: Statement) -> Iterator[_Part]:
    """Cut a chain at its implications; yield each part with the part it is said to follow from."""
    if isinstance(statement, Logic) and statement.connective in ("implies", "iff"):
        yield _Part(statement.parts[0], condition=True)
        for given, part in pairwise(statement.parts):
            yield _Part(part, given, both=statement.connective == "iff")
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
        yield _Part(statement)
        return
    first, *others = _parts(statement)
    yield _Part(first)
    yield from (_Part(part, given) for given, part in pairwise((first, *others)))


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


def _error_place(piece: Piece, error: SymconvError) -> Place:
    return piece.placed(error.place) if error.place is not None else piece.place
