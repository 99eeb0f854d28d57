"""Batch normalisation with given statistics, and the running statistics that training collects.

In inference ``y = gamma * (x - mean) / sqrt(variance + eps) + beta`` with constants: an affine map
of each entry, ``dx = gamma * dy / sqrt(variance + eps)``.

Running statistics are a function of their own, because frameworks disagree twice: PyTorch stores
the unbiased variance and its momentum (0.1) weighs the new value, ONNX stores the biased variance
and its momentum (0.9) weighs the old one.

See: S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.1; PyTorch
``torch.nn.BatchNorm2d``; ONNX operator BatchNormalization.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.batch_norm import training_groups
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.norm_groups import Groups, group_dot, group_sum, normal_axes
from symconv.kernels.shapes import require_shape


def batch_norm_inference(
    x: Array,
    mean: Array,
    variance: Array,
    gamma: Array | None,
    beta: Array | None,
    *,
    axes: Sequence[int] = (0, 2, 3),
    eps: float = 1e-5,
) -> Array:
    """Normalise ``x`` with given statistics, one per group: an affine map of each entry.

    >>> import numpy as np
    >>> batch_norm_inference(np.array([[3.]]), [1.], [4.], None, None, axes=(0,), eps=0)
    array([[1.]])
    """
    x = as_float(x, "x")
    groups = Groups(x.shape, normal_axes(axes, x.ndim))
    centre, r = _given(groups, mean, variance, x.dtype, eps)
    scale = groups.per_group(gamma, "gamma", 1, x.dtype) * r
    shift = groups.per_group(beta, "beta", 0, x.dtype)
    return groups.unfold((groups.fold(x) - centre[:, None]) * scale[:, None] + shift[:, None])


def batch_norm_inference_backward(
    dy: Array,
    x: Array,
    mean: Array,
    variance: Array,
    gamma: Array | None,
    *,
    axes: Sequence[int] = (0, 2, 3),
    eps: float = 1e-5,
) -> tuple[Array, Array, Array]:
    """Return (dx, dgamma, dbeta) of `batch_norm_inference`; the statistics are constants.

    >>> import numpy as np
    >>> one = np.ones((1, 1))
    >>> batch_norm_inference_backward(one, 3 * one, [1.], [4.], None, axes=(0,), eps=0)[0]
    array([[0.5]])
    """
    x, dy = as_float(x, "x"), as_float(dy, "dy")
    require_shape(dy, x.shape, "dy")
    groups = Groups(x.shape, normal_axes(axes, x.ndim))
    centre, r = _given(groups, mean, variance, x.dtype, eps)
    scale = groups.per_group(gamma, "gamma", 1, x.dtype) * r
    d = groups.fold(dy)
    dgamma = group_dot(d, groups.fold(x) - centre[:, None]) * r
    shape = groups.kept_shape
    return groups.unfold(d * scale[:, None]), dgamma.reshape(shape), group_sum(d).reshape(shape)


def batch_statistics(x: Array, *, axes: Sequence[int] = (0, 2, 3)) -> tuple[Array, Array]:
    """Return the mean and the biased variance of each group, in the shape of the other axes.

    >>> import numpy as np
    >>> batch_statistics(np.array([[1.], [3.], [8.]]), axes=(0,))
    (array([4.]), array([8.66666667]))
    """
    x = as_float(x, "x")
    groups = Groups(x.shape, normal_axes(axes, x.ndim))
    folded, m = groups.fold(x), max(groups.size, 1)
    mean = group_sum(folded) / m
    centred = folded - mean[:, None]
    variance = group_dot(centred, centred) / m
    return mean.reshape(groups.kept_shape), variance.reshape(groups.kept_shape)


def running_statistics(
    x: Array,
    mean: Array,
    variance: Array,
    *,
    axes: Sequence[int] = (0, 2, 3),
    momentum: float = 0.1,
    momentum_weighs: Literal["new", "old"] = "new",
    estimator: Literal["unbiased", "biased"] = "unbiased",
) -> tuple[Array, Array]:
    """Return the running mean and variance after the batch ``x``; the defaults are PyTorch's.

    ONNX: ``momentum=0.9, momentum_weighs="old", estimator="biased"``. Raises ShapeError when a
    group has a single entry, whose unbiased variance does not exist.

    >>> import numpy as np
    >>> running_statistics(np.array([[1.], [3.], [8.]]), [0.], [0.], axes=(0,), momentum=1)
    (array([4.]), array([13.]))
    """
    if momentum_weighs not in ("new", "old") or estimator not in ("unbiased", "biased"):
        raise ShapeError(
            f"momentum_weighs={momentum_weighs!r}, estimator={estimator!r} are not known",
            remedy="use 'new' or 'old', and 'unbiased' or 'biased'",
        )
    x = as_float(x, "x")
    m = training_groups(x, axes).size
    new_mean, new_variance = batch_statistics(x, axes=axes)
    if estimator == "unbiased":
        new_variance = new_variance * x.dtype.type(m / (m - 1))
    new = momentum if momentum_weighs == "new" else 1 - momentum
    old = 1 - new
    return (
        np.asarray(old * np.asarray(mean) + new * new_mean),
        np.asarray(old * np.asarray(variance) + new * new_variance),
    )


def _given(
    groups: Groups, mean: Array, variance: Array, dtype: np.dtype[Any], eps: float
) -> tuple[Array, Array]:
    """Return the mean and the inverse deviation per group."""
    v = groups.per_group(variance, "variance", 1, dtype)
    return groups.per_group(mean, "mean", 0, dtype), 1 / np.sqrt(v + dtype.type(eps))
