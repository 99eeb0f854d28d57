"""Hyper-parameters as PyTorch users write them, turned into one value per spatial axis.

Shared by every kernel, and only by kernels: the symbolic road has its own reading of the same
arguments (`symconv.algebra.window`), so that one mistake cannot hide in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import index

from symconv.errors import ShapeError

Ints = int | Sequence[int]


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
