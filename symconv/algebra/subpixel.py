r"""Sub-pixel convolution: convolution, then pixel shuffle, is a transposed convolution.

*Statement.* Upscaling by r per axis, ``o`` output and ``i`` input channels, kernel k. A convolution
with weight ``V`` of shape ``(o*R, i, *k)``, where R is the product of all r, with stride 1 and
padding (p, q), followed by the shuffle

    y[a, r*j + u] = z[a*R + u, j]            (u the position inside the r x r block, row-major)

equals the transposed convolution with weight ``W`` of shape ``(i, o, *(k*r))``, stride r, padding
``(r(k-1-p), r(k-1-q))`` and no output padding, where

    W[c, a, r(k-1-t) + u] = V[a*R + u, c, t].

Both have ``r*m`` outputs per axis, ``m = n + p + q - k + 1``. The shuffle permutes rows and the
rule for W renames taps, both one to one: as flattened vectors the outputs differ in order only.

*Why these numbers.* Output ``r*j + u`` reads input ``j + t - p`` through tap ``T`` where
``r(j + t - p) - P + T = r*j + u``, hence ``T = r(p - t) + u + P``. The taps T fill 0 .. kr-1
exactly once when ``P = r(k-1-p)``. With k = 1 and p = 0 none is padded, and blocks do not overlap.

*See* Shi et al., "Is the deconvolution layer the same as a convolutional layer?", arXiv:1609.07009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.legality import require_one_each
from symconv.algebra.matrix_identities import MatrixIdentity
from symconv.algebra.tap_matrix import Indices, TapMatrix
from symconv.algebra.tap_moves import rows_moved, taps_renamed
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.algebra.window import Window
from symconv.errors import ShapeError


@dataclass(frozen=True, eq=False)
class SubPixel:
    """The two layers as matrices and what carries one over to the other.

    ``rows[z]`` is the output of the transposed convolution at which the shuffle puts output z of
    the convolution; ``taps[v]`` is the entry of W that equals entry v of V; all flattened.
    """

    conv: TapMatrix
    transposed: TapMatrix
    rows: Indices
    taps: Indices
    conv_windows: tuple[Window, ...]
    transposed_windows: tuple[Window, ...]

    @property
    def identity(self) -> MatrixIdentity:
        """Shuffled and renamed convolution on the left, transposed convolution on the right."""
        shuffled = rows_moved(self.conv, self.rows)
        return MatrixIdentity(taps_renamed(shuffled, self.taps), self.transposed)


def subpixel(
    upscale: Sequence[int],
    kernel_size: Sequence[int],
    size: Sequence[int],
    *,
    in_channels: int = 1,
    out_channels: int = 1,
    padding: Sequence[tuple[int, int]] | None = None,
) -> SubPixel:
    """Return both layers for inputs of ``size``, one value per axis; ``out_channels`` is o.

    Raises ShapeError when the kernel does not fit or an upscale is below 1.

    >>> pair = subpixel((2, 2), (1, 1), (2, 2))
    >>> pair.identity.holds, pair.conv.shape, pair.rows.tolist()[:4]
    (True, (16, 4), [0, 2, 8, 10])
    """
    pads = padding if padding is not None else ((0, 0),) * len(size)
    for values, named in ((upscale, "upscale"), (kernel_size, "kernel_size"), (pads, "padding")):
        require_one_each(values, size, named)
    if min(upscale, default=1) < 1:
        raise ShapeError(f"upscale={tuple(upscale)} violates upscale >= 1", remedy="use 1 or more")
    axes = list(zip(upscale, kernel_size, pads, strict=True))
    fine = tuple(Window(k, 1, pair) for _, k, pair in axes)
    coarse = tuple(Window(k * r, r, (r * (k - 1 - p), r * (k - 1 - q))) for r, k, (p, q) in axes)
    block = prod(upscale)
    out = [int(w.out_size(n)) for w, n in zip(fine, size, strict=True)]
    return SubPixel(
        conv_matrix(fine, size, in_channels=in_channels, out_channels=out_channels * block),
        transposed_matrix(coarse, size, in_channels=in_channels, out_channels=out_channels),
        shuffle_rows(out_channels, upscale, out),
        transposed_taps(out_channels, upscale, in_channels, kernel_size),
        fine,
        coarse,
    )


def shuffle_rows(out_channels: int, upscale: Sequence[int], out: Sequence[int]) -> Indices:
    """Return where the pixel shuffle puts each entry of (o*R, *out) in (o, *(r*out)).

    >>> shuffle_rows(1, [2], [3]).tolist()
    [0, 2, 4, 1, 3, 5]
    """
    sizes = [number for m, r in zip(out, upscale, strict=True) for number in (m, r)]
    grid = np.arange(out_channels * prod(sizes)).reshape(out_channels, *sizes)
    blocks, inside = _pairs(1, len(upscale))
    return grid.transpose(0, *inside, *blocks).ravel()


def transposed_taps(
    out_channels: int, upscale: Sequence[int], in_channels: int, kernel_size: Sequence[int]
) -> Indices:
    """Return for each entry of V, shape (o*R, i, *k), the entry of W, shape (i, o, *(k*r)).

    >>> transposed_taps(1, [2], 1, [2]).tolist()
    [2, 0, 3, 1]
    """
    sizes = [number for k, r in zip(kernel_size, upscale, strict=True) for number in (k, r)]
    grid = np.arange(in_channels * out_channels * prod(sizes))
    grid = grid.reshape(in_channels, out_channels, *sizes)
    blocks, inside = _pairs(2, len(upscale))
    return np.flip(grid, blocks).transpose(1, *inside, 0, *blocks).ravel()


def _pairs(first: int, rank: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the axes of the blocks and of the positions inside them, which alternate."""
    return tuple(range(first, first + 2 * rank, 2)), tuple(range(first + 1, first + 2 * rank, 2))
