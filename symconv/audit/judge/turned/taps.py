r"""Sums over the taps of a kernel: which sample each tap is multiplied with.

*Defines* `Taps`, `taps_of`, `through`, `within` and `turned_around`. In the normal form of a sum
the index of the sample is ``factor p + rest`` for a tap p that runs from ``first`` to ``last``.
Two sums whose normal forms agree are equal: the taps are counted from the other end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

from symconv.algebra.named_polynomial import Polynomial, Scalar, minus, times, total
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.turned.indices import INFINITE, NotRead, names_of, put, scalar_of, split
from symconv.audit.judge.turned.turns import Turn
from symconv.latex.tree import Big, Indexed, Multiply, Negative, Node, Number, Over, Range

TAP = Polynomial({("tap",): 1})


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
    """A multiple of a sum of products of a kernel's elements and of samples, axis by axis."""

    kernel: str
    data: str
    axes: tuple[Tap, ...]
    scale: Scalar = 1


def taps_of(tree: Node) -> Taps:
    """Return the normal form of a sum over taps; raise NotRead for another formula."""
    ranges: dict[str, tuple[Scalar, Scalar]] = {}
    scale, factors = _opened(tree, ranges)
    parts = [f for f in factors if isinstance(f, Indexed)]
    if not ranges or len(parts) != 2 or len(factors) != 2:
        raise NotRead("no sum of products of two elements")
    indices = [[scalar_of(i) for i in part.indices] for part in parts]
    inside = [all(names_of(v) & ranges.keys() for v in listed) for listed in indices]
    free = [any(_foreign(v, ranges) for v in listed) for listed in indices]
    if not any(inside) or free[0] == free[1]:
        raise NotRead("which factor is the kernel cannot be told")
    at = free.index(False) if False in free else 0
    kernel, data = (parts[at], indices[at]), (parts[1 - at], indices[1 - at])
    axes = tuple(_tap(value, data[1], ranges) for value in kernel[1])
    return Taps(alias(kernel[0].base), alias(data[0].base), axes, scale)


def _opened(
    tree: Node, ranges: dict[str, tuple[Scalar, Scalar]]
) -> tuple[Scalar, tuple[Node, ...]]:
    """Return the number in front of a sum and the factors behind it; collect what it runs over."""
    match tree:
        case Big("sum", binders, body):
            for binder in binders:
                ranges |= _limits(binder)
            return _opened(body, ranges)
        case Negative(body):
            scale, factors = _opened(body, ranges)
            return times(-1, scale), factors
        case Multiply(factors) if any(isinstance(f, Number) for f in factors):
            numbers = [scalar_of(f) for f in factors if isinstance(f, Number)]
            rest = tuple(f for f in factors if not isinstance(f, Number))
            inner = rest[0] if len(rest) == 1 else replace(tree, factors=rest)
            scale, opened = _opened(inner, ranges)
            return reduce(times, numbers, scale), opened
        case Multiply((*before, Big("sum") as last)) if before:
            scale, opened = _opened(last, ranges)
            return scale, (*before, *opened)
        case Multiply(factors):
            return 1, factors
        case _:
            return 1, (tree,)


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
    found = tuple(a for a in axes if a is not None)
    return replace(taps, kernel=turn.second, axes=found)


def within(taps: Taps, other: Taps) -> Taps:
    """Return a sum with the limits of another one over the same kernel where it gives none."""
    if len(taps.axes) != len(other.axes):
        return taps
    pairs = zip(taps.axes, other.axes, strict=True)
    axes = (replace(a, first=b.first, last=b.last) if a.last == INFINITE else a for a, b in pairs)
    return replace(taps, axes=tuple(axes))


def turned_around(taps: Taps, kernel: str, *, channels: int) -> Taps:
    """Return a sum with the kernel turned in its own range, for one that is not defined."""
    axes = (a if n < channels else turned_axis(a) for n, a in enumerate(taps.axes))
    return replace(taps, kernel=kernel, axes=tuple(axes))


def turned_axis(tap: Tap) -> Tap:
    """Return an axis along which the kernel is turned in its own range."""
    ends = total([tap.first, tap.last])
    return replace(
        tap, factor=times(-1, tap.factor), rest=total([tap.rest, times(tap.factor, ends)])
    )
