r"""One text, many statements: where each begins and ends.

Environments that only align are opened into rows; rows are cut at separators, and pieces between
commas that are one statement are joined again. Nothing is lost on the way: what is no statement is
a tag or a remark of one.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import LatexError
from symconv.latex.reader.commas import joined
from symconv.latex.reader.cutting import Segment, cut
from symconv.latex.reader.listing import RELATIONS
from symconv.latex.reader.rows import ROWS, rows
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners, top_level
from symconv.latex.reader.tokens import Token


def segments(source: Source, tokens: Sequence[Token]) -> list[Segment]:
    """Return the segments of a text in order.

    Raises AmbiguousLatex where a comma has two readings, LatexError where words change the meaning.
    """
    out: list[Segment] = []
    for part in _unwrapped(source, list(tokens)):
        found = cut(source, part)
        out += joined(source, [s for s in found if s.tokens])
        loose = [s for s in found if not s.tokens]
        if loose and not out:
            raise source.error(LatexError, "a tag without a formula", part[0].start, part[0].end)
        for segment in loose:
            out[-1].tags += segment.tags
    return out


def _unwrapped(source: Source, tokens: list[Token]) -> list[list[Token]]:
    """Take the rows out of environments that only align."""
    signs = {t.text for t in tokens}
    if r"\begin" not in signs and "\\\\" not in signs:
        return [tokens]
    found = partners(source, tokens)
    if any(tokens[i].text == "\\\\" for i in top_level(found, 0, len(tokens))):
        return [p for row in rows(source, tokens) for p in _unwrapped(source, row)]
    out: list[list[Token]] = []
    start = 0
    for i in top_level(found, 0, len(tokens)):
        if tokens[i].text == r"\begin" and _holds_rows(tokens, found, i):
            if _trimmed(tokens[start:i]):
                out.append(tokens[start:i])
            body = tokens[i + 1 : found[i]]
            if tokens[i].word in ("array", "alignedat"):
                body = _after_braces(source, body)
            for row in rows(source, body):
                out += _unwrapped(source, row)
            start = found[i] + 1
    if _trimmed(tokens[start:]):
        out.append(tokens[start:])
    return out


def _holds_rows(tokens: list[Token], found: list[int], i: int) -> bool:
    """Whether an environment aligns statements; an array does if a relation stands in its rows."""
    if tokens[i].word in ROWS:
        return True
    inside = top_level(found, i + 1, found[i])
    return tokens[i].word == "array" and i == 0 and any(tokens[k].text in RELATIONS for k in inside)


def _after_braces(source: Source, body: list[Token]) -> list[Token]:
    if not body or body[0].text != "{":
        raise source.error(LatexError, "columns are missing", body[0].start if body else 0, 1)
    return body[partners(source, body)[0] + 1 :]


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without punctuation and breaks at the ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].text in (",", ".", r"\quad", ";", "\\\\"):
        first += 1
    while last > first and tokens[last - 1].text in (",", ".", r"\quad", ";", "\\\\"):
        last -= 1
    return tokens[first:last]
