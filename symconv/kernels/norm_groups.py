"""Which entries a normalisation treats together: the axes it sums over, and the rest.

Entries that differ only along the reduced axes form a *group*; a group has one mean and one
variance. Every choice of axes becomes an array ``(A, G, B)`` whose middle axis counts groups and
whose outer axes are reduced: a view when the kept axes are neighbours (batch norm keeps axis 1,
layer norm the leading axes), a transposed copy otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from operator import index

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array
from symconv.kernels.shapes import require_shape


def normal_axes(axes: Sequence[int], rank: int) -> tuple[int, ...]:
    """Return ``axes`` as sorted non-negative ints; raise ShapeError unless distinct and present.

    >>> normal_axes((-1, 0), 3)
    (0, 2)
    """
    for a in axes:
        if not -rank <= index(a) < rank:
            raise ShapeError(
                f"axis {a} violates {-rank} <= axis < {rank} for an array of {rank} axes",
                remedy="name axes that the array has",
            )
    found = sorted(index(a) % rank for a in axes)
    if len(set(found)) < len(found) or not found:
        raise ShapeError(
            f"axes={tuple(axes)} violates: at least one axis, each once",
            remedy="name the axes to normalise over, each once",
        )
    return tuple(found)


@dataclass(frozen=True)
class Groups:
    """The groups of an array of ``shape`` when ``axes`` are reduced.

    >>> Groups((2, 3, 4, 5), (0, 2, 3)).folded
    (2, 3, 20)
    """

    shape: tuple[int, ...]
    axes: tuple[int, ...]

    @property
    def kept(self) -> tuple[int, ...]:
        """The axes that are not reduced."""
        return tuple(a for a in range(len(self.shape)) if a not in self.axes)

    @property
    def kept_shape(self) -> tuple[int, ...]:
        """The sizes of the kept axes: the shape of one value per group."""
        return tuple(self.shape[a] for a in self.kept)

    @property
    def size(self) -> int:
        """M, the number of entries of a group."""
        return prod(self.shape[a] for a in self.axes)

    @property
    def order(self) -> tuple[int, ...]:
        """The order of axes in which the kept ones are neighbours."""
        kept = self.kept
        if not kept or kept == tuple(range(kept[0], kept[-1] + 1)):
            return tuple(range(len(self.shape)))
        return kept + self.axes

    @property
    def folded(self) -> tuple[int, int, int]:
        """The shape (A, G, B)."""
        places = [self.order.index(a) for a in self.kept] or [0]
        first, last = places[0], places[0] + len(self.kept)
        ordered = [self.shape[a] for a in self.order]
        return prod(ordered[:first]), prod(ordered[first:last]), prod(ordered[last:])

    def fold(self, x: Array) -> Array:
        """Return ``x`` as (A, G, B)."""
        return x.transpose(self.order).reshape(self.folded)

    def unfold(self, folded: Array) -> Array:
        """Return an (A, G, B) array in the original shape."""
        ordered = folded.reshape([self.shape[a] for a in self.order])
        return ordered.transpose(np.argsort(self.order))

    def per_group(self, value: Array | None, name: str, default: float, dtype: np.dtype) -> Array:
        """Return one value per group, shape (G,), from an array of the kept shape or None."""
        if value is None:
            return np.full(self.folded[1], default, dtype=dtype)
        array = np.asarray(value)
        require_shape(array, self.kept_shape, name)
        return array.astype(dtype, copy=False).reshape(-1)


def group_sum(x: Array) -> Array:
    """Return the sum of each group of an (A, G, B) array, shape (G,)."""
    return np.asarray(x.sum(2).sum(0))


def group_dot(x: Array, y: Array) -> Array:
    """Return the sum of products of each group: by rows through BLAS where rows are long.

    >>> import numpy as np
    >>> group_dot(np.ones((2, 3, 4)), np.ones((2, 3, 4)))
    array([8., 8., 8.])
    """
    if x.shape[2] < 16:
        return np.asarray(np.einsum("agb,agb->g", x, y))
    return np.asarray(np.matmul(x[:, :, None], y[..., None]).sum(0)[:, 0, 0])
