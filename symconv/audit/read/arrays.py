r"""Arrays as programs write them, read as matrices: ``[[1, 2], [3, 4]]``, NumPy's print, a table.

*Defines* `with_matrices`. A nested list of numbers in a formula or among words, a listing that is
nothing but such a list (``array(...)`` and ``tensor(...)`` around it allowed), and a table
(Markdown or ``tabular``) all of whose cells are numbers become
``\begin{bmatrix} … \end{bmatrix}``. Rows of different lengths are left as they are. An ``array``
whose first row is words is a table. Every character knows where it came from, so that places stay
exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symconv.audit.answer import Piece

Cells = list[list[tuple[int, int]]]
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:/\d+)?"
_CELL = re.compile(_NUMBER)
_ROW = rf"\[\s*{_NUMBER}(?:(?:\s*,\s*|\s+){_NUMBER})*\s*,?\s*\]"
_ARRAY = re.compile(rf"\[\s*{_ROW}(?:\s*,?\s*{_ROW})*\s*,?\s*\]")
_ROWS = re.compile(_ROW)
_WRAPPED = re.compile(
    r"\s*(?:[A-Za-z_]\w*\s*=\s*)?(?:(?:np|numpy|torch|jnp)\.)?(?:(?:array|tensor)\()?\s*"
    rf"(?P<array>{_ARRAY.pattern})\s*(?:,\s*dtype=[\w.]+)?\s*\)?\s*"
)
_TABLE_CELL = re.compile(rf"\s*\$?\s*(?P<cell>{_NUMBER})\s*\$?\s*")
_TABULAR = re.compile(
    r"\s*\\begin\s*\{tabular[x*]?\}(?:\s*\{[^{}]*\})*(?P<body>.*)\\end\s*\{tabular[x*]?\}\s*",
    re.DOTALL,
)
_RULES = r"(?:\s|\\hline\b|\\(?:top|mid|bottom)rule\b|\\cline\s*\{[^{}]*\})*"
_TEX_CELL = re.compile(rf"{_RULES}(?:\$\s*)?(?P<cell>{_NUMBER})(?:\s*\$)?{_RULES}")
_WORDED = re.compile(
    r"\s*\\begin\s*\{array\}\s*(?:\{[^{}]*\})?(?:\s|\\hline\b)*"
    r"\\(?:text|textbf|mathrm)\s*\{[^{}]*\}(?:\s*&\s*\\(?:text|textbf|mathrm)\s*\{[^{}]*\})+\s*\\\\"
)
_LONGEST = 20_000


def with_matrices(piece: Piece) -> tuple[Piece, ...]:
    """Return a piece with the arrays in it as matrices; words are parted at them."""
    if len(piece.text) > _LONGEST or piece.origin:
        return (piece,)
    if piece.kind == "math" and _WORDED.match(piece.text):
        return (replace(piece, kind="table"),)
    if piece.kind == "math" and "[" in piece.text:
        return (_in_formula(piece),)
    if piece.kind == "words" and "[" in piece.text:
        return tuple(_among_words(piece))
    if piece.kind == "code":
        whole = _WRAPPED.fullmatch(piece.text)
        cells = _cells(piece.text, *whole.span("array")) if whole else None
        return (piece,) if cells is None else (_matrix(piece, cells),)
    if piece.kind == "table" and (cells := _table(piece.text)) is not None:
        return (_matrix(piece, cells),)
    return (piece,)


def _in_formula(piece: Piece) -> Piece:
    """Write every array of a formula as a matrix."""
    text, origin, at = "", list[int](), 0
    for match in _ARRAY.finditer(piece.text):
        cells = _cells(piece.text, *match.span())
        if cells is None:
            continue
        new, places = _written(piece.text, cells)
        text += piece.text[at : match.start()] + new
        origin += [*range(at, match.start()), *places]
        at = match.end()
    if not at:
        return piece
    origin += range(at, len(piece.text) + 1)
    return replace(piece, text=text + piece.text[at:], original=piece.text, origin=tuple(origin))


def _among_words(piece: Piece) -> Iterator[Piece]:
    at = 0
    for match in _ARRAY.finditer(piece.text):
        cells = _cells(piece.text, *match.span())
        if cells is None:
            continue
        if piece.text[at : match.start()].strip():
            yield _part(piece, at, match.start())
        yield _matrix(piece, cells)
        at = match.end()
    if not at:
        yield piece
    elif piece.text[at:].strip():
        yield _part(piece, at, len(piece.text))


def _part(piece: Piece, start: int, end: int) -> Piece:
    """Return a stretch of a piece as a piece of the same kind."""
    origin = tuple(range(start, end + 1))
    return replace(piece, text=piece.text[start:end], original=piece.text, origin=origin)


def _matrix(piece: Piece, cells: Cells) -> Piece:
    text, origin = _written(piece.text, cells)
    places = (*origin, cells[-1][-1][1])
    shown = piece.kind != "words"
    return replace(piece, kind="math", display=shown, text=text, original=piece.text, origin=places)


def _cells(text: str, start: int, end: int) -> Cells | None:
    """Return where the entries of an array stand; None if its rows differ in length."""
    rows = [
        [cell.span() for cell in _CELL.finditer(text, *row.span())]
        for row in _ROWS.finditer(text, start, end)
    ]
    return rows if len({len(row) for row in rows}) == 1 else None


def _table(text: str) -> Cells | None:
    """Return where the cells of a table stand if all are numbers, the ruled row apart."""
    if (tabular := _TABULAR.fullmatch(text)) is not None:
        return _tabular(text, *tabular.span("body"))
    rows: Cells = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        inner = line.strip().strip("|")
        first = start + line.find(inner) if inner else start
        if number != 1:
            row = _table_row(text, first, inner)
            if row is None:
                return None
            rows += [row] if row else []
        start += len(line) + 1
    same = len({len(row) for row in rows}) == 1
    return rows if same and len(rows) > 1 and len(rows[0]) > 1 else None


def _tabular(text: str, start: int, end: int) -> Cells | None:
    """Return where the cells of a ``tabular`` stand if all are numbers."""
    rows: Cells = []
    for line in text[start:end].split(r"\\"):
        if re.fullmatch(_RULES, line) is None:
            row = []
            at = start
            for cell in line.split("&"):
                match = _TEX_CELL.fullmatch(text, at, at + len(cell))
                if match is None:
                    return None
                row.append(match.span("cell"))
                at += len(cell) + 1
            rows.append(row)
        start += len(line) + 2
    return rows if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 else None


def _table_row(text: str, start: int, inner: str) -> list[tuple[int, int]] | None:
    """Return the cells of a row; none for a row without content, None if one is no number."""
    if not inner.replace("|", "").strip():
        return []
    row = []
    for cell in inner.split("|"):
        match = _TABLE_CELL.fullmatch(text, start, start + len(cell))
        if match is None:
            return None
        row.append(match.span("cell"))
        start += len(cell) + 1
    return row


def _written(text: str, cells: Cells) -> tuple[str, list[int]]:
    """Write cells as a matrix; say where each character comes from."""
    new, origin = r"\begin{bmatrix} ", [cells[0][0][0]] * len(r"\begin{bmatrix} ")
    for number, row in enumerate(cells):
        for column, (start, end) in enumerate(row):
            between = "" if column == number == 0 else " & " if column else r" \\ "
            new += between + text[start:end]
            origin += [start] * len(between) + [*range(start, end)]
    closing = r" \end{bmatrix}"
    return new + closing, origin + [cells[-1][-1][1] - 1] * len(closing)
