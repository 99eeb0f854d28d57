"""Which numbers a kernel accepts, and how it keeps integers and fractions exact.

*Floats* are float32 and float64; they are computed in their own precision. *Exact numbers* are
NumPy integers of any width, and object arrays of Python integers and ``Fraction``; a result that is
a rational function of them is exact, whatever its size. Roots, exponentials and logarithms are not
rational, so the functions that take them turn integers into float64 and refuse object arrays.

Why a bound and not a wider type: NumPy integers wrap around silently. Before integers are added,
the largest sum that can occur is computed in Python integers, and they stay in int64 only below
2^63.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def checked(x: object, name: str) -> Array:
    """Return ``x`` as an array of numbers that kernels accept; raise TypeError for any other.

    >>> checked([1, 2], "x").dtype.kind
    'i'
    """
    array = np.asarray(x)
    if array.dtype.kind in "iuO" or array.dtype in (np.float32, np.float64):
        return array
    raise TypeError(f"{name} has dtype {array.dtype}; give float32, float64, integers or Fractions")


def as_float(x: object, name: str) -> Array:
    """Return ``x`` in float32 or float64, integers as float64; refuse exact fractions.

    >>> as_float([1, 2], "x").dtype
    dtype('float64')
    """
    array = checked(x, name)
    if array.dtype.kind == "O":
        raise TypeError(f"{name} holds Python objects, but the result is irrational; give floats")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def is_exact(x: Array) -> bool:
    """Return whether ``x`` holds integers or Python objects rather than floats."""
    return x.dtype.kind != "f"


def abs_max(x: Array) -> int:
    """Return max|x| of an integer array as a Python int: ``abs`` of the int64 minimum wraps.

    >>> import numpy as np
    >>> abs_max(np.array([-2**63])) == 2**63
    True
    """
    return max(int(x.max()), -int(x.min())) if x.size else 0


def widened(x: Array, terms: int) -> Array:
    """Return exact ``x`` in a type in which ``terms`` of its entries can be added without wrapping.

    >>> import numpy as np
    >>> widened(np.array([2**62]), 2).dtype
    dtype('O')
    """
    if x.dtype.kind == "O":
        return x
    return x.astype(np.int64 if abs_max(x) * max(terms, 1) < 2**63 else object)


def product(x: Array, y: Any, terms: int = 1) -> Array:
    """Return ``x * y`` in a type in which ``terms`` such products of integers can be added.

    >>> import numpy as np
    >>> product(np.array([2**62]), 4)
    array([18446744073709551616], dtype=object)
    """
    factor = np.asarray(y)
    if x.dtype.kind in "iu" and factor.dtype.kind in "iu":
        top = abs_max(x) * abs_max(factor)
        kind = np.int64 if max(top * terms, abs_max(x), abs_max(factor)) < 2**63 else object
        return np.asarray(x.astype(kind) * factor.astype(kind))
    return np.asarray(x * y)


def divided(x: Array, by: Any) -> Array:
    """Return ``x / by``: in floating point for floats, in Fractions for exact numbers.

    >>> import numpy as np
    >>> divided(np.array([3, 4]), 2).tolist()
    [Fraction(3, 2), Fraction(2, 1)]
    """
    if not is_exact(x):
        return np.asarray(x / np.asarray(by, dtype=x.dtype))
    fractions: Array = np.frompyfunc(Fraction, 1, 1)(x.astype(object))
    return np.asarray(fractions / np.asarray(by, dtype=object), dtype=object)
