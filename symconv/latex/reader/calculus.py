r"""Derivatives and limits.

*Rules.* ``\frac{\partial f}{\partial x}`` is a derivative, never a quotient; upright d likewise. An
italic d is a differential only where no d is declared. ``\frac{\partial}{\partial x}`` applies to
the one bracket or factor after it; what follows without a sign has two readings and is refused.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import find
from symconv.latex.reader.scripts import scripts
from symconv.latex.reader.subjects import bound_name
from symconv.latex.tree import Derivative, Expr, Indexed, Limit, Number, Power, Symbol
from symconv.notation import Name

D = Name("d")


def is_derivative(c: Cursor) -> bool:
    r"""Whether the ``\frac`` here has differentials above and below."""
    top, bottom = c.pos + 1, 0
    if top < c.end and c.texts[top] == "{":
        bottom = c.partner[top] + 1
    if not 0 < bottom < c.end or c.texts[bottom] != "{":
        return False
    above, below = _differential(c, top + 1), _differential(c, bottom + 1)
    if above != below or not above:
        return False
    if above == "d" and D in c.scope:
        if c.texts[bottom + 2] == "}":
            return False
        fact = "d is declared, so this is a derivative or a quotient of products"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \mathrm{d} for the differential")
    return True


def _differential(c: Cursor, at: int) -> str:
    text = c.texts[at]
    if text == r"\mathrm" and c.tokens[at].word == "d":
        return "upright"
    return text if text in (r"\partial", "d") else ""


def derivative(c: Cursor) -> Expr:
    """Read a derivative whose differentials have been seen."""
    first = c.pos
    top, bottom = first + 1, c.partner[first + 1] + 1
    partial = c.texts[top + 1] == r"\partial"
    c.pos = c.partner[bottom] + 1
    variables = c.within(bottom + 1, c.partner[bottom], _variables)
    order, body = c.within(top + 1, c.partner[top], _numerator)
    if order != len(variables):
        fact = f"a derivative of order {order} with respect to {len(variables)} variables"
        raise c.error(LatexError, fact, first, c.pos)
    if body is None:
        body = c.grammar.factor(c)
    return Derivative(body, variables, partial, span=c.span(first))


def _numerator(c: Cursor) -> tuple[int, Expr | None]:
    c.pos += 1
    at = c.pos
    found = scripts(c)
    order = _order(c, found.sup) if found.sup else 1
    if found.sub or found.primes:
        raise c.error(LatexError, "a differential takes no subscript", at, c.pos)
    return order, c.grammar.product(c) if c.text else None


def _order(c: Cursor, sup: tuple[int, int]) -> int:
    digits = "".join(c.texts[sup[0] : sup[1]])
    if not digits.isdigit() or not 1 <= len(digits) <= 2 or int(digits) > 9:
        raise c.error(LatexError, "the order of a derivative is a digit", *sup)
    return int(digits)


def _variables(c: Cursor) -> tuple[Expr, ...]:
    variables: list[Expr] = []
    sign = c.texts[c.pos]
    while c.text:
        at = c.pos
        if c.text != sign:
            raise c.error(LatexError, "a differential was expected")
        c.pos += 1
        variables += _variable(c, at)
    return tuple(variables)


def _variable(c: Cursor, at: int) -> list[Expr]:
    """One variable, repeated as often as its superscript says."""
    if not c.text:
        raise c.error(LatexError, "a differential without a variable", at, c.pos)
    first = c.pos
    match c.grammar.factor(c):
        case Symbol() | Indexed() as name:
            return [name]
        case Power(Symbol() | Indexed() as name, Number(value)) if value in range(1, 10):
            return [name] * int(value)
        case _:
            raise c.error(LatexError, "a derivative with respect to a name only", first, c.pos)


def limit(c: Cursor) -> Expr:
    r"""Read ``\lim_{x \to a} f``; the body reaches to the next plus or minus."""
    first = c.pos
    c.pos += 1
    found = scripts(c)
    if found.sub is None or found.sup is not None:
        raise c.error(LatexError, r"\lim needs a subscript", first, c.pos)
    variable, target = c.within(*found.sub, _approach)
    outer = c.scope
    c.scope = outer.binding([variable.name])
    body = c.grammar.product(c)
    c.scope = outer
    return Limit(variable, target, body, span=c.span(first))


def _approach(c: Cursor) -> tuple[Symbol, Expr]:
    if find(c, c.pos, c.end, r"\to") == []:
        raise c.error(LatexError, r"the subscript of \lim needs \to")
    variable = bound_name(c)
    if c.text != r"\to":
        raise c.unexpected()
    c.pos += 1
    return variable, c.grammar.expression(c)
