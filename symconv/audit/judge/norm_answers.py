r"""Answers about the cases of a norm of a window: read, put in one notation, and judged.

*Defines* `is_about_norms` and `judged_norms`. Letters are the answer's own unless it uses them as
the question does. Where inputs that are not negative make more of an answer right, they are the
convention under which it is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import LineFinding
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.lines import judge_lines
from symconv.audit.judge.norm_names import Meanings, meanings_in
from symconv.audit.judge.norm_results import results_about_norms, under_convention
from symconv.audit.judge.norm_statements import Equated, equations_of, in_magnitudes, one_exponent
from symconv.audit.judge.norm_words import respelled
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.own import Own
from symconv.audit.judge.quick import agree
from symconv.audit.judge.result import Result
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Unread
from symconv.audit.judge.set_notation import in_set_notation
from symconv.audit.judge.window import Window, window_of
from symconv.latex.tree import Expr, Limit, descendants
from symconv.notation import Name, SymbolTable
from symconv.proof.context import Formula

NOT_NEGATIVE = "inputs that are not negative, so that absolute values may be left out"
Judged = tuple[tuple[Result, ...], tuple[LineFinding, ...], list[Unread]]


def is_about_norms(desk: Desk) -> bool:
    """Whether a question asks what a norm of a window is in special cases."""
    subjects = [s for item in desk.items for s in item.subjects[:1]]
    return bool(desk.points.sets) and any(isinstance(s, Limit) for s in subjects)


def judged_norms(desk: Desk, answer: SubmittedAnswer) -> Judged:
    """Return the results, the lines, and what could not be read of an answer."""
    window = window_of(desk)
    assert window is not None
    defined = {d.name for d in desk.derivation.definitions}
    open_ = SymbolTable.of(row for row in desk.known if row.name not in defined)
    said, unread = said_in(respelled(answer), OpenTable(open_))
    sheet = {
        d.name: d.definition.body
        for d in desk.derivation.definitions
        if isinstance(d.definition, Formula)
    }
    said = one_exponent(in_set_notation(said, desk))
    meanings = _agreeing(meanings_in(said, window, sheet), desk)
    equations = equations_of(said, meanings)
    results, best = _best(desk, equations, window)
    lines = judge_lines([e.said for e in best], desk, Own(), ())
    return results, lines, unread


def _agreeing(meanings: Meanings, desk: Desk) -> Meanings:
    """Return meanings in which a letter of the question has its own sense only if that fits.

    What it is said to be is a claim otherwise, and not a definition.
    """
    cell, sheet = meanings.window.element, meanings.sheet

    def fits(name: Name, body: Expr) -> bool:
        used = cell.base in descendants(body)
        return not (used and name in sheet) or agree(in_magnitudes(body, cell), sheet[name], desk)

    return replace(meanings, own={n: b for n, b in meanings.own.items() if fits(n, b)})


def _best(
    desk: Desk, equations: Sequence[Equated], window: Window
) -> tuple[tuple[Result, ...], Sequence[Equated]]:
    """Return the results as they are, or for inputs that are not negative if more is right then."""
    results = results_about_norms(desk, equations, window)
    if _wrong(results) == 0:
        return results, equations
    tamer = [e.changed(in_magnitudes(e.chain, window.element)) for e in equations]
    others = results_about_norms(desk, tamer, window)
    if _wrong(others) >= _wrong(results):
        return results, equations
    return (under_convention(others, NOT_NEGATIVE) if _wrong(others) == 0 else others), tamer


def _wrong(results: Sequence[Result]) -> int:
    return sum(r.outcome == "different" for r in results)
