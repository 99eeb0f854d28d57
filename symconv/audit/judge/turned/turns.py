r"""Index formulas ``w'_{i, j} = w_{K - 1 - i, K - 1 - j}``: which kernel is which, turned how.

*Defines* `Turn`, `turn_of` and `faults`. Axes of images are the last two (one, for a signal); those
before them are channels and stay. Indices from 0, from 1 and around 0 are understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.algebra.named_polynomial import Polynomial, Scalar, minus, times, total
from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.turned.indices import NotRead, names_of, scalar_of, split
from symconv.latex.tree import Indexed, Node, Symbol

NOT_FLIPPED = Mistake("kernel-not-flipped", "the kernel was not flipped")
ROWS = Mistake("kernel-rows-reversed", "only the rows of the kernel were reversed")
COLUMNS = Mistake("kernel-columns-reversed", "only the columns of the kernel were reversed")
TRANSPOSED = Mistake("kernel-transposed", "rows and columns of the kernel were swapped")
TURNED = Mistake("kernel-turned", "the kernel was flipped and transposed")
CHANNELS = Mistake("channels-reversed", "the channels were reversed too")
SHIFTED = Mistake("index-off-by-one", "an index is off by one")
SIZES = Mistake("height-width-swapped", "height and width of the kernel were swapped")
STARTS = ((1, -1), (1, 1), (0, 0))
"""Constants of a flipped axis: ``K - 1`` from 0, ``K + 1`` from 1, and 0 where 0 is the centre."""


@dataclass(frozen=True)
class Axis:
    """An index of the second array: ``sign`` times that of the first along ``source``, plus."""

    source: int
    sign: int
    constant: Scalar


@dataclass(frozen=True)
class Turn:
    """``first`` at any index is ``second`` at the index that the axes tell."""

    first: str
    second: str
    axes: tuple[Axis, ...]


def turn_of(left: Node, right: Node) -> Turn:
    """Return the index formula that equates two elements; raise NotRead for another equation."""
    if not isinstance(left, Indexed) or not isinstance(right, Indexed):
        raise NotRead("no elements")
    if len(left.indices) != len(right.indices) or not isinstance(left.base, Symbol):
        raise NotRead("arrays of different ranks")
    ours = [scalar_of(i) for i in left.indices]
    theirs = [scalar_of(i) for i in right.indices]
    running = _running(ours, theirs)
    solved: dict[str, tuple[int, int, Scalar]] = {}
    for axis, value in enumerate(ours):
        name, sign, rest = _of_one(value, running)
        solved[name] = (axis, sign, rest)
    axes = []
    for value in theirs:
        name, sign, rest = _of_one(value, running)
        if name not in solved:
            raise NotRead("an index that the other side does not have")
        axis, own, before = solved[name]
        both = sign * own
        axes.append(Axis(axis, both, minus(rest, times(both, before))))
    if len({a.source for a in axes}) != len(axes):
        raise NotRead("an index that is used twice")
    return Turn(alias(left.base), alias(right.base), tuple(axes))


def _running(ours: Sequence[Scalar], theirs: Sequence[Scalar]) -> frozenset[str]:
    """Return the names that run: single indices of one side that the other side has too."""
    sides = [frozenset().union(*map(names_of, side)) for side in (ours, theirs)]
    plain = {
        next(iter(names_of(v)))
        for v in (*ours, *theirs)
        if isinstance(v, Polynomial) and len(v.terms) == 1 and len(names_of(v)) == 1
    }
    return frozenset(n for n in plain if n in sides[0] & sides[1])


def _of_one(value: Scalar, running: frozenset[str]) -> tuple[str, int, Scalar]:
    """Return an index as plus or minus one running name, and the rest."""
    found = sorted(names_of(value) & running)
    if len(found) != 1:
        raise NotRead("not an index of one name")
    factor, rest = split(value, found[0])
    if factor not in (1, -1):
        raise NotRead("an index with a factor")
    return found[0], int(factor), rest


def faults(turn: Turn) -> tuple[Mistake, ...] | None:
    """Return what is wrong in an index formula; None for a kernel that is turned rightly.

    Nothing is returned for one that is wrong in a way that these mistakes do not explain. Raises
    NotRead where it cannot be told, as where the size of the kernel is not named.
    """
    rank = len(turn.axes)
    first = max(0, rank - 2)
    images, channels = turn.axes[first:], turn.axes[:first]
    found: list[Mistake] = []
    if any(a.source != i for i, a in enumerate(channels)):
        raise NotRead("channels in another order")
    if any(a.sign < 0 for a in channels):
        found.append(CHANNELS)
    swapped = len(images) == 2 and [a.source for a in images] == [rank - 1, rank - 2]
    flipped = [a.sign < 0 for a in images]
    if not any(flipped):
        found.append(TRANSPOSED if swapped else NOT_FLIPPED)
    elif all(flipped):
        found += [TURNED] if swapped else []
    else:
        found.append(ROWS if flipped[0] else COLUMNS)
        found += [TRANSPOSED] if swapped else []
    ends = [_end(a.constant) for a, turns in zip(images, flipped, strict=True) if turns]
    shifts = [a.constant for a, turns in zip(images, flipped, strict=True) if not turns]
    if not (any(set(ends) <= {start} for start in STARTS) and not any(s != 0 for s in shifts)):
        if not any(all(_near(e, start) for e in ends) for start in STARTS):
            return ()
        if not all(s in (-1, 0, 1) for s in shifts):
            return ()
        found.append(SHIFTED)
    elif _sizes_swapped(images, rank) and not swapped:
        found.append(SIZES)
    return tuple(found) or None


def _end(constant: Scalar) -> tuple[int, int]:
    """Return how often a constant has the size of the kernel (0 or 1), and what is added."""
    if not isinstance(constant, Polynomial):
        if constant == 0:
            return (0, 0)
        raise NotRead("a kernel whose size is not named")
    sizes = {m: c for m, c in constant.terms.items() if m}
    if len(sizes) != 1 or next(iter(sizes.values())) != 1:
        raise NotRead("an index with several sizes")
    return (1, int(constant.terms.get((), 0)))


def _near(end: tuple[int, int], start: tuple[int, int]) -> bool:
    """Whether an index is off by one at most."""
    return end[0] == start[0] and abs(end[1] - start[1]) <= 1


def _sizes_swapped(images: Sequence[Axis], rank: int) -> bool:
    """Whether the question's letters K, of the rows, and J, of the columns, are exchanged."""
    sizes = ["".join(sorted(names_of(a.constant))) for a in images if a.source >= rank - 2]
    return sizes == ["J", "K"]


def turned(value: Scalar, axis: Axis) -> Scalar:
    """Return the index of the second array for one of the first."""
    return total([times(axis.sign, value), axis.constant])
