r"""How a signal fares in an answer: as one formula, in pieces, or by its values at places.

*Defines* `outcome_of`. The last way in which an answer gives the signal counts. A line that only
repeats the definition, :math:`\sum_m x[m]\, h[n - m]`, gives nothing yet. What is said of some n
alone is compared there; the answer is complete if these are all n, or the window to be plotted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.claims import claims_of
from symconv.audit.judge.compare import compare
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.own import Own, Renaming
from symconv.audit.judge.result import Result
from symconv.audit.judge.results import results_of
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.signals.answers import Stated, window_of
from symconv.audit.judge.signals.desks import subject_of
from symconv.audit.judge.signals.pieces import Pieces, has_open_end, in_cases, pieces_of, value_of
from symconv.audit.judge.signals.samples import Samples, is_zero_elsewhere, samples_of
from symconv.audit.judge.within import meets
from symconv.audit.signals.finite import finite
from symconv.latex.tree import Cases, Chain, Expr, Indexed, Logic, Number, Statement, Symbol, Text
from symconv.notation import Name
from symconv.proof.point_truth import Point

ONE, ZERO = Number(Fraction(1)), Number(Fraction(0))
Outcome = tuple[Desk, tuple[Result, ...], Renaming]


def outcome_of(desk: Desk, stated: Stated, own: Own) -> Outcome:
    """Return the result, the desk at which it was found, and what letters stand for."""
    near, results, names = _judged(desk, stated, own)
    known = desk.points.definitions
    computable = (
        r if r.value is None else replace(r, value=finite(r.value, known)) for r in results
    )
    return near, tuple(computable), names


def _judged(desk: Desk, stated: Stated, own: Own) -> Outcome:
    subject = subject_of(desk)
    pieces = pieces_of(stated.lines, subject, stated.words)
    formulas = [s for s in stated.lines if _is_formula(s, desk, subject)]
    if pieces is not None:
        formulas = [s for s in formulas if not isinstance(value_of(s, subject), Number)]
        if not _behind(pieces.last, formulas, stated.lines):
            found = _of_pieces(desk, pieces, own)
            if found[1][0].outcome != "missing" or not formulas:
                return found
    if formulas:
        return _of_formulas(desk, formulas, own)
    if (samples := samples_of(stated.lines, subject)) is not None:
        return _of_samples(desk, samples, own, zero_elsewhere=is_zero_elsewhere(stated.words))
    if repeated := [
        s for s in stated.lines if s.under is None and value_of(s, subject) is not None
    ]:
        return _complete(desk, repeated[-1], own, "more than the definition")
    return _of_formulas(desk, [s for s in stated.lines if _is_bare(s, desk)], own)


def _of_formulas(desk: Desk, lines: Sequence[Said], own: Own) -> Outcome:
    results, names = results_of(desk, claims_of(lines, desk.known), own)
    return desk, results, names


def _behind(last: Said, formulas: Sequence[Said], lines: Sequence[Said]) -> bool:
    """Whether a formula for all n comes behind a line; identity tells equal lines apart."""
    order = {id(line): i for i, line in enumerate(lines)}
    return any(order[id(f)] > order[id(last)] for f in formulas)


def _is_formula(one: Said, desk: Desk, subject: Indexed) -> bool:
    """Whether a line gives the signal, or one of a name of its own, for every n."""
    if one.under is not None:
        return False
    value = value_of(one, subject)
    if value is not None:
        return not has_open_end(value) and not _repeats_the_definition(value, subject)
    match one.statement:
        case Chain((Indexed(Symbol(name), (Symbol(),)), *_), _):
            return name not in desk.known
        case _:
            return False


def _is_bare(one: Said, desk: Desk) -> bool:
    """Whether a formula of n stands for itself, without a name before it."""
    if one.under is not None or isinstance(one.statement, Symbol | Text | Number | Chain):
        return False
    return desk.time in names_in_tree(one.statement)


def _repeats_the_definition(value: Expr, subject: Indexed) -> bool:
    names = {n.latex for n in names_in_tree(value)}
    assert isinstance(subject.base, Symbol)
    own = subject.base.name
    inputs = {"x"} if own == Name("y") else {"x'"}
    return own.latex in names or inputs | {"h"} <= names


def _of_pieces(desk: Desk, pieces: Pieces, own: Own) -> Outcome:
    item, subject = desk.items[0], subject_of(desk)
    assert isinstance(item.value, Expr)
    covered: Statement = Logic("or", tuple(c for _, c in pieces.branches if c is not None))
    if len(pieces.branches) == 1:
        covered = pieces.branches[0][1]  # type: ignore[assignment]
    some = Cases(((ONE, covered), (ZERO, None)))
    whole = pieces.rest is not None or compare(some, ONE, desk).same
    near = desk if whole else _restricted(desk, covered)
    said = in_cases(pieces, subject, item.value, _first_wrong(pieces, item.value, near))
    return _complete(near, said, own, "" if whole else "the signal outside of the given ranges")


def _first_wrong(pieces: Pieces, expected: Expr, desk: Desk) -> Said:
    """Return the first line that differs from what is right where it counts; else the last."""
    for point in desk.points:
        for (value, guard), line in zip(pieces.branches, pieces.lines, strict=True):
            if guard is None or not meets(guard, point):
                continue
            if _differ(value, expected, point):
                return line
            break
    return pieces.last


def _differ(value: Expr, expected: Expr, point: Point) -> bool:
    try:
        return value_at(value, point) != value_at(expected, point)
    except NoValue:
        return False


def _of_samples(desk: Desk, samples: Samples, own: Own, *, zero_elsewhere: bool) -> Outcome:
    item, subject = desk.items[0], subject_of(desk)
    assert isinstance(item.value, Expr)
    assert desk.time is not None
    places = {n: Chain((Symbol(desk.time), _number(n)), ("=",)) for n in samples.values}
    branches = tuple((_number(v), places[n]) for n, v in samples.values.items())
    last = list(samples.said.values())[-1]
    rest = ZERO if zero_elsewhere else item.value
    statement = Chain((subject, Cases((*branches, (rest, None)))), ("=",))
    if zero_elsewhere:
        return _complete(desk, replace(last, statement=statement, under=None), own, "")
    whole = set(window_of(desk)) <= set(places)
    parts = tuple(places.values())
    near = _restricted(desk, Logic("or", parts) if len(parts) > 1 else parts[0])
    said = replace(last, statement=statement, under=None)
    return _complete(near, said, own, "" if whole else "the other values of the window")


def _number(value: Fraction | int) -> Number:
    return Number(Fraction(value))


def _restricted(desk: Desk, covered: Statement) -> Desk:
    """Return the desk with points where something is said alone."""
    kept = tuple(p.values for p in desk.points if meets(covered, p))
    return replace(desk, points=replace(desk.points, values=kept), partial=True)


def _complete(desk: Desk, said: Said, own: Own, missing: str) -> Outcome:
    """Judge a formula that was filled up with what is right, which leaves something missing."""
    results, names = results_of(desk, claims_of([said], desk.known), own)
    result = results[0]
    if result.outcome == "same" and missing:
        item = replace(result.item, subjects=(Text(missing),))
        results = (replace(result, item=item, value=None, found=None),)
    elif desk.partial and result.found is not None and result.found.same:
        found = replace(result.found, how="exhausted: every value of the window")
        results = (replace(result, found=found),)
    return desk, results, names
