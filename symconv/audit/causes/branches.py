r"""Mistakes about the branches of a function of an integer n: their ends, their sums, their values.

*Defines* `branch_variants`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from symconv.algebra.index_terms import plus
from symconv.algebra.named_polynomial import Scalar, minus
from symconv.algebra.sequences.antidifference import summed
from symconv.algebra.sequences.convolution import TERM, Region
from symconv.audit.causes.branch_powers import power_changes
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.pieces import TIME, Row, in_pieces, rows_of
from symconv.audit.causes.question import Question
from symconv.audit.causes.signals import Pair, pair_of
from symconv.audit.causes.trees import number, times
from symconv.latex import tex
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import Add, Expr, Number, descendants
from symconv.proof.sums.trees import closed_form, polynomial
from symconv.theorems.signal_convolution import facts_of
from symconv.theorems.signal_variants import variants

SMALL = 3
"""Smaller numbers are factors and exponents whose change is another mistake."""
SHIFTS = (1, -1, 2, -2, 3, -3)
Rows = tuple[Row, ...]


def branch_variants(question: Question) -> Iterator[Variant]:
    """Yield the conclusion after each mistake about one branch or all of them."""
    pair = pair_of(question)
    if pair is None or len(question.trees) != 1:
        return
    rows = rows_of(question.trees[0])
    if not rows:
        return
    steps = shifts_of(pair)
    sources = (_borders(rows, steps), _ends(rows, steps), _lost(rows), _values(rows))
    more = (_numbers(rows), power_changes(rows), _delayed(rows, pair), _sums(rows, pair))
    for source in (*sources, *more):
        for mistake, changed in source:
            yield Variant((mistake,), {0: in_pieces(changed)}, question.points)


def shifts_of(pair: Pair) -> tuple[int, ...]:
    """Return by how much ranges are moved: by little, or by a delay that was not applied there."""
    late = (-pair.delay, pair.delay) if isinstance(pair.delay, int) else ()
    return tuple(dict.fromkeys(step for step in (*SHIFTS, *late) if step))


def _borders(rows: Rows, steps: Sequence[int]) -> Iterator[tuple[Mistake, Rows]]:
    """Move the border of neighbours, or all: one ends, the other begins, too early or too late."""
    for step in steps if len(rows) > 1 else ():
        said = f"every branch begins and ends {abs(step)} too {'late' if step > 0 else 'early'}"
        moved = tuple(
            replace(
                row,
                first=None if row.first is None else plus(row.first, step),
                last=None if row.last is None else plus(row.last, step),
            )
            for row in rows
        )
        yield Mistake("branch-range-shifted", said, abs(step)), moved
    for i, (row, after) in enumerate(pairwise(rows)):
        if row.last is None or after.first is None:
            continue
        for step in steps:
            last, first = plus(row.last, step), plus(after.first, step)
            said = (
                f"branch {i + 2} begins at n = {_said(first)} in place of n = {_said(after.first)}"
            )
            changed = _put(rows, {i: replace(row, last=last), i + 1: replace(after, first=first)})
            yield Mistake("branch-range-shifted", said, abs(step)), changed


def _ends(rows: Rows, steps: Sequence[int]) -> Iterator[tuple[Mistake, Rows]]:
    """Move one end of one branch; what is no longer in any branch is 0."""
    for i, row in enumerate(rows):
        for step in steps:
            if row.first is not None:
                first = plus(row.first, step)
                said = f"branch {i + 1} begins at n = {_said(first)}, not n = {_said(row.first)}"
                mistake = Mistake("branch-range-shifted", said, abs(step))
                yield mistake, _first_counts(rows, i, replace(row, first=first))
                yield mistake, _put(rows, {i: replace(row, first=first)})
            if row.last is not None:
                last = plus(row.last, step)
                said = f"branch {i + 1} ends at n = {_said(last)}, not n = {_said(row.last)}"
                mistake = Mistake("branch-range-shifted", said, abs(step))
                yield mistake, _first_counts(rows, i, replace(row, last=last))
                yield mistake, _put(rows, {i: replace(row, last=last)})


def _first_counts(rows: Rows, i: int, changed: Row) -> Rows:
    """Where branches overlap, the changed one counts."""
    return (changed, *rows[:i], *rows[i + 1 :])


def _lost(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Leave out a branch, which is 0 then, or give its range to a neighbour."""
    for i, row in enumerate(rows):
        said = f"branch {i + 1} is missing: 0 from n = {_said(row.first)} on"
        yield Mistake("branch-lost", said), rows[:i] + rows[i + 1 :]
        for j in (i - 1, i + 1):
            if 0 <= j < len(rows):
                said = f"branch {i + 1} is missing: branch {j + 1} was used in its range as well"
                yield (
                    Mistake("branch-lost", said),
                    _put(rows, {i: replace(row, value=rows[j].value)}),
                )
    for i, (row, after) in enumerate(pairwise(rows)):
        said = f"the values of branches {i + 1} and {i + 2} were exchanged"
        swapped = {i: replace(row, value=after.value), i + 1: replace(after, value=row.value)}
        yield Mistake("branches-exchanged", said), _put(rows, swapped)
    from_start = replace(rows[0], first=None)
    yield Mistake("start-ignored", "it is not 0 before the signals meet"), (from_start, *rows[1:])


