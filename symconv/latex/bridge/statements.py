"""Relations, memberships and connectives in SymPy, never evaluated; and the sets they mention."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symconv.errors import DialectError
from symconv.latex import tree as t

RELATIONS: dict[str, Any] = {
    "=": sp.Eq,
    ":=": sp.Eq,
    "!=": sp.Ne,
    "<": sp.Lt,
    "<=": sp.Le,
    ">": sp.Gt,
    ">=": sp.Ge,
}
CONNECTIVES: dict[str, Any] = {
    "and": sp.And,
    "or": sp.Or,
    "implies": sp.Implies,
    "iff": sp.Equivalent,
}
SPACES = {
    "R": sp.S.Reals,
    "Z": sp.S.Integers,
    "N": sp.S.Naturals0,
    "Q": sp.S.Rationals,
    "C": sp.S.Complexes,
}


def added(terms: list[Any]) -> Any:
    """Return the sum, of numbers or of matrices."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def space(node: t.Space) -> Any:
    """Return the SymPy set of a number space; a space of tensors has none."""
    if node.shape:
        raise DialectError("a space of tensors has no SymPy counterpart")
    return SPACES[node.letter]


def chain(relations: tuple[str, ...], sides: list[Any]) -> Any:
    """Return one unevaluated relation, or the unevaluated conjunction of several."""
    links = [
        _link(relation, left, right)
        for relation, left, right in zip(relations, sides, sides[1:], strict=False)
    ]
    return links[0] if len(links) == 1 else sp.And(*links, evaluate=False)


def _link(relation: str, left: Any, right: Any) -> Any:
    if relation in RELATIONS:
        return RELATIONS[relation](left, right, evaluate=False)
    if relation in ("in", "notin") and isinstance(right, sp.Set):
        member = sp.Contains(left, right, evaluate=False)
        return member if relation == "in" else sp.Not(member, evaluate=False)
    if relation == "mid":
        return sp.Eq(sp.Mod(right, left), 0, evaluate=False)
    raise DialectError(f"the relation {relation!r} has no SymPy counterpart here")


def logic(connective: str, parts: list[Any]) -> Any:
    """Return the unevaluated connective."""
    if connective == "implies" and len(parts) > 2:
        raise DialectError("a chain of implications has two readings in SymPy")
    return CONNECTIVES[connective](*parts, evaluate=False)
