r"""What an interior unit of one axis sees: a pattern that repeats from unit to unit.

*Defines* `Pattern`. Far from the borders, unit ``o = T q + f`` sees the set of unit ``f`` moved by
``q S``: phase ``f`` of a period of ``T`` units that advances by ``S`` input positions. Convolutions
and pools alone give ``T = 1`` and the closed form

    size r = 1 + sum_l (K_l - 1) J_{l-1},   jump J = S / T,   start = - sum_l p_l J_{l-1},

a transposed convolution of stride ``s`` multiplies the period by ``s``: the sets of its phases
differ in size, and some may be empty.

*Why masks and not sizes.* Dilation leaves holes, which a size cannot show.

*See* Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill
2019, for the closed form without transposed layers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import TypeAlias

from symconv.algebra.receptive_sets import extent, positions

Placed: TypeAlias = "tuple[int, int]"
"""A set as (first, mask): position ``first + i`` for each bit i; the empty set is (0, 0)."""
EMPTY: Placed = (0, 0)


@dataclass(frozen=True)
class Pattern:
    """The sets of one period of units and how far the input moves on from period to period.

    >>> Pattern().window(3, stride=2, before=1).window(3).sizes
    (7,)
    >>> Pattern().window(5, stride=2).transposed(3, stride=2).sizes
    (7, 5)
    """

    shift: int = 1
    phases: tuple[Placed, ...] = ((0, 1),)

    @property
    def period(self) -> int:
        """The number of phases T."""
        return len(self.phases)

    @property
    def jump(self) -> Fraction:
        """How many input positions lie between neighbouring units, on average."""
        return Fraction(self.shift, self.period)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of positions from the first to the last, phase by phase; 0 for none."""
        return tuple(extent(mask) for _, mask in self.phases)

    @property
    def size(self) -> int:
        """The largest of `sizes`."""
        return max(self.sizes)

    @property
    def holes(self) -> int:
        """The number of positions inside the largest phase's extent that it does not see."""
        return max((extent(m) - m.bit_count() for _, m in self.phases), default=0)

    def at(self, unit: int) -> Placed:
        """Return what a unit sees on an input without borders."""
        turns, phase = divmod(unit, self.period)
        first, mask = self.phases[phase]
        return (first + turns * self.shift, mask) if mask else EMPTY

    def sees(self, unit: int) -> tuple[int, ...]:
        """Return the input positions that a unit sees on an input without borders.

        >>> Pattern().window(3, dilation=2).sees(5)
        (5, 7, 9)
        """
        first, mask = self.at(unit)
        return tuple(first + i for i in positions(mask))

    def window(
        self, kernel_size: int, stride: int = 1, before: int = 0, dilation: int = 1
    ) -> Pattern:
        """Return the pattern behind a convolution or pool."""
        common = gcd(self.period, stride)
        taps = range(-before, dilation * kernel_size - before, dilation)
        phases = (
            union(self.at(stride * unit + tap) for tap in taps)
            for unit in range(self.period // common)
        )
        return Pattern(self.shift * stride // common, tuple(phases)).shortest()

    def transposed(
        self, kernel_size: int, stride: int = 1, before: int = 0, dilation: int = 1
    ) -> Pattern:
        """Return the pattern behind a transposed convolution: each phase meets its own taps."""
        taps = range(0, dilation * kernel_size, dilation)
        phases = (
            union(
                self.at((unit + before - tap) // stride)
                for tap in taps
                if (unit + before - tap) % stride == 0
            )
            for unit in range(self.period * stride)
        )
        return Pattern(self.shift, tuple(phases)).shortest()

    def copied(self, factor: int) -> Pattern:
        """Return the pattern behind an upsampling that repeats each position ``factor`` times."""
        units = range(self.period * factor)
        return Pattern(self.shift, tuple(self.at(unit // factor) for unit in units)).shortest()

    def beside(self, other: Pattern) -> Pattern:
        """Return the union with another branch of the same jump."""
        period = lcm(self.period, other.period)
        phases = tuple(union((self.at(unit), other.at(unit))) for unit in range(period))
        return Pattern(self.shift * period // self.period, phases).shortest()

    def shortest(self) -> Pattern:
        """Return the same pattern with its smallest period."""
        for period in (t for t in range(1, self.period) if self.period % t == 0):
            turns = self.period // period
            if self.shift % turns:
                continue
            short = Pattern(self.shift // turns, self.phases[:period])
            if all(short.at(unit) == self.phases[unit] for unit in range(self.period)):
                return short
        return self


def union(sets: Iterable[Placed]) -> Placed:
    """Return the union of some placed sets.

    >>> union([(2, 1), (0, 1), EMPTY])
    (0, 5)
    """
    return reduce(_either, sets, EMPTY)


def _either(a: Placed, b: Placed) -> Placed:
    if not (a[1] and b[1]):
        return a if a[1] else b
    first = min(a[0], b[0])
    return first, a[1] << (a[0] - first) | b[1] << (b[0] - first)
