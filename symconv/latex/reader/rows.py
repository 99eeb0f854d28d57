r"""Rows of aligned environments: where a statement ends, and where it goes on in the next row.

*Rules.* A row that starts with a relation, a connective or ``+`` continues the row above; so does a
row after one that ends with such a sign. In ``align`` every second ``&`` parts two columns, unless
it touches a relation; all others only align. An ``&`` between two operands parts them.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import AmbiguousLatex
from symconv.latex.reader.listing import CONNECTIVES, RELATIONS
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners, top_level
from symconv.latex.reader.tokens import Token

ROWS = frozenset(
    """aligned align align* split gather gather* gathered equation equation* eqnarray eqnarray*
    multline multline* alignedat flalign flalign* displaymath math""".split()
)
JOINING = RELATIONS.keys() | CONNECTIVES.keys() | {"+", r"\cdot", r"\times", r"\nmid"}
SIGNS = JOINING | {"-", "/"}


def rows(source: Source, body: Sequence[Token]) -> list[list[Token]]:
    """Return the rows of an environment, continued rows joined to the row above."""
    found = partners(source, body)
    out: list[list[Token]] = []
    start = 0
    for i in [*top_level(found, 0, len(body)), len(body)]:
        if i == len(body) or body[i].text == "\\\\":
            row = _columns(source, body[start:i])
            start = i + 1
            if row:
                _append(source, out, row)
    return out


def _append(source: Source, out: list[list[Token]], row: list[Token]) -> None:
    first = next(t for t in row if t.text != r"\quad")
    if not out:
        out.append(row)
        return
    ends_open = out[-1][-1].text in SIGNS
    if first.text == "-" and not ends_open:
        if any(t.text in RELATIONS for t in row):
            fact = "a row that starts with a minus: a new statement, or the row above goes on"
            remedy = "start the row with a relation, or put the statement on a line of its own"
            raise source.error(AmbiguousLatex, fact, first.start, first.end, remedy)
        ends_open = True
    if ends_open or first.text in JOINING:
        out[-1] = _joined(out[-1], row)
    else:
        out.append(row)


def _joined(above: list[Token], row: list[Token]) -> list[Token]:
    """The row above with its continuation; the remarks of both stay behind the statement."""
    remarks = [r for r in (_remark(above), _remark(row)) if r]
    joined = above[: len(above) - len(_remark(above))] + row[: len(row) - len(_remark(row))]
    for remark in remarks:
        joined.append(Token(r"\quad", remark[0].start, remark[0].start))
        joined += [t for t in remark if t.text != r"\quad"]
    return joined


def _remark(row: list[Token]) -> list[Token]:
    """The words and tags at the end of a row, which stay behind what is joined to it."""
    at = len(row)
    while at > 0 and row[at - 1].text in (r"\text", r"\tag", r"\quad"):
        at -= 1
    return row[at:]


def _columns(source: Source, row: Sequence[Token]) -> list[Token]:
    """Replace alignment marks by nothing, and marks between columns by a break."""
    found = partners(source, row)
    out: list[Token] = []
    number = 0
    for i in top_level(found, 0, len(row)):
        stop = found[i] + 1 if found[i] >= 0 else i + 1
        if row[i].text != "&":
            out.extend(row[i:stop])
            continue
        number += 1
        if _parts(row, i, number):
            out.append(Token(r"\quad", row[i].start, row[i].end))
    while out and out[0].text == r"\quad":
        out.pop(0)
    while out and out[-1].text == r"\quad":
        out.pop()
    return out


def _parts(row: Sequence[Token], i: int, number: int) -> bool:
    before = row[i - 1].text if i else ""
    after = row[i + 1].text if i + 1 < len(row) else ""
    if not before or not after:
        return False
    if before in RELATIONS or after in RELATIONS:
        return False
    return number % 2 == 0 or not (before in SIGNS or after in SIGNS)
