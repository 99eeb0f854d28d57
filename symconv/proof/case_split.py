r"""Replace minima, maxima, absolute values, case distinctions and brackets by their branches.

*Defines* `cases`: sequents without such nodes, each with the conditions of its branches as further
hypotheses. ``max(a, b)`` is a when ``a >= b``, and b when ``b >= a``; ``[P]`` is 1 when P, 0 when
not. A case distinction without "otherwise" adds the sequent that it leaves no case out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symconv.latex.tree import (
    Apply,
    Big,
    Cases,
    Chain,
    Delta,
    Derivative,
    Fence,
    Iverson,
    Limit,
    Negative,
    Node,
    Not,
    Number,
    Quantified,
    Relation,
    SetWhere,
    Statement,
    children,
    rebuilt,
)
from symconv.notation import Name
from symconv.proof.sequents import Sequent
from symconv.proof.unknowns import NotArithmetic, NotShown

CASE_LIMIT = 48
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))
BINDERS = (Big, Limit, Derivative, SetWhere, Quantified)

Branch = tuple[Node, tuple[Statement, ...]]


def cases(sequent: Sequent) -> tuple[Sequent, ...]:
    """Split until no branching node is left; raise NotArithmetic beyond `CASE_LIMIT` cases."""
    waiting, done = [sequent], []
    while waiting:
        current = waiting.pop()
        node = _innermost(current)
        if node is None:
            done.append(current)
        else:
            waiting += _split(current, node)
        if len(waiting) + len(done) > CASE_LIMIT:
            raise NotShown(f"more than {CASE_LIMIT} cases")
    return tuple(reversed(done))


def is_branching(node: Node) -> bool:
    """Whether the value of a node is chosen by a condition."""
    match node:
        case Fence("abs", _) | Cases() | Iverson() | Delta():
            return True
        case Apply(Name("max" | "min"), _):
            return True
        case _:
            return False


def branching(node: Node) -> Iterator[Node]:
    """Yield branching nodes outside of binders, inner ones first."""
    if not isinstance(node, BINDERS):
        for child in children(node):
            yield from branching(child)
        if is_branching(node):
            yield node


def _innermost(sequent: Sequent) -> Node | None:
    return next((n for s in sequent.statements for n in branching(s)), None)


def _split(sequent: Sequent, node: Node) -> list[Sequent]:
    """Return one sequent for each branch, and one that says that no case is left out."""
    found = []
    for value, conditions in _branches(node):
        given = tuple(_put(h, node, value) for h in sequent.hypotheses)
        earlier = tuple(_put(c, node, value) for c in sequent.conditions)
        claim = None if sequent.claim is None else _put(sequent.claim, node, value)
        found.append(Sequent(given, claim, (*conditions, *earlier), sequent.bound))
    if isinstance(node, Cases) and all(condition is not None for _, condition in node.branches):
        outside = tuple(Not(c) for _, c in node.branches if c is not None)
        kept = tuple(h for h in sequent.hypotheses if node not in set(branching(h)))
        earlier = tuple(c for c in sequent.conditions if node not in set(branching(c)))
        found.append(Sequent(kept, None, (*outside, *earlier), sequent.bound))
    return found


def _branches(node: Node) -> list[Branch]:
    match node:
        case Apply(Name(which), arguments):
            sign: Relation = ">=" if which == "max" else "<="
            return [
                (a, tuple(Chain((a, b), (sign,)) for j, b in enumerate(arguments) if j != i))
                for i, a in enumerate(arguments)
            ]
        case Fence("abs", body):
            return [
                (body, (Chain((body, ZERO), (">=",)),)),
                (Negative(body), (Chain((body, ZERO), ("<",)),)),
            ]
        case Iverson(condition):
            return [(ONE, (condition,)), (ZERO, (Not(condition),))]
        case Delta(left, right):
            return [
                (ONE, (Chain((left, right), ("=",)),)),
                (ZERO, (Chain((left, right), ("!=",)),)),
            ]
        case Cases(branches):
            return _in_order(branches)
        case _:
            raise NotArithmetic(f"{type(node).__name__} has no branches")


def _in_order(branches: tuple[tuple[Node, Statement | None], ...]) -> list[Branch]:
    """The first condition that holds chooses."""
    found: list[Branch] = []
    earlier: tuple[Statement, ...] = ()
    for value, condition in branches:
        found.append((value, earlier if condition is None else (*earlier, condition)))
        if condition is None:
            break
        earlier = (*earlier, Not(condition))
    return found


def _put(tree: Node, old: Node, new: Node) -> Any:
    """Replace a subtree wherever it occurs outside of binders."""
    if tree == old:
        return new
    if isinstance(tree, BINDERS):
        return tree
    return rebuilt(tree, lambda child: _put(child, old, new))
