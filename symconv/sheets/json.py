"""A sheet as JSON: for programs, and for tests that should not read LaTeX.

*Defines* `render`, `part_data` and `derivation_data`. Numbers are exact: integers, ``"p/q"``,
nested lists of them, or a text that SymPy can parse. Keys keep one order, so equal sheets have
equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symconv import __version__
from symconv.latex.drawing import Figure
from symconv.latex.inline.markup import plain
from symconv.proof.derivation import Exact
from symconv.proof.prove import Judged, Report
from symconv.sheets.evidence import counts, line_of, row
from symconv.sheets.given import Given
from symconv.sheets.problem import ForPerson, Part, Sheet, Show, Solved
from symconv.sheets.wording import title

Data = dict[str, Any]


def render(sheet: Sheet, parts: Sequence[Part], show: Show) -> bytes:
    """Return the sheet as UTF-8 JSON."""
    return to_text(sheet_data(sheet, parts, show)).encode()


def to_text(data: Data) -> str:
    """Return JSON with an indent and a final newline."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def sheet_data(sheet: Sheet, parts: Sequence[Part], show: Show) -> Data:
    """Return a sheet as plain data; with ``show="questions"`` nothing of an answer is in it."""
    return {
        "version": __version__,
        "name": sheet.name,
        "title": plain(sheet.title),
        "course": plain(sheet.course),
        "conventions": list(sheet.conventions),
        "points": exact(sheet.points),
        "show": show,
        "parts": [part_data(part, show) for part in parts],
    }


def part_data(part: Part, show: Show = "solutions") -> Data:
    """Return one part as plain data."""
    problem = part.problem
    question: Data = {
        "id": problem.id,
        "points": exact(problem.points),
        "title": plain(title(part)),
        "ask": problem.ask,
        "given": {key: exact(value) for key, value in problem.given.items()},
        "text": problem.text.strip(),
    }
    if show == "key":
        question = {key: question[key] for key in ("id", "points", "ask")}
    if show == "questions" or isinstance(part, ForPerson):
        return question
    if show == "key":
        return question | {"answer": _answer(part)}
    return question | {"answer": _answer(part)} | derivation_data(part.report)


def derivation_data(report: Report) -> Data:
    """Return a derivation with its verdicts as plain data."""
    derivation = report.derivation
    witness = derivation.witness
    return {
        "theorem": derivation.name,
        "statement": derivation.title,
        "conventions": list(derivation.conventions),
        "hypotheses": [latex for latex, _ in derivation.hypotheses],
        "demands": [latex for latex, _ in derivation.demands],
        "definitions": [{"latex": d.latex, "reason": d.reason} for d in derivation.definitions],
        "lemmas": {
            label: {"answer": _exact_answer(lemma)} | derivation_data(lemma)
            for label, lemma in report.lemmas.items()
        },
        "steps": [_step(number, judged) for number, judged in enumerate(report.steps, start=1)],
        "remarks": list(derivation.remarks),
        "witness": {
            "description": witness.description,
            "cases": report.witness_cases,
            "absent": witness.absent,
        },
        "shown": line_of(report),
        "counts": vars(counts(report)),
        "figures": [_figure(figure) for figure in derivation.figures],
        "programs": [vars(program) for program in derivation.programs],
    }


def exact(value: Exact | Given) -> Any:
    """Return an exact value as JSON has it.

    >>> exact((1, Fraction(2, 3), ("n + 1",)))
    [1, '2/3', ['n + 1']]
    """
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    if isinstance(value, tuple | list):
        return [exact(item) for item in value]
    return value


def _answer(part: Solved) -> Data:
    return _exact_answer(part.report)


def _exact_answer(report: Report) -> Data:
    answer = report.derivation.answer
    return {
        "latex": answer.latex,
        "value": exact(answer.value),
        "verdicts": [_verdict(judged) for judged in report.answer],
    }


def _step(number: int, judged: Judged) -> Data:
    step = judged.step
    return {
        "number": number,
        "before": step.before,
        "statement": step.latex,
        "reason": step.reason,
        "label": step.label,
        "uses": list(step.uses),
    } | _verdict(judged)


def _figure(figure: Figure) -> Data:
    return {
        "caption": figure.caption,
        "alternative": figure.alternative,
        "svg": figure.svg(),
    }


def _verdict(judged: Judged) -> Data:
    verdict, method, evidence, cases = row(judged.verdict)
    return {"verdict": verdict, "method": method, "evidence": evidence, "cases": cases}
