"""Inverted dropout: in training each entry is kept with probability 1-p and divided by 1-p.

The expectation of the output is then the input, and inference changes nothing. The mask comes from
a NumPy generator that the caller seeds, one float32 uniform per entry: ``p`` is honoured to 2^-24,
and the same seed gives the same mask on every platform. The mask is returned, because the backward
pass needs the one that was used.

See: N. Srivastava et al., "Dropout" (2014); ONNX operator Dropout.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import ShapeError
from symconv.kernels.dtypes import Array, as_float
from symconv.kernels.shapes import require_shape


def dropout(
    x: Array, p: float, *, rng: np.random.Generator | None, training: bool = True
) -> tuple[Array, Array]:
    """Return the output in the shape of ``x`` and the mask of the entries that were kept.

    ``rng`` may be None only where nothing is drawn (``training=False``). Raises ShapeError unless
    0 <= p <= 1; p = 1 keeps nothing.

    >>> import numpy as np
    >>> y, mask = dropout(np.ones(8), 0.5, rng=np.random.default_rng(0))
    >>> bool((y == np.where(mask, 2, 0)).all())
    True
    """
    x = as_float(x, "x")
    _require_probability(p)
    if not training:
        return x.copy(), np.ones(x.shape, dtype=bool)
    if rng is None:
        raise TypeError("dropout in training needs rng=numpy.random.default_rng(seed)")
    mask = rng.random(x.shape, dtype=np.float32) >= p
    return _kept(x, mask, p), mask


def dropout_backward(dy: Array, mask: Array, p: float, *, training: bool = True) -> Array:
    """Return dx for the mask that `dropout` returned.

    >>> import numpy as np
    >>> dropout_backward(np.array([1., 1.]), np.array([True, False]), 0.5)
    array([2., 0.])
    """
    dy = as_float(dy, "dy")
    _require_probability(p)
    require_shape(dy, np.shape(mask), "dy")
    return _kept(dy, mask, p) if training else dy.copy()


def _kept(x: Array, mask: Array, p: float) -> Array:
    y = np.multiply(x, mask, dtype=x.dtype)
    if p < 1:
        y *= x.dtype.type(1 / (1 - p))
    return y


def _require_probability(p: float) -> None:
    if not 0 <= p <= 1:
        raise ShapeError(f"p={p} violates 0 <= p <= 1", remedy="give a probability")
