r"""Rows of one derivation under each other, aligned at their relations, with a column of reasons.

*Defines* `write_align`. The relation that continues the row above is a `Leading` statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.parentheses import explicit
from symconv.latex.tex import render


def write_align(lines: Sequence[t.Node], reasons: Sequence[str] = ()) -> str:
    r"""Return an ``align*`` environment: each chain broken before its relations, reasons beside.

    ``reasons`` are words, one per line (empty for none); they stand in a second column.

    >>> from symconv.notation import name
    >>> a, b = (t.Symbol(name(s)) for s in "a b".split())
    >>> print(write_align([t.Chain((a, b), ("=",)), t.Leading("<=", a)], ["given", ""]))
    \begin{align*}
    a &= b && \text{given} \\
    &\leq a
    \end{align*}
    """
    if reasons and len(reasons) != len(lines):
        raise DialectError(f"{len(lines)} lines with {len(reasons)} reasons")
    beside = [f" && {render(canonical(t.Text(r)))}" if r else "" for r in reasons]
    rows = [
        _row(line) + side for line, side in zip(lines, beside or [""] * len(lines), strict=True)
    ]
    return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}"


def _row(line: t.Node) -> str:
    """One row, with the alignment point before its first relation."""
    line = explicit(canonical(line))
    if isinstance(line, t.Chain):
        head, rest = render(line.sides[0]), render(line)
        return f"{head} &{rest[len(head) + 1 :]}"
    return f"&{render(line)}"
