r"""Mistakes in the lines of a proof: what undoes each of them.

*Defines* `explanations`. A mistake is named if the proof without it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.search import Found, names, weight
from symconv.audit.judge.affine.forms import Affine
from symconv.audit.judge.affine.systems import Condition, Sign, contradictory
from symconv.audit.judge.arguments.argument import Argument, row_of, weighed
from symconv.audit.judge.arguments.biases import (
    FORGOTTEN,
    ONCE,
    forgets_a_bias,
    without_bias,
)
from symconv.audit.judge.arguments.demands import Demands
from symconv.audit.judge.arguments.lines import Line

WORK = 10_000
"""Lines times rows that a search may weigh; more of either leave room for fewer trials."""
MINUS, ONE = Fraction(-1), Fraction(1)
OTHER: dict[Sign, Sign] = {">": ">=", ">=": ">"}
REVERSED = Mistake("inequality-reversed", "an inequality sign was turned around")
STRICT = Mistake("strictness", "the equality case was put on the wrong side")
ROW = Mistake("wrong-table-row", "another value of the table was read in one row")
SIGN = Mistake("sign", "the sign of a term is reversed", 2)
SLIP = Mistake("slip", "one term of a line is wrong", 4)
Edit = tuple[Mistake, Condition]


def explanations(
    lines: Sequence[Line], argument: Argument, demands: Demands
) -> tuple[Found, tuple[int, ...]]:
    """Return the mistakes without which a proof would be complete.

    Also the rows on which the first line that was mended rests then.
    """
    tried, fits = 0, dict[tuple[Mistake, ...], tuple[int, ...]]()
    most = WORK // (len(argument.lines) * len(demands.rows))
    for mistake, others, at in _undone(lines, argument, demands):
        if tried == most:
            break
        tried += 1
        mended = weighed(others, demands)
        if mended.complete or (not argument.combines and _lists_rows(argument, mended)):
            fits.setdefault((mistake,), mended.rests_on[at] or ())
    if forgets_a_bias(lines, argument):
        fits.setdefault((ONCE,), ())
    ordered = sorted(fits, key=lambda f: (weight(f), names(f)))
    return Found(tuple(ordered), tried), fits[ordered[0]] if ordered else ()


def _lists_rows(argument: Argument, mended: Argument) -> bool:
    """Whether lines with false ones among them now are rows that contradict each other."""
    conditions = [c.condition for c in mended.lines if not c.is_about_numbers]
    follows = not mended.false and not mended.lacking
    return bool(argument.false) and follows and contradictory(conditions)


def _undone(
    lines: Sequence[Line], argument: Argument, demands: Demands
) -> Iterator[tuple[Mistake, list[Line], int]]:
    """Yield the lines with a row more, with one line changed, with all false ones changed alike."""
    for row in range(len(demands.rows)):
        if row not in argument.stated:
            denied = any(line.denied for line in lines)
            more = Line(demands.rows[row], lines[0].said, -1 - row, denied=denied)
            sentence = f"the condition of the row {demands.called(row)} was left out"
            yield Mistake("row-missing", sentence, 2), [more, *lines], 0
    without = without_bias(lines)
    if without:
        yield FORGOTTEN, _changed(lines, without), next(iter(without))
    false = argument.false
    unequal = {line.statement for line in lines if line.condition.sign == "!="}
    for i in false if len(false) == 1 else _doubtful(argument) if not false else ():
        for mistake, condition in _edits(lines[i].condition, demands):
            if mistake == ROW and lines[i].statement in unequal:
                continue
            exact = condition in demands.rows or row_of(condition.form, demands) is None
            mistake = mistake if exact else replace(mistake, weight=mistake.weight + 1)
            yield mistake, _changed(lines, {i: condition}), i
    if len(false) == 2:
        yield from _of_shared_side(lines, false[0], false[1])
    if len(false) > 1:
        listed = [dict(_by_name(_edits(lines[i].condition, demands))) for i in false]
        for mistake in (REVERSED, STRICT, ROW):
            if all(mistake in edits for edits in listed):
                changes = {i: edits[mistake] for i, edits in zip(false, listed, strict=True)}
                yield mistake, _changed(lines, changes), false[0]


def _of_shared_side(
    lines: Sequence[Line], first: int, second: int
) -> Iterator[tuple[Mistake, list[Line], int]]:
    """Yield the lines with a term changed in the side that two neighbours of a chain share."""
    a, b = lines[first], lines[second]
    if a.link is None or b.link is None or a.statement != b.statement:
        return
    if b.link[0] != a.link[0] + 1 or len(a.sums) != 2:
        return
    for term in a.sums[1]:
        if term.is_constant or len(term.terms) > 1:
            continue
        for mistake, factor in ((SIGN, -2), (SLIP, 1), (SLIP, -1)):
            by = term.times(Fraction(factor))
            changed = {first: _with_side(a, by.times(MINUS)), second: _with_side(b, by)}
            yield mistake, _changed(lines, changed), first


def _with_side(line: Line, by: Affine) -> Condition:
    """Return the condition of a line whose left side is changed; by the opposite: whose right."""
    turned = line.link is not None and line.link[1]
    form = line.condition.form.plus(by.times(MINUS if turned else ONE))
    return replace(line.condition, form=form)


def _doubtful(argument: Argument) -> list[int]:
    """Return the lines that may be wrong though they follow."""
    return [
        i
        for i, (line, rows) in enumerate(zip(argument.lines, argument.rests_on, strict=True))
        if not line.parts and not line.is_about_numbers and rows is not None
    ]


def _by_name(edits: Iterator[Edit]) -> Iterator[Edit]:
    return (edit for edit in edits if edit[0] in (REVERSED, STRICT, ROW))


def _changed(lines: Sequence[Line], conditions: dict[int, Condition]) -> list[Line]:
    """Return the lines with other conditions; a line that is changed is in no chain."""
    return [
        replace(line, condition=conditions[i], link=None) if i in conditions else line
        for i, line in enumerate(lines)
    ]


def _edits(condition: Condition, demands: Demands) -> Iterator[Edit]:
    """Yield what a line may have been meant to be."""
    form, sign = condition.form, condition.sign
    if sign in OTHER:
        yield REVERSED, Condition(form.times(MINUS), sign)
        yield STRICT, Condition(form, OTHER[sign])
        yield ROW, Condition(form.times(MINUS), OTHER[sign])
    else:
        yield from ((ROW, row) for row in demands.rows if row.form.terms == form.terms)
    for key, value in form.terms.items():
        yield SIGN, Condition(form.plus(Affine({key: -2 * value})), sign)
    if form.constant:
        yield SIGN, Condition(form.plus(Affine(constant=-2 * form.constant)), sign)
    keys = {key for row in demands.rows for key in row.form.terms}
    for key in sorted(keys):
        for by in (1, -1):
            yield SLIP, Condition(form.plus(Affine({key: Fraction(by)})), sign)
    if sign == "=":
        yield from (
            (SLIP, Condition(form.plus(Affine(constant=Fraction(by))), sign)) for by in (1, -1)
        )
