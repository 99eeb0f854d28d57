r"""Where parentheses are needed: a tree with every one of them made explicit.

*Defines* `Paren`, a node that only writers see, and `explicit(node)`, which inserts it. The TeX,
MathML and text printers all print the result, so that no printer decides about parentheses and the
three always agree.

*Rules.* `DEMANDS` says how tightly a child must bind to stand bare; the few places where the
neighbours matter (terms, factors, quotients, scripts) have a function each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from symconv.latex import tree as t
from symconv.latex.canonical import holds_shape
from symconv.latex.precedence import CONNECTIVES, Level, level, open_ended
from symconv.notation import Name


@dataclass(frozen=True)
class Paren(t.Node):
    """Parentheses that group and mean nothing else."""

    body: t.Node


DEMANDS: dict[type[t.Node], Level] = {
    t.Negative: Level.PREFIX,
    t.Factorial: Level.ATOM,
    t.Modulo: Level.POSTFIX,
    t.Shape: Level.POSTFIX,
    t.Leading: Level.RELATION,
    t.Not: Level.ATOM,
}
D = t.Symbol(Name("d"))


def explicit(node: t.Node) -> Any:
    """Return the statement with a `Paren` wherever the text would otherwise mean something else.

    >>> two = t.Symbol(Name("n")), t.Symbol(Name("k"))
    >>> explicit(t.Multiply((t.Add(two), two[0]))).factors[0] == Paren(t.Add(two))
    True
    """
    return _product_not_shape(_inside(node))


def _inside(node: t.Node) -> Any:
    node = t.rebuilt(node, _inside)
    special = SPECIAL.get(type(node))
    if special is not None:
        return special(node)
    demand = DEMANDS.get(type(node), Level.ANY)
    return t.rebuilt(node, lambda child: wrap(child, demand)) if demand else node


def wrap(node: t.Node, demand: Level) -> Any:
    """Return the node, in parentheses if it binds less tightly than demanded."""
    return node if isinstance(node, Paren) or level(node) >= demand else Paren(node)


def _paren(node: t.Node) -> Any:
    """A Paren in the place of an expression, which the types of the tree do not foresee."""
    return Paren(node)


def _terms(node: t.Add) -> t.Add:
    *front, last = node.terms
    closed = [_closed(wrap(term, Level.SIGN)) for term in front]
    return replace(node, terms=(*closed, wrap(last, Level.SIGN)))


def _closed(term: Any) -> Any:
    """A term in front of others: an operator's scope must end before the next plus."""
    if not open_ended(term):
        return term
    return replace(term, body=_closed(term.body)) if isinstance(term, t.Negative) else Paren(term)


def _factors(node: t.Multiply) -> t.Multiply:
    *front, last = node.factors
    demand = Level.POSTFIX if node.sign == "" else Level.PRODUCT
    factors = [*(_inner_factor(f, demand) for f in front), _last_factor(last, demand)]
    if node.sign == "":
        factors[1:] = [Paren(b) if _runs_together(a, b) else b for a, b in pairwise(factors)]
    return replace(node, factors=tuple(factors))


def _inner_factor(factor: t.Node, demand: Level) -> Any:
    """A factor in front of others: an operator's scope must end before them."""
    return Paren(factor) if open_ended(factor) else _last_factor(factor, demand)


def _last_factor(factor: t.Node, demand: Level) -> Any:
    """A factor that may be an operator, whose scope ends with the product."""
    if isinstance(factor, (t.Multiply, t.Divide)) and not _juxtaposed(factor):
        return wrap(factor, Level.POSTFIX)
    return factor if level(factor) == Level.PREFIX else wrap(factor, demand)


def _juxtaposed(node: t.Node) -> bool:
    return isinstance(node, t.Multiply) and node.sign == ""


def _runs_together(left: t.Node, right: t.Node) -> bool:
    """Whether two juxtaposed factors would read as one number, a call, or an element."""
    if isinstance(right, Paren):
        return False
    if isinstance(right, (t.Tuple, t.Interval)) or _starts_with_digit(right):
        return True
    fraction = isinstance(right, t.Divide) and all(
        isinstance(part, t.Number) for part in t.children(right)
    )
    return fraction and isinstance(left, t.Number)


