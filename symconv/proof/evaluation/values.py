r"""Exact values: scalars, and arrays, tuples and sets of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symconv.algebra.named_polynomial import Number, Scalar

WORK_LIMIT = 4_000_000


@dataclass(frozen=True, slots=True)
class Array:
    """An array of scalars; only entries that are not 0 are stored, by index from 0."""

    shape: tuple[int, ...]
    entries: Mapping[tuple[int, ...], Scalar]

    def __getitem__(self, index: tuple[int, ...]) -> Scalar:
        return self.entries.get(index, 0)


Value = Scalar | Array | tuple["Value", ...] | frozenset[Number]
