"""Activations made of linear pieces, with gradients: the relu family, exact on exact numbers.

At a kink the derivative is the convention of PyTorch: 0 for relu, hardtanh, threshold and absolute
value, the left slope for leaky relu and prelu. Every ``*_backward(dy, x, ...)`` returns ``dy``
times the derivative at ``x``. Integers and Fractions give exact results where the parameters are
exact too.

See: PyTorch ``torch.nn.functional``; ONNX operators Relu, LeakyRelu, PRelu, Clip, ThresholdedRelu,
Abs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, checked, product, widened
from symconv.kernels.shapes import require_shape

Number = float | Fraction


def relu(x: Array) -> Array:
    """Return max(x, 0).

    >>> import numpy as np
    >>> relu(np.array([-2, 3]))
    array([0, 3])
    """
    return np.maximum(checked(x, "x"), 0)


def relu_backward(dy: Array, x: Array) -> Array:
    """Return dy where x > 0, else 0.

    >>> import numpy as np
    >>> relu_backward(np.array([5, 5, 5]), np.array([-1, 0, 1]))
    array([0, 0, 5])
    """
    x, dy = _pair(x, dy)
    return _where(x > 0, dy, 0)


def leaky_relu(x: Array, negative_slope: Number = 0.01) -> Array:
    """Return x where x > 0, else negative_slope * x.

    >>> import numpy as np
    >>> leaky_relu(np.array([-2., 3.]), 0.5)
    array([-1.,  3.])
    """
    x = checked(x, "x")
    return _where(x > 0, x, product(x, negative_slope))


def leaky_relu_backward(dy: Array, x: Array, negative_slope: Number = 0.01) -> Array:
    """Return dy where x > 0, else negative_slope * dy.

    >>> import numpy as np
    >>> leaky_relu_backward(np.array([4., 4.]), np.array([-1., 1.]), 0.5)
    array([2., 4.])
    """
    x, dy = _pair(x, dy)
    return _where(x > 0, dy, product(dy, negative_slope))


def prelu(x: Array, weight: Array) -> Array:
    """Return x where x > 0, else weight * x; ``weight`` broadcasts to ``x`` from the right.

    For one slope per channel of (N, C, *spatial) give it the shape (C, 1, ...).

    >>> import numpy as np
    >>> prelu(np.array([[-2., -2.]]), np.array([0.5, 2.]))
    array([[-1., -4.]])
    """
    x = checked(x, "x")
    return _where(x > 0, x, product(x, _slopes(x, weight)))


def prelu_backward(dy: Array, x: Array, weight: Array) -> tuple[Array, Array]:
    """Return (dx, dweight); dweight is the sum of dy*x over the entries that share a slope.

    >>> import numpy as np
    >>> prelu_backward(np.array([1., 1.]), np.array([-2., 3.]), np.array(0.5))
    (array([0.5, 1. ]), array(-2.))
    """
    x, dy = _pair(x, dy)
    slopes = _slopes(x, weight)
    dx = _where(x > 0, dy, product(dy, slopes))
    own = _where(x > 0, 0, product(dy, x, terms=x.size))
    spread = (1,) * (x.ndim - slopes.ndim) + slopes.shape
    shared = tuple(a for a, n in enumerate(spread) if n == 1)
    return dx, np.asarray(own.sum(shared, keepdims=True).reshape(slopes.shape))


def hardtanh(x: Array, min_val: Number = -1, max_val: Number = 1) -> Array:
    """Return x cut to [min_val, max_val]; relu6 is ``hardtanh(x, 0, 6)``.

    Where min_val > max_val, the upper bound wins (ONNX).

    >>> import numpy as np
    >>> hardtanh(np.array([-3, 0, 9]), 0, 6)
    array([0, 0, 6])
    """
    x = checked(x, "x")
    low: Any = min_val  # NumPy's stubs know no Fraction
    high: Any = max_val
    signed = widened(x, 1) if x.dtype.kind == "u" and low < 0 else x
    return np.minimum(np.maximum(signed, low), high)


def hardtanh_backward(dy: Array, x: Array, min_val: Number = -1, max_val: Number = 1) -> Array:
    """Return dy where min_val < x < max_val, else 0.

    >>> import numpy as np
    >>> hardtanh_backward(np.array([5, 5, 5]), np.array([-1, 0, 2]))
    array([0, 5, 0])
    """
    x, dy = _pair(x, dy)
    return _where((x > min_val) & (x < max_val), dy, 0)


def threshold(x: Array, threshold: Number, value: Number = 0) -> Array:
    """Return x where x > threshold, else value.

    >>> import numpy as np
    >>> threshold(np.array([1, 2, 3]), 2, -1)
    array([-1, -1,  3])
    """
    x = checked(x, "x")
    return _where(x > threshold, x, value)


def threshold_backward(dy: Array, x: Array, threshold: Number) -> Array:
    """Return dy where x > threshold, else 0.

    >>> import numpy as np
    >>> threshold_backward(np.array([5, 5]), np.array([2, 3]), 2)
    array([0, 5])
    """
    x, dy = _pair(x, dy)
    return _where(x > threshold, dy, 0)


def absolute(x: Array) -> Array:
    """Return |x|; the least integer of a type becomes a Python int instead of wrapping around.

    >>> import numpy as np
    >>> absolute(np.array([-128], dtype=np.int8))
    array([128], dtype=object)
    """
    x = checked(x, "x")
    if x.dtype.kind == "i" and x.size and x.min() == np.iinfo(x.dtype).min:
        return np.abs(x.astype(object))
    return np.abs(x)


def absolute_backward(dy: Array, x: Array) -> Array:
    """Return dy * sign(x).

    >>> import numpy as np
    >>> absolute_backward(np.array([5, 5, 5]), np.array([-1, 0, 1]))
    array([-5,  0,  5])
    """
    x, dy = _pair(x, dy)
    return product(dy, _sign(x))


def _pair(x: Array, dy: Array) -> tuple[Array, Array]:
    x, dy = checked(x, "x"), checked(dy, "dy")
    require_shape(dy, x.shape, "dy")
    return x, dy


def _sign(x: Array) -> Array:
    return _where(x > 0, 1, _where(x < 0, -1, 0)).astype(x.dtype if x.dtype.kind == "f" else int)


def _where(condition: Array, yes: Any, no: Any) -> Array:
    """``np.where`` for object comparisons too, whose result may be an object array."""
    return np.where(np.asarray(condition, dtype=bool), yes, no)


def _slopes(x: Array, weight: Array) -> Array:
    slopes = checked(weight, "weight")
    fits = slopes.ndim <= x.ndim and all(
        n in (1, m) for n, m in zip(slopes.shape[::-1], x.shape[::-1], strict=False)
    )
    if not fits:
        raise ShapeError(
            f"weight of shape {slopes.shape} violates: it broadcasts to x of shape {x.shape}",
            remedy="give a scalar, or (C, 1, ...) for one slope per channel",
        )
    return slopes
