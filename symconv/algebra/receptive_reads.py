r"""Which input positions each output of one axis reads, layer type by layer type.

    window              {s o + d t - p} inside [0, n), or what the padding mode shows there
    transposed window   {i : s i + d t - p = o}
    adaptive cell       floor(o n / m) .. ceil((o + 1) n / m) - 1
    nearest neighbour   floor(o n / m)

*Notation.* n inputs, m outputs, k kernel, s stride, d dilation, p padding in front, t tap.

Every function returns one sequence of positions per output, each without repetition.
"""

from __future__ import annotations

import numpy as np

from symconv.algebra.padding_maps import source
from symconv.algebra.receptive_sets import Reads
from symconv.algebra.sizes import as_number
from symconv.algebra.window import Window


def window_reads(window: Window, n: int, m: int, mode: str = "zeros") -> Reads:
    """Return what ``m`` outputs of a convolution or pool read of ``n`` inputs.

    ``mode`` is the padding mode; padding with zeros (or, in a pool, with nothing) is not read.

    >>> window_reads(Window(3, padding=1), 3, 3)
    ((0, 1), (0, 1, 2), (1, 2))
    >>> window_reads(Window(3, padding=1), 3, 3, "circular")[0]
    (0, 1, 2)
    """
    k, s, p, q, d = _numbers(window)
    starts, taps = s * np.arange(m) - p, d * np.arange(k)
    shown = source(starts[:, None] + taps[None, :], n, p, q, mode)
    return tuple(tuple(sorted({int(i) for i in row if i >= 0})) for row in shown)


def transposed_reads(window: Window, n: int, m: int) -> Reads:
    """Return what ``m`` outputs of a transposed convolution read of ``n`` inputs.

    An output whose phase no tap reaches reads nothing: it is the bias alone.

    >>> transposed_reads(Window(3, stride=2), 2, 5)
    ((0,), (0,), (0, 1), (1,), (1,))
    """
    k, s, p, _, d = _numbers(window)
    found: list[list[int]] = [[] for _ in range(m)]
    for i in range(n):
        for t in range(k):
            o = s * i + d * t - p
            if 0 <= o < m:
                found[o].append(i)
    return tuple(map(tuple, found))


def cell_reads(n: int, m: int) -> Reads:
    """Return what the ``m`` cells of an adaptive pool read of ``n`` inputs.

    >>> cell_reads(5, 2)
    (range(0, 3), range(2, 5))
    """
    return tuple(range(o * n // m, -(-(o + 1) * n // m)) for o in range(m))


def nearest_reads(n: int, m: int) -> Reads:
    """Return what ``m`` outputs of a nearest-neighbour interpolation copy of ``n`` inputs.

    >>> nearest_reads(2, 4)
    ((0,), (0,), (1,), (1,))
    """
    return tuple((o * n // m,) for o in range(m))


def same_reads(n: int) -> Reads:
    """Return the reads of a layer that works position by position.

    >>> same_reads(2)
    ((0,), (1,))
    """
    return tuple((o,) for o in range(n))


def whole_reads(n: int, m: int) -> Reads:
    """Return the reads of a layer each of whose ``m`` outputs needs all ``n`` inputs.

    >>> whole_reads(2, 1)
    (range(0, 2),)
    """
    return (range(n),) * m


def _numbers(window: Window) -> tuple[int, int, int, int, int]:
    k, s, p, q, d = (as_number(value, "window") for value in window.numbers())
    return k, s, p, q, d
