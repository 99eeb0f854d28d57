r"""An element written without its indices: ``\mu`` where the question has :math:`\mu_c`.

*Defines* `with_indices`. A question about elements, in which no array stands by its name alone, is
often answered without the indices that never change. The name then means the element that the
question speaks of, except inside a sum over one of its indices: there it is left as it is, and a
person sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from symconv.audit.judge.item import Item
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Apply, Big, Chain, Indexed, Node, Range, Symbol, children, rebuilt
from symconv.notation import Kind, Name, SymbolTable


def with_indices(said: Iterable[Said], items: Iterable[Item], known: SymbolTable) -> list[Said]:
    """Return what was said with the indices that the question writes put behind bare names."""
    statements = [item.statement for item in items if item.statement is not None]
    elements = _elements(statements, known)
    if not elements:
        return list(said)
    listed = list(said)
    put = _Put(elements, frozenset(n for one in listed for n in _subjects(one)))
    return [
        replace(
            one,
            statement=put.into(one.statement),
            given=None if one.given is None else put.into(one.given),
        )
        for one in listed
    ]


def _subjects(one: Said) -> Iterator[Name]:
    match one.statement:
        case Chain((Symbol(name), *_), ("=" | ":=", *_)):
            yield name


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


@dataclass(frozen=True)
class _Put:
    """The elements that bare names mean, and the names that the answer states without indices."""

    elements: Mapping[Name, Indexed]
    stated: frozenset[Name]

    def into(self, node: Any, bound: frozenset[Name] = frozenset()) -> Any:
        """Return a tree with elements for bare names; ``bound`` are the indices of sums."""
        match node:
            case Symbol(name) if name in self.elements and not self._is_bound(name, bound):
                return self.elements[name]
            case Indexed() | Apply():
                return node
            case Big(_, binders, _):
                bound |= {b.index.name for b in binders if isinstance(b, Range)}
        return rebuilt(node, lambda child: self.into(child, bound))

    def _is_bound(self, name: Name, bound: frozenset[Name]) -> bool:
        """Whether a sum runs over an index of an element, or over one that looks like it."""
        letters = {i.name for i in self.elements[name].indices if isinstance(i, Symbol)}
        taken = bound if name in self.stated else {replace(n, primes=0) for n in bound}
        return bool(letters & taken)
