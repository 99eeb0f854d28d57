r"""From tokens to a backend's signs: one pass that knows which brace belongs to which command.

*Why it must know.* ``\frac12`` has arguments without braces, which backends do not read, and a
backend that needs an explicit ``\cdot`` at every juxtaposition must not get one between the two
arguments of a fraction or after the limits of a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symconv.latex import tree as t
from symconv.latex.reader.tokens import Token
from symconv.latex.second_reader.signs import (
    ARGUMENTS,
    CLOSERS,
    OPENERS,
    PARTNERS,
    SIGNS,
    Frame,
    Item,
    Marks,
    Unreadable,
    extent,
    limits,
)


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
                scripts, done = _scripts(inside, i + 1)
                yield from self._operator(token, scripts)
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
            items += [Item("^{"), *self._apart(*extent(node.exponent)), Item("}", ends=True)]
        return items

    def _apart(self, start: int, end: int) -> Iterator[Item]:
        """The items of characters that stand in braces of their own."""
        return Walk(self.tokens, self.marks, self.placeholder).items(start, end)

    def _operator(self, token: Token, scripts: Sequence[tuple[str, int, int]]) -> Iterator[Item]:
        """A big operator: its own limits, or stand-ins where it has a set or several indices."""
        bigs = self.marks.bigs[token.start]
        if len(bigs) == 1 and isinstance(bigs[0].binders[0], t.Range):
            yield Item(token.text, starts=True)
            for sign, start, end in scripts:
                yield from (Item(sign + "{"), *self._apart(start, end), Item("}"))
            return
        for big in bigs:
            yield Item(token.text, starts=True)
            index, low, high = self._limits(big.binders[0])
            yield from (Item("_{"), *index, Item("="), *low, Item("}^{"), *high, Item("}"))

    def _limits(self, binder: t.Range | t.Over) -> list[Iterator[Item]]:
        if isinstance(binder, t.Range):
            return [self._apart(*extent(n)) for n in t.children(binder)]
        return [iter([Item(self.placeholder(n))]) for n in limits(binder)]

    def _argument(self, operand: list[Item]) -> list[Item]:
        """A bare operand; the argument of a command gets its braces."""
        frame = self.frames[-1]
        if not frame.pending:
            return operand
        frame.pending -= 1
        return [Item("{"), *operand, Item("}", ends=True)]

    def _sign(self, text: str) -> Iterator[Item]:
        frame = self.frames[-1]
        if text in CLOSERS or text in ("}", "]"):
            yield self.frames.pop().closer if len(self.frames) > 1 else _unbalanced(text)
        elif text == "{":
            yield Item("{", starts=not frame.pending)
            frame.pending = max(0, frame.pending - 1)
            self.frames.append(Frame(Item("}", ends=True)))
        elif text == "[" and frame.pending:  # the degree of a root
            yield Item("[")
            self.frames.append(Frame(Item("]")))
        elif text in OPENERS:
            yield Item(OPENERS[text], starts=True)
            self.frames.append(Frame(Item(PARTNERS[text], ends=True)))
        elif text == "^":
            yield Item("^")
            frame.pending += 1
        elif text in ARGUMENTS:
            yield Item(text, starts=True)
            frame.pending += ARGUMENTS[text]
        elif text.isdigit() or text == r"\infty":
            yield from self._argument([Item(text, starts=True, ends=True)])
        else:
            yield Item("!", ends=True) if text == "!" else Item(_operator(text))


def _digits(tokens: Sequence[Token]) -> str:
    """The digits that stand together at the front."""
    text, end = "", tokens[0].start
    for token in tokens:
        if not token.text.isdigit() or token.start != end:
            break
        text, end = text + token.text, token.end
    return text


def _scripts(tokens: Sequence[Token], at: int) -> tuple[list[tuple[str, int, int]], int]:
    """The scripts of the operator before a position: sign, first and last offset; and the end."""
    found: list[tuple[str, int, int]] = []
    while at < len(tokens) and tokens[at].text in ("_", "^"):
        sign, first, depth = tokens[at].text, at + 1, 0
        while True:
            at += 1
            depth += (tokens[at].text == "{") - (tokens[at].text == "}")
            if depth == 0:
                break
        braced = at > first
        found.append((sign, tokens[first + braced].start, tokens[at - braced].end))
        at += 1
    return found, tokens[at - 1].end


def _operator(text: str) -> str:
    if text not in SIGNS:
        raise Unreadable(f"the sign {text}")
    return SIGNS[text]


def _unbalanced(text: str) -> Item:
    raise Unreadable(f"an unbalanced {text}")
