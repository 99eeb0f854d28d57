"""The convolution of CNNs, for any number of spatial axes, and on request the true convolution.

    y[b, o, j] = bias[o] + sum over c in group(o), t of w[o, c, t] * x~[b, c, s*j + d*t - p]

per axis with stride s, dilation d, padding p; x~ is the padded image. This is cross-correlation,
as in every framework; ``flip=True`` reverses the kernel and so convolves as in signal processing.
Filter o belongs to group ``o*groups // C_out``. Sizes: m = floor((n+p+q-d(k-1)-1)/s) + 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.arguments import Ints, Padding
from symconv.kernels.geometry import conv_geometry, image_pads
from symconv.kernels.padding import pad
from symconv.kernels.products import add_bias, image_to_out
from symconv.kernels.weights import reverse

Array = NDArray[Any]


def conv(
    x: Array,
    w: Array,
    bias: Array | None = None,
    *,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
    flip: bool = False,
) -> Array:
    """Return the convolution of shape (N, C_out, *out).

    ``x`` is (N, C, *spatial), ``w`` (C_out, C/groups, *k), ``bias`` (C_out,). ``padding`` is an
    int, one per axis, (before, after) pairs, "same" (stride 1 only) or "valid"; ``padding_mode``
    is "zeros", "circular", "reflect" or "replicate". Floating results have the inputs' common
    type; integers and Fractions give exact results (see `symconv.kernels.exact`).

    Raises ShapeError where PyTorch refuses the sizes. More than PyTorch: pairs, negative padding
    (a crop) in every mode, any number of spatial axes.

    >>> import numpy as np
    >>> x = np.arange(9).reshape(1, 1, 3, 3)
    >>> conv(x, np.array([[[[1, 0], [0, -1]]]])).tolist()
    [[[[-4, -4], [-4, -4]]]]
    """
    x, w = np.asarray(x), np.asarray(w)
    if padding_mode != "zeros":
        pads = image_pads(x.shape, w.shape, stride, padding, dilation)
        x, padding = pad(x, pads, mode=padding_mode), 0
    geo = conv_geometry(x.shape, w.shape, stride, padding, dilation, groups)
    return add_bias(image_to_out(x, reverse(w) if flip else w, geo), bias)
