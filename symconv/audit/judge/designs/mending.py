r"""Which single number of a design, given another value, mends it; and all values that do.

*Defines* `Mend` and `mends`. As one number changes, the sum of its unit changes linearly, row by
row. What the unit has to answer in a row is an interval of sums (or two numbers, for a square); the
values of the number that serve every row are an intersection of intervals, computed exactly.

Changed are the numbers of the output and of units that only the output reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from symconv.audit.judge.designs.design import Design, Entry, Unit
from symconv.audit.judge.designs.spans import Span
from symconv.proof.exact_numbers import Exact, reduced


@dataclass(frozen=True)
class Mend:
    """A number of a design, and the values of it that are right."""

    entry: Entry
    spans: tuple[Span, ...]

    def holds(self, value: Exact) -> bool:
        """Whether a value is right."""
        return any(span.holds(value) for span in self.spans)

    def said(self, what: str) -> str:
        """Return the right values in words."""
        return " or ".join(span.said(what) for span in self.spans)


def mends(design: Design, wanted: Sequence[int]) -> Iterator[Mend]:
    """Yield each number whose change alone gives the table, with all values that do."""
    last = len(design.units) - 1
    for entry in design.entries():
        number = design.inputs + entry.unit
        readers = [n for n, u in enumerate(design.units) if number in u.sources]
        if entry.unit != last and readers != [last]:
            continue
        spans = _right_values(design, entry, wanted)
        if spans:
            yield Mend(entry, tuple(spans))


def _right_values(design: Design, entry: Entry, wanted: Sequence[int]) -> list[Span]:
    unit, spans = design.units[entry.unit], [Span()]
    for point, value in zip(design.points, wanted, strict=True):
        values = design.values(point)
        demanded = _demanded(design, entry.unit, values, value)
        slope = 1 if entry.weight is None else values[unit.sources[entry.weight]]
        rest = unit.sum_at(values) - slope * design[entry]
        spans = [
            both
            for span in spans
            for goal in demanded
            if not (both := span.meet(_solved(goal, slope, rest))).is_empty
        ]
    return spans


EMPTY = Span(1, 0)


def _solved(goal: Span, slope: Exact, rest: Exact) -> Span:
    """Return where ``slope e + rest`` lies in an interval."""
    if slope == 0:
        return Span() if goal.holds(rest) else EMPTY
    ends = [
        None if e is None else reduced((Fraction(e) - rest) / slope) for e in (goal.low, goal.high)
    ]
    found = Span(ends[0], ends[1], goal.low_closed, goal.high_closed)
    if slope > 0:
        return found
    return Span(ends[1], ends[0], goal.high_closed, goal.low_closed)


def _demanded(design: Design, number: int, values: list[Exact], wanted: int) -> list[Span]:
    """Return which sums of a unit make the output right in a row."""
    last = design.units[-1]
    outputs = _before(last.activation, Span(wanted, wanted))
    if number == len(design.units) - 1:
        return outputs
    factor = _weight_of(last, design.inputs + number)
    own = values[design.inputs + number]
    rest = last.sum_at(values) - factor * own
    answers = [_solved(goal, factor, rest) for goal in outputs]
    unit = design.units[number]
    return [s for a in answers if not a.is_empty for s in _before(unit.activation, a)]


def _weight_of(unit: Unit, source: int) -> Exact:
    return sum(w for w, s in zip(unit.weights, unit.sources, strict=True) if s == source)


def _before(activation: str, goal: Span) -> list[Span]:
    """Return the sums for which an activation answers in an interval."""
    if activation == "linear":
        return [goal]
    if activation == "relu":
        above = goal.meet(Span(0, None, low_closed=False))
        below = [Span(None, 0)] if goal.holds(0) else []
        return [*below, *([] if above.is_empty else [above])]
    if activation in ("square", "abs"):
        return _folded(activation, goal)
    closed = not activation.startswith("strict")
    low = -1 if activation.endswith("sign") else 0
    fires = [Span(0, None, low_closed=closed)] if goal.holds(1) else []
    return fires + ([Span(None, 0, high_closed=not closed)] if goal.holds(low) else [])


def _folded(activation: str, goal: Span) -> list[Span]:
    """Two numbers have a square or an absolute value; roots that are not rational are left out."""
    if goal.low is None and goal.high is None:
        return [goal]
    if goal.low is None or goal.low != goal.high or goal.low < 0:
        return []
    value = Fraction(goal.low)
    if activation == "square":
        root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        if root * root != value:
            return []
        value = root
    ends = {reduced(value), reduced(-value)}
    return [Span(e, e) for e in sorted(ends)]
