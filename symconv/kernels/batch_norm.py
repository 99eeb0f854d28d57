"""Batch normalisation over any set of axes, in training: statistics of the batch; gradients.

With mean ``mu`` and *biased* variance ``v`` of the ``M`` entries of a group,
``xhat = (x - mu) / sqrt(v + eps)`` and ``y = gamma*xhat + beta``; ``gamma`` and ``beta`` have one
value per group. Gradients, with ``r = (v + eps)^(-1/2)``:

    dx = gamma*r * (dy - sum(dy)/M - xhat * sum(dy*xhat)/M)
    dgamma = sum(dy*xhat)        dbeta = sum(dy)

Groups are worked on a few at a time: the passes over a block then run in cache.

See: S. Ioffe, C. Szegedy, "Batch Normalization" (2015).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.norm_groups import Groups, group_dot, group_sum, normal_axes
from symconv.kernels.shapes import require_shape

BLOCK_BYTES = 1 << 20


def batch_norm(
    x: Array,
    gamma: Array | None,
    beta: Array | None,
    *,
    axes: Sequence[int] = (0, 2, 3),
    eps: float = 1e-5,
) -> Array:
    """Normalise ``x`` over ``axes`` and return gamma*xhat + beta in the shape of ``x``.

    ``gamma`` and ``beta`` have the shape of the other axes, (C,) for images; None leaves them out.
    Raises ShapeError when shapes do not fit or a group has a single entry.

    >>> import numpy as np
    >>> batch_norm(np.array([[1., 0.], [3., 0.]]), None, None, axes=(0,), eps=0.25).round(2)
    array([[-0.89,  0.  ],
           [ 0.89,  0.  ]])
    """
    x = as_float(x, "x")
    groups = training_groups(x, axes)
    scale = groups.per_group(gamma, "gamma", 1, x.dtype)
    shift = groups.per_group(beta, "beta", 0, x.dtype)
    folded = groups.fold(x)
    y = np.empty(folded.shape, dtype=x.dtype)
    for g in _blocks(folded):
        out = y[:, g]
        r = _centre(folded[:, g], out, groups.size, eps)
        out *= (scale[g] * r)[:, None]
        out += shift[g][:, None]
    return groups.unfold(y)


def batch_norm_backward(
    dy: Array,
    x: Array,
    gamma: Array | None,
    *,
    axes: Sequence[int] = (0, 2, 3),
    eps: float = 1e-5,
) -> tuple[Array, Array, Array]:
    """Return (dx, dgamma, dbeta) of `batch_norm` for ``dy`` in the shape of ``x``.

    >>> import numpy as np
    >>> dx, dgamma, dbeta = batch_norm_backward(np.eye(2), np.eye(2), None, axes=(0,))
    >>> dgamma.round(2), dbeta
    (array([1., 1.]), array([1., 1.]))
    """
    x, dy = as_float(x, "x"), as_float(dy, "dy")
    require_shape(dy, x.shape, "dy")
    groups = training_groups(x, axes)
    scale = groups.per_group(gamma, "gamma", 1, x.dtype)
    folded, upper = groups.fold(x), groups.fold(dy)
    dx = np.empty(folded.shape, dtype=x.dtype)
    dgamma, dbeta = np.empty_like(scale), np.empty_like(scale)
    for g in _blocks(folded):
        out, d = dx[:, g], upper[:, g]
        r = _centre(folded[:, g], out, groups.size, eps)
        dbeta[g] = group_sum(d)
        dgamma[g] = group_dot(d, out) * r
        out *= (-r * dgamma[g] / max(groups.size, 1))[:, None]
        out += d
        out -= (dbeta[g] / max(groups.size, 1))[:, None]
        out *= (scale[g] * r)[:, None]
    return groups.unfold(dx), dgamma.reshape(groups.kept_shape), dbeta.reshape(groups.kept_shape)


def training_groups(x: Array, axes: Sequence[int]) -> Groups:
    """Return the groups of ``x``; raise ShapeError when a group has a single entry."""
    groups = Groups(x.shape, normal_axes(axes, x.ndim))
    if groups.size == 1:
        raise ShapeError(
            "a group holds one value, which violates M >= 2: its variance is always 0",
            remedy="normalise over more entries, or use given statistics (inference)",
        )
    return groups


def _centre(x: Array, out: Array, m: int, eps: float) -> Array:
    """Write x - mean to ``out`` and return (variance + eps)^(-1/2) per group."""
    m = max(m, 1)
    np.subtract(x, (group_sum(x) / m)[:, None], out=out)
    return np.asarray(1 / np.sqrt(group_dot(out, out) / m + x.dtype.type(eps)))


def _blocks(folded: Array) -> Iterator[slice]:
    """Yield slices of groups of at most `BLOCK_BYTES`, at least one group."""
    a, g, b = folded.shape
    step = max(1, BLOCK_BYTES // max(1, a * b * folded.itemsize))
    for start in range(0, g, step):
        yield slice(start, start + step)
