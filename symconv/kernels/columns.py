"""The columns of a convolution as an array, and their adjoint: for teaching and for own kernels.

`im2col` lays every window out as a column of the matrix that turns convolution into a product;
`col2im` adds the columns back where they came from (overlaps add up, so it is the adjoint of
`im2col`, not its inverse). `conv` never makes the whole matrix: see `gather`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.arguments import Ints, Padding, per_axis
from symconv.kernels.exact import summable
from symconv.kernels.gather import gather_plan, windows
from symconv.kernels.geometry import Geometry, conv_geometry
from symconv.kernels.legality import check_shape
from symconv.kernels.phases import store

Array = NDArray[Any]


def im2col(
    x: Array, kernel_size: Ints, *, stride: Ints = 1, padding: Padding = 0, dilation: Ints = 1
) -> Array:
    """Return the columns (N, C*prod(k), prod(out)) of ``x`` (N, C, *spatial), zeros outside.

    Rows run over channels, then kernel positions; columns over output positions. Same layout as
    PyTorch's ``unfold``. Raises ShapeError when the kernel does not fit.

    >>> im2col(np.array([[[1, 2, 3, 4]]]), 2).tolist()
    [[[1, 2, 3], [2, 3, 4]]]
    """
    x = np.asarray(x)
    geo = _geometry(x.shape, kernel_size, stride, padding, dilation)
    view = windows(x, gather_plan(geo, x.itemsize))
    depth = geo.channels * math.prod(geo.kernel)
    return view.copy().reshape(geo.batch, depth, math.prod(geo.out))


def col2im(
    columns: Array,
    image_shape: tuple[int, ...],
    kernel_size: Ints,
    *,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
) -> Array:
    """Return the image of shape ``image_shape`` with every column added back to its window.

    Raises ShapeError when ``columns`` is not what `im2col` returns for such an image. Integers
    become Python ints where int64 might not hold their sums.

    >>> col2im(np.array([[[1, 1, 1], [1, 1, 1]]]), (1, 1, 4), 2).tolist()
    [[[1, 2, 2, 1]]]
    """
    columns = np.asarray(columns)
    geo = _geometry(tuple(image_shape), kernel_size, stride, padding, dilation)
    taps = math.prod(geo.kernel)
    check_shape(columns, (geo.batch, geo.channels * taps, math.prod(geo.out)), "columns")
    columns = summable(columns, taps)
    image = np.zeros(geo.image_shape, columns.dtype)
    planes = columns.reshape(geo.batch, geo.channels, *geo.kernel, *geo.out)
    store(image, planes, 0, geo, whole=True)
    return image


def _geometry(
    x_shape: tuple[int, ...], kernel_size: Ints, stride: Ints, padding: Padding, dilation: Ints
) -> Geometry:
    kernel = per_axis(kernel_size, len(x_shape) - 2, "kernel_size", least=1)
    weight = (1, *x_shape[1:2], *kernel)
    return conv_geometry(x_shape, weight, stride, padding, dilation, 1)
