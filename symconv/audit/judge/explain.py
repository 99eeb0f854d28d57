r"""A wrong answer as a finding: where it differs, the mistake that explains it, or the convention.

*Defines* `explained` and `with_cause`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.question import Question, letters_of
from symconv.audit.causes.scaled import written_out
from symconv.audit.causes.search import Found, names, search
from symconv.audit.finding import Cause, Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.hints import hint_for
from symconv.audit.judge.origins import from_zero
from symconv.audit.judge.ranges import with_ranges
from symconv.audit.judge.result import Result
from symconv.latex import tex
from symconv.latex.tree import Statement

MAX_NAMED = 3


def explained(
    desk: Desk, results: Sequence[Result], lines: tuple[LineFinding, ...], marks: Fraction
) -> Finding:
    """Return the finding on an answer of which something is different from what is right."""
    wrong = [r for r in results if r.outcome == "different"]
    first = wrong[0]
    assert first.found is not None
    assert first.claim is not None
    finding = Finding(
        desk.problem.id,
        "wrong",
        _code(first),
        "; ".join(_message(r) for r in wrong[:MAX_NAMED]),
        place=first.claim.said.place,
        snippet=first.claim.said.text,
        expected=tex.write(first.item.statement) if first.item.statement else "",
        how=first.found.how,
        counterexample=first.found.counterexample,
        marks=marks,
        max_marks=desk.problem.points,
        lines=lines,
    )
    return with_cause(finding, _causes(desk, results))


def _message(result: Result) -> str:
    assert result.found is not None
    subject = tex.write(result.item.subjects[0]) if result.item.subjects else "the statement"
    subject = result.item.called or subject
    note = f" ({result.found.note})" if result.found.note else ""
    return f"{subject}: {result.found.detail}{note}"


def _causes(desk: Desk, results: Sequence[Result]) -> Found:
    """Search with what was claimed and could be compared."""
    numbers = {id(item): i for i, item in enumerate(desk.items)}
    judged = [r for r in results if r.claim is not None and r.value is not None]
    claimed = {numbers[id(r.item)]: written_out(_meant(r)) for r in judged}
    if any(r.item.is_statement for r in judged if r.outcome == "different"):
        return Found((), 0)
    wrong = frozenset(numbers[id(r.item)] for r in judged if r.outcome == "different")
    if not wrong:
        return Found((), 0)
    ranged = {i: with_ranges(tree, desk.context) for i, tree in claimed.items()}
    shifted = {i: from_zero(t) if desk.time is None else t for i, t in ranged.items()}
    found = search(question_of(desk), shifted, wrong)
    if found.fits or shifted == ranged:
        return found
    more = search(question_of(desk), ranged, wrong)
    return Found(more.fits, found.tried + more.tried)


def _meant(result: Result) -> Statement:
    """Return what was claimed; of what is right, perhaps in other words, the question's value."""
    assert result.value is not None
    assert result.found is not None
    if result.found.same and not result.found.convention:
        return result.item.value
    return result.value


def question_of(desk: Desk) -> Question:
    """Return the question of a desk, as the search for causes sees it."""
    letters, sizes = letters_of(desk.problem.given)
    added = {i: item for i, item in enumerate(desk.items) if item.covers and item.optional}
    sums = {i: item.covers for i, item in added.items()}
    return Question(
        desk.problem.ask,
        desk.problem.given,
        tuple(item.value for item in desk.items),
        desk.points,
        desk.derivation,
        letters,
        sizes,
        sums,
        tuple(alias(item.subjects[0]) if item.subjects else "" for item in desk.items),
        tuple(item.layer for item in desk.items),
        time=desk.time,
        partial=desk.partial,
    )


def with_cause(finding: Finding, found: Found) -> Finding:
    """Return a finding with the simplest mistakes that explain it, or with how many were tried."""
    simplest = found.simplest
    if not simplest and not found.tried:
        return finding
    if not simplest:
        none = f"none of {found.tried} mistakes that were tried gives this answer"
        return replace(finding, message=f"{finding.message}; {none}")
    best = simplest[0]
    said = " or ".join(_sentence(mistakes) for mistakes in simplest[:MAX_NAMED])
    named = "|".join(names(mistakes) for mistakes in simplest[:MAX_NAMED])
    cause = Cause(named, f"exactly the result if {said}", found.tried, len(found.fits))
    convention = "; ".join(m.convention for m in best) if all(m.convention for m in best) else ""
    if convention and len(simplest) == 1:
        return replace(
            finding,
            verdict="other convention",
            code=codes.CONVENTION,
            message=f"right under another convention: {convention}",
            convention=convention,
            cause=cause,
            hint=hint_for(best),
        )
    return replace(finding, cause=cause, hint=hint_for(best))


def _sentence(mistakes: tuple[Mistake, ...]) -> str:
    return " and ".join(m.sentence for m in mistakes)


def _code(result: Result) -> str:
    assert result.found is not None
    assert result.claim is not None
    if result.found.how == "shape":
        return codes.SHAPE
    if result.found.wrong:
        return codes.ENTRIES
    kinds = {"number": codes.NUMBER, "tuple": codes.NUMBER, "formula": codes.FORMULA}
    return kinds.get(result.claim.kind, codes.STATEMENT)
