r"""A second opinion on a line, by a LaTeX reader that others wrote, behind a fence.

*Defines* `agrees(text, node, symbols)`, `census(lines)` and `read_untrusted(text, symbols)`.

*The fence.* No relation sign, no name, no matrix and no condition reaches the backend: a line is
taken apart into expressions, everything inside them but numbers and signs becomes a placeholder,
and an answer that holds any other symbol is refused. What remains is the question worth asking
twice: precedence, fractions, the scope of sums and roots.

*Limit.* Both readers share the tokenizer; a token that is wrong is wrong for both.
"""

from __future__ import annotations

from collections.abc import Iterable

from symconv.errors import MissingTool
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.second_reader.agreement import Agreement, tally
from symconv.latex.second_reader.untrusted import read_untrusted
from symconv.notation import SymbolTable


def agrees(text: str, node: t.Node, symbols: SymbolTable) -> Agreement:
    r"""Read the text a second time and compare with the tree.

    ``node`` is what the text is meant to say; ``symbols`` declares its names. Never raises for what
    the backend does.

    >>> from symconv.notation import name, scalars
    >>> a, b = (t.Symbol(name(s)) for s in "ab")
    >>> table = SymbolTable.of(scalars("a b"))
    >>> agrees("a - b", t.Add((a, b)), table).kind
    'disagree'
    """
    from symconv.latex.reader import read_one
    from symconv.latex.second_reader import backends, opinion

    first = read_one(text, symbols)
    if canonical(first.statement) != canonical(node):
        return Agreement("disagree", "the first reader reads the text as another tree")
    try:
        backend = backends.load()
    except MissingTool as missing:
        return Agreement("absent", missing.fact)
    return opinion.second_opinion(text, first.statement, backend)


def census(lines: Iterable[tuple[str, t.Node, SymbolTable]]) -> dict[str, int]:
    """Count the outcomes over many lines; unreadable lines by construct."""
    return tally(agrees(*line) for line in lines)


__all__ = ["Agreement", "agrees", "census", "read_untrusted", "tally"]
