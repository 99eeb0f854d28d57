r"""That a stated order is the right one for all sizes.

*Defines* `proved`. Sizes that were tried prove nothing. For symbols, the author's letters are put
equal to the derivation's, axis by axis, and each index is shown to be the same expression, under
the hypotheses of the question: remainders and quotients first, each by itself.
"""

from __future__ import annotations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.orders.stated import OF, Stated
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Boxed,
    Chain,
    Expr,
    Fence,
    Indexed,
    Modulo,
    Node,
    Statement,
    Symbol,
)
from symconv.notation import Name, name
from symconv.proof.prove import decide
from symconv.proof.verdict import Exhausted, Proved

SIZES = frozenset(name(n) for n in ("r", "Q", "C", "k", "p", "n", "n'", "n''", "m", "m'", "m''"))


def proved(stated: Stated, desk: Desk) -> bool:
    """Whether each index of an equation is shown to be that of the derivation."""
    right = _right(desk, stated.tensor)
    if right is None:
        return False
    wanted = [*right[0], *right[1]]
    meaning = _meaning(stated.first, right[0]) or {}
    claimed = [substitute(e, meaning) for e in (*stated.first, *stated.second)]
    if len(claimed) != len(wanted):
        return False
    pairs = zip(claimed, wanted, strict=True)
    return all(a == b or _equal(a, b, desk) for a, b in pairs)


def _equal(a: Expr, b: Expr, desk: Desk) -> bool:
    letters = sorted(names_in_tree(b) - SIZES)
    return _holds(rebuild(a, lambda node: _digit(node, letters, desk)), b, desk)


def _digit(node: Node, letters: list[Name], desk: Desk) -> Node:
    """Return the letter that a remainder or a quotient is shown to be, or the node."""
    if not isinstance(node, Modulo | Fence):
        return node
    return next((Symbol(n) for n in letters if _holds(node, Symbol(n), desk)), node)


def _holds(a: Expr, b: Expr, desk: Desk) -> bool:
    return isinstance(decide(Chain((a, b), ("=",)), desk.context), Proved | Exhausted)


def _right(desk: Desk, tensor: str) -> tuple[tuple[Expr, ...], tuple[Expr, ...]] | None:
    """Return the indices of both elements in the conclusion of the derivation."""
    statement: Statement | None = desk.items[0].statement
    while isinstance(statement, Boxed):
        statement = statement.body
    match statement:
        case Chain((Indexed(Symbol(a), first), Indexed(Symbol(b), second)), ("=",)) if (
            a.base,
            b.base,
        ) == (tensor, OF[tensor]):
            return first, second
        case _:
            return None


def _meaning(claimed: tuple[Expr, ...], right: tuple[Expr, ...]) -> dict[Name, Expr] | None:
    """Return what the author's letters are, where an index is a letter or a sum of two."""
    found: dict[Name, Expr] = {}
    for mine, theirs in zip(claimed, right, strict=False):
        own = sorted(names_in_tree(mine) - SIZES)
        wanted = sorted(names_in_tree(theirs) - SIZES)
        if isinstance(mine, Symbol):
            found[mine.name] = theirs
        elif len(own) == len(wanted):
            fine = [n for n in own if _alone(n, mine)]
            small = [n for n in wanted if _alone(n, theirs)]
            if len(fine) != 1 or len(small) != 1:
                return None
            found[fine[0]] = Symbol(small[0])
            rest = zip(set(own) - {*fine}, set(wanted) - {*small}, strict=True)
            found |= {a: Symbol(b) for a, b in rest}
    return found


def _alone(letter: Name, index: Expr) -> bool:
    """Whether a letter is a summand by itself."""
    return Symbol(letter) in getattr(index, "terms", ())
