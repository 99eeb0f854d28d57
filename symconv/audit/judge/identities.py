r"""An identity that was asked for: both of its sides are compared, in either order.

*Defines* `judged_identity`.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.assign import Assigned
from symconv.audit.judge.compare import Comparison, compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.audit.judge.result import Result
from symconv.latex.tree import Chain, Expr


def judged_identity(desk: Desk, item: Item, given: Assigned) -> Result:
    """Both sides of an identity must be those that were asked for, in either order."""
    statement = given.claim.said.statement
    base = Result(item, given.claim, given.weak, given.claim.value)
    why = "whether this is the identity that was asked for is for a person to see"
    if statement == item.statement:
        return replace(base, found=Comparison("same", "the same, as written"))
    if not isinstance(statement, Chain) or any(
        n not in desk.known for n in names_in_tree(statement)
    ):
        return replace(base, found=Comparison("undecided", detail=why))
    if statement.sides[0] == item.subjects[0] and isinstance(statement.sides[-1], Expr):
        values = [item.value, *(i.value for i in desk.items if i.is_identity)]
        found = [compare(statement.sides[-1], value, desk) for value in values]
        if found[0].same or not any(part.same for part in found):  # else: labelled in another order
            return replace(base, found=found[0])
    wanted = (item.subjects[0], item.value)
    for sides in (statement.sides, statement.sides[::-1]):
        pairs = zip((sides[0], sides[-1]), wanted, strict=True)
        found = [compare(claimed, expected, desk) for claimed, expected in pairs]
        if all(part.same for part in found):
            return replace(base, found=found[0])
    return replace(base, found=Comparison("undecided", detail=why))
