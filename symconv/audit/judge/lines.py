r"""Every line of an answer, whether the answer is right or not: does it hold, and does it follow?

*Defines* `judge_lines`. Judged are neighbours of a chain that a relation joins, and statements that
an arrow says to follow from others. A line with names that nobody defined is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.finding import LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.agreed import with_agreed
from symconv.audit.judge.assumptions import is_about_letters, is_assumption, is_conditional
from symconv.audit.judge.compare import free_names
from symconv.audit.judge.derivative_lines import decision
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.following import gap
from symconv.audit.judge.free_vectors import vector_fault
from symconv.audit.judge.origins import indices_from_zero
from symconv.audit.judge.own import Own, Renaming, expanded
from symconv.audit.judge.own_letters import generic_letters, points_with, private_names
from symconv.audit.judge.relations import first_difference, is_false
from symconv.audit.judge.result import Result
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.shown import shown
from symconv.audit.judge.special_cases import Cases
from symconv.audit.judge.within import meets
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Expr, Statement, Symbol, Text
from symconv.notation import Name
from symconv.proof.point_truth import Point

ORDERED = frozenset({"<", "<=", ">", ">="})
JUDGED = ORDERED | {"=", "~", "!="}
RELATIONS = JUDGED | {":=", "->", "in", "~=", "=="}
EMPTY = Point({}, {})


def judge_lines(
    said: Sequence[Said], desk: Desk, own: Own, names: Renaming, results: Sequence[Result] = ()
) -> tuple[LineFinding, ...]:
    """Return one finding for each line that can be judged, in order.

    ``results`` are those of the whole answer: what it has right, its lines must agree with.
    """
    lines = _Lines(
        with_agreed(desk, results),
        generic_letters(said, desk),
        private_names(said, desk),
        Cases.of(said, desk),
        frozenset(id(r.claim.said) for r in results if r.claim and r.outcome == "same"),
    )
    found = (lines.judged(one, own, names) for one in said if not one.loose)
    return tuple(line for line in found if line is not None)


@dataclass(frozen=True)
class _Lines:
    """What is needed to judge a line.

    ``generic`` are own letters that stand for anything; nothing is said of lines with ``private``
    names, which mean one thing to the sheet and may mean another to the author. ``right`` are the
    statements that were compared as results already.
    """

    desk: Desk
    generic: frozenset[Name]
    private: frozenset[Name]
    cases: Cases
    right: frozenset[int]

    def judged(self, one: Said, own: Own, names: Renaming) -> LineFinding | None:
        """Return what is to be said of a line; nothing where nothing can be compared."""
        if id(one) in self.right and _is_single_equation(one.statement):
            return LineFinding("right", one.place, how="exact", snippet=one.text)
        statement = _readable(one.statement, own, names)
        given = None if one.given is None else _readable(one.given, own, names)
        wrong = None if given is None else gap(one, given, statement, self.desk, self.generic)
        found = [] if wrong else list(self.faults(one, statement))
        wrong = wrong or next((f for f in found if f.verdict == "wrong"), None)
        if wrong is None and given is None and (why := vector_fault(statement, self.desk)):
            wrong = LineFinding("wrong", one.place, why, codes.LINE, "counterexample", one.text)
        if wrong is not None:
            return wrong
        how = "proved" if found else self.looked_at(statement)
        return LineFinding("right", one.place, how=how, snippet=one.text) if how else None

    def looked_at(self, statement: Statement) -> str:
        """Return how a line without faults was compared; nothing where it was not."""
        if not isinstance(statement, Chain):
            return ""
        pairs = [(a, b) for a, sign, b in _pairs(statement) if sign in JUDGED]
        compared = [p for p in pairs if self.decidable(*p) and self.has_values(*p)]
        if not compared:
            return ""
        closed = not any(names_in_tree(side) for pair in compared for side in pair)
        return "exact" if closed else f"agrees at {len(self.desk.points.values)} points"

    def has_values(self, a: Expr, b: Expr) -> bool:
        """Whether both sides can be computed at the first point."""
        own = sorted(n for n in names_in_tree(a) | names_in_tree(b) if n not in self.desk.known)
        closed = not (names_in_tree(a) | names_in_tree(b))
        point = EMPTY if closed else next(iter(points_with(own, self.desk)), EMPTY)
        try:
            value_at(a, point), value_at(b, point)
        except NoValue:
            return False
        return True

    def decidable(self, a: Expr, b: Expr) -> bool:
        """Whether all names of two sides have a meaning."""
        names = names_in_tree(a) | names_in_tree(b)
        skipped = isinstance(a, Text) or isinstance(b, Text)
        known = all(n in self.desk.known or n in self.generic for n in names)
        return not skipped and known and not names & self.private

    def faults(self, one: Said, statement: Statement) -> Iterator[LineFinding]:
        """Yield a finding for each pair of neighbours that is not related as the line says.

        One that has no values, and is proved, is yielded as well.
        """
        if not isinstance(statement, Chain) or not set(statement.relations) <= RELATIONS:
            if one.given is None and not one.condition and self.is_untrue(statement):
                yield LineFinding("wrong", one.place, "it is not so", codes.LINE, "exact", one.text)
            return
        for i, (a, sign, b) in enumerate(_pairs(statement)):
            if sign not in JUDGED or not self.decidable(a, b):
                continue
            closed = not (names_in_tree(a) | names_in_tree(b))
            if not closed and (
                is_conditional(one, a, sign, self.desk)
                or is_assumption((a, sign, b), self.desk, first=i == 0)
            ):
                continue
            fault = self.fault(one, (a, sign, b), closed=closed)
            if isinstance(fault, LineFinding):
                yield fault
            elif fault is not None and (
                closed or not self.cases.excuse(one, (a, sign, b), self.desk)
            ):
                yield _fault(one, i, (a, sign, b), *fault)

    def is_untrue(self, statement: Statement) -> bool:
        """Whether a statement without free names, ``2 \\mid 27`` for example, is not true."""
        try:
            return not names_in_tree(statement) and value_at(statement, EMPTY) is False
        except NoValue:
            return False

    def fault(
        self, one: Said, sides: tuple[Expr, str, Expr], *, closed: bool
    ) -> tuple[tuple[Value, Value], Point] | LineFinding | None:
        """Return values that do not meet a relation, and the point where they do not."""
        a, sign, b = sides
        own = sorted(n for n in names_in_tree(a) | names_in_tree(b) if n not in self.desk.known)
        found = None
        everywhere = bool(own) or (sign in ORDERED and is_about_letters(a, b, self.desk))
        for point in (EMPTY,) if closed else points_with(own, self.desk):
            if one.under is not None and not meets(one.under, point):
                continue
            try:
                values = value_at(a, point), value_at(b, point)
            except NoValue:
                return self.without_value(one, sides)
            false = is_false(values[0], sign, values[1], closed=closed)
            if false and not everywhere and not _counts_from_one(a, sign, b, self.desk):
                return values, point
            if everywhere and not false:
                return None
            found = found or (values, point)
        return found if everywhere else None

    def without_value(self, one: Said, sides: tuple[Expr, str, Expr]) -> LineFinding | None:
        """Return what rules of calculus, or intervals at real points, say of an equation."""
        a, sign, b = sides
        if sign != "=" or any(
            n not in self.desk.known for n in names_in_tree(Chain((a, b), ("=",)))
        ):
            return None
        said = decision(a, b, self.desk)
        if said.why:
            return LineFinding("wrong", one.place, said.why, codes.LINE, "proved", one.text)
        return LineFinding("right", one.place, how="proved") if said.shown else None


def _is_single_equation(statement: Statement) -> bool:
    return isinstance(statement, Chain) and statement.relations == ("=",)


def _pairs(chain: Chain) -> Iterator[tuple[Expr, str, Expr]]:
    return zip(chain.sides, chain.relations, chain.sides[1:], strict=False)


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


def _fault(
    one: Said, at: int, parts: tuple[Expr, str, Expr], values: tuple[Value, Value], point: Point
) -> LineFinding:
    a, sign, b = parts
    names = free_names(sorted(names_in_tree(a) | names_in_tree(b)), point)
    where = ", ".join(f"{n} = {point.values[n]}" for n in names)
    where_in, left, right = first_difference(*values)
    said = f"{where_in}{shown(left)} {sign} {shown(right)} is false"
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
