"""The picture of a transposed convolution by hand.

*Defines* `stamp_picture`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from symconv.latex.drawing import Figure
from symconv.theorems.figures.stamps import Stamp, Table, stamps
from symconv.theorems.scatter_axes import ScatterAxes
from symconv.theorems.tensors import Array, grid

STAMPED = "Each sample times the kernel, stamped on the full result, and the sum"


def stamp_picture(axes: ScatterAxes, y: Array, w: Array, full: Array) -> tuple[Figure, ...]:
    """Return the figure of the stamps of rank 1 and 2; output padding may add zeros to the sum."""
    if y.ndim > 2:
        return ()
    ends = [p + n for p, n in zip(axes.padding, axes.out, strict=True)]
    size = tuple(max(f, end) for f, end in zip(axes.full, ends, strict=True))
    kept = [range(p, end) for p, end in zip(axes.padding, ends, strict=True)]
    copies = [
        Stamp(_words(index, y), frozenset(map(_pair, places)), _table(size, places))
        for index in grid(y.shape)
        for places in [dict(_places(axes, index, y[index] * w))]
    ]
    total = _table(size, {index: full[index] for index in grid(full.shape)})
    rows, columns = kept if len(kept) == 2 else (range(1), *kept)
    cropped = kept != [range(n) for n in size]
    caption = f"{STAMPED}; the frame holds what is kept." if cropped else f"{STAMPED}."
    return stamps(copies, (rows, columns), total, caption)


def _places(
    axes: ScatterAxes, index: Sequence[int], scaled: Array
) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """Yield where a copy of the kernel lies in the full result, with its values."""
    positions = axes.positions(index)
    for taps in product(*(range(len(p)) for p in positions)):
        yield tuple(p[t] for p, t in zip(positions, taps, strict=True)), scaled[taps]


def _table(size: tuple[int, ...], values: dict[tuple[int, ...], Fraction]) -> Table:
    rows, columns = _pair(size) if len(size) == 2 else (1, size[0])
    placed = {_pair(index): Fraction(value) for index, value in values.items()}
    return [[placed.get((i, j), Fraction(0)) for j in range(columns)] for i in range(rows)]


def _pair(index: tuple[int, ...]) -> tuple[int, int]:
    """Return a row and a column; what has one axis is a row."""
    return (index[0], index[1]) if len(index) == 2 else (0, index[0])


def _words(index: tuple[int, ...], y: Array) -> str:
    return f"$Y_{{{','.join(map(str, index))}}} W$"
