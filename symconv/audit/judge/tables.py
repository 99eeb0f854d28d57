r"""Tables in an answer, cell by cell: what stands in a row is about what the row is called.

*Defines* `Cell` and `cells_of`. The first cell of a row is its label, the first row holds the names
of the columns; both are words in front of the cell's formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from symconv.audit.answer import Piece

_RULE = re.compile(r"\s*\|?\s*:?-{2,}.*")
_TABULAR = re.compile(
    r"\\begin\s*\{(tabular[x*]?|array)\}(?:\s*\{[^{}]*\})*(?P<body>.*)\\end\s*\{\1\}", re.DOTALL
)
_MARKUP = re.compile(
    r"\\hline\b|\\(?:top|mid|bottom)rule\b|\\(?:text|textbf|mathrm)\s*\{([^{}]*)\}|[$*`]"
)
_BAR = re.compile(r"(?<!\\)\|")
MAX_CELLS = 400


@dataclass(frozen=True)
class Cell:
    """The formula of a cell as a piece, with the label of its row and the name of its column."""

    piece: Piece
    label: str
    column: str


def cells_of(table: Piece) -> Iterator[Cell]:
    """Yield the cells of a Markdown or LaTeX table that are not labels, row by row."""
    rows = list(_rows(table))
    if len(rows) < 2:
        return
    head = [_bare(text) for _, text in rows[0]]
    count = 0
    for row in rows[1:]:
        label = _bare(row[0][1]) if row else ""
        for number, (start, text) in enumerate(row[1:], start=1):
            count += 1
            if count > MAX_CELLS or not text.strip():
                continue
            column = head[number] if number < len(head) else ""
            yield Cell(_piece(table, start, text), label, column)


def _rows(table: Piece) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row with their offsets."""
    tabular = _TABULAR.search(table.text)
    if tabular is not None:
        yield from _latex_rows(tabular["body"], tabular.start("body"))
        return
    start = 0
    for line in table.text.split("\n"):
        if not _RULE.fullmatch(line):
            yield list(_cut(line, start, _BAR))
        start += len(line) + 1


def _latex_rows(body: str, start: int) -> Iterator[list[tuple[int, str]]]:
    for line in re.split(r"\\\\", body):
        if re.sub(r"\\hline|\\(?:top|mid|bottom)rule|\s", "", line):
            yield list(_cut(line, start, re.compile(r"(?<!\\)&")))
        start += len(line) + 2


def _cut(line: str, start: int, bar: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield what stands between bars; bars at the ends of a line enclose nothing."""
    marks = [m.start() for m in bar.finditer(line)]
    edges = [-1, *marks, len(line)]
    for a, b in pairwise(edges):
        text = line[a + 1 : b]
        outside = (a == -1 or b == len(line)) and not text.strip()
        if not outside:
            yield start + a + 1, text


def _bare(text: str) -> str:
    return _MARKUP.sub(lambda m: m[1] or "", text).strip()


def _piece(table: Piece, start: int, text: str) -> Piece:
    """Return the formula of a cell as a piece of its own, in its place."""
    inner = text.strip().strip("$*` ")
    at = start + text.find(inner)
    first = table.text.count("\n", 0, at)
    line = table.lines[first]
    shift = line.shift + at - (table.text.rfind("\n", 0, at) + 1)
    return replace(table, kind="math", text=inner, lines=(replace(line, shift=shift),))
