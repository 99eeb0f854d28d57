"""The names that a tree leaves free.

*Defines* `names_in_tree`.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex.tree import Apply, Big, Limit, Node, Over, Quantified, Range, Symbol, children
from symconv.notation import Name

_OPERATORS = frozenset({"max", "min", "exp", "log", "sin", "cos", "tanh", "gcd"})


def names_in_tree(tree: Node) -> frozenset[Name]:
    """Return all free names, those of functions included; bound indices are not free."""
    return frozenset(_free(tree, frozenset()))


def _free(tree: Node, bound: frozenset[Name]) -> Iterator[Name]:
    if isinstance(tree, Symbol):
        if tree.name not in bound:
            yield tree.name
        return
    if isinstance(tree, Apply) and tree.function.base not in _OPERATORS:
        yield tree.function
    if isinstance(tree, Limit) and isinstance(tree.variable, Symbol):
        yield from _free(tree.target, bound)
        yield from _free(tree.body, bound | {tree.variable.name})
        return
    if isinstance(tree, Big | Quantified):
        binders = tree.binders if isinstance(tree, Big) else (tree.binder,)
        bound |= {name for binder in binders for name in _bound(binder)}
    for child in children(tree):
        yield from _free(child, bound)


def _bound(binder: Range | Over) -> Iterator[Name]:
    if isinstance(binder, Range):
        yield binder.index.name
    else:
        yield from (index.name for index in binder.indices)
