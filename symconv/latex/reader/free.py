"""Which names a tree mentions outside of the operators that bind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from symconv.latex.tree import (
    Big,
    Divide,
    Limit,
    Multiply,
    Negative,
    Node,
    Over,
    Range,
    Symbol,
    children,
)
from symconv.notation import Name


def mentions(node: Node, names: Collection[Name]) -> bool:
    """Whether one of the names is free in the node.

    >>> mentions(Symbol(Name("i")), [Name("i")])
    True
    """
    if isinstance(node, Symbol):
        return node.name in names
    if isinstance(node, Big):
        bound = {s.name for b in node.binders for s in indices(b)}
        names = [n for n in names if n not in bound]
    elif isinstance(node, Limit):
        names = [n for n in names if n != node.variable.name]
    return bool(names) and any(mentions(child, names) for child in children(node))


def indices(binder: Range | Over) -> tuple[Symbol, ...]:
    """Return the symbols that a binder binds."""
    return (binder.index,) if isinstance(binder, Range) else binder.indices


def trailing_names(node: Node, end: int) -> Iterator[Name]:
    """Yield the names bound by operators whose reach ends, without a bracket, at the offset."""
    if node.span is None or node.span.end != end:
        return
    match node:
        case Big(_, binders, body):
            if body.span is not None and body.span.end == end:
                for binder in binders:
                    yield from (s.name for s in indices(binder))
                yield from trailing_names(body, end)
        case Limit(variable, _, body):
            yield variable.name
            yield from trailing_names(body, end)
        case Negative(body) | Divide(_, body, "slash"):
            yield from trailing_names(body, end)
        case Multiply(factors):
            yield from trailing_names(factors[-1], end)
