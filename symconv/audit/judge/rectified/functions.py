r"""The function that an answer gives for a rectified network with one input.

*Defines* `stated_functions` and `as_maxima`. People write `cases`, maxima, absolute values or ReLU,
or say piece by piece which formula holds on which stretch; the pieces become one `cases`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symconv.audit.causes.affine_pieces import bends_of
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.trees import number
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.claims import Claim
from symconv.errors import LatexError
from symconv.latex.reader import read_one
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Apply,
    Cases,
    Chain,
    Expr,
    Fence,
    Interval,
    Logic,
    Node,
    Relation,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Name, SymbolTable, scalars
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import truth
from symconv.proof.point_truth import Point

X = Name("x")
ORDER = frozenset({"<", "<=", ">", ">="})
OUTPUTS = frozenset({"h", "f", "y", "F", "N"})
CLOSED: Mapping[Relation, Relation] = {"<": "<=", ">": ">="}


def stated_functions(claims: Sequence[Claim]) -> list[Claim]:
    """Return what an answer claims as a function of x as a whole, in the order of the answer."""
    claims = [replace(c, value=as_maxima(c.value)) for c in claims]
    whole = [replace(c, value=_filled(c.value)) for c in claims if _is_function(c.value)]
    if whole:
        return whole
    pairs = _pairs(claims)
    if len(pairs) < 2:
        return _one_line(claims)
    joined: Any = Cases(tuple((p.claim.value, p.where) for p in pairs))  # type: ignore[misc]
    if not _covers(joined):
        return []
    return [replace(pairs[-1].claim, value=_filled(joined), names=frozenset())]


def _one_line(claims: Sequence[Claim]) -> list[Claim]:
    """Return the only formula that is given for the network, where no stretch is mentioned."""
    lines = [c for c in claims if _is_line(c) and _left(c) & OUTPUTS and _is_of_x(c)]
    return lines if len(lines) == 1 and not any(map(_stretch, claims)) else []


def _is_of_x(claim: Claim) -> bool:
    """Whether a claim gives a function: ``h(x) = 3``, and not ``h = 3``."""
    return X in names_in_tree(claim.value) or "x" in _left(claim)


def as_maxima(tree: Statement) -> Any:
    r"""Return a formula with :math:`\max(0, z)` for every ``ReLU(z)``."""
    return rebuild(tree, _maximum)


def _maximum(node: Node) -> Node:
    match node:
        case Apply(Name("ReLU" | "relu"), (body,)):
            return Apply(Name("max"), (number(0), body))
        case _:
            return node


def _is_function(value: Statement) -> bool:
    """Whether a value bends: it has cases, a maximum or an absolute value of x."""
    if not isinstance(value, Expr) or names_in_tree(value) != {X}:
        return False
    bending = [n for n in descendants(value) if isinstance(n, Cases | Fence | Apply)]
    return any(X in names_in_tree(n) for n in bending)


def _filled(tree: Any) -> Any:
    """Return cases that say nothing at their ends with the ends added: a limit is meant there."""
    if not isinstance(tree, Cases):
        return tree
    try:
        silent = [at for at in bends_of(tree, X) if not _has_value(tree, at)]
    except NoValue:
        return tree
    if not silent:
        return tree
    return Cases((*tree.branches, *((v, c and _closed(c)) for v, c in tree.branches)))


def _has_value(tree: Expr, at: Fraction) -> bool:
    try:
        value_at(tree, Point({X: at}, {}))
    except NoValue:
        return False
    return True


def _covers(tree: Cases) -> bool:
    """Whether each number that is no end lies in exactly one stretch."""
    conditions = [c for _, c in tree.branches if c is not None]
    try:
        ends = bends_of(tree, X)
        return all(
            sum(truth(c, Point({X: at}, {})) for c in conditions) == 1 for at in _between(ends)
        )
    except (NoValue, Undefined):
        return False


def _between(ends: Sequence[Fraction]) -> list[Fraction]:
    if not ends:
        return [Fraction(0)]
    return [ends[0] - 1, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1]


def _closed(condition: Statement) -> Any:
    return rebuild(condition, _with_ends)


def _with_ends(node: Node) -> Node:
    match node:
        case Chain(sides, relations):
            return Chain(sides, tuple(CLOSED.get(r, r) for r in relations))
        case _:
            return node


@dataclass(frozen=True)
class Part:
    """A formula and the stretch on which it holds."""

    claim: Claim
    where: Statement


def _pairs(claims: Sequence[Claim]) -> list[Part]:
    """Return each formula with its stretch: in the row of a table, before it or behind it."""
    rows = [(c, _row(c)) for c in claims if _is_line(c)]
    listed = [Part(c, where) for c, where in rows if where is not None]
    if listed:
        return listed
    marked = [(c, _stretch(c)) for c in claims if _stretch(c) is not None or _is_line(c)]
    if not marked:
        return []
    behind = marked[0][1] is None
    found: list[Part] = []
    lines: list[Claim] = []
    for claim, where in marked[::-1] if not behind else marked:
        if where is None:
            lines.append(claim)
        elif lines:
            found.append(Part(_result(lines if behind else lines[::-1]), where))
            lines = []
    return found if behind else found[::-1]


def _result(lines: Sequence[Claim]) -> Claim:
    """Return the last of some formulas, or the last that is said to be the network's."""
    named = [c for c in lines if _left(c) & OUTPUTS]
    return (named or lines)[-1]


def _left(claim: Claim) -> set[str]:
    match claim.said.statement:
        case Chain((left, *_)):
            return {n.base for n in names_in_tree(left) if not n.label}
        case _:
            return set()


def _row(claim: Claim) -> Statement | None:
    """Return the stretch that the label of a table's row is."""
    if not any(sign in claim.said.heading for sign in ("<", ">", r"\l", r"\g", r"\in")):
        return None
    try:
        line = read_one(claim.said.heading, SymbolTable.of(scalars("x")), source="answer")
    except LatexError:
        return None
    return _order(line.statement)


def _stretch(claim: Claim) -> Statement | None:
    return _order(claim.said.statement)


def _order(statement: Statement) -> Statement | None:
    """Return a statement that says where x lies; None for any other."""
    if names_in_tree(statement) != {X}:
        return None
    match statement:
        case Chain(sides, relations) if set(relations) <= ORDER and Symbol(X) in sides:
            return statement
        case Chain((Symbol(), Interval(low, high, left, right)), ("in",)):
            below: Relation = "<=" if left else "<"
            above: Relation = "<=" if right else "<"
            return Chain((low, Symbol(X), high), (below, above))
        case Logic("and", parts) if all(_order(p) is not None for p in parts):
            return statement
        case _:
            return None


def _is_line(claim: Claim) -> bool:
    """Whether a claim gives a formula of x to something that is not x itself."""
    value = claim.value
    return (
        isinstance(value, Expr)
        and names_in_tree(value) <= {X}
        and not isinstance(value, Interval)
        and "x" not in claim.names
    )
