r"""Lines that assume something, and claim nothing: ``P = 0``, ``2 P = K - 1``, ``W' = W``.

*Defines* `is_assumption`, `is_conditional` and `is_about_letters`. An equation that is claimed for
all values of its letters has the same letters on both sides, or at least two of them, or speaks of
a quantity that the question defines.
"""

from __future__ import annotations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Big, Expr, Indexed, Symbol, descendants
from symconv.notation import Name
from symconv.proof.context import Formula

SHARED = 2


def is_conditional(one: Said, first: Expr, sign: str, desk: Desk) -> bool:
    """Whether a line is claimed for some values of its letters only: those that meet a condition.

    What a quantity that the question defines is equal to, is claimed for all.
    """
    if one.given is not None:
        return True
    about_defined = sign == "=" and isinstance(first, Symbol) and not is_free(first, desk)
    return one.condition and not about_defined


def is_assumption(sides: tuple[Expr, str, Expr], desk: Desk, *, first: bool) -> bool:
    """Whether a relation says what letters are to be, and not what they are for all values."""
    left, sign, right = sides
    if first and is_free(left, desk):
        return True
    names = [names_in_tree(side) for side in (left, right)]
    if sign != "=":
        return bool(names[0]) != bool(names[1]) and is_free(left if names[0] else right, desk)
    bare = [side for side in (left, right) if isinstance(side, Symbol | Indexed)]
    if len(bare) == 2 and any(is_free(side, desk) for side in bare):
        return True  # W' = W: the size shall stay
    if any(_is_instance(a, b, desk) for a, b in ((left, right), (right, left))):
        return True
    if not first or any(isinstance(n, Big) for side in (left, right) for n in descendants(side)):
        return False  # a step of a computation, or a count
    apart = all(names) and names[0] != names[1] and len(names[0] & names[1]) < SHARED
    return apart and is_about_letters(left, right, desk)


def _is_instance(name: Expr, number: Expr, desk: Desk) -> bool:
    """Whether a quantity that depends on letters is said to be a number, in some example."""
    if names_in_tree(number) or not isinstance(name, Symbol) or is_free(name, desk):
        return False
    return any(n in point.values for point in desk.points for n in _behind(name.name, desk))


def _behind(name: Name, desk: Desk) -> frozenset[Name]:
    """Return the names that a definition comes down to."""
    found: set[Name] = set()
    waiting = [name]
    while waiting:
        meant = desk.points.definitions.get(waiting.pop())
        inside = names_in_tree(meant.body) if isinstance(meant, Formula) else frozenset()
        bound = meant.parameters if isinstance(meant, Formula) else ()
        new = inside - found - {*bound}
        found |= new
        waiting += new
    return frozenset(found)


def is_about_letters(left: Expr, right: Expr, desk: Desk) -> bool:
    """Whether nothing that the question defines or names a set of stands in a relation."""
    names = names_in_tree(left) | names_in_tree(right)
    given = {*desk.points.definitions, *(s.name for s in desk.points.sets)}
    return bool(names) and not names & given


def is_free(side: Expr, desk: Desk) -> bool:
    """Whether a side is a name without a definition: ``P = 0`` sets it, and claims nothing."""
    return isinstance(side, Symbol) and side.name not in desk.points.definitions
