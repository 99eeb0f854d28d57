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

NOTHING = t.Infinity()  # stands for the row above, which ends in some expression


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
    if isinstance(line, t.Leading):
        rest = line.rest if isinstance(line.rest, t.Chain) else t.Chain((line.rest,), ())
        above = (NOTHING, *rest.sides), (line.relation, *rest.relations)
        return _broken(explicit(canonical(t.Chain(*above))), "")
    line = explicit(canonical(line))
    return _broken(line, render(line.sides[0])) if isinstance(line, t.Chain) else f"&{render(line)}"


def _broken(chain: t.Chain, head: str) -> str:
    """The chain with its first side replaced by the text ``head``."""
    first, rest = render(chain.sides[0]), render(chain)
    return f"{head} &{rest[len(first) + 1 :]}".lstrip()
