r"""Sums whose range is not written: they run over the array that their index picks from.

*Defines* `with_ranges`. :math:`\sum_i W_{i, j} y_i` has i run over the rows of W, if all arrays
that i is an index of have the same size there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Big,
    Expr,
    Indexed,
    Negative,
    Node,
    Number,
    Over,
    Range,
    Statement,
    Symbol,
    descendants,
)
from symconv.proof.context import Context

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def with_ranges(tree: Statement, context: Context) -> Statement:
    """Return the tree with a range for every index of a sum whose arrays tell its size."""
    found: Statement = rebuild(tree, lambda node: _ranged(node, context))
    return found


def _ranged(node: Node, context: Context) -> Node:
    if not isinstance(node, Big) or not any(isinstance(b, Over) for b in node.binders):
        return node
    binders: list[Range | Over] = []
    for binder in node.binders:
        if not isinstance(binder, Over) or binder.condition is not None:
            binders.append(binder)
            continue
        for index in binder.indices:
            sizes = dict.fromkeys(_sizes(index, node.body, context))
            if len(sizes) != 1:
                return node
            (size,) = sizes
            binders.append(Range(index, ZERO, Add((size, Negative(ONE)))))
    return Big(node.operator, tuple(binders), node.body, span=node.span)


def _sizes(index: Symbol, body: Node, context: Context) -> Iterator[Expr]:
    """Yield the size of each axis that an index runs along."""
    for node in descendants(body):
        match node:
            case Indexed(Symbol(name), indices):
                shape = getattr(context.definitions.get(name), "shape", ())
                if len(shape) == len(indices):
                    yield from (n for i, n in zip(indices, shape, strict=True) if i == index)
