r"""Factors and products: juxtaposition binds tightest, then the product signs and the slash.

*Rules.* ``a b \cdot c`` is ``(a b) \cdot c``. A slash before juxtaposition, ``a/bc``, two slashes
and a mixture of ``\otimes``, ``\odot``, ``\circ`` or ``*`` with another sign have two readings and
are refused. A digit after a name, ``x 2``, is refused; after a bracket, ``(k - 1)2``, it is a
factor.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.atoms import atom, starts_factor
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.growth import bounded, is_zero
from symconv.latex.reader.neighbours import (
    check_bars,
    check_neighbour,
    check_operand,
    check_pair,
)
from symconv.latex.reader.postfix import postfixed
from symconv.latex.tree import (
    Big,
    Divide,
    Expr,
    Limit,
    Multiply,
    Negative,
)

SIGNS = {r"\cdot": "cdot", r"\times": "times", r"\ast": "ast", "*": "*", r"\otimes": "otimes",
         r"\odot": "odot", r"\circ": "circ", "/": "/", r"\div": "/"}  # fmt: skip
LOOSE = frozenset({"ast", "otimes", "odot", "circ"})
MAP_SIGNS = frozenset({"circ", "ast"})
STARS = {"product": "cdot", "convolution": "ast"}


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
        check_operand(c, factors[-1], at, maps=maps)
        sign = following
        factors.append(_signed(c))
        check_operand(c, factors[-1], at + 1, maps=maps)
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
    check_operand(c, numerator, first)
    denominator = juxtaposed(c)
    whole = c.partner[at] == c.pos - 1
    if isinstance(denominator, (Multiply, Big, Limit)) and not whole:
        fact = "a slash before a product without parentheses"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy=r"write a/(bc), or \frac{a}{b} c")
    if c.text in ("/", r"\div"):
        fact = "two slashes in a row"
        raise c.error(AmbiguousLatex, fact, remedy="write parentheses")
    check_operand(c, denominator, at)
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
    check_operand(c, node, first)
    while starts_factor(c):
        at = c.pos
        check_neighbour(c, factors[-1], at)
        node = factor(c)
        check_pair(c, factors[-1], node, at)
        check_operand(c, node, at)
        factors.append(node)
        plain.append(c.texts[at] == "|")
    check_bars(c, plain, first)
    return bounded(c, Multiply(tuple(factors), span=c.span(first)), first)


def factor(c: Cursor) -> Expr:
    """Read an atom with its scripts, factorial or evaluation bar."""
    first = c.pos
    return postfixed(c, atom(c), first)
