r"""One answer, one finding.

*Defines* `judge` and `prepare`. A question is solved and proved once (`prepare`); each answer to it
is read, its statements are matched with the conclusions, and every line is looked at.
"""

from __future__ import annotations

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import Finding
from symconv.audit.judge import codes
from symconv.audit.judge.claims import claims_of
from symconv.audit.judge.designed import reconsidered, with_own_filter
from symconv.audit.judge.desk import Desk, desk_for
from symconv.audit.judge.lines import judge_lines
from symconv.audit.judge.own_ways import in_its_own_way
from symconv.audit.judge.rectified.claims import in_terms_of
from symconv.audit.judge.rectified.forward import worked_out
from symconv.audit.judge.rectified.stretches import by_stretches
from symconv.audit.judge.results import results_of
from symconv.audit.judge.signals.desks import signal_desk
from symconv.audit.judge.squared_claims import of_roots
from symconv.audit.judge.stated import stated_in
from symconv.audit.judge.verdict import finding_on, left_open, verdict_of
from symconv.sheets.problem import ForPerson, Problem
from symconv.sheets.solve import solve


def prepare(problem: Problem) -> Desk | None:
    """Solve and prove a problem once for all answers to it; None for one that a person judges.

    Raises what `symconv.sheets.solve.solve` raises.
    """
    part = solve(problem)
    return None if isinstance(part, ForPerson) else signal_desk(desk_for(problem, part.derivation))


def judge(answer: SubmittedAnswer, problem: Problem, *, desk: Desk | None = None) -> Finding:
    """Return what is to be said of an answer to a problem; ``desk`` saves solving it again."""
    if answer.empty:
        return finding_on(problem, "incomplete", codes.INCOMPLETE, "nothing was answered")
    if desk is None:
        desk = prepare(problem)
    if desk is None:
        return finding_on(problem, "person", codes.PERSON, "this question is answered in words")
    found = in_its_own_way(desk, answer)
    return _by_formulas(desk, answer) if found is None else found


def _by_formulas(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer whose formulas are compared with the conclusions."""
    stated = stated_in(desk, answer)
    asked, claims = in_terms_of(desk, of_roots(claims_of(stated.said, desk.known), desk.items))
    results, names = results_of(asked, claims, stated.own)
    results = by_stretches(asked, reconsidered(desk, results))
    said = worked_out(stated.said, desk)
    lines = judge_lines(said, with_own_filter(desk), stated.own, names, results)
    lines += tuple(map(left_open, stated.unread))
    return verdict_of(asked, results, lines, stated.unread)
