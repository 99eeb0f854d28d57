r"""The text of one piece as a backend may see it: its signs, and placeholders for opaque parts.

*Notation.* A placeholder is ``z_{101}``, ``z_{102}``, … ; equal parts share one. Bare arguments get
their braces (``\frac12``), ``\bmod`` becomes ``\mod``, bars say which side they are on.

*Why from the tokens.* The backend must group the signs of the original text itself; text made from
our tree would only show it our own grouping.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex import tree as t
from symconv.latex.reader.tokens import Token
from symconv.latex.second_reader.pieces import is_passed, unreadable
from symconv.latex.second_reader.signs import Item, Marks, Unreadable, extent, limits
from symconv.latex.second_reader.walk import Walk
from symconv.notation import Name

FIRST = 101


class Encoder:
    """Placeholders for the opaque parts of one line, and the encoding of its pieces."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.names: dict[t.Node, str] = {}

    def placeholder(self, node: t.Node) -> str:
        """Return the placeholder of an opaque node."""
        return self.names.setdefault(node, f"z_{{{FIRST + len(self.names)}}}")

    def opened(self, node: t.Node) -> t.Node:
        """Return the piece with a symbol in the place of each opaque part."""
        if isinstance(node, t.Over):
            return t.Range(*map(self._symbol, limits(node)))
        if isinstance(node, t.Range) or is_passed(node):
            return t.rebuilt(node, self.opened)
        return self._symbol(node)

    def _symbol(self, node: t.Node) -> t.Symbol:
        return t.Symbol(Name("z", label=self.placeholder(node)[3:-1]))

    def encode(self, node: t.Node) -> str:
        """Return the text of a piece."""
        marks = Marks()
        _collect(node, marks)
        return _joined([*Walk(self.tokens, marks, self.placeholder).items(*extent(node))])


def _collect(node: t.Node, marks: Marks) -> None:
    """Note where opaque parts and operators start; a script joined to a name belongs to it."""
    if isinstance(node, t.Over):
        return
    if isinstance(node, t.Big) and is_passed(node):
        marks.bigs.setdefault(extent(node)[0], []).append(node)
    if isinstance(node, t.Fence) and node.kind == "abs":
        first, after = extent(node)
        marks.bars |= {first: r"\lvert", after - 1: r"\rvert"}
    if isinstance(node, t.Range) or (is_passed(node) and not _scripted(node)):
        for child in t.children(node):
            _check_inside(child, node)
            _collect(child, marks)
        return
    name = unreadable(node)
    if name is not None:
        raise Unreadable(name)
    marks.leaves[extent(node)[0]] = node
    if isinstance(node, t.Power):
        _collect(node.exponent, marks)


def _check_inside(child: t.Node, node: t.Node) -> None:
    r"""Refuse a part that is written elsewhere: ``\pmod{n}`` says one modulus for both sides."""
    if child.span is None or node.span is None or isinstance(child, (t.Range, t.Over)):
        return
    if child.span.start < node.span.start or child.span.end > node.span.end:
        raise Unreadable(f"{type(node).__name__} written in parts")


def _scripted(node: t.Node) -> bool:
    return isinstance(node, t.Power) and not is_passed(node.base)


def _joined(items: Sequence[Item]) -> str:
    r"""Join, with ``\cdot`` at every juxtaposition: no backend may see a call or a mixed number."""
    out: list[str] = []
    ended = False
    for item in items:
        if ended and item.starts:
            out.append(r" \cdot ")
        out.append(item.text)
        ended = item.ends
    return "".join(out)
