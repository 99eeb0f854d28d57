"""Layer and root-mean-square normalisation over any axes, with gradients.

``layer_norm`` normalises each example over ``axes`` (the last by default); gamma and beta vary
along these axes. ``rms_norm`` divides by the root mean square: no mean is subtracted, and there is
no beta. With ``u = gamma*dy`` and means over ``axes``,
``dx = r * (u - mean(u) - xhat*mean(u*xhat))``, where rms norm drops ``mean(u)``; ``dgamma`` and
``dbeta`` are the sums of ``dy*xhat`` and ``dy`` over the other axes.

A single entry per group is accepted, as PyTorch does: the result is beta.

See: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization" (2016); B. Zhang, R. Sennrich, "Root
Mean Square Layer Normalization" (2019).
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.norm_groups import normal_axes
from symconv.kernels.standardise import (
    Axes,
    affine,
    float_pair,
    inverse_root,
    spread_parameter,
    standardised,
    standardised_backward,
)


def layer_norm(
    x: Array,
    gamma: Array | None,
    beta: Array | None,
    *,
    axes: Sequence[int] = (-1,),
    eps: float = 1e-5,
) -> Array:
    """Normalise each example of ``x`` over ``axes``; gamma and beta have the shape of these axes.

    Raises ShapeError when shapes do not fit or an axis does not exist.

    >>> import numpy as np
    >>> layer_norm(np.array([[1., 3.]]), None, None, eps=0)
    array([[-1.,  1.]])
    """
    x = as_float(x, "x")
    over = normal_axes(axes, x.ndim)
    scale, shift = _varying(gamma, "gamma", x, over), _varying(beta, "beta", x, over)
    return affine(standardised(x, over, eps)[0], scale, shift)


def layer_norm_backward(
    dy: Array,
    x: Array,
    gamma: Array | None,
    *,
    axes: Sequence[int] = (-1,),
    eps: float = 1e-5,
) -> tuple[Array, Array, Array]:
    """Return (dx, dgamma, dbeta) of `layer_norm`.

    >>> import numpy as np
    >>> layer_norm_backward(np.array([[1., 0.]]), np.array([[1., 3.]]), None, eps=0)[2]
    array([1., 0.])
    """
    x, dy = float_pair(x, dy)
    over = normal_axes(axes, x.ndim)
    scale = _varying(gamma, "gamma", x, over)
    xhat, r = standardised(x, over, eps)
    shape = tuple(x.shape[a] for a in over)
    rest = tuple(a for a in range(x.ndim) if a not in over)
    dgamma, dbeta = (dy * xhat).sum(rest).reshape(shape), dy.sum(rest).reshape(shape)
    return standardised_backward(affine(dy, scale, None), xhat, r, over), dgamma, dbeta


def rms_norm(
    x: Array, gamma: Array | None, *, axes: Sequence[int] = (-1,), eps: float = 1e-5
) -> Array:
    """Divide ``x`` by the root of its mean square over ``axes``, times gamma (those axes).

    >>> import numpy as np
    >>> rms_norm(np.array([[1., 7.]]), None, eps=0)
    array([[0.2, 1.4]])
    """
    x = as_float(x, "x")
    over = normal_axes(axes, x.ndim)
    return affine(x * inverse_root(x, over, eps), _varying(gamma, "gamma", x, over), None)


def rms_norm_backward(
    dy: Array, x: Array, gamma: Array | None, *, axes: Sequence[int] = (-1,), eps: float = 1e-5
) -> tuple[Array, Array]:
    """Return (dx, dgamma) of `rms_norm`.

    >>> import numpy as np
    >>> rms_norm_backward(np.array([[1., 7.]]), np.array([[1., 7.]]), None, eps=0)[1].round(2)
    array([0.2, 9.8])
    """
    x, dy = float_pair(x, dy)
    over = normal_axes(axes, x.ndim)
    r = inverse_root(x, over, eps)
    u, xhat = affine(dy, _varying(gamma, "gamma", x, over), None), x * r
    dx = r * (u - xhat * (u * xhat).mean(over, keepdims=True))
    rest = tuple(a for a in range(x.ndim) if a not in over)
    return dx, (dy * xhat).sum(rest).reshape([x.shape[a] for a in over])


def _varying(value: Array | None, name: str, x: Array, over: Axes) -> Array | None:
    """Return a parameter that varies along the normalised axes, ready to broadcast."""
    shape = tuple(x.shape[a] for a in over)
    spread = [x.shape[a] if a in over else 1 for a in range(x.ndim)]
    return spread_parameter(value, name, shape, spread, x.dtype)
