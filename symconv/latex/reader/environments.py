r"""Environments inside a line: matrices and cases.

Rows end with ``\\``, cells with ``&``; column specifications and rules are layout. Rows of unequal
length and empty cells are refused with the row and column.
"""

from __future__ import annotations

from typing import Literal

from symconv.errors import DialectError, LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_CELLS
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import pieces
from symconv.latex.reader.scripts import TokenRange
from symconv.latex.reader.when import when
from symconv.latex.tree import Cases, Expr, Matrix

Fence = Literal["bmatrix", "pmatrix", "vmatrix", "matrix"]
FENCES: dict[str, Fence] = {
    "bmatrix": "bmatrix", "pmatrix": "pmatrix", "vmatrix": "vmatrix", "matrix": "matrix",
    "smallmatrix": "matrix", "array": "matrix",
}  # fmt: skip
CASES = frozenset({"cases", "dcases", "rcases"})


def environment(c: Cursor) -> Expr:
    r"""Read ``\begin{bmatrix}``, ``\begin{array}`` or ``\begin{cases}``."""
    word = c.tokens[c.pos].word
    if word in CASES:
        return cases(c)
    if word not in FENCES:
        fact = f"the environment {word} cannot stand inside a formula"
        raise c.error(DialectError, fact)
    return matrix(c, FENCES[word])


def matrix(c: Cursor, fence: Fence) -> Matrix:
    """Read a matrix environment."""
    first = c.pos
    rows = _rows(c, first)
    widths = [len(r) for r in rows]
    if sum(widths) > MAX_CELLS:
        raise c.error(TooLarge, f"a matrix of more than {MAX_CELLS} entries", first)
    for number, (row, width) in enumerate(zip(rows, widths, strict=True), 1):
        if width != widths[0]:
            fact = f"row {number} of the matrix has {width} entries, row 1 has {widths[0]}"
            raise c.error(LatexError, fact, row[0][0], max(row[-1][1], row[0][0] + 1))
    entries = tuple(
        tuple(_entry(c, p, r, k) for k, p in enumerate(row, 1)) for r, row in enumerate(rows, 1)
    )
    c.pos = c.partner[first] + 1
    return Matrix(entries, fence, span=c.span(first))


def _entry(c: Cursor, cell: TokenRange, row: int, column: int) -> Expr:
    if cell[0] == cell[1]:
        fact = f"the entry in row {row}, column {column} is empty"
        raise c.error(LatexError, fact, cell[0], cell[0] + 1, remedy="write 0 if it is zero")
    return c.within(*cell, c.grammar.expression)


def _rows(c: Cursor, first: int) -> list[list[TokenRange]]:
    """The cells of each row; a trailing row end and rules between rows are layout."""
    start, close = first + 1, c.partner[first]
    if c.tokens[first].word == "array":
        start = after_columns(c, start, close)
    rows = [pieces(c, a, b, "&") for a, b in pieces(c, start, close, "\\\\")]
    if len(rows) > 1 and rows[-1] == [(close, close)]:
        rows.pop()
    if all(len(r) == 1 for r in rows):
        rows = [pieces(c, *r[0]) for r in rows]
    return rows


def after_columns(c: Cursor, start: int, close: int) -> int:
    """Return the position after the column specification of an array."""
    if start >= close or c.texts[start] != "{":
        raise c.error(LatexError, "an array needs its columns, as in {cc}", start - 1, start)
    stop = c.partner[start]
    if not set("".join(c.texts[start + 1 : stop])) <= set("lcr|@{}!p."):
        raise c.error(
            DialectError, "a column specification of l, c, r and | was expected", start, stop
        )
    return stop + 1


def cases(c: Cursor) -> Cases:
    """Read values with conditions."""
    first = c.pos
    start, close = first + 1, c.partner[first]
    if c.tokens[first].word == "array":
        start = after_columns(c, start, close)
    rows = pieces(c, start, close, "\\\\")
    if len(rows) > 1 and rows[-1] == (close, close):
        rows.pop()
    branches = tuple(c.within(a, b, when) for a, b in rows)
    for number, (_, condition) in enumerate(branches[:-1], 1):
        if condition is None:
            a, b = rows[number - 1]
            raise c.error(LatexError, "'otherwise' is not the last case", a, b)
    c.pos = close + 1
    return Cases(branches, span=c.span(first))
