"""What one unit reads, layer by layer, along one axis away from the borders.

*Defines* `Hop` (one layer as a figure needs it), `levels` and `centers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Hop:
    """One layer: its words, its window, and whether it spreads (a transposed convolution).

    >>> Hop("conv", 3, 2, 1).reads(4), Hop("up", 3, 2, spreads=True).reads(4)
    ((7, 8, 9), (1, 2))
    """

    words: str
    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    spreads: bool = False

    def reads(self, unit: int) -> tuple[int, ...]:
        """Return the units of the layer before that a unit reads, in order."""
        taps = range(0, self.dilation * self.kernel, self.dilation)
        if not self.spreads:
            return tuple(self.stride * unit - self.padding + tap for tap in taps)
        places = (unit + self.padding - tap for tap in reversed(taps))
        return tuple(place // self.stride for place in places if place % self.stride == 0)


def levels(hops: Sequence[Hop], unit: int = 0) -> tuple[tuple[int, ...], ...]:
    """Return the units that one unit of the last layer needs: of the input first, itself last.

    >>> [len(units) for units in levels([Hop("conv", 5, 2), Hop("conv", 5, 2), Hop("pool", 2, 2)])]
    [17, 7, 2, 1]
    """
    found: list[tuple[int, ...]] = [(unit,)]
    for hop in reversed(hops):
        found.insert(0, tuple(sorted({i for o in found[0] for i in hop.reads(o)})))
    return tuple(found)


def centers(hops: Sequence[Hop]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return for every level where unit 0 lies above the input, and how far its neighbours are.

    >>> centers([Hop("pool", 2, 2)])
    ((Fraction(0, 1), Fraction(1, 1)), (Fraction(1, 2), Fraction(2, 1)))
    """
    found = [(Fraction(0), Fraction(1))]
    for hop in hops:
        start, jump = found[-1]
        half = Fraction(hop.dilation * (hop.kernel - 1), 2) - hop.padding
        if hop.spreads:
            found.append((start - half * jump / hop.stride, jump / hop.stride))
        else:
            found.append((start + half * jump, jump * hop.stride))
    return tuple(found)
