r"""Put values for names into a tree, and drop what a substitution made trivial.

*Why.* A theorem writes each line once, with the field's letters; a question supplies numbers or
other letters. The substituted line is proved afresh, so nothing here needs to be trusted.

Names that a sum or a quantifier binds are not renamed: a line must not use one name as a bound
index and as a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symconv.latex.tree import (
    Add,
    Divide,
    Expr,
    Fence,
    Modulo,
    Multiply,
    Negative,
    Node,
    Number,
    Symbol,
    rebuilt,
)
from symconv.notation import Name

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def substitute(node: Node, values: Mapping[Name, Node]) -> Any:
    """Replace every symbol that has a value."""

    def put(n: Node) -> Node:
        return values.get(n.name, n) if isinstance(n, Symbol) else n

    return rebuild(node, put)


def tidy(node: Node) -> Any:
    r"""Drop factors 1, terms 0, denominators 1, and floors of sums without a quotient.

    >>> from symconv.latex import tex
    >>> one = Number(Fraction(1))
    >>> tex.write(tidy(Fence("floor", Divide(Add((Symbol(Name("n")), ZERO)), one))))
    'n'
    """
    return rebuild(node, _tidy_one)


def rebuild(node: Node, change: Callable[[Node], Node]) -> Any:
    """Apply ``change`` to every node, children first."""
    return change(rebuilt(node, lambda child: rebuild(child, change)))


def _tidy_one(node: Node) -> Node:
    match node:
        case Multiply(factors, sign) if sign in ("", "cdot", "times"):
            return _product(node, factors)
        case Add(terms):
            return _sum(node, terms)
        case Negative(Number(value)) if value == 0:
            return ZERO
        case Divide(numerator, Number(value)) if value == 1:
            return numerator
        case Modulo(_, Number(value)) if value == 1:
            return ZERO
        case Fence("floor" | "ceil", body) if _is_integral(body):
            return body
        case _:
            return node


def _product(node: Multiply, factors: tuple[Expr, ...]) -> Node:
    if ZERO in factors:
        return ZERO
    kept = tuple(f for f in factors if f != ONE)
    if len(kept) == len(factors):
        return _spaced(node)
    return kept[0] if len(kept) == 1 else _spaced(replace(node, factors=kept)) if kept else ONE


def _spaced(node: Multiply) -> Multiply:
    """Two numbers must not stand side by side: 2 3 reads as 23 to a person."""
    numbers = any(isinstance(f, Number) for f in node.factors[1:])
    return replace(node, sign="cdot") if numbers and node.sign == "" else node


def _sum(node: Add, terms: tuple[Expr, ...]) -> Node:
    flat: list[Expr] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Add) else [term])
    kept = tuple(t for t in flat if t != ZERO)
    if not kept:
        return ZERO
    return kept[0] if len(kept) == 1 else replace(node, terms=kept)


def _is_integral(node: Node) -> bool:
    """Whether a tree is built from sums and products alone, so that a floor around it is idle.

    Sound only for lines whose symbols are integers; the line is proved again in any case.
    """
    match node:
        case Number(value):
            return value.denominator == 1
        case Symbol():
            return True
        case Add(parts) | Multiply(parts):
            return all(map(_is_integral, parts))
        case Negative(body):
            return _is_integral(body)
        case Fence("floor" | "ceil", _):
            return True
        case _:
            return False
