r"""Factors and products: juxtaposition binds tightest, then the product signs and the slash.

*Rules.* ``a b \cdot c`` is ``(a b) \cdot c``. A slash before juxtaposition, ``a/bc``, two slashes
and a mixture of ``\otimes``, ``\odot``, ``\circ`` or ``*`` with another sign have two readings and
are refused. A digit after a name, ``x 2``, is refused; after a bracket, ``(k - 1)2``, it is a
factor.
"""

from __future__ import annotations

from itertools import pairwise

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.arrays import is_array, is_map
from symconv.latex.reader.atoms import atom, starts_factor
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.growth import bounded, is_zero
from symconv.latex.reader.listing import is_statement
from symconv.latex.reader.numbers import starts_number
from symconv.latex.reader.postfix import postfixed
from symconv.latex.tree import (
    Big,
    Cases,
    Derivative,
    Divide,
    Dots,
    Expr,
    Interval,
    Limit,
    Multiply,
    Negative,
    Number,
    SetOf,
    SetWhere,
    Space,
    Symbol,
    Text,
    Tuple,
)
from symconv.notation import Kind

SIGNS = {r"\cdot": "cdot", r"\times": "times", r"\ast": "ast", "*": "*", r"\otimes": "otimes",
         r"\odot": "odot", r"\circ": "circ", "/": "/", r"\div": "/"}  # fmt: skip
LOOSE = frozenset({"ast", "otimes", "odot", "circ"})
DOTS = frozenset({r"\dots", r"\cdots", r"\vdots", r"\ddots"})
MAP_SIGNS = frozenset({"circ", "ast"})
STARS = {"product": "cdot", "convolution": "ast"}
NOT_FACTORS = (Tuple, SetOf, SetWhere, Interval, Space, Text)


def product(c: Cursor) -> Expr:
    """Read factors and the signs between them."""
    first = c.pos
    left, sign = juxtaposed(c), ""
    factors = [left]
    while c.text in SIGNS:
        at = c.pos
        following = _sign(c)
        if following != sign and (sign in LOOSE or (sign and following in LOOSE)):
            fact = "two kinds of product side by side"
            raise c.error(AmbiguousLatex, fact, at, at + 1, remedy="write parentheses")
        if following == "/":
            factors, sign = [_quotient(c, _joined(c, factors, sign, first), first)], "/"
            continue
        if following != sign and len(factors) > 1:
            factors = [_joined(c, factors, sign, first)]
        maps = following in MAP_SIGNS
        _check_operand(c, factors[-1], at, maps=maps)
        sign = following
        factors.append(_signed(c))
        _check_operand(c, factors[-1], at + 1, maps=maps)
    return _joined(c, factors, sign, first)


def _sign(c: Cursor) -> str:
    sign = SIGNS[c.take().text]
    if sign != "*":
        return sign
    if c.star == "refuse":
        remedy = r"write \cdot for a product; say in the declarations that * is the convolution"
        fact = "* is a product to some and a convolution to others"
        raise c.error(AmbiguousLatex, fact, c.pos - 1, c.pos, remedy=remedy)
    return STARS[c.star]


def _joined(c: Cursor, factors: list[Expr], sign: str, first: int) -> Expr:
    if len(factors) == 1:
        return factors[0]
    node = Multiply(tuple(factors), sign, span=c.span(first))  # type: ignore[arg-type]
    return bounded(c, node, first)


def _signed(c: Cursor) -> Expr:
    """The operand of a sign, which may itself have a minus: ``3 \\cdot -2``."""
    first = c.pos
    if c.text != "-":
        return juxtaposed(c)
    c.pos += 1
    return Negative(juxtaposed(c), span=c.span(first))


def _quotient(c: Cursor, numerator: Expr, first: int) -> Expr:
    at = c.pos
    _check_operand(c, numerator, first)
    denominator = juxtaposed(c)
    loose = isinstance(denominator, (Big, Limit)) and c.texts[at] != "("
    if (isinstance(denominator, Multiply) and c.texts[at] not in ("(", "[", "{")) or loose:
        fact = "a slash before a product without parentheses"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy=r"write a/(bc), or \frac{a}{b} c")
    if c.partner[at] >= 0 and c.partner[at] < c.pos - 1 and isinstance(denominator, Multiply):
        fact = "a slash before a product without parentheses"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy=r"write a/(bc), or \frac{a}{b} c")
    if c.text in ("/", r"\div"):
        fact = "two slashes in a row"
        raise c.error(AmbiguousLatex, fact, remedy="write parentheses")
    _check_operand(c, denominator, at)
    if is_zero(denominator):
        raise c.error(LatexError, "division by zero", at, c.pos)
    return Divide(numerator, denominator, "slash", span=c.span(first))


