r"""What an answer about norms of a window says, as equations in the question's notation.

*Defines* `Equated`, `one_exponent` and `equations_of`. "For p = 1" holds for the formulas that
follow it, until another case is named; ``L_p \to M`` says that the limit for large exponents is M.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.norm_names import Meanings, with_meanings
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.window import EXPONENT
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Chain,
    Expr,
    Fence,
    Indexed,
    Infinity,
    Limit,
    Negative,
    Node,
    Number,
    Symbol,
    descendants,
    rebuilt,
)

LETTERS = frozenset("pPq")
EQUAL = frozenset({"=", ":="})


@dataclass(frozen=True)
class Equated:
    """A chain of an answer in the question's notation, and where it was said."""

    chain: Chain
    said: Said

    def changed(self, chain: Chain) -> Equated:
        """Return the same said otherwise."""
        return Equated(chain, replace(self.said, statement=chain))


def equations_of(said: Sequence[Said], meanings: Meanings) -> list[Equated]:
    """Return the chains of an answer, cases and arrows worked in."""
    found: list[Equated] = []
    case: Expr | None = None
    for one in said:
        statement = one.statement
        if not isinstance(statement, Chain):
            continue
        if (named := _case(statement)) is not None:
            case = None if isinstance(named, Infinity | Negative) else named
            continue
        chain = _with_limits(with_meanings(statement, meanings))
        if case is not None and not _has_limit(chain):
            chain = substitute(chain, {EXPONENT.name: case})
        found.append(Equated(chain, replace(one, statement=chain, given=None)))
    return found


def _case(chain: Chain) -> Expr | None:
    """Return the exponent that a statement names: ``p = 1``, ``p \\to \\infty``."""
    match chain:
        case Chain((Symbol(name), Number() | Infinity() | Negative() as value), ("=" | "->",)):
            return value if str(name) in LETTERS else None
        case _:
            return None


def one_exponent(said: Sequence[Said]) -> list[Said]:
    """Return what was said with exponents of other letters, and variables of limits, as P."""
    return [replace(one, statement=_with_exponent(one.statement)) for one in said]


def _with_exponent(tree: Any) -> Any:
    tree = rebuild(tree, _renamed)
    return substitute(tree, {n: EXPONENT for n in names_in_tree(tree) if str(n) in LETTERS})


def _renamed(node: Node) -> Node:
    if isinstance(node, Limit) and isinstance(node.variable, Symbol):
        renamed: Node = substitute(node, {node.variable.name: EXPONENT})
        return renamed
    return node


def _has_limit(tree: Node) -> bool:
    return any(isinstance(n, Limit) for n in descendants(tree))


def _with_limits(chain: Chain) -> Chain:
    """Read an arrow from what has the exponent in it as a limit."""
    sides, signs = list(chain.sides), list(chain.relations)
    for i, sign in enumerate(signs):
        if sign != "->":
            continue
        signs[i] = "="
        for k in range(i + 1):
            if EXPONENT.name in names_in_tree(sides[k]) and not _has_limit(sides[k]):
                sides[k] = Limit(EXPONENT, Infinity(), sides[k])
    return Chain(tuple(sides), tuple(signs), span=chain.span)


def in_magnitudes(tree: Any, cell: Indexed) -> Any:
    """Return the tree for inputs that are not negative: an element is its absolute value."""

    def change(node: Node) -> Node:
        if isinstance(node, Fence) and isinstance(node.body, Indexed):
            return node
        changed: Node = rebuilt(node, change)
        bare = isinstance(changed, Indexed) and changed.base == cell.base
        return Fence("abs", changed) if bare else changed  # type: ignore[arg-type]

    return change(tree)


def neighbours(chain: Chain) -> Iterator[tuple[Expr, str, Expr]]:
    """Yield the neighbours of a chain, and the sign between them."""
    yield from zip(chain.sides, chain.relations, chain.sides[1:], strict=False)


def pairs(chain: Chain) -> Iterator[tuple[Expr, Expr]]:
    """Yield the neighbours of a chain that an equals sign joins."""
    for a, sign, b in neighbours(chain):
        if sign in EQUAL:
            yield a, b
