r"""One answer, one finding.

*Defines* `judge` and `prepare`. A question is solved and proved once (`prepare`); each answer to it
is read, its statements are matched with the conclusions, and every line is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.arguments import verdict as arguments
from symconv.audit.judge.bare_names import with_indices
from symconv.audit.judge.claims import claims_of
from symconv.audit.judge.descent import verdict as descent
from symconv.audit.judge.designed import reconsidered, with_own_filter
from symconv.audit.judge.designs import verdict as designs
from symconv.audit.judge.designs.activation_lines import wrong_activations
from symconv.audit.judge.desk import Desk, desk_for
from symconv.audit.judge.explain import explained
from symconv.audit.judge.lines import judge_lines
from symconv.audit.judge.norm_answers import is_about_norms, judged_norms
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.orders import verdict as orders
from symconv.audit.judge.own import Own, definitions_in
from symconv.audit.judge.pool_words import about_pools, with_pool_names
from symconv.audit.judge.rectified.claims import in_terms_of
from symconv.audit.judge.rectified.forward import worked_out
from symconv.audit.judge.rectified.stretches import by_stretches
from symconv.audit.judge.result import Result
from symconv.audit.judge.results import results_of
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Unread
from symconv.audit.judge.set_notation import in_set_notation
from symconv.audit.judge.signals.answers import said_of_signals
from symconv.audit.judge.signals.desks import signal_desk
from symconv.audit.judge.signals.outcomes import outcome_of
from symconv.audit.judge.turned import verdict as turned
from symconv.latex import tex
from symconv.latex.tree import Boxed, Text
from symconv.notation import SymbolTable
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
        return _finding(problem, "incomplete", codes.INCOMPLETE, "nothing was answered")
    if desk is None:
        desk = prepare(problem)
    if desk is None:
        return _finding(problem, "person", codes.PERSON, "this question is answered in words")
    if problem.ask in designs.THEOREMS:
        return _of_design(desk, answer)
    if problem.ask in arguments.THEOREMS:
        said, unread = said_in(answer, OpenTable(SymbolTable()))
        words = " ".join(piece.text for piece in answer.of("words", "heading"))
        return arguments.judged_argument(problem, said, unread, words)
    if problem.ask == turned.THEOREM:
        found = turned.judged_turn(problem, answer)
        if found is not None:
            return found
    if problem.ask in descent.THEOREMS:
        return descent.judged_descent(desk, answer)
    if desk.time is not None:
        return _of_signal(desk, answer)
    if is_about_norms(desk):
        return _verdict(desk, *judged_norms(desk, answer))
    if about_pools(desk):
        answer = with_pool_names(answer)
    said, unread = said_in(answer, OpenTable(desk.known))
    said = with_indices(in_set_notation(said, desk), desk.items, desk.known)
    own = definitions_in(said, desk.known)
    if problem.ask in orders.THEOREMS:
        seen = judge_lines(said, desk, own, ()) + tuple(map(_unread, unread))
        if (found := orders.judged_order(desk, said, seen)) is not None:
            return found
    asked, claims = in_terms_of(desk, claims_of(said, desk.known))
    results, names = results_of(asked, claims, own)
    results = by_stretches(asked, reconsidered(desk, results))
    said = worked_out(said, desk)
    lines = judge_lines(said, with_own_filter(desk), own, names, results)
    lines += tuple(map(_unread, unread))
    return _verdict(asked, results, lines, unread)


def _of_signal(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer that gives a function of an integer, perhaps in pieces."""
    stated = said_of_signals(answer, desk)
    own = definitions_in(stated.lines, desk.known)
    near, results, names = outcome_of(desk, stated, own)
    lines = judge_lines(stated.computable(desk), desk, own, names)
    lines += tuple(map(_unread, stated.unread))
    return _verdict(near, results, lines, stated.unread)


