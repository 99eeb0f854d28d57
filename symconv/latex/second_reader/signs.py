r"""From tokens to a backend's signs: one pass that knows which brace belongs to which command.

*Why it must know.* ``\frac12`` has arguments without braces, which backends do not read, and a
backend that needs an explicit ``\cdot`` at every juxtaposition must not get one between the two
arguments of a fraction or after the limits of a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from symconv.latex import tree as t
from symconv.latex.reader.tokens import Token

SIGNS = {
    "+": "+",
    "-": "-",
    "/": "/",
    "=": "=",
    r"\cdot": r"\cdot ",
    r"\times": r"\times ",
    "*": r"\cdot ",
    r"\ast": r"\cdot ",
    r"\bmod": r"\mod ",
}
OPENERS = {
    "(": "(",
    "[": "(",
    r"\lfloor": r"\lfloor ",
    r"\lceil": r"\lceil ",
    r"\lvert": r"\left|",
}
PARTNERS = {
    "(": ")",
    "[": ")",
    r"\lfloor": r"\rfloor ",
    r"\lceil": r"\rceil ",
    r"\lvert": r"\right|",
}
CLOSERS = frozenset({")", r"\rfloor", r"\rceil", r"\rvert"})
ARGUMENTS = {r"\frac": ("middle", "end"), r"\binom": ("middle", "end"), r"\sqrt": ("end",)}


class Unreadable(Exception):
    """A construct that has no encoding; the message names it."""


class Item(NamedTuple):
    """A bit of text, and whether an operand starts or ends with it."""

    text: str
    starts: bool = False
    ends: bool = False


@dataclass
class Frame:
    """One pair of brackets: how it closes, and which arguments a command inside still takes."""

    closer: Item = field(default=Item(""))
    pending: list[str] = field(default_factory=list)


def extent(node: t.Node) -> tuple[int, int]:
    """Return the characters of a node that was read from a text."""
    if node.span is None:
        raise Unreadable(f"{type(node).__name__} without a span")
    return node.span.start, node.span.end


def limits(over: t.Over) -> tuple[t.Node, t.Node, t.Node]:
    """Return the index of a set-bound operator and two stand-ins for the limits it lacks.

    What is asked is the operator's scope, and that does not depend on the limits.
    """
    return over.indices[0], over, t.Tuple(over.indices)


@dataclass
class Marks:
    """What our tree knows of the text, by offset: lexical facts only, no grouping.

    ``leaves`` are the opaque parts; ``bigs`` the operators, several where one sign has several
    indices; ``bars`` the sides of absolute values.
    """

    leaves: dict[int, t.Node] = field(default_factory=dict)
    bigs: dict[int, list[t.Big]] = field(default_factory=dict)
    bars: dict[int, str] = field(default_factory=dict)


class Walk:
    """One pass over the tokens of a piece."""

    def __init__(
        self,
        tokens: Sequence[Token],
        marks: Marks,
        placeholder: Callable[[t.Node], str],
    ) -> None:
        self.tokens = tokens
        self.marks = marks
        self.placeholder = placeholder
        self.frames = [Frame()]

    def items(self, start: int, end: int) -> Iterator[Item]:
        """Yield the items of the characters ``start <= i < end``."""
        inside = [k for k in self.tokens if start <= k.start and k.end <= end]
        done = start
        for i, token in enumerate(inside):
            if token.start < done:
                continue
            if token.start in self.marks.leaves:
                node = self.marks.leaves[token.start]
                done = extent(node)[1]
                yield from self._argument(self._leaf(node))
            elif token.text in ("\\sum", "\\prod"):
                done = _after_scripts(inside, i)
                for big in self.marks.bigs[token.start]:
                    yield from self._operator(token.text, big.binders[0])
            elif token.text.isdigit() and not self.frames[-1].pending:
                digits = _digits(inside[i:])
                done = token.start + len(digits)
                yield from self._argument([Item(digits, starts=True, ends=True)])
            else:
                yield from self._sign(self.marks.bars.get(token.start, token.text))

    def _leaf(self, node: t.Node) -> list[Item]:
        base = node.base if isinstance(node, t.Power) else node
        items = [Item(f" {self.placeholder(base)} ", starts=True, ends=True)]
        if isinstance(node, t.Power):
            items += [Item("^{"), *self._apart(node.exponent), Item("}", ends=True)]
        return items

    def _apart(self, node: t.Node) -> Iterator[Item]:
        """The items of a node that stands in its own braces."""
        return Walk(self.tokens, self.marks, self.placeholder).items(*extent(node))

    def _operator(self, sign: str, binder: t.Range | t.Over) -> Iterator[Item]:
        """A big operator with an index and two limits."""
        if isinstance(binder, t.Range):
            index, low, high = (self._apart(n) for n in t.children(binder))
        else:
            index, low, high = (iter([Item(self.placeholder(n))]) for n in limits(binder))
        yield Item(sign + "_{", starts=True)
        yield from (*index, Item("="), *low, Item("}^{"), *high, Item("}"))

    def _argument(self, operand: list[Item]) -> list[Item]:
        """A bare operand; the argument of a command gets its braces."""
        frame = self.frames[-1]
        if not frame.pending:
            return operand
        return [Item("{"), *operand, Item("}", ends=frame.pending.pop(0) == "end")]

    def _sign(self, text: str) -> Iterator[Item]:
        frame = self.frames[-1]
        if text in CLOSERS or text in ("}", "]"):
            yield self.frames.pop().closer if len(self.frames) > 1 else _unbalanced(text)
        elif text == "{":
            yield self._open(Item("{", starts=not frame.pending), "}", frame)
        elif text == "[" and frame.pending == ["end"]:  # the degree of a root
            self.frames.append(Frame(Item("]")))
            yield Item("[")
        elif text in OPENERS:
            yield self._open(Item(OPENERS[text], starts=True), PARTNERS[text], frame)
        elif text in ("_", "^"):
            if text == "_":
                raise Unreadable("a subscript on an expression")
            frame.pending.insert(0, "end")
            yield Item("^")
        elif text in ARGUMENTS:
            frame.pending = [*ARGUMENTS[text], *frame.pending]
            yield Item(text, starts=True)
        elif text.isdigit() or text == r"\infty":
            yield from self._argument([Item(text, starts=True, ends=True)])
        else:
            yield Item("!", ends=True) if text == "!" else Item(_operator(text))

    def _open(self, item: Item, closer: str, frame: Frame) -> Item:
        role = frame.pending.pop(0) if closer == "}" and frame.pending else "end"
        self.frames.append(Frame(Item(closer, ends=role == "end")))
        return item


def _digits(tokens: Sequence[Token]) -> str:
    """The digits that stand together at the front."""
    text, end = "", tokens[0].start
    for token in tokens:
        if not token.text.isdigit() or token.start != end:
            break
        text, end = text + token.text, token.end
    return text


def _after_scripts(tokens: Sequence[Token], at: int) -> int:
    """The offset after the limits of the big operator at a position."""
    at += 1
    while at < len(tokens) and tokens[at].text in ("_", "^"):
        at += 1
        depth = 0
        while True:
            depth += (tokens[at].text == "{") - (tokens[at].text == "}")
            at += 1
            if depth == 0:
                break
    return tokens[at - 1].end


def _operator(text: str) -> str:
    if text not in SIGNS:
        raise Unreadable(f"the sign {text}")
    return SIGNS[text]


def _unbalanced(text: str) -> Item:
    raise Unreadable(f"an unbalanced {text}")
