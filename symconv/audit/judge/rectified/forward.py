r"""Forward passes by hand, ready to be judged line by line.

*Defines* `worked_out`. In ``h_1 = ReLU(z_1) = ...`` the name ``z_1`` means the numbers that were
found for it last, and ``x`` the point that the answer is at; both are put in place, and the
rectifier is applied entry by entry. What is not known by then stays; a line with it is not judged.
Nor is an equation that holds for some x alone, as ``max(0, x) = x`` does: it is said of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symconv.audit.causes.affine_pieces import agree_somewhere, same_pieces
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.network_function import X
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Apply,
    Chain,
    Expr,
    Indexed,
    Matrix,
    Node,
    Number,
    Symbol,
    descendants,
)
from symconv.notation import Name
from symconv.proof.point_truth import Point

THEOREMS = frozenset({"local_linear_map", "piecewise_form"})
RECTIFIERS = frozenset({"ReLU", "relu", "sigma", "phi", "varphi"})
Known = Mapping[Name, Expr]


def worked_out(said: Iterable[Said], desk: Desk) -> list[Said]:
    """Return the statements of an answer with what it has computed so far put in place."""
    if desk.problem.ask not in THEOREMS:
        return list(said)
    found: list[Said] = []
    values: dict[Name, Expr] = {}
    for one in said:
        statement = one.statement
        if isinstance(statement, Chain) and set(statement.relations) <= {"=", ":="}:
            point = _point(statement)
            if point is not None:
                values = {point[0]: point[1]}
            else:
                one = replace(one, statement=_put(statement, values, desk))
                values |= _result(one.statement, desk)
                one = replace(one, loose=one.loose or _is_about_a_stretch(one.statement))
        found.append(one)
    return found


def _is_about_a_stretch(statement: Any) -> bool:
    """Whether sides of an equation agree for some x and not for all: it is said of some case.

    A side that agrees nowhere with the next one is false in every case, and stays to be judged.
    """
    pairs = list(pairwise(statement.sides[isinstance(statement.sides[0], Symbol) :]))
    try:
        split = [(agree_somewhere(a, b, X), same_pieces(a, b, X)) for a, b in pairs]
    except NoValue:
        return False
    return all(some for some, _ in split) and not all(everywhere for _, everywhere in split)


def _point(statement: Chain) -> tuple[Name, Expr] | None:
    """Return the point that ``x = 2`` sets."""
    first, last = statement.sides[0], statement.sides[-1]
    if isinstance(first, Symbol) and first.name.base == "x" and not names_in_tree(last):
        return replace(first.name, label=""), last
    return None


def _put(statement: Chain, values: Known, desk: Desk) -> Chain:
    """Put known values into all sides of a line about arrays but the name that it is about."""
    inside = [s for s in statement.sides if _has_array(s)]
    own = {n: v for n, v in values.items() if n not in desk.known and (inside or n.base != "x")}
    first, *others = statement.sides
    sides = [_rectified(substitute(side, own)) for side in others]
    kept = first if isinstance(first, Symbol) else _rectified(substitute(first, own))
    return replace(statement, sides=(kept, *sides))


def _has_array(side: Expr) -> bool:
    """Whether a side has a matrix, or the weights of a layer."""
    nodes = list(descendants(side))
    return any(isinstance(n, Matrix | Indexed) for n in nodes) or any(
        isinstance(n, Symbol) and n.name.layer for n in nodes
    )


def _result(statement: Any, desk: Desk) -> dict[Name, Expr]:
    """Return the numbers that a line finds for a name, if its sides agree on them."""
    match statement:
        case Chain((Symbol(name), *sides), _) if name not in desk.known:
            closed = [side for side in sides if not names_in_tree(side)]
            if closed and closed[-1] == sides[-1] and _agree(closed):
                return {name: sides[-1]}
    return {}


def _agree(sides: Iterable[Expr]) -> bool:
    try:
        return len({value_at(side, Point({}, {})) for side in sides}) == 1
    except NoValue:
        return False


def _rectified(tree: Expr) -> Any:
    return rebuild(tree, _positive_part)


def _positive_part(node: Node) -> Node:
    match node:
        case Apply(Name("max"), (Number(zero), body)) if zero == 0:
            return _entrywise(body) or node
        case Apply(Name(base), (body,)) if base in RECTIFIERS:
            return _entrywise(body) or Apply(Name("max"), (Number(Fraction(0)), body))
        case _:
            return node


def _entrywise(body: Expr) -> Matrix | None:
    """Return the positive part of an array of numbers; None for anything else."""
    if names_in_tree(body):
        return None
    try:
        value = value_at(body, Point({}, {}))
    except NoValue:
        return None
    if not isinstance(value, tuple) or not all(isinstance(row, tuple) for row in value):
        return None
    return Matrix(tuple(tuple(map(_part, row)) for row in value))  # type: ignore[arg-type]


def _part(value: Value) -> Number:
    return Number(max(Fraction(0), Fraction(value)))  # type: ignore[arg-type]
