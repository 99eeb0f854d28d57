"""Group and instance normalisation, with gradients.

``group_norm`` normalises each example over runs of ``C / num_groups`` channels and all spatial
axes; ``instance_norm`` is the case of one channel per group. gamma and beta are per channel, so
they vary inside a group. Gradients: `symconv.kernels.standardise` for ``u = gamma*dy``; ``dgamma``
and ``dbeta`` are the sums of ``dy*xhat`` and ``dy`` over batch and space.

Group norm accepts a single entry per group, which PyTorch refuses for a batch of one; instance norm
refuses it, as PyTorch does.

See: D. Ulyanov, A. Vedaldi, V. Lempitsky, "Instance Normalization" (2016); Y. Wu, K. He, "Group
Normalization" (2018).
"""

from __future__ import annotations

from operator import index

from symconv.errors import ShapeError
from symconv.kernels.batch_norm import training_groups
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.standardise import (
    affine,
    float_pair,
    spread_parameter,
    standardised,
    standardised_backward,
)


def instance_norm(x: Array, gamma: Array | None, beta: Array | None, *, eps: float = 1e-5) -> Array:
    """Normalise each plane of ``x`` (N, C, *spatial); gamma and beta are (C,).

    Raises ShapeError when a plane holds a single cell.

    >>> import numpy as np
    >>> instance_norm(np.array([[[1., 3.]]]), None, np.array([5.]), eps=0)
    array([[[4., 6.]]])
    """
    x = as_float(x, "x")
    training_groups(x, range(2, x.ndim))
    return group_norm(x, x.shape[1], gamma, beta, eps=eps)


def instance_norm_backward(
    dy: Array, x: Array, gamma: Array | None, *, eps: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Return (dx, dgamma, dbeta) of `instance_norm`."""
    x = as_float(x, "x")
    training_groups(x, range(2, x.ndim))
    return group_norm_backward(dy, x, x.shape[1], gamma, eps=eps)


def group_norm(
    x: Array, num_groups: int, gamma: Array | None, beta: Array | None, *, eps: float = 1e-5
) -> Array:
    """Normalise ``x`` (N, C, *spatial) over each of ``num_groups`` runs of channels.

    ``gamma`` and ``beta`` are (C,). Raises ShapeError unless ``num_groups`` divides C.

    >>> import numpy as np
    >>> group_norm(np.array([[[1.], [3.], [2.], [2.]]]), 2, None, None, eps=0.25).ravel().round(2)
    array([-0.89,  0.89,  0.  ,  0.  ])
    """
    x = as_float(x, "x")
    scale, shift = _per_channel(gamma, "gamma", x), _per_channel(beta, "beta", x)
    runs = _runs(x, num_groups)
    xhat, _ = standardised(runs, tuple(range(2, runs.ndim)), eps)
    return affine(xhat.reshape(x.shape), scale, shift)


def group_norm_backward(
    dy: Array, x: Array, num_groups: int, gamma: Array | None, *, eps: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Return (dx, dgamma, dbeta) of `group_norm`.

    >>> import numpy as np
    >>> x = np.array([[[1.], [3.]]])
    >>> group_norm_backward(np.ones_like(x), x, 1, None)[2]
    array([1., 1.])
    """
    x, dy = float_pair(x, dy)
    scale, runs = _per_channel(gamma, "gamma", x), _runs(x, num_groups)
    over = tuple(range(2, runs.ndim))
    xhat, r = standardised(runs, over, eps)
    u = affine(dy, scale, None).reshape(runs.shape)
    constant = (0, *range(2, x.ndim))
    dgamma, dbeta = (dy * xhat.reshape(x.shape)).sum(constant), dy.sum(constant)
    return standardised_backward(u, xhat, r, over).reshape(x.shape), dgamma, dbeta


def _per_channel(value: Array | None, name: str, x: Array) -> Array | None:
    if x.ndim < 2:
        raise ShapeError(f"x has {x.ndim} axes, which violates axes >= 2", remedy="give (N, C, ..)")
    spread = [1, x.shape[1]] + [1] * (x.ndim - 2)
    return spread_parameter(value, name, (x.shape[1],), spread, x.dtype)


def _runs(x: Array, num_groups: int) -> Array:
    """Return ``x`` with its channels split into (groups, channels of a group)."""
    channels, groups = x.shape[1], index(num_groups)
    if groups < 1 or channels % groups:
        divisors = [g for g in range(1, channels + 1) if channels % g == 0]
        nearest = min(divisors, key=lambda g: abs(g - groups), default=1)
        raise ShapeError(
            f"num_groups={groups} violates: it divides the {channels} channels",
            remedy=f"use num_groups={nearest}",
        )
    return x.reshape((x.shape[0], groups, channels // groups, *x.shape[2:]))
