r"""A filter that was to be designed: many are right, so it is judged by what it does.

*Defines* `reconsidered` and `with_own_filter`. Where a question says "design a filter" and names
none, every filter that has the properties which were asked for is right
(`symconv.audit.judge.filter_properties`). Where it fixes the filter, another one is wrong, and it
is said what that one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.compare import Comparison
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.filter_properties import (
    BLURS,
    FINDS_EDGES,
    UNDECIDED,
    Rows,
    blur_fault,
    edge_fault,
    has_negative,
)
from symconv.audit.judge.result import Result
from symconv.notation import SymbolTable
from symconv.proof.point_truth import Point

_CHOICE = re.compile(r"\b(?:design|choose|propose|invent|construct|find|suggest)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:sobel|prewitt|scharr|laplac\w*|central difference|box|mean|gauss\w*|binomial)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(\d+)\s*(?:x|by|\u00d7|\\times)\s*(\d+)")


@dataclass(frozen=True)
class Purpose:
    """What a filter is for: its fault if it has one, and what is shown of one without."""

    fault_of: Callable[[Rows], str]
    does: str
    positive: bool


PURPOSES: Mapping[str, Purpose] = {
    "blur_filter": Purpose(blur_fault, BLURS, positive=True),
    "edge_filter": Purpose(edge_fault, FINDS_EDGES, positive=False),
}


def with_own_filter(desk: Desk) -> Desk:
    """Return a desk at which ``W`` is whatever the author of an answer designs."""
    return replace(desk, known=SymbolTable()) if desk.problem.ask in PURPOSES else desk


def reconsidered(desk: Desk, results: Sequence[Result]) -> tuple[Result, ...]:
    """Return the results, with filters that differ from the sheet's judged by what they do."""
    purpose = PURPOSES.get(desk.problem.ask)
    if purpose is None:
        return tuple(results)
    return tuple(_judged(desk, result, purpose) for result in results)


def _judged(desk: Desk, result: Result, purpose: Purpose) -> Result:
    if result.outcome != "different" or result.found is None or result.value is None:
        return result
    rows = _rows(result)
    if not rows:
        return result
    fault = purpose.fault_of(rows)
    if not leaves_choice(desk.problem.text, rows):
        return replace(result, found=replace(result.found, detail=fault)) if fault else result
    if fault:  # whatever the sheet's own filter is, this one is judged by itself
        places = tuple((i, j) for i, row in enumerate(rows) for j, _ in enumerate(row))
        found = Comparison("different", "exact", fault, wrong=places)
        return replace(result, found=found)
    if purpose.positive and has_negative(rows):
        return replace(result, found=Comparison("undecided", detail=UNDECIDED))
    note = f"another filter than the sheet's, which does what was asked: {purpose.does}"
    return replace(result, found=Comparison("same", "exhausted: every property", note=note))


def leaves_choice(text: str, rows: Rows) -> bool:
    """Whether a question lets any filter do that has the properties, and one of this size.

    >>> one = ((Fraction(1),),)
    >>> leaves_choice("Design a filter that blurs.", one), leaves_choice("The Sobel filter?", one)
    (True, False)
    """
    if not _CHOICE.search(text) or _NAMED.search(text):
        return False
    sizes = {(int(a), int(b)) for a, b in _SIZE.findall(text)}
    return not sizes or (len(rows), len(rows[0])) in sizes


def _rows(result: Result) -> Rows:
    """Return the entries of the filter as numbers; nothing where it is none."""
    assert result.value is not None
    try:
        found = value_at(result.value, Point({}, {}))
    except NoValue:
        return ()
    if not isinstance(found, tuple) or not all(isinstance(row, tuple) for row in found):
        return ()
    return tuple(tuple(Fraction(e) for e in row) for row in found)  # type: ignore[arg-type, union-attr]
