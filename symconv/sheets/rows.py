r"""A printed line cut into rows at its relations, as its author wrote it.

*Defines* `Row`, `rows` and `answer_lines`. ``a = b \le c`` becomes the rows ``a``/``= b`` and
``\le c``; a line of equivalences is cut at ``\Leftrightarrow`` and stays whole between them.

The cut is made in the text, so nothing is respelled, and checked against the tree: where the text
does not fall into as many pieces as the statement has sides, the line stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symconv.latex import spelling
from symconv.latex.tree import Chain, Leading, Logic, Statement
from symconv.proof.prove import Report

_RELATIONS = frozenset(spelling.RELATIONS.values()) | frozenset(
    r"\le \ge \ne \lt \gt \coloneqq \rightarrow".split()
)
_ARROWS = frozenset(
    r"\Leftrightarrow \Rightarrow \iff \implies \Longleftrightarrow \Longrightarrow".split()
)
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|:=|.", re.DOTALL)
_ALIGNED, _ALIGNED_END = r"\begin{aligned}", r"\end{aligned}"
_OPEN = frozenset({"{", r"\left", r"\begin", "(", "["})
_CLOSE = frozenset({"}", r"\right", r"\end", ")", "]"})


@dataclass(frozen=True)
class Row:
    """``left`` (empty where it continues the row above), then ``right`` with its relation."""

    left: str
    right: str


def rows(latex: str, statement: Statement) -> tuple[Row, ...]:
    r"""Cut a line into rows.

    >>> from symconv.latex.tree import Chain, Infinity
    >>> rows(r"a = b \le c", Chain((Infinity(),) * 3, ("=", "<=")))
    (Row(left='a', right='= b'), Row(left='', right='\\le c'))
    """
    match statement:
        case Chain(_, relations):
            pieces = _cut(latex, _RELATIONS, len(relations))
        case Logic("implies" | "iff", parts):
            pieces = _cut(latex, _ARROWS, len(parts) - 1)
        case Leading():
            return (Row("", latex),)
        case _:
            pieces = [latex]
    if len(pieces) == 1:
        return (Row("", latex),)
    return (Row(pieces[0], pieces[1]), *(Row("", piece) for piece in pieces[2:]))


def _cut(latex: str, signs: frozenset[str], wanted: int) -> list[str]:
    """Cut before each top-level sign; return the whole text unless there are ``wanted`` cuts."""
    cuts, depth, sized = [0], 0, False
    for match in _TOKEN.finditer(latex):
        token = match[0]
        if sized:
            sized = False  # the delimiter of \left or \right opens and closes nothing itself
            continue
        depth += (token in _OPEN) - (token in _CLOSE)
        sized = token in (r"\left", r"\right")
        if depth == 0 and token in signs:
            cuts.append(match.start())
    if len(cuts) != wanted + 1:
        return [latex]
    ends = [*cuts[1:], len(latex)]
    return [latex[start:end].strip() for start, end in zip(cuts, ends, strict=True)]


def answer_lines(report: Report) -> tuple[tuple[str, Statement], ...]:
    """Return the statements of a boxed answer, each with its own part of the LaTeX."""
    latex = report.derivation.answer.latex.strip()
    statements = [judged.step.statement for judged in report.answer]
    if latex.startswith(_ALIGNED) and latex.endswith(_ALIGNED_END):
        inner = latex.removeprefix(_ALIGNED).removesuffix(_ALIGNED_END)
        pieces = _cut(inner, frozenset({r"\\"}), len(statements) - 1)
        if len(pieces) == len(statements):
            plain = (piece.removeprefix(r"\\").strip() for piece in pieces)
            return tuple(zip(plain, statements, strict=True))
    return tuple((latex, statement) for statement in statements[:1])
