r"""Intervals of numbers, with open and closed ends.

*Defines* `Span`.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.proof.exact_numbers import Exact


@dataclass(frozen=True)
class Span:
    """An interval of numbers; an end that is None is at infinity."""

    low: Exact | None = None
    high: Exact | None = None
    low_closed: bool = True
    high_closed: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether no number is inside."""
        if self.low is None or self.high is None:
            return False
        both = self.low_closed and self.high_closed
        return self.low > self.high or (self.low == self.high and not both)

    def holds(self, value: Exact) -> bool:
        """Whether a number is inside."""
        return not self.meet(Span(value, value)).is_empty

    def meet(self, other: Span) -> Span:
        """Return what both have in common."""
        low, low_closed = self._lower(other)
        mirrored, closed = self.mirrored()._lower(other.mirrored())
        return Span(low, None if mirrored is None else -mirrored, low_closed, closed)

    def mirrored(self) -> Span:
        """Return the interval of the negatives."""
        ends = [None if e is None else -e for e in (self.high, self.low)]
        return Span(ends[0], ends[1], self.high_closed, self.low_closed)

    def _lower(self, other: Span) -> tuple[Exact | None, bool]:
        if other.low is None or (self.low is not None and self.low > other.low):
            return self.low, self.low_closed
        if self.low == other.low:
            return self.low, self.low_closed and other.low_closed
        return other.low, other.low_closed

    def said(self, what: str) -> str:
        """Return the interval as an inequality about something.

        >>> Span(-2, -1, high_closed=False).said("b")
        '-2 <= b < -1'
        """
        if self.low is not None and self.low == self.high:
            return f"{what} = {self.low}"
        left = "" if self.low is None else f"{self.low} {'<=' if self.low_closed else '<'} "
        right = "" if self.high is None else f" {'<=' if self.high_closed else '<'} {self.high}"
        return f"{left}{what}{right}"
