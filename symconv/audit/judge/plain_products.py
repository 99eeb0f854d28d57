r"""Formulas with transposes at single factors: :math:`(A B)^\top = B^\top A^\top`.

*Defines* `plain_products`. The prover compares products factor by factor; an author may write
:math:`2 (x y^\top)^\top` or :math:`\frac{4 W x x^\top}{2}`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.latex.tree import (
    Add,
    Divide,
    Expr,
    Multiply,
    Negative,
    Node,
    Number,
    Transposed,
    descendants,
    rebuilt,
)


def plain_products(tree: Node) -> Any:
    r"""Return an equal tree whose transposes stand at single factors.

    >>> from symconv.latex import tex
    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import SymbolTable, tensors
    >>> table = SymbolTable.of(tensors("A", rank=2), tensors("x", rank=1))
    >>> tex.write(plain_products(read_one(r"(2 A x)^{\top}", table).statement))
    '2 x^{\\top} A^{\\top}'
    """
    if not any(isinstance(node, Transposed) for node in descendants(tree)):
        return tree
    return _plain(tree, over=False)


def _plain(tree: Node, *, over: bool) -> Any:
    match tree:
        case Transposed(body):
            return _plain(body, over=not over)
        case Number():
            return tree
        case Multiply(factors, "" | "cdot" as sign):
            kept = [_plain(factor, over=over) for factor in factors]
            return Multiply(_numbers_first(kept[::-1] if over else kept), sign)
        case Divide(top, Number(value)) if value:
            return Multiply((Number(Fraction(1) / value), _plain(top, over=over)))
        case Negative(body):
            return Negative(_plain(body, over=over))
        case Add(terms):
            return Add(tuple(_plain(term, over=over) for term in terms))
        case _:
            inner = rebuilt(tree, plain_products)
            return Transposed(inner) if over else inner


def _numbers_first(factors: list[Expr]) -> tuple[Expr, ...]:
    numbers = [f for f in factors if isinstance(f, Number)]
    return (*numbers, *(f for f in factors if not isinstance(f, Number)))
