r"""What is the same said in another way: indices from 1, a variance, a whole batch.

*Defines* `compared` and `per_batch`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.compare import Comparison, compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.origins import from_zero
from symconv.audit.judge.ranges import with_ranges
from symconv.audit.judge.unbiased import unbiased
from symconv.latex.substitute import substitute
from symconv.latex.tree import Expr, Number, Root, Statement
from symconv.notation import Name

FROM_ONE = "indices count from 1"
SQUARE = "the variance, whose root is the deviation"
UNBIASED = "the unbiased variance, divided by N - 1"
BATCH = Name("B")
WHOLE_BATCH = "counted for the whole batch of B samples"


def compared(
    tree: Statement, item: Item, desk: Desk, names: frozenset[str] = frozenset()
) -> Comparison:
    """Compare, and allow for indices that count from 1, and for a variance for a deviation.

    What ``names`` the deviation itself is no variance.
    """
    tree = with_ranges(tree, desk.context)
    shifted = from_zero(tree) if desk.time is None else tree  # a place in time is no number of one
    found = compare(shifted, item.value, desk)
    if found.same:
        return found if shifted == tree else replace(found, note=FROM_ONE)
    if shifted != tree and (other := compare(tree, item.value, desk)).same:
        return other
    value = item.value
    if (inner := _radicands(shifted, value)) and (other := compare(*inner, desk)).same:
        return other
    if (inner := _radicands(shifted, unbiased(value))) and (other := compare(*inner, desk)).same:
        return replace(other, convention=UNBIASED)
    if isinstance(value, Root) and value.degree is None and not names & item.aliases:
        if (other := compare(shifted, value.body, desk)).same:
            return replace(other, note=SQUARE)
        if (other := compare(shifted, unbiased(value.body), desk)).same:
            return replace(other, note=SQUARE, convention=UNBIASED)
    if unbiased(value) != value and (other := compare(shifted, unbiased(value), desk)).same:
        return replace(other, convention=UNBIASED)
    return found


def _radicands(claimed: Statement, value: Statement) -> tuple[Expr, Expr] | None:
    """Return what stands under two roots of one degree: if that is equal, so are the roots."""
    if isinstance(claimed, Root) and isinstance(value, Root) and claimed.degree == value.degree:
        return claimed.body, value.body
    return None


def per_batch(tree: Statement, desk: Desk) -> Statement | None:
    """Return what a claim about B samples says of one, if it is proportional to an own name B."""
    foreign = [n for n in names_in_tree(tree) if n not in desk.known]
    if foreign != [BATCH] or not desk.points.values:
        return None
    one, two = (substitute(tree, {BATCH: Number(Fraction(b))}) for b in (1, 2))
    try:
        pairs = [(value_at(one, point), value_at(two, point)) for point in desk.points]
    except NoValue:
        return None
    proportional = all(not isinstance(a, tuple) and b == 2 * a for a, b in pairs)
    return one if proportional else None
