r"""A wrong answer as a finding: where it differs, the mistake that explains it, or the convention.

*Defines* `explained`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.audit.finding import Finding, LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.results import Result
from symconv.latex import tex


def explained(
    desk: Desk, results: Sequence[Result], lines: tuple[LineFinding, ...], marks: Fraction
) -> Finding:
    """Return the finding on an answer of which something is different from what is right."""
    wrong = [r for r in results if r.outcome == "different"]
    first = wrong[0]
    assert first.found is not None
    assert first.claim is not None
    return Finding(
        desk.problem.id,
        "wrong",
        _code(first),
        first.found.detail,
        place=first.claim.said.place,
        snippet=first.claim.said.text,
        expected=tex.write(first.item.statement) if first.item.statement else "",
        how=first.found.how,
        counterexample=first.found.counterexample,
        marks=marks,
        max_marks=desk.problem.points,
        lines=lines,
    )


def _code(result: Result) -> str:
    assert result.found is not None
    assert result.claim is not None
    if result.found.how == "shape":
        return codes.SHAPE
    if result.found.wrong:
        return codes.ENTRIES
    return {"number": codes.NUMBER, "formula": codes.FORMULA}.get(
        result.claim.kind, codes.STATEMENT
    )
