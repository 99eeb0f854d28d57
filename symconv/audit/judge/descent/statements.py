r"""What a statement of an answer about descent says, and whether it holds in the exact instances.

*Defines* `Kind`, `Stated`, `read_statement`, `holds` and `is_met`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any, Literal

from symconv.audit.causes.array_arithmetic import squared_norm
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoFit, NoValue, Value, value_at
from symconv.audit.judge.descent.spelling import LIMIT, NEXT, START, STEP
from symconv.audit.judge.descent.worlds import World
from symconv.audit.judge.sayings import Said
from symconv.latex.reader import read_one
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Apply,
    Boxed,
    Chain,
    Derivative,
    Expr,
    Logic,
    Multiply,
    Node,
    Norm,
    Number,
    Power,
    Quantified,
    Symbol,
    descendants,
    rebuilt,
)
from symconv.latex.tree import Statement as Tree
from symconv.notation import Name, SymbolTable, name
from symconv.proof.point_truth import Point

Kind = Literal["limit", "general", "shortest", "gradient", "update", "bound", "other"]
CONCLUSIVE: frozenset[str] = frozenset({"limit", "general", "shortest"})
GIVEN = frozenset(map(name, ("X", r"X_{\mathrm{pinv}}", "y", "I", "n", "d")))
W, V, ETA, W_LIMIT, W_START = map(name, ("w", "v", r"\eta", LIMIT, START))
FREE = frozenset(map(name, ("z", "k", "c", "h")))
SINGULAR = "no inverse"
SCALE = 10**30
"""Roots are known to so many parts: a line that holds for them may still be false, and is left."""


@dataclass(frozen=True)
class Stated:
    """A statement in the names of the derivation, what kind it is of, and where it was said."""

    said: Said
    tree: Tree
    kind: Kind
    premised: bool = False
    anywhere: bool = False


def read_statement(said: Said, table: SymbolTable, tree: Tree) -> Stated | None:
    """Return a statement in the names of the table; None for one with other names."""
    anywhere = premised = False
    while isinstance(tree, Quantified | Boxed):
        if isinstance(tree, Quantified):
            anywhere = anywhere or any(i.name == W_START for i in tree.binder.indices)
        tree = tree.body
    if said.given is not None:
        tree = Logic("implies", (said.given, tree))
    premised = isinstance(tree, Logic) and tree.connective == "implies"
    anywhere = anywhere or _mentions_start(tree)
    tree = _without_loss(tree, table)
    if any(n not in table for n in names_in_tree(tree)):
        return None
    return Stated(said, tree, _kind(tree), premised, anywhere)


def _mentions_start(tree: Tree) -> bool:
    """Whether the start occurs beside something else than its own value."""
    names = names_in_tree(tree)
    return W_START in names and len(names) > 1


def _without_loss(tree: Any, table: SymbolTable) -> Any:
    """Write the loss and its derivative out."""
    slope = read_one(r"2 X^{\top} (X w - y)", table).statement
    loss = read_one(r"\lVert X w - y \rVert^{2}", table).statement

    def change(node: Node) -> Node:
        match node:
            case Derivative(_, (Symbol(variable),)) if variable == W:
                return Multiply((slope,), "")  # type: ignore[arg-type]
            case Apply(Name("f"), (Symbol(variable),)) if variable == W:
                return loss
            case Symbol(Name("f")):
                return loss
            case _:
                return node

    return rebuild(tree, change)


def _kind(tree: Tree) -> Kind:
    last = tree.parts[-1] if isinstance(tree, Logic) else tree
    if not isinstance(last, Chain):
        return "other"
    sides, names = last.sides, names_in_tree(last)
    if ETA in names and name(STEP) not in names:
        return "bound" if Symbol(ETA) in sides else "other"
    if name(NEXT) in names:
        return "update"
    if isinstance(sides[0], Multiply) and len(sides[0].factors) == 1:
        return "gradient"
    if Symbol(W_LIMIT) in sides and names - {W_LIMIT} <= GIVEN and len(names) > 1:
        return "limit" if set(last.relations) == {"="} and _computed(last) else "other"
    if sides[0] in (Symbol(W), Symbol(V)) and names & FREE and names & (GIVEN | {W_LIMIT}):
        return "general"
    norms = [n for n in descendants(last) if isinstance(n, Norm)]
    others = names & {V, W, name("k")}
    return "shortest" if norms and W_LIMIT in names and others else "other"


def _computed(chain: Chain) -> bool:
    return any(side != Symbol(W_LIMIT) for side in chain.sides)


def value_in(tree: Node, world: World) -> Value | str | None:
    """Return the value of a formula, why it can have none, or None where it is not known."""
    rows = len(world.values["y"])  # type: ignore[arg-type]
    why = ""
    for size in (world.identity, rows):
        point = World(world.values, size).point()
        try:
            return value_at(with_roots(tree, point), point)
        except NoFit as error:
            why = why or error.fact
        except NoValue as error:
            return "this matrix has no inverse" if SINGULAR in error.fact else None
    return why


def with_roots(tree: Any, point: Point) -> Any:
    """Return a tree with norms that are no rational numbers as close approximations."""

    def change(node: Node) -> Node:
        if not isinstance(node, Norm):
            return node
        square = Fraction(squared_norm(value_at(node.body, point)))
        near = Fraction(isqrt(square.numerator * square.denominator * SCALE**2), SCALE)
        return (
            node if near**2 == square * square.denominator**2 else Number(near / square.denominator)
        )

    return _outside_squares(tree, change)


def _outside_squares(node: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(node, Power) and isinstance(node.base, Norm):
        return node
    if isinstance(node, Chain) and all(isinstance(side, Norm) for side in node.sides):
        return node  # compared by their squares
    if isinstance(node, Norm):
        return change(node)
    return rebuilt(node, lambda child: _outside_squares(child, change))


def holds(tree: Tree, worlds: Iterable[World]) -> tuple[bool, str] | None:
    """Whether a statement holds in all worlds, and else why not; None where none has a value."""
    tried = False
    for world in worlds:
        value = value_in(tree, world)
        if isinstance(value, str):
            return False, value
        if value is None:
            continue
        tried = True
        if not value:
            return False, _shown(world, tree)
    return (True, "") if tried else None


def is_met(tree: Tree, worlds: Iterable[World]) -> bool:
    """Whether the premises of an implication hold in some world: else it says nothing."""
    premises = tree.parts[:-1] if isinstance(tree, Logic) else ()
    return any(all(value_in(p, world) is True for p in premises) for world in worlds)


def _shown(world: World, tree: Tree) -> str:
    names = sorted(n.latex for n in names_in_tree(tree) if n.latex in world.values)
    return ", ".join(f"{n} = {_text(world.values[n])}" for n in names)


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    return str(Fraction(value))


def right_side(tree: Tree) -> Expr | None:
    """Return the last side of a statement that is a chain."""
    last = tree.parts[-1] if isinstance(tree, Logic) else tree
    return last.sides[-1] if isinstance(last, Chain) else None
