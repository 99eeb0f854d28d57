r"""Small convolutional networks as dense ones, through their matrices.

*Defines* `conv_layer` and `max_pool_layer`. The rows are those of `symconv.algebra.conv_matrix`:
(C, *out) in row-major order; max pooling is maxout over rows that each pick one input.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.regions.activation import AnyActivation, Maxout
from symconv.algebra.regions.network import DenseLayer, Number, exact
from symconv.algebra.tap_values import to_dense
from symconv.algebra.window import Window
from symconv.errors import ShapeError

Shape = tuple[int, ...]
"""Channels, then the size of each axis."""


def conv_layer(
    kernel: Any,
    bias: Sequence[Number] | None,
    in_shape: Shape,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
    activation: AnyActivation | str = "none",
) -> tuple[DenseLayer, Shape]:
    """Return a convolution as a dense layer, and the shape of its output.

    ``kernel`` is nested lists or an array of shape (C_out, C_in/groups, *k), read exactly; the bias
    has one number per output channel. Raises ShapeError when sizes do not fit.

    >>> layer, shape = conv_layer([[[1, "1/2"]]], [3], (1, 3))
    >>> shape, layer.weight[1], layer.bias
    ((1, 2), (Fraction(0, 1), Fraction(1, 1), Fraction(1, 2)), (Fraction(3, 1), Fraction(3, 1)))
    """
    taps = _tensor(kernel)
    channels, *size = in_shape
    if taps.ndim != len(in_shape) + 1 or taps.shape[1] * groups != channels:
        raise ShapeError(
            f"a kernel of shape {taps.shape} does not fit an input of shape {in_shape}",
            remedy=f"give it {len(in_shape) + 1} axes: C_out, {channels}/groups, and the taps",
        )
    windows = [Window(k, stride, padding, dilation) for k in taps.shape[2:]]
    matrix = conv_matrix(
        windows, size, in_channels=channels, out_channels=taps.shape[0], groups=groups
    )
    out = (taps.shape[0], *(int(w.out_size(n)) for w, n in zip(windows, size, strict=True)))
    each = int(np.prod(out[1:]))
    shift = [0] * out[0] if bias is None else list(bias)
    if len(shift) != out[0]:
        raise ShapeError(f"{len(shift)} biases for {out[0]} output channels")
    rows = to_dense(matrix, taps).tolist()
    return DenseLayer.of(rows, [b for b in shift for _ in range(each)], activation), out


def max_pool_layer(
    in_shape: Shape, kernel_size: int, *, stride: int | None = None
) -> tuple[DenseLayer, Shape]:
    """Return max pooling without padding as a maxout layer, and the shape of its output.

    Raises ShapeError when the window does not fit.

    >>> layer, shape = max_pool_layer((1, 4), 2)
    >>> shape, layer.activation.name
    ((1, 2), 'maxout(2)')
    """
    channels, *size = in_shape
    window = Window(kernel_size, kernel_size if stride is None else stride)
    out = tuple(int(window.out_size(n)) for n in size)
    where = np.arange(int(np.prod(in_shape))).reshape(in_shape)
    rows = []
    for channel, *at in product(range(channels), *map(range, out)):
        for taps in product(*(window.taps(o) for o in at)):
            row = [0] * where.size
            row[int(where[(channel, *taps)])] = 1
            rows.append(row)
    return DenseLayer.of(rows, None, Maxout(kernel_size ** len(size))), (channels, *out)


def _tensor(values: Any) -> np.ndarray[Any, Any]:
    """Return nested lists as an array of Fractions."""
    array = np.array(values, dtype=object)
    try:
        return np.frompyfunc(exact, 1, 1)(array)
    except TypeError:
        raise ShapeError("the lists of a kernel do not have one length") from None
