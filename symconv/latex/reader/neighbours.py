r"""What may stand next to what in a product: the pairs of factors that have two readings.

*Why apart.* Reading a product is a few lines; what makes it strict is this list of refusals, each
of which was a misreading of somebody's text.
"""

from __future__ import annotations

from itertools import pairwise

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.arrays import is_array, is_map
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import is_statement
from symconv.latex.reader.numbers import starts_number
from symconv.latex.tree import (
    Add,
    Apply,
    Cases,
    Derivative,
    Dots,
    Expr,
    Interval,
    Labelled,
    Multiply,
    Negative,
    Number,
    Power,
    SetOf,
    SetWhere,
    Space,
    Symbol,
    Text,
    Tuple,
)

NOT_FACTORS = (Tuple, SetOf, SetWhere, Interval, Space, Text)
DOTS = frozenset({r"\dots", r"\cdots", r"\vdots", r"\ddots"})


def check_neighbour(c: Cursor, left: Expr, at: int) -> None:
    """Refuse what runs together with the factor before it."""
    if isinstance(left, Derivative) and is_map(c, left.body) and c.text == "(":
        fact = "a bracket after the derivative of a function: its argument, or a factor"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \cdot before a factor")
    bare = left.body.span if isinstance(left, Derivative) else None
    if bare is not None and bare.end == c.tokens[at - 1].end:
        fact = "a derivative before a product without parentheses"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \left( ... \right)")
    if starts_number(c) and (c.texts[at - 1] not in (")", "]") or isinstance(left, Number)):
        fact = "a number directly after another factor"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \cdot between them")
    if c.text == r"\frac" and isinstance(left, Number) and _literal_fraction(c):
        fact = "a number before a fraction of numbers: a product, or a mixed number"
        raise c.error(AmbiguousLatex, fact, at - 1, at + 1, remedy=r"write \cdot between them")
    if isinstance(left, Dots) or c.text in DOTS:
        _check_dots(c, left, at)
    convolved = isinstance(left, Multiply) and left.sign == "ast"
    if convolved and c.text in ("(", "["):
        fact = "a bracket after a convolution: the place where it is taken, or a factor"
        raise c.error(AmbiguousLatex, fact, at, c.partner[at] + 1)
    if c.text == "[" and c.texts[c.partner[at]] == "]":
        _check_square(c, left, at)


def _check_square(c: Cursor, left: Expr, at: int) -> None:
    """Refuse a square bracket that may be an index of the factor before it."""
    bracketed = c.texts[at - 1] in (")", "]") and not isinstance(left, (Apply, Symbol))
    if isinstance(left, Number) or (bracketed and not is_array(c, left)):
        return
    close = c.partner[at]
    element = close + 1 < c.end and c.texts[close + 1] == "_"
    if element or is_statement(c, at + 1, close):
        return
    fact = "a square bracket after a factor: an index or a factor"
    remedy = "declare the name as a tensor, or write the product with parentheses"
    raise c.error(AmbiguousLatex, fact, at, close + 1, remedy=remedy)


def _check_dots(c: Cursor, left: Expr, at: int) -> None:
    """Refuse ``3.14\\ldots`` and dots beside dots."""
    if isinstance(left, Number) or (isinstance(left, Dots) and c.text in DOTS):
        fact = "dots directly after a number or other dots"
        raise c.error(LatexError, fact, at - 1, at + 1, remedy="dots stand between factors")


def _literal_fraction(c: Cursor) -> bool:
    """Whether both arguments of the fraction here are made of digits."""
    at = c.pos + 1
    for _ in range(2):
        if at >= c.end:
            return False
        last = c.partner[at] if c.texts[at] == "{" else at
        inside = c.texts[at + 1 : last] if c.texts[at] == "{" else [c.texts[at]]
        if not "".join(inside).isdigit():
            return False
        at = last + 1
    return True


def check_pair(c: Cursor, left: Expr, right: Expr, at: int) -> None:
    """Refuse a bracket that could be the arguments or the index of the name before it."""
    name = left.base if isinstance(left, Power) else left
    if c.texts[at] != "(" or not isinstance(name, Symbol):
        return
    shown = name.name.latex
    if isinstance(right, Tuple):
        fact = f"{shown} is no function and cannot take arguments"
        raise c.error(LatexError, fact, at - 1, c.pos, remedy=f"declare {shown} as a function")
    if is_array(c, name) and not is_array(c, right):
        fact = f"{shown} is a tensor; this may be an element or a product"
        remedy = f"write {shown}_{{...}} for an element, \\cdot for a product"
        raise c.error(AmbiguousLatex, fact, at - 1, c.pos, remedy=remedy)


def check_operand(c: Cursor, node: Expr, at: int, *, maps: bool = False) -> None:
    """Refuse what has no arithmetic, and operators whose scope would be unclear."""
    if not maps and is_map(c, node):
        fact = "a function without its arguments in a product"
        raise c.error(LatexError, fact, at, max(at + 1, c.pos))
    summed = isinstance(node, Labelled) and isinstance(node.body, (Add, Negative))
    if summed and c.texts[at] == r"\underbrace":
        fact = "a sum over a brace beside a factor"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy="write parentheses")
    if isinstance(node, NOT_FACTORS) or (isinstance(node, Cases) and c.texts[at] == r"\begin"):
        fact = f"a {type(node).__name__.lower()} cannot be a factor"
        raise c.error(LatexError, fact, at, max(at + 1, c.pos))


def check_bars(c: Cursor, plain: list[bool], first: int) -> None:
    """Refuse ``|a| b |c|``, which is also ``|a |b| c|``."""
    places = [i for i, bar in enumerate(plain) if bar]
    if any(b - a > 1 for a, b in pairwise(places)):
        fact = "plain bars around and between factors"
        raise c.error(AmbiguousLatex, fact, first, c.pos, remedy=r"write \left| ... \right|")
