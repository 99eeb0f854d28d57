r"""The matrix of a transposed convolution, by its own definition: every input stamps the kernel.

In one axis input ``i`` adds ``x[i] * w[t]`` to output ``s*i - p + d*t`` (scattering), and whatever
falls outside ``0 <= . < m`` is cropped. Nothing here uses the convolution's matrix, so that "the
transposed convolution is the transpose" is a theorem and not a definition.

Output padding makes m larger at the end: it first shows samples that the padding had cropped, and
only beyond ``q`` samples that no kernel reaches.

Rows are (C_out, *out), columns (C_in, *size), taps index w of shape (C_in, C_out/groups, *k).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.algebra.legality import require_groups, require_one_each, require_sizes
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor, kronecker
from symconv.algebra.window import Window


def transposed_matrix(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int = 1,
    out_channels: int = 1,
    groups: int = 1,
    output_padding: Sequence[int] | None = None,
) -> TapMatrix:
    """Return the matrix of a transposed convolution on an input of ``size``.

    ``output_padding`` is one number per axis. Raises ShapeError when it is out of range, nothing is
    left of the output, or groups do not divide the channels.

    >>> A = transposed_matrix([Window(2, stride=2)], (2,))
    >>> A.shape, A.row.tolist(), A.col.tolist(), A.tap.tolist()
    ((4, 2), [0, 1, 2, 3], [0, 0, 1, 1], [0, 1, 0, 1])
    """
    return kronecker(
        transposed_factors(
            windows,
            size,
            in_channels=in_channels,
            out_channels=out_channels,
            groups=groups,
            output_padding=(0,) * len(size) if output_padding is None else output_padding,
        )
    )


def transposed_factors(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int,
    out_channels: int,
    groups: int,
    output_padding: Sequence[int],
) -> tuple[Factor, ...]:
    """Return the channels' pattern and the matrix of each axis, whose product is the matrix."""
    require_sizes(windows, size)
    require_groups(in_channels, out_channels, groups)
    require_one_each(output_padding, size, "output_padding")
    axes = (
        Factor(transposed_axis(window, n, extra), int(window.kernel_size))
        for window, n, extra in zip(windows, size, output_padding, strict=True)
    )
    channels = transposed_channels(in_channels, out_channels, groups)
    return (Factor(channels, in_channels * (out_channels // groups)), *axes)


def transposed_axis(window: Window, n: int, output_padding: int = 0) -> TapMatrix:
    """Return the matrix of one axis, of shape (out, n).

    >>> transposed_axis(Window(3, stride=2, padding=1), 2, output_padding=1).row.tolist()
    [0, 1, 1, 2, 3]
    """
    m = int(window.transposed_size(n, output_padding))
    inputs = np.arange(n)[:, None]
    stamp = np.arange(int(window.kernel_size)) * window.dilation
    landing = inputs * window.stride + stamp - window.before
    col, tap = np.nonzero((landing >= 0) & (landing < m))
    return TapMatrix((m, n), landing[col, tap], col, tap)


def transposed_channels(in_channels: int, out_channels: int, groups: int) -> TapMatrix:
    """Return which weight block carries input channel c to output channel o of its group.

    >>> transposed_channels(2, 4, groups=2).row.tolist()
    [0, 1, 2, 3]
    """
    per_group = out_channels // groups
    channel, within = np.divmod(np.arange(in_channels * per_group), max(1, per_group))
    group = channel * groups // max(1, in_channels)
    taps = np.arange(in_channels * per_group)
    return TapMatrix((out_channels, in_channels), group * per_group + within, channel, taps)
