r"""An answer's own names: what it defines them to be, and which of the question's they stand for.

*Defines* `definitions_in`, `expanded`, and `readings`. ``K_d = 1 + (K - 1) d`` is a definition and
is put in place; a letter that is left over must stand for a name of the question that is not used,
and each way to choose is one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, permutations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.sayings import Said
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Node, Statement, Symbol, descendants
from symconv.notation import Kind, Name, SymbolTable

MAX_DEPTH = 8
MAX_NODES = 600
MAX_READINGS = 120

Renaming = tuple[tuple[Name, Name], ...]


def definitions_in(said: Iterable[Said], known: SymbolTable) -> dict[Name, Expr]:
    """Return what each own name is defined to be; a name with two definitions has none."""
    found: dict[Name, Expr] = {}
    twice: set[Name] = set()
    for one in said:
        match one.statement:
            case Chain((Symbol(name), body, *_), ("=" | ":=", *_)) if name not in known:
                if isinstance(body, Expr) and name not in names_in_tree(body):
                    if name in found and found[name] != body:
                        twice.add(name)
                    found[name] = body
    return {name: body for name, body in found.items() if name not in twice}


def expanded(tree: Statement, definitions: Mapping[Name, Expr]) -> Statement:
    """Return the tree with own names replaced by what they are defined to be."""
    values: dict[Name, Node] = dict(definitions)
    for _ in range(MAX_DEPTH):
        names = names_in_tree(tree) & values.keys()
        if not names:
            break
        larger: Statement = substitute(tree, {n: values[n] for n in names})
        if sum(1 for _ in descendants(larger)) > MAX_NODES:
            break
        tree = larger
    return tree


def readings(
    tree: Statement, expected: Statement, known: SymbolTable
) -> Iterator[tuple[Renaming, Statement]]:
    """Yield the tree with its own names replaced by unused names of what was expected.

    Names that differ in case alone come first. Nothing is yielded when a name is left over.
    """
    inside = names_in_tree(tree)
    own = sorted(n for n in inside if n not in known)
    free = [n for n in sorted(names_in_tree(expected) - inside) if n in known]
    if len(own) > len(free):
        return
    for chosen in islice(_ordered(own, free), MAX_READINGS):
        pairs = tuple(zip(own, chosen, strict=True))
        if all(_alike(a, b, known) for a, b in pairs):
            yield pairs, substitute(tree, {a: Symbol(b) for a, b in pairs})


def _ordered(own: list[Name], free: list[Name]) -> list[tuple[Name, ...]]:
    found = list(islice(permutations(free, len(own)), MAX_READINGS))

    def distance(chosen: tuple[Name, ...]) -> int:
        pairs = zip(own, chosen, strict=True)
        return sum(a.base.lower() != b.base.lower() for a, b in pairs)

    return sorted(found, key=distance)


def _alike(own: Name, meant: Name, known: SymbolTable) -> bool:
    """Whether both are scalars; a tensor is renamed like any name, its rank decides later."""
    return meant in known and known[meant].kind in (Kind.SCALAR, Kind.TENSOR)
