r"""The variance with N - 1 in place of N.

*Defines* `unbiased`. A mean of squares is divided by one less: what statistics calls the unbiased
estimate, and what a network that normalises does not use.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Big,
    Divide,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    Statement,
)

ONE, TWO = Number(Fraction(1)), Number(Fraction(2))


def unbiased(tree: Statement) -> Statement:
    """Return the tree with every mean of squares divided by N - 1; the same tree if it has none."""
    changed: Statement = rebuild(tree, _smaller)
    return changed


def _smaller(node: Node) -> Node:
    match node:
        case Multiply((Divide(top, bottom), Big() as total), sign) if _is_of_squares(total):
            return Multiply((Divide(top, Add((bottom, Negative(ONE)))), total), sign)
        case Divide(Big() as total, bottom) if _is_of_squares(total):
            return Divide(total, Add((bottom, Negative(ONE))))
        case _:
            return node


def _is_of_squares(total: Big) -> bool:
    body: Node = total
    while isinstance(body, Big):
        body = body.body
    return isinstance(body, Power) and body.exponent == TWO
