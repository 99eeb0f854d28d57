r"""Mistakes about which element is which: orders of channels, rows for columns, floors.

*Defines* `mistakes`, by the array that is reordered: the output z or the kernel w.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.orders.layout import RIGHT, Index, Layout, Map, output


def mistakes(tensor: str) -> Iterator[tuple[Mistake, Map]]:
    """Yield what an element of z or of w is taken to be after each mistake."""
    lead = 1 if tensor == "z" else 2
    yield from _on_channels(RIGHT[tensor])
    yield from _on_places(RIGHT[tensor], lead)
    yield from _of_factors(RIGHT[tensor])
    if tensor == "w":
        flipped = Mistake("kernel-not-flipped", "the taps were not reversed")
        yield flipped, lambda s, at: _kernel(s, at, output(s, (at[0], *at[2:])))


def _kernel(_: Layout, at: Index, of_output: Index) -> Index:
    return (of_output[0], at[1], *of_output[1:])


def _offset(layout: Layout, at: Index) -> Index:
    place = at[-len(layout.r) :]
    return tuple(i % r for i, r in zip(place, layout.r, strict=True))


def _on_channels(right: Map) -> Iterator[tuple[Mistake, Map]]:
    """Another channel of the convolution."""

    def moved(channel: Map) -> Map:
        return lambda s, at: (*channel(s, at), *right(s, at)[1:])

    sentence = "the offsets were numbered column by column, not row by row"
    yield Mistake("channels-reordered", sentence), moved(_by_columns)
    sentence = "channels and offsets were interleaved the other way"
    yield (
        Mistake("channels-interleaved", sentence),
        moved(lambda s, at: (s.number(_offset(s, at)) * s.out + at[0],)),
    )
    flipped = Mistake("offsets-flipped", "the offsets were counted backwards")
    yield flipped, moved(lambda s, at: (s.block * at[0] + s.block - 1 - s.number(_offset(s, at)),))
    ignored = Mistake("remainder-forgotten", "the offset within the factor was left out")
    yield ignored, moved(lambda s, at: (s.block * at[0],))
    first = Mistake("channel-ignored", "the output channel was left out", 2)
    yield first, moved(lambda s, at: (s.number(_offset(s, at)),))
    square = Mistake("square-forgotten", "a channel was given r offsets, not all of them")
    yield square, moved(lambda s, at: (s.r[0] * at[0] + s.number(_offset(s, at)),))
    added = Mistake("factor-missing", "the offsets of the axes were added")
    yield added, moved(lambda s, at: (s.block * at[0] + sum(_offset(s, at)),))
    bare = Mistake("factor-missing", "the output channel was not multiplied by the factors", 2)
    yield bare, moved(lambda s, at: (at[0] + s.number(_offset(s, at)),))
    twice = Mistake("factor-twice", "a factor of the channel was multiplied once more", 2)
    yield twice, moved(lambda s, at: (s.r[0] * s.block * at[0] + s.number(_offset(s, at)),))
    yield twice, moved(lambda s, at: (s.block * at[0] + _numbered_by_squares(s, at),))
    late = Mistake("indices-from-one", "the output channels were counted from 1")
    yield late, moved(lambda s, at: (s.block * (at[0] - 1) + s.number(_offset(s, at)),))
    for step, size in ((1, "large"), (-1, "small")):
        off = Mistake("off-by-one", f"the channel is one too {size}", 2)
        yield off, moved(lambda s, at, step=step: (right(s, at)[0] + step,))  # type: ignore[misc]


def _numbered_by_squares(layout: Layout, at: Index) -> int:
    """Number the offsets, each but the last as if its factor were its square."""
    found = 0
    for b, r in zip(_offset(layout, at), layout.r, strict=True):
        found = found * r * r + b
    return found


def _by_columns(layout: Layout, at: Index) -> Index:
    found = 0
    for b, r in zip(reversed(_offset(layout, at)), reversed(layout.r), strict=True):
        found = found * r + b
    return (layout.block * at[0] + found,)


def _on_places(right: Map, lead: int) -> Iterator[tuple[Mistake, Map]]:
    """Another place, in the right channel or in one that is wrong for the same reason."""

    def placed(place: Map) -> Map:
        return lambda s, at: (*right(s, at)[:lead], *place(s, at))

    swapped = Mistake("height-width-swapped", "rows and columns were swapped")
    yield swapped, placed(lambda s, at: right(s, at)[: lead - 1 : -1])
    rest = Mistake("remainder-for-quotient", "the remainder was taken for the quotient")
    yield rest, placed(_offset)
    up = Mistake("ceil-for-floor", "the place was rounded up, not down")
    yield up, placed(lambda s, at: _rounded_up(s, at[lead:]))
    scaled = Mistake("extra-factor", "the place was multiplied by the factor")
    yield scaled, placed(lambda s, at: _scaled(s, right(s, at)[lead:]))
    turned = Mistake("shifts-swapped", "all axes were swapped, those of the offsets and the places")
    yield turned, lambda s, at: (_by_columns(s, at)[0], *at[1:lead], *right(s, at)[: lead - 1 : -1])
    whole = Mistake("floor-dropped", "the place was not divided by the factor")
    yield whole, placed(lambda _, at: at[lead:])
    for step, size in ((1, "large"), (-1, "small")):
        off = Mistake("off-by-one", f"the place is one too {size}", 2)
        yield off, placed(lambda s, at, step=step: tuple(i + step for i in right(s, at)[lead:]))  # type: ignore[misc]
    exchanged = Mistake("quotient-for-remainder", "quotient and remainder were exchanged")
    yield exchanged, lambda s, at: _exchanged(s, at, lead)
    blocks = Mistake("blocks-for-interleaving", "the parts were put side by side, not interleaved")
    yield blocks, lambda s, at: _blocks(s, at, lead)


def _rounded_up(layout: Layout, place: Index) -> Index:
    return tuple(-(-i // r) for i, r in zip(place, layout.r, strict=True))


def _scaled(layout: Layout, place: Index) -> Index:
    return tuple(i * r for i, r in zip(place, layout.r, strict=True))


def _of_factors(right: Map) -> Iterator[tuple[Mistake, Map]]:
    """The same rule with other factors."""

    def with_factors(change: Callable[[int, int], int]) -> Map:
        def to(layout: Layout, at: Index) -> Index:
            r = tuple(max(1, change(axis, f)) for axis, f in enumerate(layout.r))
            return right(replace(layout, r=r), at)

        return to

    for step, size in ((1, "large"), (-1, "small")):
        off = Mistake("factor-off-by-one", f"the factor is one too {size}", 2)
        yield off, with_factors(lambda _, f, step=step: f + step)  # type: ignore[misc]
    alone = Mistake("axis-forgotten", "the factor was applied along one axis only", 2)
    for kept in range(2):
        yield alone, with_factors(lambda axis, f, kept=kept: f if axis == kept else 1)  # type: ignore[misc]


def _exchanged(layout: Layout, at: Index, lead: int) -> Index:
    quotient = tuple(i // r for i, r in zip(at[lead:], layout.r, strict=True))
    group = layout.block * at[0] + layout.number(quotient)
    return (group, *at[1:lead], *_offset(layout, at))


def _blocks(layout: Layout, at: Index, lead: int) -> Index:
    sizes = layout.m if lead == 1 else layout.k
    offset = tuple(i // n for i, n in zip(at[lead:], sizes, strict=True))
    place = (i % n for i, n in zip(at[lead:], sizes, strict=True))
    return (layout.block * at[0] + layout.number(offset), *at[1:lead], *place)
