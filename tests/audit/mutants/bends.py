"""Functions in pieces, in plain fractions, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from dense import Net, Rule, local, relu
from shared import tex

Line = tuple[Fraction, Fraction]
"""Slope and intercept."""


@dataclass(frozen=True)
class Function:
    """Lines between neighbouring ends, from left to right."""

    ends: tuple[Fraction, ...]
    lines: tuple[Line, ...]

    def branches(self) -> list[tuple[Fraction | None, Fraction | None, Line]]:
        """Return each line with the ends of its stretch."""
        stretches = pairwise((None, *self.ends, None))
        return [(low, high, line) for (low, high), line in zip(stretches, self.lines, strict=True)]


def function(net: Net, rule: Rule = relu) -> Function:
    """Return a network as a function: its bends are found where a unit vanishes."""
    ends: list[Fraction] = []
    for depth in range(1, len(net)):
        ends = sorted({*ends, *_roots(net[:depth], ends, rule)})
    inside = [_middle(a, b) for a, b in pairwise([None, *ends, None])]
    lines = [local(net, (x,), rule)[0] for x in inside]
    return merged(Function(tuple(ends), tuple((f.slopes[0], f.constant) for f in lines)))


def _middle(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None or high is None:
        return low + 1 if low is not None else high - 1 if high is not None else Fraction(0)
    return (low + high) / 2


def _roots(net: Net, ends: Sequence[Fraction], rule: Rule) -> Iterator[Fraction]:
    for low, high in pairwise([None, *ends, None]):
        for form in local(net, (_middle(low, high),), rule):
            slope, constant = form.slopes[0], form.constant
            root = -constant / slope if slope else None
            if root is not None and (low is None or low < root) and (high is None or root < high):
                yield root


def merged(whole: Function) -> Function:
    """Return a function without ends at which it does not bend."""
    kept = [i for i, (a, b) in enumerate(pairwise(whole.lines)) if a != b]
    lines = [whole.lines[0], *(whole.lines[i + 1] for i in kept)]
    return Function(tuple(whole.ends[i] for i in kept), tuple(lines))


def affine(line: Line, *, decimals: bool = False) -> str:
    """Write a line."""
    slope, constant = line
    put = decimal if decimals else tex
    if not slope:
        return put(constant)
    term = {1: "x", -1: "-x"}.get(int(slope) if slope.denominator == 1 else 0, f"{put(slope)} x")
    sign = "+" if constant > 0 else "-"
    return f"{term} {sign} {put(abs(constant))}" if constant else term


def decimal(value: Fraction) -> str:
    """Write a number with decimals where they are exact."""
    digits = value.denominator
    while digits % 2 == 0:
        digits //= 2
    while digits % 5 == 0:
        digits //= 5
    return str(float(value)) if digits == 1 else tex(value)


def stretch(low: Fraction | None, high: Fraction | None, left: str, right: str) -> str:
    """Write the stretch between two ends as inequalities."""
    if low is None:
        return f"x {right} {tex(high or Fraction(0))}"
    if high is None:
        return ("x > " if left == "<" else r"x \ge ") + tex(low)
    return f"{tex(low)} {left} x {right} {tex(high)}"


def cases(whole: Function, left: str = r"\le", right: str = "<") -> str:
    """Write a function in cases; a single line as itself."""
    if not whole.ends:
        return affine(whole.lines[0])
    rows = [f"{affine(line)} & {stretch(a, b, left, right)}" for a, b, line in whole.branches()]
    return in_braces(rows)


def in_braces(rows: Sequence[str]) -> str:
    """Write rows as cases."""
    body = r" \\ ".join(rows)
    return rf"\begin{{cases}} {body} \end{{cases}}"
