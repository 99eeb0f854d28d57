"""The fully connected layer ``y = x w^T + b`` and its gradients.

``dx = dy w``, ``dw = dy^T x`` and ``dbias = sum dy``, the sums over all leading axes. Integers and
Fractions give exact results, through floating-point matrix products where a bound allows it
(`symconv.kernels.exact`).
"""

from __future__ import annotations

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array
from symconv.kernels.exact import add, multiply, total
from symconv.kernels.shapes import require_shape


def linear(x: Array, w: Array, bias: Array | None = None) -> Array:
    """Return ``x`` (..., in) times ``w`` (out, in) plus ``bias`` (out,), shape (..., out).

    Raises ShapeError when shapes do not fit.

    >>> import numpy as np
    >>> linear(np.array([[1, 2]]), np.array([[3, 4], [5, 6]]), np.array([0, 100]))
    array([[ 11, 117]])
    """
    x, w = np.asarray(x), np.asarray(w)
    _require_weight(x, w)
    rows = _rows(x)
    y = multiply(lambda a, b: a @ b.T, rows, w, lambda b: b, rows.size * len(w))
    y = y.reshape((*x.shape[:-1], len(w)))
    if bias is None:
        return y
    b = np.asarray(bias)
    require_shape(b, (len(w),), "bias")
    return add(y, b)


def linear_backward(dy: Array, x: Array, w: Array) -> tuple[Array, Array, Array]:
    """Return (dx, dw, dbias) of `linear` for ``dy`` (..., out).

    >>> import numpy as np
    >>> linear_backward(np.array([[1, 10]]), np.array([[1, 2]]), np.array([[3, 4], [5, 6]]))[0]
    array([[53, 64]])
    """
    dy, x, w = np.asarray(dy), np.asarray(x), np.asarray(w)
    _require_weight(x, w)
    require_shape(dy, (*x.shape[:-1], len(w)), "dy")
    d, rows = _rows(dy), _rows(x)
    work = d.size * w.shape[1]
    dx = multiply(lambda a, b: a @ b, d, w, lambda b: b.T, work).reshape(x.shape)
    dw = multiply(lambda a, b: a.T @ b, d, rows, lambda b: b.T, work)
    return dx, dw, total(d, (0,))


def _rows(x: Array) -> Array:
    return x.reshape((int(np.prod(x.shape[:-1])), x.shape[-1]))


def _require_weight(x: Array, w: Array) -> None:
    if x.ndim < 1 or w.ndim != 2 or x.shape[-1] != w.shape[1]:
        raise ShapeError(
            f"x of shape {x.shape} and w of shape {w.shape} violate x.shape[-1] = w.shape[1]",
            remedy="give x (..., in) and w (out, in)",
        )
