r"""Sums that count from 1, where the question counts from 0.

*Defines* `from_zero` and `indices_from_zero`. ``\\sum_{b=1}^{B} X_{b}`` is the sum of all of X for
somebody whose indices start at 1. It is rewritten for indices from 0 only if the index is used for
nothing but to pick an element; in ``\\sum_{i=1}^{n} i x_i`` it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Add,
    Big,
    Indexed,
    Negative,
    Node,
    Number,
    Range,
    Statement,
    Symbol,
    descendants,
)

ONE = Number(Fraction(1))


def from_zero(tree: Statement) -> Statement:
    """Return the tree with sums over elements from 1 written from 0; the same tree if none are."""
    changed: Statement = rebuild(tree, _shifted)
    return changed


def indices_from_zero(tree: Statement) -> Statement:
    r"""Return the tree with elements that are counted from 1, :math:`y_{1}`, counted from 0.

    An index that is 0 somewhere says that the author counts from 0: then nothing changes.
    """
    numbers = [i for i in _indices(tree) if isinstance(i, Number)]
    if any(i.value < 1 for i in numbers):
        return tree
    moved: Statement = rebuild(from_zero(tree), _counted_down)
    return moved


def _counted_down(node: Node) -> Node:
    if not isinstance(node, Indexed):
        return node
    indices = tuple(Number(i.value - 1) if isinstance(i, Number) else i for i in node.indices)
    return replace(node, indices=indices)


def _shifted(node: Node) -> Node:
    if not isinstance(node, Big):
        return node
    binders = tuple(
        replace(b, lower=Number(Fraction(0)), upper=Add((b.upper, Negative(ONE))))
        if isinstance(b, Range) and b.lower == ONE and _picks_elements(b.index, node.body)
        else b
        for b in node.binders
    )
    return replace(node, binders=binders) if binders != node.binders else node


def _picks_elements(index: Symbol, body: Node) -> bool:
    everywhere = sum(1 for n in descendants(body) if n == index)
    return 0 < everywhere == sum(1 for n in _indices(body) if n == index)


def _indices(body: Node) -> Iterator[Node]:
    for node in descendants(body):
        if isinstance(node, Indexed):
            yield from node.indices
