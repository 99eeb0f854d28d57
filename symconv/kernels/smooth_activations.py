"""Activations made of exponentials, with gradients: sigmoid, tanh, softplus, softsign, elu and kin.

Every ``*_backward(dy, x, ...)`` returns ``dy`` times the derivative at ``x``; where a formula has
two pieces (elu, celu, selu), the left piece gives the derivative at 0, as in PyTorch. Values are
irrational: integers become float64, Fractions are refused.

Why exp of ``-|x|`` only: it cannot overflow, so no formula needs a cut-off.

See: PyTorch ``torch.nn.functional``; D.-A. Clevert et al., "Exponential Linear Units" (2015);
G. Klambauer et al., "Self-Normalizing Neural Networks" (2017).
"""

from __future__ import annotations

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.shapes import require_shape

SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)).

    >>> import numpy as np
    >>> sigmoid(np.array([-1000., 0.]))
    array([0. , 0.5])
    """
    x = as_float(x, "x")
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def sigmoid_backward(dy: Array, x: Array) -> Array:
    """Return dy * y * (1 - y)."""
    y = sigmoid(x)
    return times_slope(dy, y * (1 - y))


def tanh(x: Array) -> Array:
    """Return the hyperbolic tangent of x.

    >>> import numpy as np
    >>> tanh(np.array([0.]))
    array([0.])
    """
    return np.tanh(as_float(x, "x"))


def tanh_backward(dy: Array, x: Array) -> Array:
    """Return dy * (1 - y^2)."""
    return times_slope(dy, 1 - np.square(tanh(x)))


def softplus(x: Array) -> Array:
    """Return log(1 + exp(x)).

    >>> import numpy as np
    >>> softplus(np.array([-1000., 1000.]))
    array([   0., 1000.])
    """
    x = as_float(x, "x")
    return np.asarray(np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))))


def softplus_backward(dy: Array, x: Array) -> Array:
    """Return dy * sigmoid(x)."""
    return times_slope(dy, sigmoid(x))


def softsign(x: Array) -> Array:
    """Return x / (1 + |x|).

    >>> import numpy as np
    >>> softsign(np.array([-1., 3.]))
    array([-0.5 ,  0.75])
    """
    x = as_float(x, "x")
    return np.asarray(x / (1 + np.abs(x)))


def softsign_backward(dy: Array, x: Array) -> Array:
    """Return dy / (1 + |x|)^2."""
    return times_slope(dy, 1 / np.square(1 + np.abs(as_float(x, "x"))))


def elu(x: Array, alpha: float = 1.0) -> Array:
    """Return x where x > 0, else alpha * (exp(x) - 1).

    >>> import numpy as np
    >>> elu(np.array([-1000., 2.]))
    array([-1.,  2.])
    """
    x = as_float(x, "x")
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def elu_backward(dy: Array, x: Array, alpha: float = 1.0) -> Array:
    """Return dy where x > 0, else dy * alpha * exp(x)."""
    x = as_float(x, "x")
    return times_slope(dy, np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0))))


def celu(x: Array, alpha: float = 1.0) -> Array:
    """Return x where x > 0, else alpha * (exp(x/alpha) - 1); raise ShapeError for alpha = 0.

    >>> import numpy as np
    >>> celu(np.array([-1000., 2.]), 2.0)
    array([-2.,  2.])
    """
    x = as_float(x, "x")
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0) / _nonzero(alpha)))


def celu_backward(dy: Array, x: Array, alpha: float = 1.0) -> Array:
    """Return dy where x > 0, else dy * exp(x/alpha)."""
    x = as_float(x, "x")
    return times_slope(dy, np.where(x > 0, 1, np.exp(np.minimum(x, 0) / _nonzero(alpha))))


def selu(x: Array, alpha: float = SELU_ALPHA, scale: float = SELU_SCALE) -> Array:
    """Return scale * elu(x, alpha), by default with the constants that keep mean 0, variance 1.

    >>> import numpy as np
    >>> selu(np.array([0.]))
    array([0.])
    """
    return np.asarray(scale * elu(x, alpha))


def selu_backward(
    dy: Array, x: Array, alpha: float = SELU_ALPHA, scale: float = SELU_SCALE
) -> Array:
    """Return scale * elu_backward(dy, x, alpha)."""
    return np.asarray(scale * elu_backward(dy, x, alpha))


def times_slope(dy: Array, slope: Array) -> Array:
    """Return dy * slope in the type of dy; raise ShapeError for other shapes."""
    dy = as_float(dy, "dy")
    require_shape(dy, slope.shape, "dy")
    return np.asarray(dy * slope, dtype=dy.dtype)


def _nonzero(alpha: float) -> float:
    if alpha == 0:
        raise ShapeError("alpha=0 violates alpha != 0", remedy="use alpha=1")
    return alpha