def _of_design(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer that is a unit or a network; all names are its own."""
    nobodys = replace(desk, known=SymbolTable())
    said, unread = said_in(answer, OpenTable(nobodys.known))
    lines = judge_lines(said, nobodys, Own(), ())
    if desk.problem.ask != designs.UNIT:
        lines += wrong_activations(desk.problem.given, said)
    return designs.judged_design(desk.problem, said, lines + tuple(map(_unread, unread)))


def _verdict(
    desk: Desk, results: Sequence[Result], lines: tuple[LineFinding, ...], unread: list[Unread]
) -> Finding:
    problem = desk.problem
    outcomes = [r.outcome for r in results]
    stated = [r for r in results if r.claim is not None]
    marks = problem.points * Fraction(outcomes.count("same"), max(1, len(outcomes)))
    if not stated:
        why = "no statement of the answer could be matched with what is asked"
        if unread:
            why = f"{why}; {len(unread)} formulas could not be read ({unread[0].why})"
        return _finding(problem, "person", codes.PERSON, why, lines=lines)
    if "different" in outcomes:
        return explained(desk, results, lines, marks)
    first = next((r for r in results if r.outcome == "undecided"), None)
    if first is not None and first.found is not None and first.claim is not None:
        return _finding(
            problem, "person", codes.PERSON, first.found.detail, lines=lines,
            place=first.claim.said.place, snippet=first.claim.said.text,
        )  # fmt: skip
    missing = [r for r in results if r.outcome == "missing"]
    if missing:
        if unread:
            why = f"not found: {_names(missing)}; {len(unread)} formulas could not be read"
            return _finding(problem, "person", codes.PERSON, why, lines=lines, marks=marks)
        why = f"what is stated is right; not stated: {_names(missing)}"
        return _finding(
            problem, "incomplete", codes.INCOMPLETE, why, lines=lines, marks=marks,
            expected=_expected(missing),
        )  # fmt: skip
    right = _right(problem, results, lines)
    other = [r.found.convention for r in results if r.found is not None and r.found.convention]
    if not other:
        return right
    said = f"right under another convention: {other[0]}"
    return replace(
        right, verdict="other convention", code=codes.CONVENTION, convention=other[0], message=said
    )


def _right(problem: Problem, results: Sequence[Result], lines: tuple[LineFinding, ...]) -> Finding:
    hows = dict.fromkeys(r.found.how for r in results if r.found is not None)
    notes = dict.fromkeys(r.found.note for r in results if r.found is not None and r.found.note)
    bad = [line for line in lines if line.verdict == "wrong"]
    parts = [
        *notes,
        *([f"the result is right, but a line is not: {bad[0].message}"] if bad else []),
    ]
    return _finding(
        problem, "right", codes.RIGHT, "; ".join(parts), lines=lines, marks=problem.points,
        how="; ".join(hows), place=bad[0].place if bad else None,
        snippet=bad[0].snippet if bad else "",
    )  # fmt: skip


def _unread(one: Unread) -> LineFinding:
    return LineFinding("person", one.place, one.why, codes.PERSON, snippet=one.text)


def _names(missing: Sequence[Result]) -> str:
    return ", ".join(_subject(r) for r in missing[:4]) + (", ..." if len(missing) > 4 else "")


def _subject(result: Result) -> str:
    match result.item.subjects:
        case (Text(words), *_):
            return words
        case (first, *_):
            return tex.write(first)
        case _:
            return "a statement"


def _expected(results: Sequence[Result]) -> str:
    statements = [r.item.statement for r in results if r.item.statement is not None]
    return r" \\ ".join(tex.write(s.body if isinstance(s, Boxed) else s) for s in statements[:4])


def _finding(problem: Problem, verdict: str, code: str, message: str, **more: object) -> Finding:
    return Finding(
        problem.id, verdict, code, message, max_marks=problem.points, **more  # type: ignore[arg-type]
    )  # fmt: skip
