r"""Cutting a formula that cannot be read as a whole into parts that perhaps can.

*Defines* `parts_of`. Tried are the rows of an aligned display, what wide spaces or an "and"
separate, what stands behind the first equals sign, and each side of an equation about a name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.audit.answer import Piece

_ROWS = re.compile(
    r"\\begin\{(aligned|align\*?|gathered|split)\}(?P<body>.*)\\end\{\1\}", re.DOTALL
)
_WIDE = re.compile(r",?\s*\\q?quad\s*")
_AND = re.compile(r",?\s+and\s+")
_SUBJECT = re.compile(
    r"\s*\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}\s*(?:\([^=]{0,60}\))?\s*="
    r"|\s*[a-zA-Z]\([^=]{0,90}\)\s*="
)
_EQUAL = re.compile(r"(?<![:<>!=])=(?!=)")
_SEVERAL = re.compile(r"[,;]|\\\{|\\(?:Rightarrow|Leftrightarrow|implies|iff|to|in|q?quad|text)\b")
_DOTS = re.compile(r"\\[cl]?dots\b")
_NAMED = re.compile(r"\s*\\?[a-zA-Z]+(?:_(?:\{[^{}]*\}|\w))?\s*=")


def parts_of(piece: Piece) -> list[Piece]:
    """Return parts of a formula as pieces with their own places; none if it cannot be cut."""
    return (
        _rows(piece)
        or _between(piece, _WIDE)
        or _between(piece, _AND)
        or _behind_subject(piece)
        or _last_side(piece)
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


def _between(piece: Piece, mark: re.Pattern[str]) -> list[Piece]:
    """Return the formulas that marks separate as pieces of their own."""
    ends = [m.start() for m in mark.finditer(piece.text)]
    starts = [0, *(m.end() for m in mark.finditer(piece.text))]
    spans = list(zip(starts, [*ends, len(piece.text)], strict=True))
    return [cut(piece, a, b) for a, b in spans if b > a] if ends else []


def _behind_subject(piece: Piece) -> list[Piece]:
    """Return what stands behind a subject in words, or behind ``f(x; w)``, as a piece."""
    match = _SUBJECT.match(piece.text)
    return [cut(piece, match.end(), len(piece.text))] if match else []


def _last_side(piece: Piece) -> list[Piece]:
    """Return what a name is equal to in the end, and the sides between, where one is unreadable."""
    if _SEVERAL.search(piece.text):
        return []
    if _NAMED.match(piece.text) is None and _DOTS.search(piece.text) is None:
        return []
    signs = [m.end() for m in _EQUAL.finditer(piece.text) if _is_closed(piece.text[: m.start()])]
    if not signs:
        return []
    edges = [*(at - 1 for at in signs[1:]), len(piece.text)]
    parts = [cut(piece, a, b) for a, b in zip(signs, edges, strict=True)]
    return parts if all(part.text.strip() for part in parts) else []


def _is_closed(text: str) -> bool:
    """Whether a text closes all braces and environments that it opens."""
    braces = len(re.findall(r"(?<!\\)\{", text)) == len(re.findall(r"(?<!\\)\}", text))
    return braces and text.count(r"\begin") == text.count(r"\end")


def cut(piece: Piece, start: int, end: int) -> Piece:
    """Return a part of a piece as a piece, with its own places."""
    text = piece.text[start:end]
    if piece.origin:
        return replace(piece, text=text, origin=piece.origin[start : end + 1])
    first = piece.text.count("\n", 0, start)
    rows = text.count("\n") + 1
    lines = list(piece.lines[first : first + rows])
    behind = start - (piece.text.rfind("\n", 0, start) + 1)
    lines[0] = replace(lines[0], shift=lines[0].shift + behind)
    return replace(piece, text=text, lines=tuple(lines))
