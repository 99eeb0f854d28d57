r"""Identities between layers, shown as equality of matrices for all weights at once.

*Defines* `MatrixIdentity` and two constructors:

* `transpose_identity`: the transpose of a convolution's matrix is the matrix of the transposed
  convolution with the same kernel, stride, padding, dilation and the output padding
  ``(n + p + q - K) mod s``;
* `stuffing_identity`: a transposed convolution is an ordinary one with stride 1 and the flipped
  kernel, on the input with ``s - 1`` zeros between samples and ``K-1-p`` and ``K-1-q+op`` zeros
  (negative: a crop) at the ends.

*Why this proves something.* Both sides are built from their own definitions, gathering and
scattering, and compared entry by entry. Taps are independent symbols, so equal entries mean
equality for all weights at the sizes given; the first unequal cell is a counterexample.

*See* Dumoulin and Visin, arXiv:1603.07285, chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.tap_compare import Difference, difference
from symconv.algebra.tap_matrix import Indices, TapMatrix
from symconv.algebra.tap_moves import columns_kept, taps_renamed
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.algebra.window import Window


@dataclass(frozen=True, eq=False)
class MatrixIdentity:
    """Two matrices that are claimed to be equal, each built from its own definition."""

    left: TapMatrix
    right: TapMatrix

    @property
    def holds(self) -> bool:
        """Whether both sides agree for all weights."""
        return self.left.same(self.right)

    @property
    def difference(self) -> Difference | None:
        """The first cell in which the sides differ, None when they agree."""
        return difference(self.left, self.right)


def transpose_identity(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int = 1,
    out_channels: int = 1,
    groups: int = 1,
    output_padding: Sequence[int] | None = None,
) -> MatrixIdentity:
    """Return "transpose of the convolution = transposed convolution" for an input of ``size``.

    ``output_padding`` defaults to the right one; any other makes the identity fail.

    >>> windows = [Window(3, stride=2, padding=1)] * 2
    >>> transpose_identity(windows, (8, 8)).holds
    True
    >>> print(transpose_identity(windows, (8, 8), output_padding=(0, 0)).difference)
    the shapes are (64, 16) and (49, 16)
    """
    convolution = conv_matrix(
        windows, size, in_channels=in_channels, out_channels=out_channels, groups=groups
    )
    right_padding = [int(w.output_padding_for(n)) for w, n in zip(windows, size, strict=True)]
    transposed = transposed_matrix(
        windows,
        [int(w.out_size(n)) for w, n in zip(windows, size, strict=True)],
        in_channels=out_channels,
        out_channels=in_channels,
        groups=groups,
        output_padding=right_padding if output_padding is None else output_padding,
    )
    return MatrixIdentity(convolution.T, transposed)


def stuffing_identity(
    windows: Sequence[Window],
    size: Sequence[int],
    *,
    in_channels: int = 1,
    out_channels: int = 1,
    groups: int = 1,
    output_padding: Sequence[int] | None = None,
) -> MatrixIdentity:
    """Return "transposed convolution = stride-1 convolution of the zero-stuffed input".

    >>> windows = [Window(3, stride=2, padding=1)]
    >>> stuffing_identity(windows, (4,), output_padding=(1,)).holds
    True
    """
    extra = (0,) * len(size) if output_padding is None else tuple(output_padding)
    transposed = transposed_matrix(
        windows,
        size,
        in_channels=in_channels,
        out_channels=out_channels,
        groups=groups,
        output_padding=extra,
    )
    stuffed = [(n - 1) * int(w.stride) + 1 for w, n in zip(windows, size, strict=True)]
    convolution = conv_matrix(
        [flipped_window(w, op) for w, op in zip(windows, extra, strict=True)],
        stuffed,
        in_channels=in_channels,
        out_channels=out_channels,
        groups=groups,
    )
    strides = [int(w.stride) for w in windows]
    samples = columns_kept(convolution, stuffed_positions(in_channels, stuffed, strides))
    kernel = [int(w.kernel_size) for w in windows]
    names = flipped_taps(in_channels, out_channels, groups, kernel)
    return MatrixIdentity(transposed, taps_renamed(samples, names))


def flipped_window(window: Window, output_padding: int) -> Window:
    """Return the stride-1 window with which the flipped kernel reads the stuffed input.

    >>> flipped_window(Window(3, stride=2, padding=1), 1).padding
    (1, 2)
    """
    reach = window.span - 1
    padding = (reach - window.before, reach - window.after + output_padding)
    return Window(window.kernel_size, 1, padding, window.dilation)


def stuffed_positions(channels: int, stuffed: Sequence[int], strides: Sequence[int]) -> Indices:
    """Return where the samples lie in the flattened stuffed input.

    >>> stuffed_positions(1, [5], [2]).tolist()
    [0, 2, 4]
    """
    grid = np.arange(channels * prod(stuffed)).reshape(channels, *stuffed)
    return grid[(slice(None), *(slice(None, None, s) for s in strides))].ravel()


def flipped_taps(
    in_channels: int, out_channels: int, groups: int, kernel: Sequence[int]
) -> Indices:
    """Return for each tap of the convolution's weight (C_out, C_in/g, *k) the tap it equals.

    That is entry ``(c, o, k-1-t)`` of the transposed weight (C_in, C_out/g, *k): channels change
    places inside their group, and every axis is reversed.

    >>> flipped_taps(1, 1, 1, [3]).tolist()
    [2, 1, 0]
    """
    inner, outer = in_channels // groups, out_channels // groups
    taps = np.arange(in_channels * outer * prod(kernel)).reshape(groups, inner, outer, *kernel)
    return np.flip(taps.swapaxes(1, 2), axis=tuple(range(3, taps.ndim))).ravel()
