r"""Mistakes in sums over the taps of a kernel, each a change of the right sum.

*Defines* `sum_fits`: which mistakes, one or two, make of a right sum exactly what was said. The
letters ``S``, ``D``, ``P`` and ``Q`` are those of the question: stride, dilation and the padding
along rows and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from symconv.algebra.named_polynomial import Polynomial, Scalar, times, total
from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.turned.indices import put
from symconv.audit.judge.turned.taps import Tap, Taps, turned_axis
from symconv.audit.judge.turned.turns import COLUMNS, NOT_FLIPPED, ROWS, SHIFTED, TRANSPOSED

RANGE = Mistake("sum-range-off-by-one", "a sum has one term too many or too few")
SIGN = Mistake("sign", "the sign is reversed")
LOST = (
    (Mistake("stride-ignored", "the stride was ignored (1 in its place)"), ("S",), 1),
    (Mistake("dilation-ignored", "the dilation was ignored (1 in its place)"), ("D",), 1),
    (Mistake("padding-ignored", "the padding was ignored (0 in its place)"), ("P", "Q"), 0),
    (Mistake("padding-ignored", "the padding of the rows was ignored (0 in its place)"), ("P",), 0),
    (
        Mistake("padding-ignored", "the padding of the columns was ignored (0 in its place)"),
        ("Q",),
        0,
    ),
)
SWAPPED = (
    (Mistake("height-width-swapped", "the paddings of rows and columns were swapped"), ("P", "Q")),
    (Mistake("height-width-swapped", "height and width of the kernel were swapped"), ("K", "J")),
)
ADDED = Mistake("padding-sign", "the padding has the wrong sign")
Change = Callable[[Taps], Taps]


@dataclass(frozen=True)
class Fits:
    """The mistakes that explain a sum, the fewest at once, and how many were tried."""

    mistakes: tuple[tuple[Mistake, ...], ...]
    tried: int


def sum_fits(right: Taps, said: Taps) -> Fits:
    """Return the mistakes that make of the right sum what was said; single ones before pairs."""
    changes = list(_changes(right))
    single = {(m,): None for m, change in changes if change(right) == said}
    if single:
        return Fits(tuple(single), len(changes))
    pairs = {
        (m, n): None
        for k, (m, first) in enumerate(changes)
        for n, second in changes[k + 1 :]
        if n.name != m.name and second(first(right)) == said
    }
    return Fits(tuple(pairs), len(changes) * (len(changes) + 1) // 2)


def _changes(taps: Taps) -> Iterator[tuple[Mistake, Change]]:
    """Yield each mistake with what it makes of a sum; the last two axes are those of images."""
    rank = len(taps.axes)
    images = tuple(range(max(0, rank - 2), rank))
    yield SIGN, lambda t: replace(t, scale=times(-1, t.scale))
    yield NOT_FLIPPED, partial(_along, images, turned_axis)
    if len(images) == 2:
        yield ROWS, partial(_along, images[1:], turned_axis)
        yield COLUMNS, partial(_along, images[:1], turned_axis)
        yield TRANSPOSED, lambda t: replace(t, axes=(*t.axes[:-2], t.axes[-1], t.axes[-2]))
    for mistake, letters, value in LOST:
        yield mistake, partial(_with, dict.fromkeys(letters, value))
    for mistake, (one, other) in SWAPPED:
        yield mistake, partial(_with, {one: _letter(other), other: _letter(one)})
    yield ADDED, partial(_with, {name: times(-1, _letter(name)) for name in ("P", "Q")})
    for axes in dict.fromkeys((images, *((i,) for i in images))):
        for step in (1, -1):
            for mistake, change in (
                (RANGE, _first), (RANGE, _last), (SHIFTED, _shifted), (SHIFTED, _tap_shifted),
            ):  # fmt: skip
                yield mistake, partial(_along, axes, partial(change, step))


def _first(step: int, tap: Tap) -> Tap:
    return replace(tap, first=total([tap.first, step]))


def _last(step: int, tap: Tap) -> Tap:
    return replace(tap, last=total([tap.last, step]))


def _shifted(step: int, tap: Tap) -> Tap:
    return replace(tap, rest=total([tap.rest, step]))


def _tap_shifted(step: int, tap: Tap) -> Tap:
    return replace(tap, rest=total([tap.rest, times(step, tap.factor)]))


def _along(axes: tuple[int, ...], change: Callable[[Tap], Tap], taps: Taps) -> Taps:
    """Return a sum with some of its axes changed."""
    found = (change(axis) if i in axes else axis for i, axis in enumerate(taps.axes))
    return replace(taps, axes=tuple(found))


def _letter(name: str) -> Polynomial:
    return Polynomial({(name,): 1})


def _with(values: Mapping[str, Scalar], taps: Taps) -> Taps:
    """Return a sum with other values in the place of letters, all at once."""

    def changed(scalar: Scalar) -> Scalar:
        for name in values:
            scalar = put(scalar, name, _letter(f"old {name}"))
        for name, value in values.items():
            scalar = put(scalar, f"old {name}", value)
        return scalar

    axes = (
        Tap(changed(a.first), changed(a.last), a.axis, changed(a.factor), changed(a.rest))
        for a in taps.axes
    )
    return replace(taps, axes=tuple(axes))
