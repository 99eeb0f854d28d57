"""The transposed convolution and its gradients.

    y[b, o, s*i - p + d*t] += x[b, c, i] * w[c, o, t],   y then gets the bias

per axis, of (n-1)s - p - q + d(k-1) + 1 + output_padding cells. It is the adjoint of the
convolution with the same hyper-parameters (not its inverse), so its gradient by ``x`` is that
convolution. Output padding adds cells at the end only: first those that the padding had cropped,
then cells that hold nothing but the bias.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.arguments import Ints, PadNumbers
from symconv.kernels.geometry import transposed_geometry
from symconv.kernels.legality import check_shape
from symconv.kernels.products import (
    add_bias,
    bias_gradient,
    image_to_out,
    image_with_out,
    out_to_image,
)

Array = NDArray[Any]


def conv_transpose(
    x: Array,
    w: Array,
    bias: Array | None = None,
    *,
    stride: Ints = 1,
    padding: PadNumbers = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    """Return the transposed convolution of shape (N, C_out, *out).

    ``x`` is (N, C_in, *spatial), ``w`` (C_in, C_out/groups, *k), ``bias`` (C_out,); ``padding``
    *crops* the result: an int, one per axis, or (before, after) pairs. Numbers as in `conv`.

    Raises ShapeError where PyTorch refuses the sizes. More than PyTorch: pairs, negative padding
    (it adds cells), any number of spatial axes.

    >>> import numpy as np
    >>> conv_transpose(np.array([[[1, 2]]]), np.array([[[1, 1, 1]]]), stride=2).tolist()
    [[[1, 1, 3, 2, 2]]]
    """
    x, w = np.asarray(x), np.asarray(w)
    geo = transposed_geometry(x.shape, w.shape, stride, padding, output_padding, dilation, groups)
    return add_bias(out_to_image(x, w, geo), bias)


def conv_transpose_backward(
    dy: Array,
    x: Array,
    w: Array,
    *,
    stride: Ints = 1,
    padding: PadNumbers = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Return the gradients (dx, dw, dbias) of `conv_transpose`, given the gradient ``dy``.

    Raises ShapeError when ``dy`` does not have the shape of the result.

    >>> import numpy as np
    >>> x, w = np.array([[[1, 2]]]), np.array([[[1, 1, 1]]])
    >>> dx, dw, dbias = conv_transpose_backward(np.ones((1, 1, 5), int), x, w, stride=2)
    >>> dx.tolist(), dw.tolist(), dbias.tolist()
    ([[[3, 3]]], [[[3, 3, 3]]], [5])
    """
    dy, x, w = np.asarray(dy), np.asarray(x), np.asarray(w)
    geo = transposed_geometry(x.shape, w.shape, stride, padding, output_padding, dilation, groups)
    check_shape(dy, geo.image_shape, "dy")
    return image_to_out(dy, w, geo), image_with_out(dy, x, geo), bias_gradient(dy)
