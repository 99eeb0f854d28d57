"""The gradients of `conv` by its input, its weight and its bias, together and one by one.

With zero padding the input's gradient is the transposed convolution; in the other modes it is that
on the padded image, followed by the adjoint of the padding. The weight's gradient pairs the padded
image with ``dy``. ``flip`` reverses the weight, so it reverses the weight's gradient.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.arguments import Ints, Padding
from symconv.kernels.geometry import conv_geometry, image_pads
from symconv.kernels.legality import check_shape
from symconv.kernels.padding import pad, pad_backward, padded_shape
from symconv.kernels.products import bias_gradient, image_with_out, out_to_image
from symconv.kernels.weights import reverse

Array = NDArray[Any]
Shape = tuple[int, ...]


def conv_grad_input(
    dy: Array,
    w: Array,
    input_shape: Shape,
    *,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
    flip: bool = False,
) -> Array:
    """Return the gradient by the input, of shape ``input_shape``.

    Raises ShapeError when ``dy`` does not have the shape that `conv` returns.

    >>> import numpy as np
    >>> conv_grad_input(np.ones((1, 1, 3), int), np.array([[[1, 2]]]), (1, 1, 4)).tolist()
    [[[1, 3, 3, 2]]]
    """
    dy, w, shape, pads = np.asarray(dy), np.asarray(w), tuple(input_shape), None
    if padding_mode != "zeros":
        pads = image_pads(shape, w.shape, stride, padding, dilation)
        shape, padding = padded_shape(shape, pads, padding_mode), 0
    geo = conv_geometry(shape, w.shape, stride, padding, dilation, groups)
    check_shape(dy, geo.out_shape, "dy")
    dx = out_to_image(dy, reverse(w) if flip else w, geo)
    return dx if pads is None else pad_backward(dx, input_shape, pads, mode=padding_mode)


def conv_grad_weight(
    dy: Array,
    x: Array,
    w_shape: Shape,
    *,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
    flip: bool = False,
) -> Array:
    """Return the gradient by the weight, of shape ``w_shape``.

    Raises ShapeError when ``dy`` does not have the shape that `conv` returns.

    >>> import numpy as np
    >>> conv_grad_weight(np.ones((1, 1, 3), int), np.arange(4).reshape(1, 1, 4), (1, 1, 2)).tolist()
    [[[3, 6]]]
    """
    dy, x, w_shape = np.asarray(dy), np.asarray(x), tuple(w_shape)
    if padding_mode != "zeros":
        pads = image_pads(x.shape, w_shape, stride, padding, dilation)
        x, padding = pad(x, pads, mode=padding_mode), 0
    geo = conv_geometry(x.shape, w_shape, stride, padding, dilation, groups)
    check_shape(dy, geo.out_shape, "dy")
    dw = image_with_out(x, dy, geo)
    return reverse(dw) if flip else dw


def conv_backward(
    dy: Array,
    x: Array,
    w: Array,
    *,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
    flip: bool = False,
) -> tuple[Array, Array, Array]:
    """Return the gradients (dx, dw, dbias) of `conv`, given the gradient ``dy`` by its result.

    Raises ShapeError when ``dy`` does not have the shape that `conv` returns.

    >>> import numpy as np
    >>> dy, x, w = np.ones((1, 1, 3), int), np.arange(4).reshape(1, 1, 4), np.array([[[1, 2]]])
    >>> [g.tolist() for g in conv_backward(dy, x, w)]
    [[[[1, 3, 3, 2]]], [[[3, 6]]], [3]]
    """
    dy, x, w = np.asarray(dy), np.asarray(x), np.asarray(w)
    dx = conv_grad_input(
        dy,
        w,
        x.shape,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        padding_mode=padding_mode,
        flip=flip,
    )
    dw = conv_grad_weight(
        dy,
        x,
        w.shape,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        padding_mode=padding_mode,
        flip=flip,
    )
    return dx, dw, bias_gradient(dy)
