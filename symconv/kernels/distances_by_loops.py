"""Distances as they are taught: with two loops, with one, with none.

Six functions with one meaning, from the definition to the whole array at once. The loop-free L1
form makes an array (N, M, D). The loop-free L2 form is ``|a|^2 + |b|^2 - 2 a.b``, a matrix product;
it cancels where ``a`` is near ``b``: rounding may leave a small negative square, which counts as 0.
For work, use `symconv.kernels.l1_distances` and `symconv.kernels.l2_distances`.

See: the nearest-neighbour exercise of Stanford's course CS231n.
"""

from __future__ import annotations

import numpy as np

from symconv.kernels.dtypes import Array, as_float


def l1_distances_two_loops(a: Array, b: Array) -> Array:
    """Return sum_d |a[i,d] - b[j,d]|, one pair (i, j) at a time.

    >>> import numpy as np
    >>> l1_distances_two_loops(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[7.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    out = np.empty((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            out[i, j] = np.abs(a[i] - b[j]).sum()
    return out


def l1_distances_one_loop(a: Array, b: Array) -> Array:
    """Return sum_d |a[i,d] - b[j,d]|, one row i at a time.

    >>> import numpy as np
    >>> l1_distances_one_loop(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[7.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    out = np.empty((len(a), len(b)))
    for i in range(len(a)):
        out[i] = np.abs(a[i] - b).sum(1)
    return out


def l1_distances_no_loops(a: Array, b: Array) -> Array:
    """Return sum_d |a[i,d] - b[j,d]| from the array of all differences (N, M, D).

    >>> import numpy as np
    >>> l1_distances_no_loops(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[7.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    return np.asarray(np.abs(a[:, None] - b[None]).sum(2))


def l2_distances_two_loops(a: Array, b: Array) -> Array:
    """Return sqrt(sum_d (a[i,d] - b[j,d])^2), one pair (i, j) at a time.

    >>> import numpy as np
    >>> l2_distances_two_loops(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[5.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    out = np.empty((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            out[i, j] = np.sqrt(np.square(a[i] - b[j]).sum())
    return out


def l2_distances_one_loop(a: Array, b: Array) -> Array:
    """Return sqrt(sum_d (a[i,d] - b[j,d])^2), one row i at a time.

    >>> import numpy as np
    >>> l2_distances_one_loop(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[5.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    out = np.empty((len(a), len(b)))
    for i in range(len(a)):
        out[i] = np.sqrt(np.square(a[i] - b).sum(1))
    return out


def l2_distances_no_loops(a: Array, b: Array) -> Array:
    """Return sqrt(|a[i]|^2 + |b[j]|^2 - 2 a[i].b[j]) for all pairs at once.

    >>> import numpy as np
    >>> l2_distances_no_loops(np.array([[0., 0.]]), np.array([[3., 4.]]))
    array([[5.]])
    """
    a, b = as_float(a, "a"), as_float(b, "b")
    squares = np.square(a).sum(1)[:, None] + np.square(b).sum(1) - 2 * (a @ b.T)
    return np.sqrt(np.maximum(squares, 0))
