r"""The matrix A of a convolution layer: ``vec(y) = A vec(x)``, all flattened in row-major order.

Defined by its entry, output by output (gathering): in one axis row ``o`` holds tap ``t`` in the
column that padded position ``s*o + d*t - p`` shows. With zero padding that column is the position
itself or none; circular, reflected and replicated padding put several taps into one cell, where
they add. The whole matrix is the Kronecker product of the channels' pattern and of the axes.

Rows are (C_out, *out), columns (C_in, *size), taps index w of shape (C_out, C_in/groups, *k). This
is cross-correlation, as in every framework: the kernel is not flipped.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.algebra.legality import require_groups, require_sizes
from symconv.algebra.padding_maps import require_mode, source
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor, kronecker
from symconv.algebra.window import Window


def conv_matrix(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int = 1,
    out_channels: int = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
) -> TapMatrix:
    """Return the matrix of a convolution with one window per axis on an input of ``size``.

    Raises ShapeError when a window does not fit or groups do not divide the channels.

    >>> A = conv_matrix([Window(3, stride=4, padding=2)] * 2, (3, 3))
    >>> A.shape, A.row.tolist(), A.col.tolist(), A.tap.tolist()
    ((4, 9), [0, 1, 2, 3], [0, 2, 6, 8], [8, 6, 2, 0])
    """
    return kronecker(
        conv_factors(
            windows,
            size,
            in_channels=in_channels,
            out_channels=out_channels,
            groups=groups,
            padding_mode=padding_mode,
        )
    )


def conv_factors(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int,
    out_channels: int,
    groups: int,
    padding_mode: str,
) -> tuple[Factor, ...]:
    """Return the channels' pattern and the matrix of each axis, whose product is the matrix."""
    require_sizes(windows, size)
    require_groups(in_channels, out_channels, groups)
    require_mode(padding_mode)
    axes = (
        Factor(conv_axis(window, n, padding_mode), int(window.kernel_size))
        for window, n in zip(windows, size, strict=True)
    )
    channels = conv_channels(in_channels, out_channels, groups)
    return (Factor(channels, out_channels * (in_channels // groups)), *axes)


def conv_axis(window: Window, n: int, padding_mode: str = "zeros") -> TapMatrix:
    """Return the matrix of one axis, of shape (out, n).

    >>> conv_axis(Window(2), 3).col.tolist()
    [0, 1, 1, 2]
    """
    before, after = int(window.before), int(window.after)
    outputs = np.arange(window.out_size(n))[:, None]
    taps = np.arange(int(window.kernel_size))
    positions = window.stride * outputs + window.dilation * taps - before
    col = source(positions, n, before, after, padding_mode)
    row, tap = np.nonzero(col >= 0)
    return TapMatrix((len(outputs), n), row, col[row, tap], tap)


def conv_channels(in_channels: int, out_channels: int, groups: int) -> TapMatrix:
    """Return which weight block joins input channel c to output channel o.

    Output channel o reads the ``C_in/groups`` channels of its own group only.

    >>> conv_channels(4, 2, groups=2).col.tolist()
    [0, 1, 2, 3]
    """
    per_group = in_channels // groups
    row = np.repeat(np.arange(out_channels), per_group)
    within = np.tile(np.arange(per_group), out_channels)
    group = row // max(1, out_channels // groups)
    taps = np.arange(out_channels * per_group)
    return TapMatrix((out_channels, in_channels), row, group * per_group + within, taps)
