r"""From the results of an answer to what is said of the whole.

*Defines* `verdict_of`, `finding_on` and `left_open`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.explain import explained
from symconv.audit.judge.result import Result
from symconv.audit.judge.sayings import Unread
from symconv.latex import tex
from symconv.latex.tree import Boxed, Text
from symconv.sheets.problem import Problem


def verdict_of(
    desk: Desk, results: Sequence[Result], lines: tuple[LineFinding, ...], unread: list[Unread]
) -> Finding:
    """Return the finding on an answer, from its results and its lines."""
    problem = desk.problem
    outcomes = [r.outcome for r in results]
    stated = [r for r in results if r.claim is not None]
    marks = problem.points * Fraction(outcomes.count("same"), max(1, len(outcomes)))
    if not stated:
        why = "no statement of the answer could be matched with what is asked"
        if unread:
            why = f"{why}; {len(unread)} formulas could not be read ({unread[0].why})"
        return finding_on(problem, "person", codes.PERSON, why, lines=lines)
    if "different" in outcomes:
        return explained(desk, results, lines, marks)
    first = next((r for r in results if r.outcome == "undecided"), None)
    if first is not None and first.found is not None and first.claim is not None:
        return finding_on(
            problem, "person", codes.PERSON, first.found.detail, lines=lines,
            place=first.claim.said.place, snippet=first.claim.said.text,
        )  # fmt: skip
    missing = [r for r in results if r.outcome == "missing"]
    if missing:
        if unread:
            why = f"not found: {_names(missing)}; {len(unread)} formulas could not be read"
            return finding_on(problem, "person", codes.PERSON, why, lines=lines, marks=marks)
        why = f"what is stated is right; not stated: {_names(missing)}"
        return finding_on(
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
    return finding_on(
        problem, "right", codes.RIGHT, "; ".join(parts), lines=lines, marks=problem.points,
        how="; ".join(hows), place=bad[0].place if bad else None,
        snippet=bad[0].snippet if bad else "",
    )  # fmt: skip


def left_open(one: Unread) -> LineFinding:
    """Return what is said of a formula that could not be read."""
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


def finding_on(problem: Problem, verdict: str, code: str, message: str, **more: object) -> Finding:
    """Return a finding on an answer to a problem."""
    return Finding(
        problem.id, verdict, code, message, max_marks=problem.points, **more  # type: ignore[arg-type]
    )  # fmt: skip
