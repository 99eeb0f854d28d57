r"""A filter that was to be designed: many are right, so another one than the sheet's is not wrong.

*Defines* `reconsidered`. A blurring filter keeps brightness, prefers no side and blurs rows and
columns alike; an edge filter gives nothing on an image of one brightness. A filter that does this
is left to a person, who knows what else was asked; one that does not is wrong, and it is said why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.compare import Comparison
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.result import Result

Rows = tuple[tuple[Value, ...], ...]
LEFT = "another filter than the sheet's, with no fault that shows in its entries"


def reconsidered(desk: Desk, results: Sequence[Result]) -> tuple[Result, ...]:
    """Return the results, with filters that differ from the sheet's judged by what they do."""
    fault_of = FAULTS.get(desk.problem.ask)
    if fault_of is None:
        return tuple(results)
    return tuple(_judged(desk, result, fault_of) for result in results)


def _judged(desk: Desk, result: Result, fault_of: Callable[[Rows], str]) -> Result:
    if result.outcome != "different" or result.found is None or result.value is None:
        return result
    rows = _rows(desk, result)
    if not rows:
        return result
    if fault := fault_of(rows):
        return replace(result, found=replace(result.found, detail=fault))
    return replace(result, found=Comparison("undecided", detail=LEFT))


def _rows(desk: Desk, result: Result) -> Rows:
    """Return the entries of the filter as numbers; nothing where it is none."""
    assert result.value is not None
    try:
        values = [value_at(result.value, point) for point in desk.points]
    except NoValue:
        return ()
    first = values[0] if values else ()
    if not isinstance(first, tuple) or not all(isinstance(row, tuple) for row in first):
        return ()
    return first  # type: ignore[return-value]


def _blur_fault(rows: Rows) -> str:
    """Return what a blurring filter does wrong, or nothing."""
    entries = [e for row in rows for e in row]
    total = sum(entries)  # type: ignore[arg-type]
    if total != 1:
        return f"its entries sum to {total}, not to 1, so brightness is not kept"
    if rows[::-1] != rows or tuple(row[::-1] for row in rows) != rows:
        return "it is not its own mirror image, so it prefers a side"
    if min(len(rows), len(rows[0])) > 1 and tuple(zip(*rows, strict=True)) != rows:
        return "it is not its own transpose, so rows and columns are not blurred alike"
    if sum(e != 0 for e in entries) < 2:
        return "it has one entry that is not 0, so nothing is blurred"
    return ""


def _edge_fault(rows: Rows) -> str:
    """Return what an edge filter does wrong, or nothing."""
    entries = [e for row in rows for e in row]
    total = sum(entries)  # type: ignore[arg-type]
    if total != 0:
        return f"its entries sum to {total}, not to 0, so it answers where there is no edge"
    return "" if any(entries) else "all its entries are 0, so it answers to nothing"


FAULTS: Mapping[str, Callable[[Rows], str]] = {
    "blur_filter": _blur_fault,
    "edge_filter": _edge_fault,
}