def _values(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Count n from another place in one branch or in all."""
    everywhere = range(len(rows))
    for chosen in [(i,) for i in everywhere] + ([tuple(everywhere)] if len(rows) > 1 else []):
        where = f"branch {chosen[0] + 1}" if len(chosen) == 1 else "every branch"
        ends = [e for row in rows for e in (row.first, row.last) if e is not None]
        shifts: list[Scalar] = [1, -1, 2, -2, *(e for e in ends if e not in (0, 1, 2))]
        for shift in dict.fromkeys(shifts):
            moved = Add((TIME, polynomial(minus(0, shift))))
            said = f"n - {_said(shift)} stands for n in the value of {where}"
            if isinstance(shift, int) and shift < 0:
                said = f"n + {-shift} stands for n in the value of {where}"
            changed = {i: replace(rows[i], value=_at(rows[i].value, moved)) for i in chosen}
            yield Mistake("exponent-shifted", said, 2), _put(rows, changed)


def _numbers(rows: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Take one number in the value of one branch one too large or one too small."""
    for i, row in enumerate(rows):
        numbers = dict.fromkeys(n for n in descendants(row.value) if isinstance(n, Number))
        for old in numbers:
            for step in (1, -1):
                new = number(old.value + step)
                if old.value < SMALL or old.value.denominator != 1:
                    continue
                said = f"{new.value} stands for {old.value} in the value of branch {i + 1}"
                value = rebuild(row.value, lambda n: new if n == old else n)  # noqa: B023
                yield (
                    Mistake("number-off-by-one", said, 3),
                    _put(rows, {i: replace(row, value=value)}),
                )


def _at(value: Expr, place: Expr) -> Expr:
    put: Expr = substitute(value, {TIME.name: place})
    return put


def _delayed(rows: Rows, pair: Pair) -> Iterator[tuple[Mistake, Rows]]:
    """A delay that reached the conditions and not the values, or the values alone."""
    if pair.delay == 0:
        return
    by = pair.late.delay_scalar
    undone = Add((TIME, polynomial(by)))
    ranges = tuple(replace(row, value=_at(row.value, undone)) for row in rows)
    said = "the delay was applied to the ranges of the branches and not to their values"
    yield Mistake("delay-in-ranges-only", said), ranges
    values = tuple(
        replace(
            row,
            first=None if row.first is None else minus(row.first, by),
            last=None if row.last is None else minus(row.last, by),
        )
        for row in rows
    )
    said = "the delay was applied to the values of the branches and not to their ranges"
    yield Mistake("delay-in-values-only", said), values


def _sums(rows: Rows, pair: Pair) -> Iterator[tuple[Mistake, Rows]]:
    """A sum with one term more or less at an end, in one branch or in all; a divisor forgotten."""
    found = variants(pair.late, pair.h, facts_of(pair.late, pair.h))
    regions = found[0].regions
    if len(found) != 1 or len(regions) != len(rows):
        return
    for low, high, words in (
        (0, 1, "one term too many at its end"),
        (0, -1, "one term too few at its end"),
        (-1, 0, "one term too many at its start"),
        (1, 0, "one term too few at its start"),
    ):
        values = [_summed(region, low, high) for region in regions]
        for i, row in enumerate(rows):
            said = f"the sum in branch {i + 1} has {words}"
            yield Mistake("terms-off-by-one", said), _put(rows, {i: replace(row, value=values[i])})
        if len(rows) > 1:
            both = {i: replace(row, value=values[i]) for i, row in enumerate(rows)}
            yield Mistake("terms-off-by-one", f"every sum has {words}"), _put(rows, both)
    ratio = pair.h.ratio
    if pair.h.kind == "exponential" and not isinstance(ratio, str) and ratio != 1:
        for chosen in [(i,) for i in range(len(rows))] + [tuple(range(len(rows)))]:
            where = f"branch {chosen[0] + 1}" if len(chosen) == 1 else "every branch"
            said = f"the divisor 1 - {ratio} of the geometric sum is missing in {where}"
            changed = {
                i: replace(rows[i], value=times(number(1 - ratio), rows[i].value)) for i in chosen
            }
            yield Mistake("divisor-forgotten", said), _put(rows, changed)


def _summed(region: Region, low: int, high: int) -> Expr:
    lower, upper = plus(region.lower, low), plus(region.upper, high)
    return closed_form(summed(region.terms, TERM, lower, upper))


def _put(rows: Sequence[Row], changed: dict[int, Row]) -> Rows:
    return tuple(changed.get(i, row) for i, row in enumerate(rows))


def _said(value: Scalar | None) -> str:
    return "" if value is None else tex.write(polynomial(value))
