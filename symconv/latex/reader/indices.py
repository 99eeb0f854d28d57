r"""Indices of a tensor: how many a subscript holds, and which.

*Rule.* Commas separate indices. Without commas, ``x_{ij}`` is two indices of a tensor of rank two
and refused for rank one; digits alone, ``x_{12}``, are one number for rank one and refused
otherwise.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import is_statement, listed, pieces
from symconv.latex.reader.names import starts_name
from symconv.latex.reader.numbers import is_digit
from symconv.latex.reader.powers import is_transposition
from symconv.latex.reader.scripts import Scripts, TokenRange
from symconv.latex.tree import Delta, Expr, Indexed, Symbol, Transposed


def subscripted(c: Cursor, base: Symbol, found: Scripts, first: int) -> Expr:
    r"""Return an element of a tensor; ``A^{\top}_{i,j}`` is an element of the transpose."""
    assert found.sub is not None
    row = c.scope.row(base.name)
    rank = row.rank if row is not None else 0
    indices, style = index_list(c, found.sub, rank, base.name.latex)
    node: Expr = base
    if found.sup is not None and is_transposition(c, found.sup):
        node = Transposed(base, span=c.span(first))
    return Indexed(node, indices, "paren" if style == "paren" else "sub", span=c.span(first))


def index_list(c: Cursor, sub: TokenRange, rank: int, shown: str) -> tuple[tuple[Expr, ...], str]:
    """Return the indices of a subscript and its style; they must be as many as the rank says."""
    first, last = sub
    style = "sub"
    if (
        c.texts[first] == "("
        and c.partner[first] == last - 1
        and len(pieces(c, first + 1, last - 1)) > 1
    ):
        first, last, style = first + 1, last - 1, "paren"
    parts = pieces(c, first, last)
    if len(parts) == 1 and rank != 1:
        parts = _letters(c, first, last, rank, shown)
    elif len(parts) == 1 and last - first > 1 and all(map(starts_name, c.texts[first:last])):
        fact = f"{shown} has one index, and this subscript looks like several"
        raise c.error(AmbiguousLatex, fact, first, last, remedy=r"write \cdot for a product")
    if len(parts) != rank:
        fact = f"{shown} has {rank} indices, not {len(parts)}"
        raise c.error(LatexError, fact, first, last)
    return tuple(c.within(a, b, c.grammar.expression) for a, b in parts), style


def _letters(c: Cursor, first: int, last: int, rank: int, shown: str) -> list[TokenRange]:
    """Split ``ij``, ``i'j`` or ``0j`` into single letters and digits."""
    parts: list[TokenRange] = []
    for i in range(first, last):
        text = c.texts[i]
        if text == "'" and parts:
            parts[-1] = (parts[-1][0], i + 1)
        elif is_digit(text) or starts_name(text):
            parts.append((i, i + 1))
        else:
            fact = f"{shown} has {rank} indices, and this subscript has no comma"
            raise c.error(AmbiguousLatex, fact, first, last, remedy="separate indices by commas")
    if len(parts) > 1 and all(is_digit(t) for t in c.texts[first:last]):
        fact = f"the subscript {''.join(c.texts[first:last])} is one number or several indices"
        raise c.error(AmbiguousLatex, fact, first, last, remedy="separate indices by commas")
    return parts


def bracket_indices(c: Cursor, base: Symbol, first: int) -> Expr:
    """Read ``x[n - i]`` after a tensor; leave an Iverson bracket to be a factor."""
    at, close = c.pos, c.partner[c.pos]
    if c.texts[close] != "]" or is_statement(c, at + 1, close):
        return base
    row = c.scope.row(base.name)
    rank = row.rank if row is not None else 0
    indices = c.group(listed)
    if len(indices) != rank:
        fact = f"{base.name.latex} has {rank} indices, not {len(indices)}"
        raise c.error(LatexError, fact, at, close + 1)
    if c.text == "_":
        raise c.error(LatexError, "a subscript after indices in brackets")
    return Indexed(base, indices, "bracket", span=c.span(first))


def delta(c: Cursor, sub: TokenRange, first: int) -> Expr:
    r"""Read Kronecker's ``\delta_{i, j}``."""
    (left, right), _ = index_list(c, sub, 2, r"Kronecker's \delta")
    return Delta(left, right, span=c.span(first))


def free_indices(c: Cursor, sub: TokenRange) -> tuple[Expr, ...]:
    """Return the indices of an array without a declared rank: commas, or letters alone."""
    parts = pieces(c, *sub)
    letters = all(len(t) == 1 and t.isalpha() for t in c.texts[sub[0] : sub[1]])
    if len(parts) == 1 and letters and sub[1] - sub[0] > 1:
        parts = [(i, i + 1) for i in range(*sub)]
    elif len(parts) == 1 and sub[1] - sub[0] > 1 and all(map(is_digit, c.texts[sub[0] : sub[1]])):
        fact = "digits as the subscript of an array: one index or several"
        raise c.error(AmbiguousLatex, fact, *sub, remedy="separate indices by commas")
    return tuple(c.within(a, b, c.grammar.expression) for a, b in parts)
