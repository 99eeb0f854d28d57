"""Walking a tree: the children of a node, all nodes below it, and a node with changed children.

*Why generic.* A pass that treats three node types specially should not have to spell out the other
forty; the dataclass fields say where the children are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from symconv.latex.tree.node import Node


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below, in the order of the fields.

    >>> from symconv.latex.tree import Add, Infinity, Text
    >>> list(children(Add((Infinity(), Text("many")))))
    [Infinity(), Text(text='many')]
    """
    for field in node.__dataclass_fields__:
        if field != "span":
            yield from _nodes(getattr(node, field))


def descendants(node: Node) -> Iterator[Node]:
    """Yield the node itself and every node below it, parents first."""
    yield node
    for child in children(node):
        yield from descendants(child)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Any:
    """Return the node with ``change`` applied to each child; the same object if none changed."""
    values = {}
    for field in node.__dataclass_fields__:
        if field == "span":
            continue
        old = getattr(node, field)
        new = _changed(old, change)
        if new is not old:
            values[field] = new
    return replace(node, **values) if values else node


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def _changed(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    return value
