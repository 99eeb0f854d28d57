r"""Sets of positions along one axis as bit masks, and how a layer carries them on.

*Defines* the masks of an axis, one int per unit: bit ``i`` is set when the unit sees position ``i``
of the network's input. A layer that reads positions ``R(o)`` of what comes before gives

    mask'(o) = OR of mask(i) over i in R(o),

which clips at every layer by itself, because nothing lies outside the masks of an axis.

*Why masks.* A receptive set need not be an interval (dilation, circular padding, transposed
convolution), and clipping a closed form once at the end is wrong when a layer drops trailing
samples that a later one pads. Python's ints hold any width, and an OR of them is one operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

Masks: TypeAlias = "tuple[int, ...]"
Reads: TypeAlias = "tuple[Sequence[int], ...]"


def identity(n: int) -> Masks:
    """Return the masks of an input axis: each position sees itself.

    >>> identity(3)
    (1, 2, 4)
    """
    return tuple(1 << i for i in range(n))


def carried(reads: Reads, masks: Masks) -> Masks:
    """Return the masks behind a layer whose output ``o`` reads the positions ``reads[o]``.

    >>> carried(((0, 1), (1, 2)), identity(3))
    (3, 6)
    """
    return tuple(union(masks[i] for i in positions) for positions in reads)


def union(masks: Iterable[int]) -> int:
    """Return the union of some masks; of none it is empty.

    >>> union((1, 4))
    5
    """
    return reduce(or_, masks, 0)


def positions(mask: int) -> tuple[int, ...]:
    """Return the positions in a mask, in order.

    >>> positions(0b1101)
    (0, 2, 3)
    """
    return tuple(_bits(mask))


def hull(mask: int) -> tuple[int, int]:
    """Return the first and the last position of a mask that is not empty.

    >>> hull(0b1100)
    (2, 3)
    """
    return (mask & -mask).bit_length() - 1, mask.bit_length() - 1


def extent(mask: int) -> int:
    """Return the number of positions from the first to the last; 0 for the empty set.

    >>> extent(0b1101), extent(0)
    (4, 0)
    """
    return mask.bit_length() - hull(mask)[0] if mask else 0


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
