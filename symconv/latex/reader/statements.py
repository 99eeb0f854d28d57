r"""Statements: chains joined by connectives, negated, quantified, in parentheses.

*Precedence.* ``\wedge`` binds tighter than ``\vee``, then ``\Rightarrow``, then
``\Leftrightarrow``; a quantifier reaches to the end. A quantifier behind a statement, ``x_i = 0
\quad \forall i``, binds it.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, LatexError
from symconv.latex.reader.binders import clauses_between, overs
from symconv.latex.reader.chains import chain
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import (
    CONNECTIVES,
    RELATIONS,
    find,
    is_statement,
    starts_condition,
)
from symconv.latex.tree import Apply, Chain, Leading, Logic, Not, Over, Quantified, Statement

LOOSEST_FIRST = (r"\Leftrightarrow", r"\Rightarrow", r"\vee", r"\wedge")
QUANTIFIERS = {r"\forall": "forall", r"\exists": "exists"}


def row(c: Cursor) -> Statement:
    """Read a statement, or a chain that starts with its relation and continues the row above."""
    if c.text not in RELATIONS:
        return statement(c)
    first = c.pos
    relation = RELATIONS[c.take().text]
    rest = chain(c)
    if isinstance(rest, (Logic, Not, Quantified, Leading)):
        raise c.error(LatexError, "a row that starts with a relation has one chain", first, c.pos)
    return Leading(relation, rest, span=c.span(first))


def statement(c: Cursor) -> Statement:
    """Read a statement up to what cannot continue it."""
    first = c.pos
    if not c.text:
        raise c.error(LatexError, "a statement was expected")
    trailing = _trailing_quantifier(c)
    if trailing:
        return _quantified_behind(c, trailing)
    parts = [_predicate(c)]
    signs: list[str] = []
    while sign := _connective(c):
        signs.append(sign)
        c.pos += 1
        parts.append(_predicate(c))
    return _grouped(c, parts, signs, first)


def _connective(c: Cursor) -> str:
    """The connective here; a comma between two conditions, or the word "and", is one."""
    if c.text in CONNECTIVES:
        return c.text
    word = c.text == r"\text" and c.tokens[c.pos].word == "and"
    return r"\wedge" if word or (c.text == "," and starts_condition(c)) else ""


def _grouped(c: Cursor, parts: list[Statement], signs: list[str], first: int) -> Statement:
    """Group a flat list of predicates by the precedence of the signs between them."""
    if not signs:
        return parts[0]
    _check_parts(c, parts, first)
    loosest = next(s for s in LOOSEST_FIRST if s in signs)
    groups: list[Statement] = []
    start = 0
    for i, sign in enumerate([*signs, loosest]):
        if sign == loosest:
            groups.append(_grouped(c, parts[start : i + 1], signs[start:i], first))
            start = i + 1
    return Logic(CONNECTIVES[loosest], tuple(groups), span=c.span(first))  # type: ignore[arg-type]


def _check_parts(c: Cursor, parts: list[Statement], first: int) -> None:
    """Refuse ``x = y \\vee z``, where z is a truth value or another value of x."""
    said = [isinstance(p, (Chain, Logic, Not, Quantified)) for p in parts]
    values = [
        p for p, full in zip(parts, said, strict=True) if not full and not isinstance(p, Apply)
    ]
    if any(said) and values:
        fact = "a connective between a relation and a value"
        raise c.error(AmbiguousLatex, fact, first, c.pos, remedy="write a relation on both sides")


def _predicate(c: Cursor) -> Statement:
    first = c.pos
    text = c.text
    if text == r"\neg":
        c.pos += 1
        c.deepen()
        body = _predicate(c)
        c.depth -= 1
        return Not(body, span=c.span(first))
    if text in QUANTIFIERS:
        c.deepen()
        node = _quantified(c)
        c.depth -= 1
        return node
    if text in ("(", "{") and is_statement(c, first + 1, c.partner[first]):
        if c.texts[c.partner[first]] not in (")", "}"):
            return chain(c)
        return c.group(statement)
    return chain(c)


def _quantified(c: Cursor) -> Quantified:
    r"""Read ``\forall i \in S : P``."""
    first = c.pos
    last = _binder_end(c)
    if last is None:
        fact = f"a quantifier without its statement: {c.text}"
        raise c.error(LatexError, fact, remedy=r"write \forall i \in S : P")
    quantifier = QUANTIFIERS[c.take().text]
    found = _binder(c, last)
    outer = c.scope
    c.scope = outer.binding([s.name for o in found for s in o.indices])
    c.pos = last + 1
    body = statement(c)
    c.scope = outer
    return _nested(c, quantifier, found, body, first)


def _nested(
    c: Cursor, quantifier: str, found: list[Over], body: Statement, first: int
) -> Quantified:
    """One quantifier per binder, the first outside."""
    for binder in reversed(found):
        body = Quantified(quantifier, binder, body, span=c.span(first))  # type: ignore[arg-type]
    assert isinstance(body, Quantified)
    return body


def _binder(c: Cursor, last: int) -> list[Over]:
    return overs(c, clauses_between(c, c.pos, last))


def _binder_end(c: Cursor) -> int | None:
    """The position of the colon, or of the comma, that ends the binder here."""
    colon = find(c, c.pos + 1, c.end, ":", r"\quad")
    if colon:
        return colon[0]
    said = False
    start = c.pos + 1
    commas = find(c, start, c.end, ",")
    for comma in commas:
        said = said or is_statement(c, start, comma)
        if said or (
            comma == commas[-1] and is_statement(c, comma + 1, c.end) and not _listed(c, comma)
        ):
            return comma
        start = comma + 1
    return None


def _listed(c: Cursor, comma: int) -> bool:
    r"""Whether what follows the comma goes on with the list: ``i, j \in S``."""
    relations = find(c, comma + 1, c.end, *RELATIONS)
    return bool(relations) and c.texts[relations[0]] == r"\in" and relations[0] - comma <= 2


def _trailing_quantifier(c: Cursor) -> int:
    """The position of a quantifier behind a statement; 0 if there is none."""
    if c.text in QUANTIFIERS:
        return 0
    for i in find(c, c.pos, c.end, r"\forall"):
        before = c.texts[i - 1]
        if before not in CONNECTIVES and before not in (r"\neg", ":", ","):
            return i
    return 0


def _quantified_behind(c: Cursor, at: int) -> Quantified:
    first = c.pos
    found = c.within(at + 1, c.end, _whole_binder)
    outer = c.scope
    c.scope = outer.binding([s.name for o in found for s in o.indices])
    body = c.within(first, at, statement)
    c.scope = outer
    c.pos = c.end
    return _nested(c, "forall", found, body, first)


def _whole_binder(c: Cursor) -> list[Over]:
    found = _binder(c, c.end)
    c.pos = c.end
    return found
