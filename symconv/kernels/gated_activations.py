"""Activations of the form x times a gate: gelu, swish, mish, and the hard gates, with gradients.

The gates are the normal distribution function (gelu), the sigmoid (swish) and tanh of softplus
(mish); hardsigmoid is the sigmoid in three linear pieces, hardswish the product with it. Every
``*_backward(dy, x, ...)`` returns ``dy`` times the derivative at ``x``; the hard functions have
derivative 0 at the ends of their middle piece, except hardswish at 3, where it is 1.

See: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units" (2016); P. Ramachandran et al.,
"Searching for Activation Functions" (2017); D. Misra, "Mish" (2019); ONNX operators Gelu, Swish,
Mish, HardSigmoid, HardSwish.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.smooth_activations import sigmoid, softplus, times_slope


def gelu(x: Array, *, approximate: Literal["none", "tanh"] = "none") -> Array:
    """Return x * Phi(x), Phi the normal distribution function or its tanh approximation.

    NumPy has no error function: the exact form calls `math.erf` once per entry.

    >>> import numpy as np
    >>> gelu(np.array([0., 30.]))
    array([ 0., 30.])
    """
    x = as_float(x, "x")
    return np.asarray(x * _normal_distribution(x, approximate)[0])


def gelu_backward(dy: Array, x: Array, *, approximate: Literal["none", "tanh"] = "none") -> Array:
    """Return dy * (Phi(x) + x * Phi'(x))."""
    x = as_float(x, "x")
    phi, density = _normal_distribution(x, approximate)
    return times_slope(dy, phi + x * density)


def swish(x: Array, alpha: float = 1.0) -> Array:
    """Return x * sigmoid(alpha*x); alpha = 1 is SiLU.

    >>> import numpy as np
    >>> swish(np.array([0., 100.]))
    array([  0., 100.])
    """
    x = as_float(x, "x")
    return np.asarray(x * sigmoid(alpha * x))


def swish_backward(dy: Array, x: Array, alpha: float = 1.0) -> Array:
    """Return dy * (s + alpha*x*s*(1-s)) with s = sigmoid(alpha*x)."""
    x = as_float(x, "x")
    s = sigmoid(alpha * x)
    return times_slope(dy, s + alpha * x * s * (1 - s))


def mish(x: Array) -> Array:
    """Return x * tanh(softplus(x)).

    >>> import numpy as np
    >>> mish(np.array([0., 100.]))
    array([  0., 100.])
    """
    return np.asarray(as_float(x, "x") * np.tanh(softplus(x)))


def mish_backward(dy: Array, x: Array) -> Array:
    """Return dy * (t + x*(1 - t^2)*sigmoid(x)) with t = tanh(softplus(x))."""
    x = as_float(x, "x")
    t = np.tanh(softplus(x))
    return times_slope(dy, t + x * (1 - np.square(t)) * sigmoid(x))


def hardsigmoid(x: Array, alpha: float = 1 / 6, beta: float = 0.5) -> Array:
    """Return alpha*x + beta cut to [0, 1]; ONNX's default is alpha = 0.2.

    >>> import numpy as np
    >>> hardsigmoid(np.array([-9., 0., 9.]))
    array([0. , 0.5, 1. ])
    """
    x = as_float(x, "x")
    return np.clip(alpha * x + beta, 0, 1)


def hardsigmoid_backward(dy: Array, x: Array, alpha: float = 1 / 6, beta: float = 0.5) -> Array:
    """Return alpha * dy where 0 < alpha*x + beta < 1, else 0."""
    inner = alpha * as_float(x, "x") + beta
    return times_slope(dy, np.where((inner > 0) & (inner < 1), alpha, 0))


def hardswish(x: Array) -> Array:
    """Return x * hardsigmoid(x).

    >>> import numpy as np
    >>> hardswish(np.array([-4., 0., 4.]))
    array([-0.,  0.,  4.])
    """
    return np.asarray(as_float(x, "x") * hardsigmoid(x))


def hardswish_backward(dy: Array, x: Array) -> Array:
    """Return dy * (x/3 + 1/2) where |x| < 3, dy where x >= 3, else 0."""
    x = as_float(x, "x")
    return times_slope(dy, np.where(x >= 3, 1, np.where(x > -3, x / 3 + 0.5, 0)))


def _normal_distribution(x: Array, approximate: str) -> tuple[Array, Array]:
    """Return Phi(x) and its derivative, exact or by tanh(sqrt(2/pi) * (x + 0.044715 x^3))."""
    if approximate == "none":
        erf = np.vectorize(math.erf, otypes=[np.float64])
        phi = ((1 + erf(x / math.sqrt(2))) / 2).astype(x.dtype)
        return phi, np.asarray(np.exp(-np.square(x) / 2) / math.sqrt(2 * math.pi))
    if approximate != "tanh":
        raise ShapeError(f"approximate={approximate!r} is not known", remedy="use 'none' or 'tanh'")
    rate = math.sqrt(2 / math.pi)
    t = np.tanh(rate * (x + 0.044715 * x**3))
    return (1 + t) / 2, (1 - np.square(t)) / 2 * rate * (1 + 3 * 0.044715 * np.square(x))
