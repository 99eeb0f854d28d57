r"""Sums over the taps of a kernel: which sample each tap is multiplied with.

*Defines* `Taps`, `taps_of` and `sum_faults`. A sum is brought into a normal form: for a tap p of
the kernel, the index of the sample is ``factor p + rest``, and p runs from ``first`` to ``last``.
Two sums whose normal forms agree are equal: the taps are counted from the other end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symconv.algebra.named_polynomial import Polynomial, Scalar, minus, times, total
from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.turned.indices import INFINITE, NotRead, names_of, put, scalar_of, split
from symconv.audit.judge.turned.turns import (
    COLUMNS,
    NOT_FLIPPED,
    ROWS,
    SHIFTED,
    TRANSPOSED,
    Turn,
)
from symconv.latex.tree import Big, Indexed, Multiply, Node, Over, Range

TAP = Polynomial({("tap",): 1})
RANGE = Mistake("sum-range-off-by-one", "a sum has one term too many or too few")


@dataclass(frozen=True)
class Tap:
    """One axis of a kernel: its range, and the sample's axis, factor and rest for a tap."""

    first: Scalar
    last: Scalar
    axis: int
    factor: Scalar
    rest: Scalar


@dataclass(frozen=True)
class Taps:
    """A sum of products of elements of a kernel and of samples, axis by axis of the kernel."""

    kernel: str
    data: str
    axes: tuple[Tap, ...]


def taps_of(tree: Node) -> Taps:
    """Return the normal form of a sum over taps; raise NotRead for another formula."""
    ranges: dict[str, tuple[Scalar, Scalar]] = {}
    while isinstance(tree, Big) and tree.operator == "sum":
        for binder in tree.binders:
            ranges |= _limits(binder)
        tree = tree.body
    if not ranges or not isinstance(tree, Multiply) or len(tree.factors) != 2:
        raise NotRead("no sum of products of two elements")
    parts = [f for f in tree.factors if isinstance(f, Indexed)]
    indices = [[scalar_of(i) for i in part.indices] for part in parts]
    inside = [all(names_of(v) & ranges.keys() for v in listed) for listed in indices]
    free = [any(_foreign(v, ranges) for v in listed) for listed in indices]
    if len(parts) != 2 or not any(inside) or free[0] == free[1]:
        raise NotRead("which factor is the kernel cannot be told")
    at = free.index(False) if False in free else 0
    kernel, data = (parts[at], indices[at]), (parts[1 - at], indices[1 - at])
    axes = tuple(_tap(value, data[1], ranges) for value in kernel[1])
    return Taps(alias(kernel[0].base), alias(data[0].base), axes)


def _limits(binder: Range | Over) -> dict[str, tuple[Scalar, Scalar]]:
    """Return the limits of what is summed over; without limits, it is every whole number."""
    if isinstance(binder, Range):
        return {alias(binder.index): (scalar_of(binder.lower), scalar_of(binder.upper))}
    if binder.condition is not None:
        raise NotRead("a sum over a set")
    return {alias(index): (times(-1, INFINITE), INFINITE) for index in binder.indices}


def _end(value: Scalar) -> Scalar:
    """Return the end of a range; what is added to infinity changes nothing."""
    factor, _ = split(value, "infinity")
    return times(factor, INFINITE) if factor != 0 else value


def _foreign(value: Scalar, ranges: Mapping[str, tuple[Scalar, Scalar]]) -> bool:
    """Whether an index moves with something besides what is summed over and its limits."""
    limits = {n for ends in ranges.values() for end in ends for n in names_of(end)}
    return bool(names_of(value) - ranges.keys() - limits)


def _tap(value: Scalar, data: list[Scalar], ranges: Mapping[str, tuple[Scalar, Scalar]]) -> Tap:
    (name, *others) = sorted(names_of(value) & ranges.keys()) or [""]
    if not name or others:
        raise NotRead("a tap that is not counted by one index")
    factor, rest = split(value, name)
    if factor not in (1, -1):
        raise NotRead("taps that are left out")
    ends = [_end(total([times(factor, end), rest])) for end in ranges[name]]
    ends = ends if factor == 1 else ends[::-1]
    used = [i for i, index in enumerate(data) if name in names_of(index)]
    if len(used) != 1:
        raise NotRead("a sample that does not move with the tap")
    back = times(factor, minus(TAP, rest))
    slope, offset = split(put(data[used[0]], name, back), "tap")
    return Tap(ends[0], ends[1], used[0], slope, offset)


def through(taps: Taps, turn: Turn) -> Taps:
    """Return a sum with ``turn.first`` as one with ``turn.second``."""
    axes: list[Tap | None] = [None] * len(turn.axes)
    for number, axis in enumerate(turn.axes):
        tap = taps.axes[axis.source]
        ends = [_end(total([times(axis.sign, e), axis.constant])) for e in (tap.first, tap.last)]
        ends = ends if axis.sign > 0 else ends[::-1]
        slope = times(tap.factor, axis.sign)
        offset = minus(tap.rest, times(slope, axis.constant))
        axes[number] = Tap(ends[0], ends[1], tap.axis, slope, offset)
    return Taps(turn.second, taps.data, tuple(a for a in axes if a is not None))


def turned_around(taps: Taps, kernel: str, *, channels: int) -> Taps:
    """Return a sum with the kernel turned in its own range, for one that is not defined."""
    axes = []
    for number, tap in enumerate(taps.axes):
        if number < channels:
            axes.append(tap)
            continue
        ends = total([tap.first, tap.last])
        slope = times(-1, tap.factor)
        axes.append(replace(tap, factor=slope, rest=total([tap.rest, times(tap.factor, ends)])))
    return Taps(kernel, taps.data, tuple(axes))


def sum_faults(right: Taps, said: Taps) -> tuple[Mistake, ...]:
    """Return how two sums over the taps of one kernel differ; nothing where they are equal."""
    if len(right.axes) != len(said.axes) or right.kernel != said.kernel:
        raise NotRead("sums over different kernels")
    if right.axes == said.axes:
        return ()
    found: list[Mistake] = []
    pairs = list(zip(right.axes, said.axes, strict=True))
    if [a.axis for a, _ in pairs] != [b.axis for _, b in pairs]:
        found.append(TRANSPOSED)
        if all(a.factor == b.factor for a, b in pairs):
            return tuple(found)
    images = pairs[-2:]
    against = [a.factor != b.factor for a, b in images]
    if all(against):
        found.append(NOT_FLIPPED)
    elif any(against):
        found.append(COLUMNS if against[0] else ROWS)
    alike = [p for p in pairs if p[0].factor == p[1].factor]
    if any((a.first, a.last) != (b.first, b.last) for a, b in pairs):
        found.append(RANGE)
    elif any(a.rest != b.rest for a, b in alike):
        found.append(SHIFTED)
    return tuple(found)
