"""Counterexamples to statements with roots and derivatives, in intervals of real numbers.

*Defines* `counterexample_at` and `sides_meet`. Where the intervals of two sides do not meet, the
sides differ at a point with small fractions as data: this is a proof that the statement is false.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import Statement
from symconv.notation import Name
from symconv.proof.context import Context
from symconv.proof.indices.field_check import equations_in
from symconv.proof.indices.hypotheses import speaks_of_reals
from symconv.proof.indices.intervals import Interval, Intervals
from symconv.proof.indices.numbers import NotHere
from symconv.proof.indices.values import PointValues
from symconv.proof.verdict import Refuted

SEEDS, SHOWN, STEPS = 4, 12, 40_000


def counterexample_at(
    statement: Statement, context: Context, integers: Mapping[Name, int], method: str
) -> Refuted | None:
    """Return a point with these sizes and indices where the sides differ, if one is met."""
    conditions = [h for h in context.hypotheses if speaks_of_reals(h, context)]
    if any(equations_in(h) == [] for h in conditions):
        return None
    for seed in range(SEEDS):
        point = PointValues(context, integers, seed, Intervals(), limit=STEPS)
        try:
            if not all(_may_hold(h, point) for h in conditions):
                continue
            for left, right in equations_in(statement):
                a, b = point.value(left, {}), point.value(right, {})
                if a.high < b.low or b.high < a.low:
                    return _refuted(point, a, b, method)
        except NotHere:
            continue
        except NoValue:
            return None
    return None


def sides_meet(statement: Statement, context: Context, integers: Mapping[Name, int]) -> bool | None:
    """Whether the intervals of all sides meet at a point with data; None where none can be had."""
    for seed in range(SEEDS):
        point = PointValues(context, integers, seed, Intervals(), limit=STEPS)
        try:
            return _may_hold(statement, point)
        except NotHere:
            continue
        except NoValue:
            return None
    return None


def _may_hold(condition: Statement, point: PointValues) -> bool:
    """Whether the sides of all equations meet: a restriction that the data violate does not."""
    sides = [[point.value(side, {}) for side in pair] for pair in equations_in(condition)]
    return all(a.low <= b.high and b.low <= a.high for a, b in sides)


def _refuted(point: PointValues, a: Interval, b: Interval, method: str) -> Refuted:
    found = {name.latex: str(value) for name, value in sorted(point.integers.items())}
    elements = sorted(point.drawn_elements.items())
    for (name, indices), value in elements[:SHOWN]:
        places = f"_{{{', '.join(map(str, indices))}}}" if indices else ""
        found[name.latex + places] = str(value.low)
    return Refuted(method, found, f"left {_shown(a)}, right {_shown(b)}")


def _shown(value: Interval) -> str:
    return str(value.low) if value.low == value.high else f"{float(value.low):.6g}"
