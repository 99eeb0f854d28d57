r"""Sets: by listing, by a condition; the empty set; the number spaces; the number of elements.

``\{ element : condition \}`` also with ``\mid`` or a bar. The names in front of the colon, or
before ``\in``, are bound inside the braces and nowhere else.
"""

from __future__ import annotations

from symconv.errors import DialectError, LatexError
from symconv.latex.reader.binders import overs
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.environments import cases
from symconv.latex.reader.listing import find, is_statement, listed, pieces
from symconv.latex.reader.names import starts_name
from symconv.latex.reader.scripts import scripts
from symconv.latex.reader.subjects import bound_name
from symconv.latex.reader.symbols import symbol
from symconv.latex.tree import Expr, Fence, Indexed, Power, SetOf, SetWhere, Space, Symbol
from symconv.notation import Kind, Name

LETTERS = frozenset("RZNQC")


def empty(c: Cursor) -> Expr:
    r"""Read ``\emptyset``."""
    c.pos += 1
    return SetOf((), span=c.span(c.pos - 1))


def number_of(c: Cursor) -> Expr:
    r"""Read ``\# S_{i}``, the number of elements of a set; a number or a sum has none."""
    first = c.pos
    c.pos += 1
    counted = c.grammar.factor(c)
    inner = counted.base if isinstance(counted, Power) else counted
    named = isinstance(inner, Symbol) and c.scope.kind(inner.name) is Kind.TENSOR
    if not named and not isinstance(inner, (Indexed, SetOf, SetWhere)):
        fact = r"\# stands before something that is not a set"
        raise c.error(LatexError, fact, first, c.pos, remedy=r"write \# S for a declared set S")
    return Fence("abs", counted, span=c.span(first))


def curly(c: Cursor) -> Expr:
    r"""Read ``\{ ... \}``; cases written as ``\left\{ \begin{array} ... \right.`` are read too."""
    first, close = c.pos, c.partner[c.pos]
    if c.texts[close] == r"\right.":
        return c.group(_one_sided)
    if c.texts[close] != r"\}":
        raise c.error(LatexError, r"\{ is closed by another bracket", first, close + 1)
    if first + 1 == close:
        c.pos = close + 1
        return SetOf((), span=c.span(first))
    colon = _separator(c, first + 1, close)
    if colon:
        return _where(c, first, colon, close)
    return SetOf(c.group(listed), span=c.span(first))


def _one_sided(c: Cursor) -> Expr:
    if c.text != r"\begin" or c.tokens[c.pos].word not in ("array", "cases", "matrix", "aligned"):
        raise c.error(LatexError, r"\left\{ without \right\}")
    return cases(c)


def _separator(c: Cursor, first: int, close: int) -> int:
    """The position of the colon or bar that ends the element; 0 for a listed set."""
    for sign in (":", r"\middle|", r"\mid", "|"):
        places = find(c, first, close, sign)
        if sign == "|" and len(places) != 1:
            return 0
        if places:
            return places[0]
    return 0


def _where(c: Cursor, first: int, colon: int, close: int) -> SetWhere:
    outer = c.scope
    c.scope = outer.binding(_bound(c, first + 1, colon, close))
    element = c.within(first + 1, colon, c.grammar.statement)
    condition = c.within(colon + 1, close, c.grammar.statement)
    c.scope = outer
    c.pos = close + 1
    return SetWhere(element, condition, span=c.span(first))


def _bound(c: Cursor, first: int, colon: int, close: int) -> list[Name]:
    """The names that the braces bind: bare in the element, or before a membership."""
    names = _bare_names(c, first, colon)
    if names:
        return names
    clauses = [p for p in pieces(c, colon + 1, close) if find(c, *p, r"\in")]
    if not clauses:
        fact = "it is not clear which names the braces bind"
        raise c.error(LatexError, fact, first, colon, remedy=r"write \{ f(i) : i \in S \}")
    return [s.name for o in overs(c, clauses) for s in o.indices]


def _bare_names(c: Cursor, first: int, colon: int) -> list[Name]:
    members = find(c, first, colon, r"\in")
    last = members[0] if members else colon
    if c.texts[first] == "(" and c.partner[first] == last - 1:
        first, last = first + 1, last - 1
    parts = pieces(c, first, last)
    if all(_is_bare(c, a, b) for a, b in parts):
        return [c.within(a, b, bound_name).name for a, b in parts]
    return []


def _is_bare(c: Cursor, first: int, last: int) -> bool:
    """Whether the tokens are one name, perhaps with a font, primes or a label."""
    if first == last or not starts_name(c.texts[first]) or is_statement(c, first, last):
        return False
    tensor = c.scope.kind(Name(c.texts[first].lstrip("\\"))) is Kind.TENSOR
    rest = c.texts[first + 1 : last]
    if tensor and "_" in rest:
        return False
    if not rest or all(t == "'" for t in rest):
        return True
    at = first + 1
    if c.texts[at] == "{":
        at = c.partner[at] + 1
    return at >= last or (c.texts[at] == "_" and at + 2 >= last)


def space(c: Cursor) -> Expr:
    r"""Read ``\mathbb{R}^{B \times C}``; a declared ``\mathbb`` name comes first."""
    first = c.pos
    letter = _blackboard(c)
    if letter not in LETTERS or Name(letter, font="mathbb") in c.scope:
        return symbol(c)
    c.pos += 4 if c.ahead() == "{" else 2
    found = scripts(c)
    if found.sub is not None or found.primes:
        raise c.error(DialectError, "a subscript on a number space", first, c.pos)
    shape = () if found.sup is None else c.within(*found.sup, _sizes)
    return Space(letter, shape, span=c.span(first))  # type: ignore[arg-type]


def _blackboard(c: Cursor) -> str:
    if c.ahead() == "{":
        return c.ahead(2) if c.partner[c.pos + 1] == c.pos + 3 else ""
    return c.ahead()


def _sizes(c: Cursor) -> tuple[Expr, ...]:
    sizes = [c.within(a, b, c.grammar.expression) for a, b in pieces(c, c.pos, c.end, r"\times")]
    c.pos = c.end
    return tuple(sizes)
