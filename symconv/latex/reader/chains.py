r"""Chains of relations: sides, the signs between them, and what a side is next to each sign.

*Rules.* ``100 \times 128`` is a shape where it stands alone or next to ``\in``, ``:`` or an arrow,
and a product next to ``=``. ``i, j \in S`` says ``\in S`` of each. ``n = 0, 1, \dots, L - 1`` says
that n is one of these. ``a \equiv b \pmod{m}`` is the equality of the two remainders.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, DialectError, LatexError
from symconv.latex.reader import brackets
from symconv.latex.reader.arguments import argument
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.each import said_of_each
from symconv.latex.reader.listing import (
    RELATIONS,
    STATEMENT_SIGNS,
    find,
    first_of,
    is_statement,
    starts_condition,
)
from symconv.latex.reader.shapes import shaped
from symconv.latex.tree import (
    Chain,
    Dots,
    Expr,
    Logic,
    Modulo,
    Not,
    Relation,
    SetOf,
    Shape,
    Space,
    Statement,
    Symbol,
)

MEMBERSHIP = frozenset({r"\in", r"\notin", r"\subset", r"\subseteq", ":"})


def chain(c: Cursor) -> Statement:
    """Read sides and relations; a single side is an expression or a shape."""
    first = c.pos
    names = _listed_names(c)
    starts = [c.pos]
    sides = [c.grammar.expression(c)]
    relations: list[str] = []
    while c.text in RELATIONS or c.text in (":", r"\nmid"):
        relations.append(c.take().text)
        starts.append(c.pos)
        sides.append(_side(c, relations[-1]))
    if c.text == "," and relations == ["="] and not starts_condition(c):
        return _range(c, names, sides, first)
    if names:
        condition = _finished(c, sides, relations, starts, first)
        return said_of_each(c, names, condition, (first, c.pos))
    if c.text in (r"\pmod", r"\mod") or (c.text == "(" and c.ahead() in (r"\bmod", r"\mod")):
        return _congruence(c, sides, relations, first)
    return _finished(c, sides, relations, starts, first)


def _finished(
    c: Cursor, sides: list[Expr], relations: list[str], starts: list[int], first: int
) -> Statement:
    sides = shaped(c, sides, relations, starts)
    if not relations:
        return sides[0]
    if relations == [r"\nmid"]:
        return Not(Chain((sides[0], sides[1]), ("mid",), span=c.span(first)), span=c.span(first))
    if r"\nmid" in relations:
        raise c.error(LatexError, r"\nmid in a chain of relations", first, c.pos)
    signs: list[Relation] = [
        _sign(c, r, side, at, alone=len(relations) == 1)
        for r, side, at in zip(relations, sides[1:], starts[1:], strict=True)
    ]
    return Chain(tuple(sides), tuple(signs), span=c.span(first))


def _sign(c: Cursor, text: str, right: Expr, at: int, *, alone: bool) -> Relation:
    """The relation; a colon before a shape or a number space says of what size something is."""
    if text != ":":
        return RELATIONS[text]
    if isinstance(right, (Shape, Space)) and alone:
        return "in"
    raise c.error(DialectError, "a colon before something that is not a shape", at - 1, at)


def _side(c: Cursor, relation: str) -> Expr:
    """Read a side; after a membership, square brackets are an interval."""
    if relation not in MEMBERSHIP or c.text not in ("[", "("):
        return c.grammar.expression(c)
    at, close = c.pos, c.partner[c.pos]
    pair = c.text == "(" and c.texts[close] == ")"
    if pair and len(find(c, at + 1, close, ",")) == 1 and relation == r"\in":
        fact = "round brackets after a membership: an open interval or a pair"
        raise c.error(AmbiguousLatex, fact, at, close + 1, remedy="write a < x < b")
    if c.text == "[" and not is_statement(c, at + 1, close) and find(c, at + 1, close, ","):
        node: Expr = brackets.interval(c)
        if c.text == "^":
            raise c.error(DialectError, "a power of an interval")
        return node
    if c.text == "[" and c.texts[close] == "]":
        fact = "square brackets after a membership do not hold an interval"
        raise c.error(AmbiguousLatex, fact, at, close + 1)
    return c.grammar.expression(c)


def _listed_names(c: Cursor) -> list[Expr]:
    """The names before the last comma that stands in front of the first relation."""
    relation = first_of(c, c.pos, c.end, STATEMENT_SIGNS)
    commas = find(c, c.pos, relation, ",")
    if not commas or relation == c.end or c.texts[relation] not in RELATIONS:
        return []
    names: list[Expr] = []
    for _ in commas:
        names.append(c.grammar.expression(c))
        if not isinstance(names[-1], Symbol) or c.text != ",":
            raise c.error(LatexError, "only names can be listed before a relation")
        c.pos += 1
    return names


def _range(c: Cursor, names: list[Expr], sides: list[Expr], first: int) -> Statement:
    r"""Read ``n = 0, 1, \dots, L - 1``."""
    items = [sides[1]]
    while c.text == ",":
        c.pos += 1
        items.append(c.grammar.expression(c))
    if not any(isinstance(i, Dots) for i in items):
        fact = "several values after one equals sign"
        remedy = r"write \in \{1, 2\}, or one equation each"
        raise c.error(AmbiguousLatex, fact, first, c.pos, remedy=remedy)
    values = SetOf(tuple(items), span=c.span(first))
    parts = tuple(Chain((n, values), ("in",), span=c.span(first)) for n in (*names, sides[0]))
    return parts[0] if len(parts) == 1 else Logic("and", parts, span=c.span(first))


def _congruence(c: Cursor, sides: list[Expr], relations: list[str], first: int) -> Statement:
    r"""Read ``a \equiv b \pmod{m}`` as the equality of two remainders."""
    if not relations or set(relations) != {r"\equiv"}:
        fact = r"\pmod without \equiv"
        raise c.error(AmbiguousLatex, fact, remedy=r"write \equiv, or \bmod for a remainder")
    if c.text == "(":
        modulus = c.group(_modulus)
    else:
        c.pos += 1
        modulus = argument(c)
    rests = tuple(Modulo(s, modulus, span=s.span) for s in sides)
    return Chain(rests, tuple("=" for _ in relations), span=c.span(first))


def _modulus(c: Cursor) -> Expr:
    c.pos += 1
    return c.grammar.expression(c)