def _starts_with_digit(node: t.Node) -> bool:
    if isinstance(node, t.Power):
        return _starts_with_digit(node.base)
    if isinstance(node, t.Factorial):
        return _starts_with_digit(node.body)
    return isinstance(node, t.Number)


def _quotient(node: t.Divide) -> t.Divide:
    if node.style == "slash":
        return t.rebuilt(node, lambda child: wrap(child, Level.POSTFIX))
    if _first(node.numerator) == D == _first(node.denominator):
        return replace(node, numerator=_paren(node.numerator))  # d f / d x would be a derivative
    return node


def _first(node: t.Node) -> t.Node:
    """The leftmost atom of a product, sum, power or element."""
    while isinstance(node, (t.Multiply, t.Add, t.Power, t.Indexed, t.Transposed, t.Factorial)):
        node = next(t.children(node))
    return node


def _power(node: t.Power) -> t.Power:
    return replace(node, base=_scripted(node.base))


def _transposed(node: t.Transposed) -> t.Transposed:
    return replace(node, body=_scripted(node.body))


def _scripted(base: Any) -> Any:
    return base if isinstance(base, Paren) or takes_superscript(base) else Paren(base)


def takes_superscript(node: t.Node) -> bool:
    r"""Whether a superscript can follow: TeX refuses ``W'_{i}^{2}`` and ``W^{(1)}^{2}``.

    >>> takes_superscript(t.Symbol(Name("H", primes=1)))
    True
    >>> takes_superscript(t.Symbol(Name("W", layer="1")))
    False
    """
    if isinstance(node, t.Symbol):
        return not node.name.layer and not (node.name.primes and node.name.label)
    if isinstance(node, t.Indexed):
        plain = isinstance(node.base, t.Symbol) and takes_superscript(node.base)
        return plain and node.style != "bracket" and not _first(node.base).name.primes  # type: ignore[attr-defined]
    return isinstance(node, (t.Number, t.Infinity, t.Fence, t.Norm, t.Matrix))


def _element(node: t.Indexed) -> t.Indexed:
    return (
        node if isinstance(node.base, (t.Symbol, Paren)) else replace(node, base=_paren(node.base))
    )


def _body(node: Any) -> Any:
    """What stands behind the first factor may or may not belong to a product or maximum."""
    linear = isinstance(node, t.Limit) or node.operator == "sum"
    if level(node.body) == Level.PRODUCT and not linear:
        return replace(node, body=Paren(node.body))
    return replace(node, body=wrap(node.body, Level.PREFIX))


def _sides(node: t.Chain) -> t.Chain:
    sides = [wrap(side, Level.SIDE) for side in node.sides]
    for i, side in enumerate(sides):
        if holds_shape(node, i):
            sides[i] = _product_not_shape(side)
    return replace(node, sides=tuple(sides))


def _product_not_shape(side: t.Node) -> Any:
    r"""A product with ``\times`` where the same signs would be a shape."""
    return Paren(side) if isinstance(side, t.Multiply) and side.sign == "times" else side


def _statement_inside(node: t.Node) -> Any:
    demand = DEMANDS.get(type(node), Level.ANY)
    return t.rebuilt(node, lambda child: _product_not_shape(wrap(child, demand)))


def _connected(node: t.Logic) -> t.Logic:
    demand = Level(CONNECTIVES[node.connective] + 1)
    return t.rebuilt(node, lambda part: _product_not_shape(wrap(part, demand)))


def _space(node: t.Space) -> t.Space:
    if len(node.shape) == 1 and not isinstance(node.shape[0], t.Multiply):
        return node
    return t.rebuilt(node, lambda size: wrap(size, Level.POSTFIX))


def _members(node: t.SetWhere) -> t.SetWhere:
    return replace(node, element=_product_not_shape(wrap(node.element, Level.RELATION)))


SPECIAL: dict[type[t.Node], Callable[[Any], t.Node]] = {
    t.Add: _terms,
    t.Multiply: _factors,
    t.Divide: _quotient,
    t.Power: _power,
    t.Transposed: _transposed,
    t.Indexed: _element,
    t.Big: _body,
    t.Limit: _body,
    t.Chain: _sides,
    t.Logic: _connected,
    t.Not: _statement_inside,
    t.Leading: _statement_inside,
    t.Boxed: _statement_inside,
    t.Quantified: _statement_inside,
    t.Space: _space,
    t.SetWhere: _members,
}
