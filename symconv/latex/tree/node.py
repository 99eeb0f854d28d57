"""The base of all nodes: a frozen record that may know where it was read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets ``start <= end`` into the source text."""

    start: int
    end: int


@dataclass(frozen=True)
class Node:
    """Base of all nodes; carries the span."""

    span: Span | None = field(default=None, compare=False, repr=False, kw_only=True)
