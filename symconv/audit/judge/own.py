r"""An answer's own names: what it defines them to be, and which of the question's they stand for.

*Defines* `Own`, `definitions_in`, `expanded`, `other_glyphs` and `readings`.
``K_d = 1 + (K - 1) d`` is a definition and is put in place; a letter that is left over must stand
for a name of the question that is not used, and each way to choose is one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, permutations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.sayings import Said
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Chain,
    Expr,
    Indexed,
    Multiply,
    Node,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Kind, Name, SymbolTable

MAX_DEPTH = 8
MAX_NODES = 600
MAX_READINGS = 120

Renaming = tuple[tuple[Name, Name], ...]


@dataclass(frozen=True)
class Own:
    """What an answer defines: names, and elements such as ``m_{h, w}`` with their index names."""

    values: Mapping[Name, Expr] = field(default_factory=dict)
    elements: Mapping[Name, tuple[tuple[Name, ...], Expr]] = field(default_factory=dict)

    def meaning(self, subject: Expr, meant: Expr) -> Own:
        """Return the definitions with a subject meaning a quantity of the question."""
        match subject:
            case Symbol(name) if name in self.values:
                return replace(self, values={**self.values, name: meant})
            case Indexed(Symbol(name), indices) if name in self.elements:
                parameters = _plain_names(indices)
                return replace(self, elements={**self.elements, name: (parameters, meant)})
            case _:
                return self


def definitions_in(said: Iterable[Said], known: SymbolTable) -> Own:
    """Return what each own name is defined to be; a name with two definitions has none."""
    values: dict[Name, Expr] = {}
    elements: dict[Name, tuple[tuple[Name, ...], Expr]] = {}
    said = tuple(said)
    twice = {name for one in said for name in _functions(one.statement)}
    for one in said:
        match one.statement:
            case Chain((Symbol(name), body, *_), ("=" | ":=", *_)) if _defines(name, body, known):
                if values.setdefault(name, body) != body:
                    twice.add(name)
            case Chain((Indexed(Symbol(name), indices), body, *_), ("=" | ":=", *_)) if _defines(
                name, body, known
            ):
                row = (_plain_names(indices), body)
                if len(row[0]) != len(indices) or elements.setdefault(name, row) != row:
                    twice.add(name)
    return Own(
        {name: body for name, body in values.items() if name not in twice},
        {name: row for name, row in elements.items() if name not in twice},
    )


def _functions(statement: Statement) -> Iterator[Name]:
    """Yield the name of what is given as a function: ``h`` of ``h(x) = ...``."""
    match statement:
        case Chain((Multiply((Symbol(name), Symbol())), *_), ("=" | ":=", *_)):
            yield name


def _defines(name: Name, body: Node, known: SymbolTable) -> bool:
    return name not in known and isinstance(body, Expr) and name not in names_in_tree(body)


def _plain_names(indices: tuple[Expr, ...]) -> tuple[Name, ...]:
    return tuple(i.name for i in indices if isinstance(i, Symbol))


def expanded(tree: Statement, own: Own) -> Statement:
    """Return the tree with own names replaced by what they are defined to be."""
    for _ in range(MAX_DEPTH):
        if not names_in_tree(tree) & (own.values.keys() | own.elements.keys()):
            break
        larger: Statement = rebuild(tree, lambda node: _meant(node, own))
        if larger == tree or sum(1 for _ in descendants(larger)) > MAX_NODES:
            break
        tree = larger
    return tree


def _meant(node: Node, own: Own) -> Node:
    match node:
        case Symbol(name) if name in own.values:
            return own.values[name]
        case Indexed(Symbol(name), indices) if name in own.elements:
            parameters, body = own.elements[name]
            if len(parameters) != len(indices):
                return node
            meant: Node = substitute(body, dict(zip(parameters, indices, strict=True)))
            return meant
        case _:
            return node


def readings(
    tree: Statement, expected: frozenset[Name], known: SymbolTable
) -> Iterator[tuple[Renaming, Statement]]:
    """Yield the tree with its own names replaced by unused ones of the names expected.

    Names that differ in case alone come first. Nothing is yielded when a name is left over.
    """
    inside = names_in_tree(tree)
    own = sorted(n for n in inside if n not in known)
    free = [n for n in sorted(expected - inside) if n in known]
    if len(own) > len(free):
        return
    for chosen in islice(_ordered(own, free), MAX_READINGS):
        pairs = tuple(zip(own, chosen, strict=True))
        if all(_alike(a, b, known) for a, b in pairs):
            yield pairs, substitute(tree, {a: Symbol(b) for a, b in pairs})


def other_glyphs(names: Iterable[Name], known: SymbolTable) -> Renaming:
    r"""Return which own names are the question's in another shape: ``\epsilon``, ``\varepsilon``.

    >>> from symconv.notation import scalars
    >>> known = SymbolTable.of(scalars(r"\varepsilon"))
    >>> [(str(a), str(b)) for a, b in other_glyphs([Name("epsilon"), Name("x")], known)]
    [('\\epsilon', '\\varepsilon')]
    """
    pairs = ((n, _other_shape(n)) for n in sorted(set(names)))
    return tuple((n, m) for n, m in pairs if n not in known and m in known)


def _other_shape(name: Name) -> Name:
    r"""A loss is ``\mathcal{L}`` to some and L to others."""
    if name.font == "mathcal":
        return replace(name, font="")
    return replace(name, base=_other_glyph(name.base))


def _other_glyph(base: str) -> str:
    return base.removeprefix("var") if base.startswith("var") else f"var{base}"


def _ordered(own: list[Name], free: list[Name]) -> list[tuple[Name, ...]]:
    found = list(islice(permutations(free, len(own)), MAX_READINGS))

    def distance(chosen: tuple[Name, ...]) -> int:
        pairs = zip(own, chosen, strict=True)
        return sum(a.base.lower() != b.base.lower() for a, b in pairs)

    return sorted(found, key=distance)


def _alike(own: Name, meant: Name, known: SymbolTable) -> bool:
    """Whether both are scalars; a tensor is renamed like any name, its rank decides later."""
    return meant in known and known[meant].kind in (Kind.SCALAR, Kind.TENSOR)
