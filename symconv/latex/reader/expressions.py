r"""Sums of terms, and remainders.

*Why ``\bmod`` is strict.* ``a + b \bmod n`` is the remainder of the sum to one half of the field
and the sum with a remainder to the other; a remainder stands alone or in parentheses.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.free import mentions, trailing_names
from symconv.latex.reader.growth import bounded, is_zero
from symconv.latex.reader.products import juxtaposed, product
from symconv.latex.tree import (
    Add,
    Big,
    Cases,
    Expr,
    Interval,
    Modulo,
    Multiply,
    Negative,
    Number,
    SetOf,
    SetWhere,
    Space,
    Text,
    Tuple,
)

NOT_TERMS = (Tuple, SetOf, SetWhere, Interval, Space, Text)
REMAINDERS = (r"\bmod", r"\mod")


def expression(c: Cursor) -> Expr:
    """Read terms and the signs between them."""
    first = c.pos
    if not c.text:
        raise c.unexpected()
    terms = [_term(c, c.text if c.text in "+-" else "")]
    if c.text in REMAINDERS and not _is_congruence(c):
        return _remainder(c, terms[0], first)
    starts = [first]
    while c.text in ("+", "-"):
        starts.append(c.pos)
        terms.append(_term(c, c.text))
    if len(terms) == 1:
        return terms[0]
    _check_terms(c, terms, starts)
    if c.text in REMAINDERS and not _is_congruence(c):
        raise _loose_remainder(c)
    return bounded(c, Add(tuple(terms), span=c.span(first)), first)


def _term(c: Cursor, sign: str) -> Expr:
    first = c.pos
    c.pos += len(sign)
    if sign and c.text in ("+", "-"):
        if sign == "+" and c.text == "+":
            raise c.error(LatexError, "two plus signs")
        inner = _term(c, c.text)
    else:
        inner = product(c)
    return Negative(inner, span=c.span(first)) if sign == "-" else inner


def _check_terms(c: Cursor, terms: list[Expr], starts: list[int]) -> None:
    for term, start in zip(terms, starts, strict=True):
        at = start + (c.texts[start] in ("+", "-"))
        cases = isinstance(term, Cases) and c.texts[at] == r"\begin"
        if isinstance(term, NOT_TERMS) or cases:
            raise c.error(
                LatexError, f"a {type(term).__name__.lower()} cannot be a term", start, c.pos
            )
    for i, term in enumerate(terms[:-1]):
        names = list(trailing_names(term, c.tokens[starts[i + 1] - 1].end))
        if names and any(mentions(later, names) for later in terms[i + 1 :]):
            fact = "a later term mentions the index of the operator before it"
            remedy = "write parentheses around the body, or around the whole operator"
            raise c.error(AmbiguousLatex, fact, starts[i], c.pos, remedy=remedy)
        arg = term.body if isinstance(term, Negative) else term
        if isinstance(arg, Big) and arg.operator.startswith("arg") and names:
            fact = "a term after the body of an arg-extremum"
            raise c.error(AmbiguousLatex, fact, starts[i], c.pos, remedy="write parentheses")


def _is_congruence(c: Cursor) -> bool:
    r"""Whether ``\mod`` here belongs to a relation ``\equiv`` of the line."""
    return c.text == r"\mod" and r"\equiv" in c.texts[: c.pos]


def _remainder(c: Cursor, dividend: Expr, first: int) -> Expr:
    if isinstance(dividend, (Negative, Big)) and c.partner[first] != c.pos - 1:
        raise _loose_remainder(c)
    c.pos += 1
    at = c.pos
    modulus = juxtaposed(c)
    coefficient = isinstance(modulus, Multiply) and isinstance(modulus.factors[0], Number)
    if isinstance(modulus, Multiply) and not coefficient and c.partner[at] != c.pos - 1:
        raise _loose_remainder(c, at)
    if c.text and c.text in ("+", "-", r"\cdot", r"\times", "/", "*", r"\bmod", r"\mod"):
        raise _loose_remainder(c)
    if is_zero(modulus):
        raise c.error(LatexError, "a remainder by zero", at, c.pos)
    return Modulo(dividend, modulus, span=c.span(first))


def _loose_remainder(c: Cursor, at: int | None = None) -> AmbiguousLatex:
    fact = r"\bmod next to another operator"
    return c.error(
        AmbiguousLatex,
        fact,
        at,
        remedy=r"write \left(a \bmod b\right), or \left(a + b\right) \bmod c",
    )
