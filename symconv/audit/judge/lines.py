r"""Every line of an answer, whether the answer is right or not: does it hold, and does it follow?

*Defines* `judge_lines`. Judged are neighbours of a chain that a relation joins, and statements that
an arrow says to follow from others. A line with names that nobody defined is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.finding import LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.compare import free_names
from symconv.audit.judge.derivative_lines import refutation
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.origins import indices_from_zero
from symconv.audit.judge.own import Own, Renaming, expanded
from symconv.audit.judge.relations import is_false
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.shown import shown
from symconv.audit.judge.within import meets
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Fence, Logic, Statement, Symbol, Text, descendants
from symconv.proof.point_truth import Point
from symconv.proof.prove import decide
from symconv.proof.verdict import Refuted

JUDGED = frozenset({"=", "~", "<", "<=", ">", ">=", "!="})
EMPTY = Point({}, {})


def judge_lines(
    said: Sequence[Said], desk: Desk, own: Own, names: Renaming
) -> tuple[LineFinding, ...]:
    """Return one finding for each line that can be judged, in order."""
    found: list[LineFinding] = []
    for one in said:
        if one.loose:
            continue
        statement = _readable(one.statement, own, names)
        given = None if one.given is None else _readable(one.given, own, names)
        wrong = None if given is None else _gap(one, given, statement, desk)
        wrong = wrong or next(_faults(one, statement, desk), None)
        if wrong is not None:
            found.append(wrong)
        elif _checked(statement, desk):
            found.append(LineFinding("right", one.place, how="exact", snippet=one.text))
    return tuple(found)


def _readable(statement: Statement, own: Own, names: Renaming) -> Statement:
    if isinstance(statement, Chain):
        sides = tuple(_side(s, own, names) for s in statement.sides)
        return Chain(sides, statement.relations, span=statement.span)
    return statement


def _side(side: Expr, own: Own, names: Renaming) -> Expr:
    if isinstance(side, Symbol) and side.name in own.values:
        return side
    put: Expr = substitute(expanded(side, own), {a: Symbol(b) for a, b in names})
    return put


def _checked(statement: Statement, desk: Desk) -> bool:
    """Whether something of a statement was compared at all."""
    if not isinstance(statement, Chain):
        return False
    pairs = zip(statement.sides, statement.relations, statement.sides[1:], strict=False)
    return any(sign in JUDGED and _decidable(a, b, desk) for a, sign, b in pairs)


def _decidable(a: Expr, b: Expr, desk: Desk) -> bool:
    names = names_in_tree(a) | names_in_tree(b)
    skipped = isinstance(a, Text) or isinstance(b, Text)
    return not skipped and all(n in desk.known for n in names)


def _faults(one: Said, statement: Statement, desk: Desk) -> Iterator[LineFinding]:
    """Yield a finding for each pair of neighbours that is not related as the line says."""
    if not isinstance(statement, Chain) or _is_condition(statement, desk):
        return
    for i, sign in enumerate(statement.relations):
        a, b = statement.sides[i], statement.sides[i + 1]
        if sign not in JUDGED or not _decidable(a, b, desk) or (i == 0 and _is_free(a, desk)):
            continue
        closed = not (names_in_tree(a) | names_in_tree(b))
        if not closed and _is_conditional(one, a, sign, desk):
            continue
        for point in (EMPTY,) if closed else desk.points:
            if one.under is not None and not meets(one.under, point):
                continue
            try:
                left, right = value_at(a, point), value_at(b, point)
            except NoValue:
                if sign == "=" and (why := refutation(a, b, desk)):
                    yield LineFinding("wrong", one.place, why, codes.LINE, "proved", one.text)
                break
            if is_false(left, sign, right, closed=closed) and not _counts_from_one(
                a, sign, b, desk
            ):
                yield _fault(one, i, (a, sign, b), (left, right), point)
                break


def _counts_from_one(a: Expr, sign: str, b: Expr, desk: Desk) -> bool:
    """Whether a line is true everywhere for an author who counts elements from 1."""
    left, right = indices_from_zero(a), indices_from_zero(b)
    if (left, right) == (a, b) or desk.time is not None:
        return False
    try:
        pairs = [(value_at(left, at), value_at(right, at)) for at in desk.points]
    except NoValue:
        return False
    return bool(pairs) and not any(is_false(x, sign, y, closed=False) for x, y in pairs)


def _is_conditional(one: Said, first: Expr, sign: str, desk: Desk) -> bool:
    """Whether a line is claimed for some values of its letters only: those that meet a condition.

    What a quantity that the question defines is equal to, is claimed for all.
    """
    if one.given is not None:
        return True
    about_defined = sign == "=" and isinstance(first, Symbol) and not _is_free(first, desk)
    return one.condition and not about_defined


def _is_condition(statement: Chain, desk: Desk) -> bool:
    """Whether a chain says between which numbers a free name lies, as ``-2 <= x < 0`` does."""
    named = [side for side in statement.sides if names_in_tree(side)]
    ordered = set(statement.relations) <= {"<", "<=", ">", ">="}
    return ordered and len(named) == 1 and _is_free(named[0], desk)


def _is_condition(statement: Chain, desk: Desk) -> bool:
    """Whether a chain says between which numbers a free name lies, as ``-2 <= x < 0`` does."""
    named = [side for side in statement.sides if names_in_tree(side)]
    ordered = set(statement.relations) <= {"<", "<=", ">", ">="}
    return ordered and len(named) == 1 and _is_free(named[0], desk)


def _is_free(side: Expr, desk: Desk) -> bool:
    """Whether a side is a name without a definition: ``P = 0`` sets it, and claims nothing."""
    return isinstance(side, Symbol) and side.name not in desk.points.definitions


def _fault(
    one: Said, at: int, parts: tuple[Expr, str, Expr], values: tuple[Value, Value], point: Point
) -> LineFinding:
    a, sign, b = parts
    names = free_names(sorted(names_in_tree(a) | names_in_tree(b)), point)
    where = ", ".join(f"{n} = {point.values[n]}" for n in names)
    said = f"{shown(values[0])} {sign} {shown(values[1])} is false"
    message = f"{said}, at {where}" if where else said
    code = codes.CHAIN if _is_chain_abuse(one.statement, at) else codes.LINE
    return LineFinding("wrong", one.place, message, code, "counterexample", one.text)


def _is_chain_abuse(statement: Statement, at: int) -> bool:
    """Whether a number is followed by a computation that starts afresh: ``128 = 9600 + 128``."""
    if not isinstance(statement, Chain) or at + 2 >= len(statement.sides):
        return False
    left, middle, right = statement.sides[at : at + 3]
    try:
        values = [value_at(s, EMPTY) for s in (left, middle, right)]
    except NoValue:
        return False
    return values[0] != values[1] and values[1] == values[2]


def _gap(one: Said, given: Statement, statement: Statement, desk: Desk) -> LineFinding | None:
    """Return a finding if the given holds at a point where the statement does not."""
    if any(n not in desk.known for n in names_in_tree(given) | names_in_tree(statement)):
        return None
    for point in desk.points:
        try:
            pair = value_at(given, point), value_at(statement, point)
        except NoValue:
            return None
        if pair == (True, False) or (one.both and pair == (False, True)):
            names = free_names(sorted(names_in_tree(given) | names_in_tree(statement)), point)
            where = ", ".join(f"{n} = {point.values[n]}" for n in names)
            return _not_following(one, given, statement, where)
    verdict = decide(Logic("iff" if one.both else "implies", (given, statement)), desk.context)
    if isinstance(verdict, Refuted):
        where = ", ".join(f"{n} = {v}" for n, v in verdict.counterexample.items())
        return _not_following(one, given, statement, where)
    return None


def _not_following(one: Said, given: Statement, statement: Statement, where: str) -> LineFinding:
    """Return the finding that a statement does not follow, at a point where that shows."""
    floor = _has_floor(given) and not _has_floor(statement)
    why = "the floor is dropped" if floor else "it does not follow"
    code = codes.FLOOR if floor else codes.GAP
    message = f"{why}: at {where} the line before holds and this one does not"
    return LineFinding("wrong", one.place, message, code, "counterexample", one.text)


def _has_floor(tree: Statement) -> bool:
    return any(isinstance(n, Fence) and n.kind in ("floor", "ceil") for n in descendants(tree))
