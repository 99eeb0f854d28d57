r"""Operators over bound indices: sums, products, extrema, unions.

*Rule.* The body reaches over products up to the next plus, minus or relation. For a sum it does not
matter whether a factor without the index stands inside or outside; for a product or an extremum it
does, so there such a factor is refused without parentheses. So is a later term that mentions the
index: it looks as if it belonged to the sum, and does not.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.binders import binders, names_of
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.free import mentions
from symconv.latex.reader.scripts import scripts
from symconv.latex.tree import Big, Divide, Expr, Multiply, SetOf
from symconv.notation import Name

EXTREMA = {r"\max": "max", r"\min": "min", r"\sup": "sup", r"\inf": "inf", r"\argmax": "argmax",
           r"\argmin": "argmin"}  # fmt: skip
COMMANDS = {r"\sum": "sum", r"\prod": "prod", r"\bigcup": "bigcup", r"\bigcap": "bigcap",
            r"\argmax": "argmax", r"\argmin": "argmin"}  # fmt: skip
OPERATORS = EXTREMA | COMMANDS


def big(c: Cursor) -> Expr:
    r"""Read an operator with its limits and body; several limits give nested operators."""
    first = c.pos
    sign = c.take().text
    operator = OPERATORS[sign]
    found = scripts(c)
    if found.sub is None:
        fact = f"{sign} without the index below it"
        raise c.error(LatexError, fact, first, c.pos, remedy=rf"write {sign}_{{i=1}}^{{n}}")
    if found.sup is not None and sign in EXTREMA:
        raise c.error(LatexError, f"{sign} has no upper limit", *found.sup)
    outer = c.scope
    limits = binders(c, found.sub, found.sup)
    names = [n for b in limits for n in names_of(b)]
    c.scope = outer.binding(names)
    at = c.pos
    if c.text in ("-", "+"):
        raise c.error(AmbiguousLatex, f"a sign after {sign}", remedy="write parentheses")
    body = c.grammar.product(c)
    c.scope = outer
    if sign in EXTREMA and isinstance(body, SetOf) and len(body.items) == 1:
        body = body.items[0]
    if operator != "sum":
        _check_reach(c, body, names, at)
    for binder in reversed(limits):
        body = Big(operator, (binder,), body, span=c.span(first))  # type: ignore[arg-type]
    if c.text in (r"\bmod", r"\mod"):
        fact = rf"\bmod after {sign}: of the whole, or of each"
        raise c.error(AmbiguousLatex, fact, remedy="write parentheses")
    return body


def _check_reach(c: Cursor, body: Expr, names: list[Name], at: int) -> None:
    """Refuse a factor without the index that stands bare behind factors with it."""
    if c.partner[at] == c.pos - 1:
        return
    if any(not mentions(f, names) for f in _factors(body)[1:]):
        fact = "a factor that may be inside or outside of the operator before it"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy="write parentheses")


def _factors(node: Expr) -> list[Expr]:
    """The factors of a product or quotient, one after the other."""
    if isinstance(node, Multiply):
        return [f for part in node.factors for f in _factors(part)]
    if isinstance(node, Divide) and node.style == "slash":
        return [*_factors(node.numerator), *_factors(node.denominator)]
    return [node]
