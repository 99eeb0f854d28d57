"""Building changed trees.

*Defines* `number`, `plus`, `times`, `over`, `minus` and `put`. What is built need not be tidy: it
is computed at points, and never printed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.latex.tree import Add, Divide, Multiply, Node, Number, rebuilt


def number(value: int | Fraction) -> Number:
    """Return the tree of an exact number."""
    return Number(Fraction(value))


def plus(*terms: Node) -> Any:
    """Return a sum."""
    return Add(terms)  # type: ignore[arg-type]


def times(*factors: Node) -> Any:
    """Return a product."""
    return Multiply(factors)  # type: ignore[arg-type]


def over(top: Node, bottom: Node) -> Any:
    """Return a quotient."""
    return Divide(top, bottom)  # type: ignore[arg-type]


def minus(tree: Node) -> Any:
    """Return the negative of a tree."""
    return times(number(-1), tree)


def put(tree: Node, node: Node, changed: Node) -> Node:
    """Return a tree with another node in place of one of its nodes, wherever that occurs."""
    if tree == node:
        return changed
    found: Node = rebuilt(tree, lambda child: put(child, node, changed))
    return found
