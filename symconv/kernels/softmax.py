"""Softmax, its logarithm, and cross-entropy on logits, with gradients.

``softmax(x)_i = exp(x_i - max x) / sum_j exp(x_j - max x)``: the subtraction changes nothing
exactly and keeps every exponent at most 0. ``log_softmax(x) = x - max x - log sum exp(x - max x)``
is its own function because the logarithm of a rounded softmax loses small probabilities.

Cross-entropy of logits (N, C, *d) and class indices (N, *d): ``-w[t] * log_softmax(x)[t]`` at each
target ``t``. ``reduction="mean"`` divides the sum by the sum of the weights of the targets, not by
their number; targets equal to ``ignore_index`` count nowhere. As all of them may be ignored, that
mean may be 0/0: it is NaN, as in PyTorch.

See: PyTorch ``torch.nn.functional.cross_entropy``; ONNX operators Softmax, LogSoftmax and
SoftmaxCrossEntropyLoss.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.norm_groups import normal_axes
from symconv.kernels.shapes import require_shape

Reduction = Literal["mean", "sum", "none"]


def softmax(x: Array, *, axis: int = -1) -> Array:
    """Return the softmax of ``x`` along ``axis``, in the shape of ``x``.

    Raises ShapeError when the axis does not exist.

    >>> import numpy as np
    >>> softmax(np.array([0., np.log(3.)])).round(12)
    array([0.25, 0.75])
    """
    shifted = _shifted(as_float(x, "x"), axis)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis, keepdims=True)
    return shifted


def softmax_backward(dy: Array, x: Array, *, axis: int = -1) -> Array:
    """Return dx = y * (dy - sum(dy*y)) with y the softmax of ``x``.

    >>> import numpy as np
    >>> softmax_backward(np.ones(2), np.zeros(2))
    array([0., 0.])
    """
    y = softmax(x, axis=axis)
    dy = _like(dy, y)
    return np.asarray(y * (dy - (dy * y).sum(axis, keepdims=True)))


def log_softmax(x: Array, *, axis: int = -1) -> Array:
    """Return the logarithm of the softmax of ``x`` along ``axis``.

    >>> import numpy as np
    >>> log_softmax(np.array([0., 1000.]))
    array([-1000.,     0.])
    """
    shifted = _shifted(as_float(x, "x"), axis)
    shifted -= np.log(np.exp(shifted).sum(axis, keepdims=True))
    return shifted


def log_softmax_backward(dy: Array, x: Array, *, axis: int = -1) -> Array:
    """Return dx = dy - softmax(x) * sum(dy).

    >>> import numpy as np
    >>> log_softmax_backward(np.array([1., 0.]), np.zeros(2))
    array([ 0.5, -0.5])
    """
    y = softmax(x, axis=axis)
    dy = _like(dy, y)
    return np.asarray(dy - y * dy.sum(axis, keepdims=True))


def cross_entropy(
    logits: Array,
    target: Array,
    *,
    weight: Array | None = None,
    ignore_index: int | None = None,
    reduction: Reduction = "mean",
) -> Array:
    """Return the cross-entropy of ``logits`` (N, C, *d) at the classes ``target`` (N, *d).

    ``weight`` is (C,). The result is a scalar array, or (N, *d) for ``reduction="none"``. Raises
    ShapeError for shapes that do not fit and for a class outside 0 .. C-1.

    >>> import numpy as np
    >>> float(cross_entropy(np.array([[0., 0.]]), np.array([1])).round(6))
    0.693147
    """
    logits = as_float(logits, "logits")
    classes, w = _targets(logits, target, weight, ignore_index)
    picked = np.take_along_axis(log_softmax(logits, axis=1), classes[:, None], 1)[:, 0]
    loss = -w * picked
    with np.errstate(invalid="ignore"):  # every target ignored: the mean of nothing
        return np.asarray(_reduced(loss, w, reduction))


def cross_entropy_backward(
    dloss: Array,
    logits: Array,
    target: Array,
    *,
    weight: Array | None = None,
    ignore_index: int | None = None,
    reduction: Reduction = "mean",
) -> Array:
    """Return the gradient of the logits: ``w * (softmax - one_hot) * dloss``, over sum w for means.

    >>> import numpy as np
    >>> cross_entropy_backward(np.array(1.), np.array([[0., 0.]]), np.array([1]))
    array([[ 0.5, -0.5]])
    """
    logits = as_float(logits, "logits")
    classes, w = _targets(logits, target, weight, ignore_index)
    scale = w * as_float(dloss, "dloss").astype(logits.dtype)
    if reduction == "mean":
        with np.errstate(invalid="ignore"):
            scale = scale / w.sum()
    dx = softmax(logits, axis=1)
    chosen = np.take_along_axis(dx, classes[:, None], 1) - 1
    np.put_along_axis(dx, classes[:, None], chosen, 1)
    dx *= scale[:, None]
    return dx


def _shifted(x: Array, axis: int) -> Array:
    normal_axes((axis,), x.ndim)
    if x.size == 0:
        return x.copy()
    top = x.max(axis, keepdims=True)
    return np.asarray(x - np.where(np.isfinite(top), top, 0))


def _like(dy: Array, y: Array) -> Array:
    dy = as_float(dy, "dy")
    require_shape(dy, y.shape, "dy")
    return dy


def _targets(
    logits: Array, target: Array, weight: Array | None, ignore_index: int | None
) -> tuple[Array, Array]:
    """Return classes in range and the weight of each target; an ignored target weighs 0."""
    classes = np.asarray(target)
    expected = logits.shape[:1] + logits.shape[2:]
    if logits.ndim < 2 or classes.shape != expected or classes.dtype.kind not in "iu":
        raise ShapeError(
            f"target of shape {classes.shape} and dtype {classes.dtype} violates: integers "
            f"of shape (N, *d) = {expected}",
            remedy="give one class index for each row of logits (N, C, *d)",
        )
    count = logits.shape[1]
    w = np.ones(count) if weight is None else np.asarray(weight)
    require_shape(w, (count,), "weight")
    ignored = np.zeros(expected, bool) if ignore_index is None else classes == ignore_index
    classes = np.where(ignored, 0, classes)
    if classes.size and not (classes.min() >= 0 and classes.max() < count):
        raise ShapeError(
            f"a target violates 0 <= class < {count}", remedy="name it as ignore_index"
        )
    return classes, np.where(ignored, 0, w[classes]).astype(logits.dtype)


def _reduced(loss: Array, w: Array, reduction: str) -> Array:
    if reduction == "none":
        return loss
    if reduction == "sum":
        return np.asarray(loss.sum())
    if reduction == "mean":
        return np.asarray(loss.sum() / w.sum())
    raise ShapeError(f"reduction={reduction!r} is not known", remedy="use 'mean', 'sum' or 'none'")