def juxtaposed(c: Cursor) -> Expr:
    """Read one or more factors that stand side by side."""
    first = c.pos
    node = factor(c)
    if not starts_factor(c):
        return node
    factors = [node]
    plain = [c.texts[first] == "|"]
    _check_operand(c, node, first)
    while starts_factor(c):
        at = c.pos
        _check_neighbour(c, factors[-1], at)
        node = factor(c)
        _check_pair(c, factors[-1], node, at)
        _check_operand(c, node, at)
        factors.append(node)
        plain.append(c.texts[at] == "|")
    _check_bars(c, plain, first)
    return bounded(c, Multiply(tuple(factors), span=c.span(first)), first)


def factor(c: Cursor) -> Expr:
    """Read an atom with its scripts, factorial or evaluation bar."""
    first = c.pos
    return postfixed(c, atom(c), first)


def _check_neighbour(c: Cursor, left: Expr, at: int) -> None:
    """Refuse what runs together with the factor before it."""
    bare = left.body.span if isinstance(left, Derivative) else None
    if bare is not None and bare.end == c.tokens[at - 1].end:
        fact = "a derivative before a product without parentheses"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \left( ... \right)")
    if (starts_number(c) and c.texts[at - 1] not in (")", "]", "}")) or (
        starts_number(c) and isinstance(left, Number)
    ):
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
    if c.text == "[" and is_array(c, left) and not isinstance(left, Symbol):
        fact = "a bracket after an array: an index or a factor"
        raise c.error(AmbiguousLatex, fact, at, c.partner[at] + 1)
    if c.text == "[" and isinstance(left, Symbol) and c.texts[c.partner[at]] == "]":
        if is_statement(c, at + 1, c.partner[at]):
            return
        fact = f"the bracket after {left.name.latex} may be an index or a factor"
        remedy = f"declare {left.name.latex} as a tensor, or write the product with parentheses"
        raise c.error(AmbiguousLatex, fact, at, c.partner[at] + 1, remedy=remedy)


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


def _check_pair(c: Cursor, left: Expr, right: Expr, at: int) -> None:
    """Refuse a bracket that could be the arguments or the index of the name before it."""
    if c.texts[at] != "(" or not isinstance(left, Symbol):
        return
    shown = left.name.latex
    if isinstance(right, Tuple):
        fact = f"{shown} is no function and cannot take arguments"
        raise c.error(LatexError, fact, at - 1, c.pos, remedy=f"declare {shown} as a function")
    if c.scope.kind(left.name) is Kind.TENSOR and not is_array(c, right):
        fact = f"{shown} is a tensor; this may be an element or a product"
        remedy = f"write {shown}_{{...}} for an element, \\cdot for a product"
        raise c.error(AmbiguousLatex, fact, at - 1, c.pos, remedy=remedy)


def _check_operand(c: Cursor, node: Expr, at: int, *, maps: bool = False) -> None:
    """Refuse what has no arithmetic, and operators whose scope would be unclear."""
    if not maps and is_map(c, node):
        fact = "a function without its arguments in a product"
        raise c.error(LatexError, fact, at, max(at + 1, c.pos))
    if isinstance(node, NOT_FACTORS) or (isinstance(node, Cases) and c.texts[at] == r"\begin"):
        fact = f"a {type(node).__name__.lower()} cannot be a factor"
        raise c.error(LatexError, fact, at, max(at + 1, c.pos))


def _check_bars(c: Cursor, plain: list[bool], first: int) -> None:
    """Refuse ``|a| b |c|``, which is also ``|a |b| c|``."""
    places = [i for i, bar in enumerate(plain) if bar]
    if any(b - a > 1 for a, b in pairwise(places)):
        fact = "plain bars around and between factors"
        raise c.error(AmbiguousLatex, fact, first, c.pos, remedy=r"write \left| ... \right|")
