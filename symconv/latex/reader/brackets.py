r"""Brackets and bars, and what they mean.

``( )`` group or list; ``[ ]`` hold a condition (Iverson), group, or list a row; unequal brackets
are an interval; bars are absolute values. Plain bars do not say which side they are on: a bar where
a factor may start opens, the next one where a factor may end closes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.indices import index_list
from symconv.latex.reader.listing import is_statement, listed
from symconv.latex.reader.names import starts_name
from symconv.latex.reader.postfix import bar_condition
from symconv.latex.reader.powers import raised
from symconv.latex.reader.scripts import scripts
from symconv.latex.tree import (
    Add,
    Big,
    Divide,
    Evaluated,
    Expr,
    Fence,
    Indexed,
    Interval,
    Iverson,
    Limit,
    Matrix,
    Modulo,
    Multiply,
    Negative,
    Norm,
    Symbol,
    Tuple,
)
from symconv.notation import Kind


def parenthesis(c: Cursor) -> Expr:
    """Read ``(a)``, ``(a, b)`` or the interval ``(a, b]``."""
    first = c.pos
    if c.texts[c.partner[first]] != ")":
        return interval(c)
    items = c.group(listed)
    if len(items) == 1:
        return _fenced(c, items[0], first, "pmatrix")
    return Tuple(items, span=c.span(first))


def square(c: Cursor) -> Expr:
    """Read ``[condition]``, ``[a + b]``, ``[a, b, c]`` or the interval ``[a, b)``."""
    first, close = c.pos, c.partner[c.pos]
    if c.texts[close] != "]":
        return interval(c)
    if is_statement(c, first + 1, close):
        return Iverson(c.group(c.grammar.statement), span=c.span(first))
    items = c.group(listed)
    if len(items) == 1:
        return _fenced(c, items[0], first, "bmatrix")
    transposed = c.text == "^" and (c.ahead() in (r"\top", "T") or c.ahead(2) in (r"\top", "T"))
    if len(items) == 2 and not transposed:
        fact = "two items in square brackets: an interval or a row"
        remedy = r"write \begin{bmatrix} for a row, a \le x \le b for an interval"
        raise c.error(AmbiguousLatex, fact, first, close + 1, remedy=remedy)
    return Matrix((items,), span=c.span(first))


def _fenced(c: Cursor, node: Expr, first: int, fence: Fenced) -> Expr:
    """A bare matrix that fills brackets takes them as its own."""
    filled = c.texts[first + 1] == r"\begin" and c.partner[first + 1] == c.pos - 2
    if filled and isinstance(node, Matrix) and node.fence == "matrix":
        return replace(node, fence=fence, span=c.span(first))
    return node


def interval(c: Cursor) -> Expr:
    """Read an interval; its brackets say which ends belong to it."""
    first, close = c.pos, c.partner[c.pos]
    left, right = c.texts[first] == "[", c.texts[close] == "]"
    items = c.group(listed)
    if len(items) != 2:
        fact = "unequal brackets that do not hold the two ends of an interval"
        raise c.error(LatexError, fact, first, close + 1)
    return Interval(*items, left, right, span=c.span(first))


def braces(c: Cursor) -> Expr:
    r"""Read a group in braces; ``{W_{\mathrm{out}}}_{i}`` is an element of the named tensor."""
    first, close = c.pos, c.partner[c.pos]
    if first + 1 == close:
        raise c.error(LatexError, "empty braces", first, close + 1)
    node = _unprinted(c)
    tensor = isinstance(node, Symbol) and c.scope.kind(node.name) is Kind.TENSOR
    if c.text != "_" or not tensor or not starts_name(c.texts[first + 1]):
        return node
    assert isinstance(node, Symbol)
    found = scripts(c)
    assert found.sub is not None
    row = c.scope.row(node.name)
    indices, style = index_list(c, found.sub, row.rank if row else 0, node.name.latex)
    if found.sup is not None or found.primes:
        raise c.error(LatexError, "a superscript on an element of a braced name", first, c.pos)
    return Indexed(node, indices, "paren" if style == "paren" else "sub", span=c.span(first))


def _unprinted(c: Cursor) -> Expr:
    """Read a group whose brackets do not print: a sum in it must have the range to itself."""
    first, close = c.pos, c.partner[c.pos]
    whole = first == c.start and close + 1 == c.end
    node = c.group(c.grammar.expression)
    slash = isinstance(node, Divide) and node.style == "slash"
    loose = slash or isinstance(node, LOOSE)
    if loose and not whole and c.partner[first + 1] != close - 1:
        fact = "braces do not print; what is inside would run into what is outside"
        raise c.error(AmbiguousLatex, fact, first, close + 1, remedy="write parentheses")
    return node


LOOSE = (Add, Negative, Multiply, Modulo, Big, Limit)
Fenced = Literal["bmatrix", "pmatrix", "vmatrix"]
FENCES = {r"\lfloor": "floor", r"\lceil": "ceil"}


def fence(c: Cursor) -> Expr:
    """Read a floor or a ceiling."""
    first = c.pos
    kind = FENCES[c.text]
    close = c.texts[c.partner[first]]
    if close != {"floor": r"\rfloor", "ceil": r"\rceil"}[kind]:
        raise c.error(LatexError, f"{c.text} is closed by {close}", first, c.partner[first] + 1)
    return Fence(kind, c.group(c.grammar.expression), span=c.span(first))  # type: ignore[arg-type]


def absolute(c: Cursor) -> Expr:
    r"""Read ``\left| x \right|`` or ``\lvert x \rvert``."""
    first = c.pos
    _expect_close(c, r"\rvert")
    body = c.group(c.grammar.expression)
    determinant = _fenced(c, body, first, "vmatrix")
    return Fence("abs", body, span=c.span(first)) if determinant is body else determinant


def norm(c: Cursor) -> Expr:
    r"""Read ``\lVert x \rVert_{p}``."""
    first = c.pos
    _expect_close(c, r"\rVert")
    return _with_order(c, c.group(c.grammar.expression), first)


def bars(c: Cursor) -> Expr:
    """Read ``|x|`` between plain bars, or ``||x||``."""
    first = c.pos
    if c.ahead() == "|" and c.adjacent(first + 1):
        c.pos += 2
        body = _barred(c, "|")
        if c.text != "|" or not c.adjacent(c.pos):
            fact = "double bars that do not close as double bars"
            raise c.error(AmbiguousLatex, fact, remedy=r"write \left| ... \right| or \lVert \rVert")
        c.pos += 1
        return _with_order(c, body, first)
    c.pos += 1
    return Fence("abs", _barred(c, "|"), span=c.span(first))


def double_bars(c: Cursor) -> Expr:
    r"""Read ``\| x \|``."""
    first = c.pos
    c.pos += 1
    return _with_order(c, _barred(c, r"\|"), first)


def _barred(c: Cursor, bar: str) -> Expr:
    outer, c.bars = c.bars, bar
    opened = c.pos - 1
    body = c.grammar.expression(c)
    c.bars = outer
    if c.text != bar:
        raise c.error(LatexError, f"the bar {bar} is never closed", opened, opened + 1)
    c.pos += 1
    return body


def _with_order(c: Cursor, body: Expr, first: int) -> Expr:
    found = scripts(c)
    order = None if found.sub is None else c.within(*found.sub, c.grammar.expression)
    node = Norm(body, order, span=c.span(first))
    return node if found.sup is None else raised(c, node, found.sup, first)


def _expect_close(c: Cursor, wanted: str) -> None:
    close = c.partner[c.pos]
    if c.texts[close] != wanted:
        raise c.error(LatexError, "a bar and a bracket do not match", c.pos, close + 1)


def evaluated(c: Cursor) -> Expr:
    r"""Read ``\left. f \right|_{x = a}``; ``\left. f \right.`` is a mere group."""
    first, close = c.pos, c.partner[c.pos]
    if c.texts[close] == r"\right.":
        return _unprinted(c)
    body = c.group(c.grammar.expression)
    if c.texts[close] != r"\rvert" or c.text != "_":
        raise c.error(LatexError, r"\left. needs \right|_{x = a}", first, close + 1)
    return Evaluated(body, bar_condition(c), span=c.span(first))
