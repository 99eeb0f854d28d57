r"""Arguments: of a function in parentheses, and of a command in braces or as a single token."""

from __future__ import annotations

from fractions import Fraction

from symconv.errors import LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import listed
from symconv.latex.reader.names import GREEK_COMMANDS, unknown
from symconv.latex.reader.numbers import is_digit
from symconv.latex.tree import Apply, Expr, Infinity, Number, Symbol
from symconv.notation import Name


def applied(c: Cursor, name: Name, first: int) -> Apply:
    """Read the arguments of a declared function; they must be as many as its declaration says."""
    arguments = parenthesised(c)
    row = c.scope.row(name)
    if row is not None and len(arguments) != row.rank:
        fact = f"{name.latex} takes {row.rank} arguments, not {len(arguments)}"
        raise c.error(LatexError, fact, first, c.pos)
    return Apply(name, arguments, span=c.span(first))


def parenthesised(c: Cursor) -> tuple[Expr, ...]:
    r"""Read ``(a, b)`` as a list; ``f(x; \theta)`` sets parameters apart and is the same list."""
    close = c.partner[c.pos]
    if c.texts[close] != ")":
        raise c.error(LatexError, "arguments end with a parenthesis", close, close + 1)
    return c.group(lambda inner: listed(inner, (",", ";")))


def argument(c: Cursor) -> Expr:
    r"""Read the argument of a command: a group in braces, or one token as in ``\frac12``."""
    text = c.text
    if text == "{":
        return c.group(c.grammar.expression)
    first = c.pos
    if is_digit(text):
        c.pos += 1
        return Number(Fraction(text), span=c.span(first))
    if text == r"\infty":
        c.pos += 1
        return Infinity(span=c.span(first))
    if (len(text) == 1 and text.isalpha()) or text in GREEK_COMMANDS:
        c.pos += 1
        name = Name(text.lstrip("\\"))
        if name not in c.scope:
            raise unknown(c, name, first)
        return Symbol(name, span=c.span(first))
    if not text:
        raise c.error(LatexError, "an argument is missing")
    raise c.error(LatexError, f"{text} as an argument needs braces", remedy="write {...}")
