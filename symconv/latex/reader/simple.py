r"""Atoms that need a few lines: infinity, dots, words, boxes and labels under braces."""

from __future__ import annotations

from symconv.errors import DialectError, LatexError
from symconv.latex.reader import operators
from symconv.latex.reader.arguments import applied, argument
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.scripts import scripts
from symconv.latex.reader.symbols import symbol
from symconv.latex.tree import Boxed, Dots, Expr, Infinity, Labelled, Text
from symconv.notation import Kind, Name


def infinity(c: Cursor) -> Expr:
    r"""Read ``\infty``."""
    c.pos += 1
    return Infinity(span=c.span(c.pos - 1))


def dots(c: Cursor) -> Expr:
    r"""Read ``\dots`` and its kin."""
    kind = c.take().text[1:]
    return Dots(kind, span=c.span(c.pos - 1))  # type: ignore[arg-type]


def text(c: Cursor) -> Expr:
    r"""Read ``\text{...}``: a declared name in words, or words that stand for themselves."""
    word = c.tokens[c.pos].word
    if word.isalnum() and any(n.base == word for n in (*c.scope.table.rows, *c.scope.bound)):
        return symbol(c)
    if word in operators.WORDS and c.ahead() in ("(", "["):
        return operators.operator(c)
    if set("\\${}") & set(word):
        raise c.error(DialectError, "mathematics inside words", remedy="close the words first")
    if not word:
        raise c.error(LatexError, "empty words")
    c.pos += 1
    return Text(word, span=c.span(c.pos - 1))


def word_or_name(c: Cursor) -> Expr:
    r"""Read ``\operatorname{f}`` and ``\mathrm{f}``: a declared name, else a known operator."""
    token = c.tokens[c.pos]
    name = Name(token.word)
    declared = any(n.base == token.word for n in (*c.scope.table.rows, *c.scope.bound))
    if not declared and token.word in operators.WORDS:
        return operators.operator(c)
    if token.text == r"\operatorname" and c.scope.kind(name) is Kind.FUNCTION and c.ahead() == "(":
        c.pos += 1
        return applied(c, name, c.pos - 1)
    return symbol(c)


def boxed(c: Cursor) -> Expr:
    r"""Read ``\boxed{...}``, which may hold a statement."""
    first = c.pos
    c.pos += 1
    if c.text != "{":
        raise c.error(LatexError, r"\boxed needs braces")
    return Boxed(c.group(c.grammar.row), span=c.span(first))


def labelled(c: Cursor) -> Expr:
    r"""Read ``\underbrace{...}_{...}``; without a label it is the body alone."""
    first = c.pos
    c.pos += 1
    body = argument(c)
    at = c.pos
    found = scripts(c)
    if found.sup is not None or found.primes:
        raise c.error(LatexError, "a superscript on a brace", at, c.pos)
    if found.sub is None:
        return body
    return Labelled(body, c.within(*found.sub, c.grammar.expression), span=c.span(first))
