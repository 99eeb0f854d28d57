"""Looking over a range of tokens without reading it: its comma-separated pieces, its kind.

*Defines* `pieces`, `listed` and `is_statement`; and the tables of relations and connectives, by
which a range is told to be a statement.
"""

from __future__ import annotations

from collections.abc import Container

from symconv.errors import LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.structure import top_level
from symconv.latex.tree import Expr, Relation

RELATIONS: dict[str, Relation] = {
    "=": "=", ":=": ":=", r"\ne": "!=", "<": "<", r"\le": "<=", ">": ">", r"\ge": ">=",
    r"\approx": "~", r"\equiv": "==", r"\to": "->", r"\in": "in", r"\notin": "notin",
    r"\subset": "sub", r"\subseteq": "sube", r"\mid": "mid",
}  # fmt: skip
CONNECTIVES = {
    r"\Leftrightarrow": "iff",
    r"\Rightarrow": "implies",
    r"\vee": "or",
    r"\wedge": "and",
}
LOGIC = frozenset({*CONNECTIVES, r"\neg", r"\forall", r"\exists", r"\nmid"})
STATEMENT_SIGNS = LOGIC | RELATIONS.keys()


def pieces(c: Cursor, first: int, last: int, separator: str = ",") -> list[tuple[int, int]]:
    """Return the token ranges between separators outside brackets."""
    out, start = [], first
    for i in top_level(c.partner, first, last):
        if c.texts[i] == separator:
            out.append((start, i))
            start = i + 1
    return [*out, (start, last)]


def listed(c: Cursor, separators: tuple[str, ...] = (",",)) -> tuple[Expr, ...]:
    """Read expressions separated by commas, to the end of the range."""
    if not c.text:
        raise c.error(LatexError, "an empty list", c.pos - 1, c.pos)
    out = [c.grammar.expression(c)]
    while c.text in separators:
        c.pos += 1
        out.append(c.grammar.expression(c))
    return tuple(out)


def is_statement(c: Cursor, first: int, last: int) -> bool:
    """Whether a relation or a connective stands in the range, outside brackets."""
    return any(c.texts[i] in STATEMENT_SIGNS for i in top_level(c.partner, first, last))


def first_of(c: Cursor, first: int, last: int, signs: Container[str]) -> int:
    """Return the first position of one of the signs outside brackets; ``last`` if there is none."""
    for i in top_level(c.partner, first, last):
        if c.texts[i] in signs:
            return i
    return last


def find(c: Cursor, first: int, last: int, *signs: str) -> list[int]:
    """Return the positions of the signs in the range, outside brackets."""
    return [i for i in top_level(c.partner, first, last) if c.texts[i] in signs]


def starts_condition(c: Cursor) -> bool:
    """Whether the comma here stands before another statement, rather than another value."""
    return is_statement(c, c.pos + 1, first_of(c, c.pos + 1, c.end, ","))
