"""Weights turned round: reversed in space, and with input and output channels exchanged.

A convolution in the sense of signal processing is a correlation with the reversed weight; the
transposed correlation at stride 1 is a correlation with the reversed, exchanged weight.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def reverse(w: Array) -> Array:
    """Return ``w`` of shape (A, B, *k) with every kernel axis reversed, as a view.

    >>> reverse(np.arange(4).reshape(1, 1, 2, 2)).tolist()
    [[[[3, 2], [1, 0]]]]
    """
    return w[(slice(None), slice(None)) + (slice(None, None, -1),) * (w.ndim - 2)]


def is_finite(a: Array) -> bool:
    """Whether no entry is infinite or NaN; False too when the squares overflow.

    An algorithm that multiplies by zeros of its own making needs this: 0 * inf is NaN.

    >>> is_finite(np.array([1.0, 2.0])), is_finite(np.array([1.0, np.inf]))
    (True, False)
    """
    return a.dtype.kind != "f" or math.isfinite(np.vdot(a, a))


def exchange(w: Array, groups: int) -> Array:
    """Return (O, C/groups, *k) as (C, O/groups, *k): what was read is now written, per group.

    >>> exchange(np.arange(8).reshape(4, 2, 1), 2).tolist()
    [[[0], [2]], [[1], [3]], [[4], [6]], [[5], [7]]]
    """
    if groups == 1:
        return w.swapaxes(0, 1)
    grouped = w.reshape(groups, w.shape[0] // groups, *w.shape[1:]).swapaxes(1, 2)
    return grouped.reshape(groups * w.shape[1], *grouped.shape[2:])
