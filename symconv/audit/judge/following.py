r"""Whether a statement follows from the one before it, as an arrow says.

*Defines* `gap`.
"""

from __future__ import annotations

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.finding import LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.compare import free_names
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.own_letters import points_with
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Fence, Logic, Statement, descendants
from symconv.notation import Name
from symconv.proof.point_truth import Point
from symconv.proof.prove import decide
from symconv.proof.verdict import Refuted


def gap(
    one: Said, given: Statement, statement: Statement, desk: Desk, generic: frozenset[Name]
) -> LineFinding | None:
    """Return a finding if the given holds at a point where the statement does not.

    ``generic`` letters of the author's own are whole numbers from 1 on there, as counts are.
    """
    names = names_in_tree(given) | names_in_tree(statement)
    own = sorted(n for n in names if n not in desk.known)
    if not generic.issuperset(own):
        return None
    for point in points_with(own, desk):
        try:
            pair = value_at(given, point), value_at(statement, point)
        except NoValue:
            return None
        if pair == (True, False) or (one.both and pair == (False, True)):
            return _not_following(one, given, statement, _where(given, statement, point))
    if own:
        return None
    verdict = decide(Logic("iff" if one.both else "implies", (given, statement)), desk.context)
    if isinstance(verdict, Refuted):
        where = ", ".join(f"{n} = {v}" for n, v in verdict.counterexample.items())
        return _not_following(one, given, statement, where)
    return None


def _where(given: Statement, statement: Statement, point: Point) -> str:
    names = free_names(sorted(names_in_tree(given) | names_in_tree(statement)), point)
    return ", ".join(f"{n} = {point.values[n]}" for n in names)


def _not_following(one: Said, given: Statement, statement: Statement, where: str) -> LineFinding:
    """Return the finding that a statement does not follow, at a point where that shows."""
    floor = _has_floor(given) and not _has_floor(statement)
    why = "the floor is dropped" if floor else "it does not follow"
    code = codes.FLOOR if floor else codes.GAP
    message = f"{why}: at {where} the line before holds and this one does not"
    return LineFinding("wrong", one.place, message, code, "counterexample", one.text)


def _has_floor(tree: Statement) -> bool:
    return any(isinstance(n, Fence) and n.kind in ("floor", "ceil") for n in descendants(tree))
