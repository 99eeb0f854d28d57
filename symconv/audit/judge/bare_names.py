r"""An element written without its indices: ``\mu`` where the question has :math:`\mu_c`.

*Defines* `with_indices`. A question about elements, in which no array stands by its name alone, is
often answered without the indices that never change. The name then means the element that the
question speaks of, except inside a sum over one of its indices: there it is left as it is, and a
person sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from symconv.audit.judge.item import Item
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Apply, Big, Indexed, Node, Range, Symbol, children, rebuilt
from symconv.notation import Kind, Name, SymbolTable


def with_indices(said: Iterable[Said], items: Iterable[Item], known: SymbolTable) -> list[Said]:
    """Return what was said with the indices that the question writes put behind bare names."""
    statements = [item.statement for item in items if item.statement is not None]
    elements = _elements(statements, known)
    if not elements:
        return list(said)
    return [
        replace(
            one,
            statement=_indexed(one.statement, elements, frozenset()),
            given=None if one.given is None else _indexed(one.given, elements, frozenset()),
        )
        for one in said
    ]


def _elements(statements: list[Any], known: SymbolTable) -> Mapping[Name, Indexed]:
    """Return the element of each array that the question speaks of; none if one stands bare."""
    found: dict[Name, Indexed] = {}
    for statement in statements:
        for node in _parts(statement):
            match node:
                case Symbol(name) if name in known and known[name].kind is Kind.TENSOR:
                    return {}
                case Indexed(Symbol(name), indices) if all(map(_is_plain, indices)):
                    found.setdefault(name, node)
    return found


def _parts(node: Node) -> Iterator[Node]:
    """Yield the nodes of a tree; the name of an element is no node of its own."""
    yield node
    inner = node.indices if isinstance(node, Indexed) else children(node)
    for child in inner:
        yield from _parts(child)


def _is_plain(index: Node) -> bool:
    return isinstance(index, Symbol) and not index.name.primes


def _indexed(node: Any, elements: Mapping[Name, Indexed], summed: frozenset[str]) -> Any:
    match node:
        case Symbol(name) if name in elements and not summed & _letters(elements[name]):
            return elements[name]
        case Indexed() | Apply():
            return node
        case Big(_, binders, _):
            summed |= {b.index.name.base for b in binders if isinstance(b, Range)}
    return rebuilt(node, lambda child: _indexed(child, elements, summed))


def _letters(element: Indexed) -> frozenset[str]:
    return frozenset(i.name.base for i in element.indices if isinstance(i, Symbol))
