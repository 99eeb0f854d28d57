r"""What an answer claims: which value it gives to what.

*Defines* `Claim` and `claims_of`. A chain ``H_1 \to r_0 = 1 + 4 = 5`` claims the value 5 for what
it calls ``H_1`` and ``r_0``; a bare ``128`` claims a value for what the words in front of it say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.aliases import alias, bare
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.subjects import is_subject
from symconv.latex.tree import (
    Boxed,
    Chain,
    Expr,
    Matrix,
    Shape,
    Space,
    Statement,
    Symbol,
    Text,
    Tuple,
)
from symconv.notation import Name, SymbolTable

EQUALS = frozenset({"=", ":=", "->", "~", "=="})


@dataclass(frozen=True)
class Claim:
    """A value, what it is claimed for, and where; ``approximate`` where a sign says so."""

    value: Statement
    names: frozenset[str]
    said: Said
    approximate: bool = False

    @property
    def words(self) -> str:
        """The words in front, and those that stand as a subject, in lower case."""
        own = " ".join(n for n in self.names if " " in n or n.isalpha())
        before = self.said.paragraph if self.said.display else self.said.words
        return f"{self.said.heading} {before} {own}".lower()

    @property
    def kind(self) -> str:
        """What sort of value is claimed: array, tuple, statement, number or formula."""
        return kind_of(self.value)


def kind_of(value: Statement) -> str:
    """Return the sort of a value.

    >>> kind_of(Text("many"))
    'words'
    """
    match value:
        case Matrix():
            return "array"
        case Tuple() | Shape():
            return "tuple"
        case Text():
            return "words"
    if not isinstance(value, Expr):
        return "statement"
    return "formula" if names_in_tree(value) else "number"


def sort_of(value: Statement) -> str:
    """Return the sort of a value as places go: what is written as a tuple may be an array.

    >>> sort_of(Tuple((Text("a"), Text("b"))))
    'array'
    """
    kind = kind_of(value)
    return "array" if kind == "tuple" else kind


def claims_of(said: Iterable[Said], known: SymbolTable) -> tuple[Claim, ...]:
    """Return what each statement claims, in order; statements that claim nothing are left out."""
    found = (_claim(one, known) for one in said)
    return tuple(claim for claim in found if claim is not None)


def _claim(said: Said, known: SymbolTable) -> Claim | None:
    statement = said.statement
    match statement:
        case Text():
            return None
        case Chain((subject, Space("R", sizes)), ("in",)) if sizes:
            value: Statement = Shape(sizes) if len(sizes) > 1 else sizes[0]
            return Claim(value, frozenset({alias(subject)}) - {""}, said)
        case Chain(sides, relations) if set(relations) <= EQUALS:
            return _of_chain(tuple(map(_unboxed, sides)), said, known)
        case _:
            return Claim(statement, frozenset(), said)


def _of_chain(sides: tuple[Expr, ...], said: Said, known: SymbolTable) -> Claim:
    last = len(sides) - 1
    while last > 1 and _is_own_name(sides[last], known):
        last -= 1
    assert isinstance(said.statement, Chain)
    signs = said.statement.relations
    if "~" in signs and (exact := signs.index("~")) > 0 and not _is_own_name(sides[exact], known):
        last = exact
    others = [s for i, s in enumerate(sides) if i != last]
    subjects = [s for i, s in enumerate(others) if i == 0 or _is_own_name(s, known)]
    named = [s for s in subjects if is_subject(s)]
    names = frozenset({*map(alias, named), *map(bare, named)} - {""})
    approximate = signs[last - 1] == "~"
    return Claim(sides[last], names, said, approximate)


def _unboxed(side: Statement) -> Expr:
    while isinstance(side, Boxed):
        side = side.body
    return side  # type: ignore[return-value]


def _is_own_name(side: Expr, known: SymbolTable) -> bool:
    return isinstance(side, Text) or (isinstance(side, Symbol) and side.name not in known)


def own_names(tree: Statement, known: SymbolTable) -> frozenset[Name]:
    """Return the free names of a tree that the question does not declare."""
    return frozenset(n for n in names_in_tree(tree) if n not in known)
