r"""What follows an atom: scripts, ``!`` and the evaluation bar.

*Why strict.* ``3!!`` is a double factorial to some, ``x^2!`` has two readings, ``a f|_{x=0}`` does
not say how far the bar reaches.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.arrays import is_array
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.growth import bounded
from symconv.latex.reader.indices import free_indices, index_list
from symconv.latex.reader.powers import is_transposition, raised
from symconv.latex.reader.scripts import Scripts, TokenRange, scripts
from symconv.latex.tree import (
    Apply,
    Evaluated,
    Expr,
    Factorial,
    Indexed,
    Power,
    Statement,
    Symbol,
    Transposed,
)

BARS = frozenset({"|", r"\rvert", r"\right|"})


def postfixed(c: Cursor, node: Expr, first: int) -> Expr:
    """Read the scripts, factorial and evaluation bar after an atom."""
    scripted = c.texts[c.pos - 1] != ")" and isinstance(node, (Power, Transposed))
    if c.text in ("_", "^", "'"):
        if scripted:
            raise c.error(LatexError, "two superscripts")
        found = scripts(c)
        node = _scripted(c, node, found, first)
        scripted = found.sup is not None
    if c.text == "!":
        node = _factorial(c, node, scripted=scripted, first=first)
    if c.text in BARS and c.ahead() == "_" and c.bars != c.text:
        node = _evaluated(c, node, first)
    return node


def _scripted(c: Cursor, node: Expr, found: Scripts, first: int) -> Expr:
    if found.primes:
        raise c.error(LatexError, "a prime on something that is not a name", first, c.pos)
    if found.sub is not None:
        inner = node
        transposed = found.sup is not None and is_transposition(c, found.sup)
        if not is_array(c, node) and not isinstance(node, Apply):
            fact = "a subscript on something that is not an array"
            raise c.error(LatexError, fact, *found.sub)
        if transposed:
            node = Transposed(node, span=c.span(first))
        node = Indexed(node, _indices(c, inner, found.sub), span=c.span(first))
        if transposed:
            return node
    return node if found.sup is None else raised(c, node, found.sup, first)


def _indices(c: Cursor, node: Expr, sub: TokenRange) -> tuple[Expr, ...]:
    """As many indices as a declared tensor has, also in brackets: ``[X]_{i, j}``."""
    row = c.scope.row(node.name) if isinstance(node, Symbol) else None
    if row is None:
        return free_indices(c, sub)
    return index_list(c, sub, row.rank, row.name.latex)[0]


def _factorial(c: Cursor, node: Expr, *, scripted: bool, first: int) -> Expr:
    if c.ahead() == "=" and c.adjacent(c.pos + 1):
        fact = "!= is a factorial before an equation, or unequal"
        raise c.error(AmbiguousLatex, fact, c.pos, c.pos + 2, remedy=r"write \neq, or a space")
    c.pos += 1
    if scripted:
        fact = "a factorial after a superscript"
        raise c.error(AmbiguousLatex, fact, first, c.pos, remedy="write parentheses")
    if c.text in ("!", "^", "_", "'"):
        fact = "!! is a double factorial to some" if c.text == "!" else "a script after a factorial"
        raise c.error(AmbiguousLatex, fact, first, c.pos + 1, remedy="write parentheses")
    return bounded(c, Factorial(node, span=c.span(first)), first)


def _evaluated(c: Cursor, node: Expr, first: int) -> Expr:
    if first > 0 and not _starts_term(c, first):
        fact = "an evaluation bar after several factors"
        remedy = r"write \left. ... \right|_{x = a} around what is evaluated"
        raise c.error(AmbiguousLatex, fact, c.pos, c.pos + 1, remedy=remedy)
    c.pos += 1
    return Evaluated(node, bar_condition(c), span=c.span(first))


def _starts_term(c: Cursor, first: int) -> bool:
    before = c.texts[first - 1]
    return before in ("+", "-", "=", "(", "[", "{", "&", ",") or before in (
        r"\le",
        r"\ge",
        r"\cdot",
    )


def bar_condition(c: Cursor) -> Statement:
    """Read ``_{x = a}`` after an evaluation bar."""
    at = c.pos
    found = scripts(c)
    if found.sub is None or found.sup is not None:
        raise c.error(LatexError, "an evaluation bar needs a subscript only", at, c.pos)
    return c.within(*found.sub, c.grammar.statement)
