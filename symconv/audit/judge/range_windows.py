r"""Windows that are written as ranges: which cells they are, and whether these are the window's.

*Defines* `Axis`, `kind_of` and `limits_of`. ``X_{s i + a}`` for :math:`0 \le a < K` is the window
of output i along one axis. Counting outputs or cells from 1 is as good, and so is a window around
its centre; with any other first cell it is *shifted*, without a stride *unstrided*, and with one
cell more or fewer than the letter of its size says *larger* or *smaller*.

*Method.* Indices are affine, so their slopes and offsets are differences of values, with several
values for the letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.index_sets import LARGER, SHIFTED, SMALLER, UNSTRIDED
from symconv.audit.causes.trees import minus, number, plus
from symconv.latex.tree import Chain, Dots, Expr, Logic, Node, Over, Range, SetOf, Symbol
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number as value_of
from symconv.proof.point_truth import Point

SAMPLES = 4
TRANSPOSED, CENTRED = "transposed", "centred"
Limits = tuple[Symbol, Expr, Expr]


class NotAWindow(Exception):
    """The cells are no window of the usual kind."""


@dataclass(frozen=True)
class Axis:
    """One axis of a window: the index of its first cell and of its second, and how many it has."""

    first: Expr
    second: Expr
    count: Expr


def limits_of(binder: Over | Range) -> list[Limits]:
    """Return the indices of a binder with their first and last values; raise NotAWindow."""
    match binder:
        case Range(index, lower, upper):
            return [(index, lower, upper)]
        case Over(_, Logic("and", parts)):
            return [_limits(part) for part in parts]
        case Over(_, condition) if condition is not None:
            return [_limits(condition)]
        case _:
            raise NotAWindow


def _limits(condition: Node) -> Limits:
    match condition:
        case Chain((lower, Symbol() as index, upper), (first, last)) if {first, last} <= {
            "<",
            "<=",
        }:
            low = plus(lower, number(1)) if first == "<" else lower
            return index, low, plus(upper, number(-1)) if last == "<" else upper
        case Chain((Symbol() as index, SetOf((lower, *_, Dots(), upper))), ("in",)):
            return index, lower, upper
        case _:
            raise NotAWindow


@dataclass(frozen=True)
class Sample:
    """Numbers of an axis for some values of the letters."""

    slope: Exact
    other: Exact
    offset: Exact
    count: Exact
    sizes: tuple[Exact, ...]


def kind_of(axis: Axis, along: Name, across: Name) -> str:
    """Return how an axis differs from that of the window, or nothing; raise NotAWindow."""
    samples = [_sample(axis, along, across, letters) for letters in _letters(axis, along, across)]
    if all(s.slope == 0 and s.other > 0 for s in samples):
        return TRANSPOSED
    if any(s.slope <= 0 or s.other for s in samples):
        raise NotAWindow
    if all(s.slope == 1 for s in samples):
        return UNSTRIDED
    if (place := _place(samples)) != CENTRED and (size := _size(samples)):
        return size if not place else _failed()
    return SHIFTED if place == SHIFTED else ""


def _failed() -> str:
    raise NotAWindow


def _place(samples: list[Sample]) -> str:
    """Say where the first cell is; a padding, which is a letter, is not judged."""
    if all(s.count % 2 == 1 and 2 * s.offset == 1 - s.count for s in samples):
        return CENTRED
    for steps in (0, 1, -1):
        starts = {s.offset - steps * s.slope for s in samples}
        if len(starts) == 1:
            right = steps <= 0 and starts <= {0, 1}
            return "" if right else SHIFTED
    raise NotAWindow


def _size(samples: list[Sample]) -> str:
    """Compare the number of cells with the letter in it."""
    if all(not s.sizes or s.count in s.sizes for s in samples):
        return ""
    for step, said in ((1, LARGER), (-1, SMALLER)):
        if all(len(s.sizes) == 1 and s.count == s.sizes[0] + step for s in samples):
            return said
    raise NotAWindow


def _letters(axis: Axis, along: Name, across: Name) -> Iterator[Mapping[Name, Exact]]:
    names = sorted((names_in_tree(axis.first) | names_in_tree(axis.count)) - {along, across})
    for seed in range(SAMPLES):
        source = random.Random(seed)
        yield dict(zip(names, source.sample(range(5, 40), len(names)), strict=True))


def _sample(axis: Axis, along: Name, across: Name, letters: Mapping[Name, Exact]) -> Sample:
    def first(i: int, j: int) -> Exact:
        return _at(axis.first, {**letters, along: i, across: j})

    offset = first(0, 0)
    slope, other = first(1, 0) - offset, first(0, 1) - offset
    affine = first(2, 3) == offset + 2 * slope + 3 * other
    if not affine or _at(axis.second, {**letters, along: 2, across: 3}) != first(2, 3) + 1:
        raise NotAWindow
    sizes = tuple(letters[n] for n in sorted(names_in_tree(axis.count)))
    return Sample(slope, other, offset, _at(axis.count, letters), sizes)


def _at(tree: Expr, values: Mapping[Name, Exact]) -> Exact:
    try:
        return value_of(tree, Point(values, {}))
    except Undefined:
        raise NotAWindow from None


def count_of(limits: Limits) -> Expr:
    """Return how many values an index has."""
    _, lower, upper = limits
    counted: Expr = plus(upper, minus(lower), number(1))
    return counted
