r"""What the letters of an answer stand for: another solution, or a vector that X takes to 0.

*Defines* `roles_in`, `with_roles` and `introduced`. :math:`X z = 0` and :math:`X u = y` tell
what z and u are, and claim nothing; :math:`w = X^\top (X X^\top)^{-1} y` is about the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.descent.spelling import LIMIT
from symconv.audit.judge.own import Own
from symconv.audit.judge.sayings import Said
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Multiply, Node, Number, Symbol, descendants
from symconv.latex.tree import Statement as Tree
from symconv.notation import Name, name

X, Y, W, V, K, Z, I = map(name, "XywvkzI")
W_LIMIT = name(LIMIT)
GIVEN = frozenset({X, Y, I, name(r"X_{\mathrm{pinv}}")})
ZERO = Number(Fraction(0))
_KERNEL = re.compile(r"null|kern|\\ker|\\mathcal\s*\{?\s*N", re.IGNORECASE)
_SOLVES = re.compile(r"\b(solution|solves|satisf|feasible|interpolat)", re.IGNORECASE)
Roles = Mapping[Name, Node]


def roles_in(said: Iterable[Said], own: Own, text: str) -> dict[Name, Node]:
    """Return what each letter is that an answer says something of; w and the limit are known."""
    found: dict[Name, Node] = {}
    trees = [tree for one in said for tree in (one.statement, one.given) if tree is not None]
    for node in (n for tree in trees for n in descendants(tree)):
        match node:
            case Chain((Multiply((Symbol(matrix), Symbol(letter))), right), ("=",)) if matrix == X:
                role = K if right == ZERO else V if right == Symbol(Y) else None
                if role is not None and letter not in (W, W_LIMIT) and letter not in own.values:
                    found[letter] = Symbol(role)
    if _KERNEL.search(text) and Z not in found and not _projects(trees):
        found[Z] = Symbol(K)
    return found


def _projects(trees: Iterable[Tree]) -> bool:
    """Whether some vector is projected, so that it may be any."""
    return any(I in names_in_tree(tree) for tree in trees)


def with_roles(tree: Tree, roles: Roles) -> Tree:
    """Return a statement in the letters of the instances."""
    meant: Tree = substitute(tree, roles)
    match meant:
        case Chain((Symbol(letter), *others), relations) if (
            letter in (W, V) and set(relations) == {"="} and _is_formula(others)
        ):
            limit: Tree = substitute(meant, {letter: Symbol(W_LIMIT)})
            return limit
        case _:
            return meant


def introduced(said: Sequence[Said], words: str, formulas: str) -> frozenset[str]:
    """Return of what an answer says, outside of its implications, what it is: v, k, the limit.

    In words, or by an equation that stands alone. One solution and a vector of the null space make
    another solution, so that to speak of solutions introduces both.
    """
    premises = [one.given for one in said if one.given is not None]
    alone = [one.statement for one in said if one.statement not in premises and one.given is None]
    found = {role for tree in alone for role in _premise(tree)}
    if _SOLVES.search(words) or "v" in found:
        found |= {"v", "k", LIMIT}
    if _KERNEL.search(f"{words} {formulas}"):
        found.add("k")
    return frozenset(found)


def stated_before(trees: Iterable[Tree]) -> frozenset[str]:
    """Return what implications say of v, k and the limit in what they presume."""
    return frozenset(role for tree in trees for n in descendants(tree) for role in _premise(n))


def _premise(tree: Node) -> frozenset[str]:
    match tree:
        case Chain((Multiply((Symbol(matrix), body)), right), ("=",)) if matrix == X:
            if right == ZERO:
                return frozenset({"k"})
            if right == Symbol(Y):
                return frozenset({LIMIT if body == Symbol(W_LIMIT) else "v"})
    return frozenset()


def _is_formula(sides: list[Expr]) -> bool:
    return all(Y in names_in_tree(side) and names_in_tree(side) <= GIVEN for side in sides)
