r"""A position in a line, moved forward only.

*Defines* `Cursor`, which every reading function takes, and `Grammar`, the functions that read
what may stand inside brackets.

*Why the grammar travels with the cursor.* An atom may hold an expression in brackets and an
expression is made of atoms. Handing the functions over keeps the modules in one order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from symconv.errors import DialectError, LatexError, SymconvError, TooLarge
from symconv.latex.reader.bounds import MAX_DEPTH
from symconv.latex.reader.scope import Scope
from symconv.latex.reader.source import Source
from symconv.latex.reader.structure import partners
from symconv.latex.reader.tokens import Token
from symconv.latex.reader.unsupported import UNSUPPORTED
from symconv.latex.tree import Expr, Span, Statement

T = TypeVar("T")
E = TypeVar("E", bound=SymconvError)
Star = Literal["refuse", "product", "convolution"]


@dataclass(frozen=True)
class Grammar:
    """The readers that call each other: row, statement, expression, product, single factor."""

    row: Callable[[Cursor], Statement]
    statement: Callable[[Cursor], Statement]
    expression: Callable[[Cursor], Expr]
    product: Callable[[Cursor], Expr]
    factor: Callable[[Cursor], Expr]


class Cursor:
    """The tokens of one line, the next position, and what holds at that position.

    ``bars`` is the plain bar that would close the innermost ``|x|``; ``depth`` counts open
    operators and brackets.
    """

    __slots__ = ("bars", "depth", "end", "grammar", "partner", "pos", "scope", "source", "star",
        "start",
                 "texts", "tokens")  # fmt: skip

    def __init__(
        self, source: Source, tokens: Sequence[Token], scope: Scope, grammar: Grammar, star: Star
    ) -> None:
        self.source = source
        self.tokens = tokens
        self.texts = [t.text for t in tokens]
        self.partner = partners(source, tokens)
        self.scope = scope
        self.grammar = grammar
        self.star = star
        self.pos = 0
        self.start = 0
        self.end = len(tokens)
        self.bars = ""
        self.depth = 0

    @property
    def text(self) -> str:
        """The next token's text, empty at the end."""
        return self.texts[self.pos] if self.pos < self.end else ""

    def ahead(self, steps: int = 1) -> str:
        """Return the text of a later token, empty beyond the end."""
        at = self.pos + steps
        return self.texts[at] if at < self.end else ""

    def take(self) -> Token:
        """Return the next token and move past it."""
        token = self.tokens[self.pos]
        self.pos += 1
        return token

    def adjacent(self, at: int) -> bool:
        """Whether no space stands before the token at this position."""
        return at > 0 and self.tokens[at - 1].end == self.tokens[at].start

    def span(self, first: int) -> Span:
        """Return the characters from the token ``first`` to where reading stands."""
        return Span(self.tokens[first].start, self.tokens[max(first, self.pos - 1)].end)

    def within(self, first: int, last: int, read: Callable[[Cursor], T]) -> T:
        """Read all of the tokens ``first <= i < last``; reading goes on where it stood before."""
        saved = self.pos, self.start, self.end, self.bars
        self.pos, self.start, self.end, self.bars = first, first, last, ""
        self.deepen()
        value = read(self)
        if self.pos < last:
            raise self.unexpected()
        self.depth -= 1
        self.pos, self.start, self.end, self.bars = saved
        return value

    def group(self, read: Callable[[Cursor], T]) -> T:
        """Read all of the bracket that opens here, and move past it."""
        first, last = self.pos + 1, self.partner[self.pos]
        value = self.within(first, last, read)
        self.pos = last + 1
        return value

    def deepen(self) -> None:
        """Count one more level; raise TooLarge beyond the bound."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(TooLarge, f"the formula is nested more than {MAX_DEPTH} deep")

    def error(
        self, kind: type[E], fact: str, first: int | None = None, last: int | None = None,
        *, remedy: str = "",
    ) -> E:  # fmt: skip
        """Return an error at the tokens ``first <= i < last``, by default at the next token."""
        if not self.tokens:
            return self.source.error(kind, fact, 0, 1, remedy)
        here = min(self.pos, self.end) if first is None else first
        if here >= len(self.tokens) or (first is None and here >= self.end):
            end = self.tokens[max(0, min(here, len(self.tokens)) - 1)].end
            return self.source.error(kind, fact, max(0, end - 1), end, remedy)
        stop = here + 1 if last is None else max(last, here + 1)
        ends = self.tokens[min(stop, len(self.tokens)) - 1].end
        return self.source.error(kind, fact, self.tokens[here].start, ends, remedy)

    def unexpected(self) -> LatexError:
        """Return the error for a token that cannot stand here."""
        if not self.text:
            return self.error(LatexError, "the formula ends too early")
        token = self.tokens[self.pos]
        if token.text in UNSUPPORTED:
            return self.error(DialectError, f"{UNSUPPORTED[token.text]} is not part of the dialect")
        return self.error(
            LatexError, f"{self.source.text[token.start : token.end]} cannot stand here"
        )
