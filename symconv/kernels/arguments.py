"""Hyper-parameters as PyTorch users write them, turned into one value per spatial axis.

Shared by every kernel, and only by kernels: the symbolic road has its own reading of the same
arguments (`symconv.algebra.window`), so that one mistake cannot hide in both.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from operator import index

import numpy as np

from symconv.errors import ShapeError

Ints = int | Sequence[int]
Pairs = tuple[tuple[int, int], ...]
PadNumbers = int | Sequence[int] | Sequence[tuple[int, int]]
Padding = str | PadNumbers


def per_axis(value: Ints, rank: int, name: str, *, least: int) -> tuple[int, ...]:
    """Return one int per axis, each at least ``least``.

    Raises ShapeError when the count or a value does not fit, TypeError when one is not an integer.

    >>> per_axis(2, 3, "stride", least=1)
    (2, 2, 2)
    >>> per_axis((1, 2), 2, "stride", least=1)
    (1, 2)
    """
    values = tuple(map(index, value)) if isinstance(value, Sequence) else (index(value),) * rank
    if len(values) != rank:
        raise ShapeError(
            f"{name} has {len(values)} values for {rank} spatial axes",
            remedy=f"give one int, or {rank} of them",
        )
    for v in values:
        if v < least:
            raise ShapeError(f"{name}={v} violates {name} >= {least}", remedy=f"use {name}={least}")
    return values


def pad_pairs(padding: PadNumbers, rank: int) -> Pairs:
    """Return (before, after) per axis from an int, one int per axis, or pairs; negative crops.

    Raises ShapeError for a wrong count, TypeError for a value that is not an integer.

    >>> pad_pairs(1, 2)
    ((1, 1), (1, 1))
    >>> pad_pairs([(0, 1), (2, 3)], 2)
    ((0, 1), (2, 3))
    """
    if isinstance(padding, str) or not isinstance(padding, Sequence):
        return ((index(padding),) * 2,) * rank  # a str is refused by index
    pairs = tuple(map(_pair, padding))
    if len(pairs) != rank:
        raise ShapeError(
            f"padding has {len(pairs)} entries for {rank} spatial axes",
            remedy=f"give one int, {rank} ints, or {rank} (before, after) pairs",
        )
    return pairs


def _pair(entry: int | Sequence[int]) -> tuple[int, int]:
    if not isinstance(entry, Sequence):
        return (index(entry),) * 2
    if len(entry) != 2:
        raise ShapeError(
            f"padding entry {tuple(entry)} has {len(entry)} values",
            remedy="give (before, after) for each axis",
        )
    return index(entry[0]), index(entry[1])


def same_pairs(
    kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]
) -> Pairs:
    """Return the padding that keeps the size: d(k-1) in all, the odd one behind (PyTorch's rule).

    Raises ShapeError when a stride is not 1: then no padding keeps every size.

    >>> same_pairs((3, 4), (1, 1), (1, 1))
    ((1, 1), (1, 2))
    """
    if any(s != 1 for s in stride):
        raise ShapeError(
            f"padding='same' with stride={stride} violates stride = 1",
            remedy="use stride=1, or give the padding in numbers",
        )
    total = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
    return tuple((t // 2, t - t // 2) for t in total)


def resolve_padding(
    padding: Padding, kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]
) -> Pairs:
    """Return (before, after) per axis for every spelling of ``padding``, ``"same"`` included.

    >>> resolve_padding("valid", (3,), (1,), (1,))
    ((0, 0),)
    """
    if padding == "same":
        return same_pairs(kernel, stride, dilation)
    if padding == "valid":
        return ((0, 0),) * len(kernel)
    if isinstance(padding, str):
        raise ShapeError(
            f"padding={padding!r} is not a padding rule", remedy="use 'same', 'valid' or numbers"
        )
    return pad_pairs(padding, len(kernel))


def frozen(value: object) -> Hashable:
    """Return lists and arrays as tuples, so that the value can be a key.

    >>> frozen([1, [2, 3]])
    (1, (2, 3))
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value
