"""One-channel signals: the Toeplitz matrix of the theory, used as the kernel.

Cut the padded signal into blocks of B = 32 samples, x_0, x_1, ... The outputs of block b read the
blocks b, b+1, ..., so y_b = x_b T_0 + x_{b+1} T_1 + ..., with B x B Toeplitz matrices
T_q[r, c] = w[(q*B + r - c) / d] where that is a tap. Each T_q meets all blocks in one tall matrix
product, which runs at the machine's rate; columns would be copied k-fold for a single row of
weights. Worth it in one dimension only: with two, overlapping rows win (see `rows`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.kernels.geometry import Geometry

Array = NDArray[Any]
SIDE = 32  # samples per block: smaller ones leave BLAS idle, larger ones multiply more zeros
RUN = 512  # blocks per product: its operands stay in the first-level caches


def gather_signal(x: Array, w: Array, geo: Geometry) -> Array:
    """Gather from padded signals ``x`` (N, C, length) at stride 1, with one filter per channel."""
    (batch, channels, length), places = x.shape, geo.out[0]
    matrices = toeplitz_blocks(w[:, 0], geo.dilation[0])
    count, reach = -(-places // SIDE), matrices.shape[1]
    signal = np.zeros((batch, channels, (count + reach - 1) * SIDE), x.dtype)
    kept = min(length, signal.shape[2])
    signal[:, :, :kept] = x[:, :, :kept]
    blocks = signal.reshape(batch, channels, count + reach - 1, SIDE)
    y = np.empty((batch, channels, count, SIDE), np.result_type(x, w))
    for start in range(0, count, RUN):
        part = y[:, :, start : start + RUN]
        np.matmul(blocks[:, :, start : start + part.shape[2]], matrices[:, 0], out=part)
        for q in range(1, reach):
            first = start + q
            part += np.matmul(blocks[:, :, first : first + part.shape[2]], matrices[:, q])
    return np.ascontiguousarray(y.reshape(batch, channels, count * SIDE)[:, :, :places])


def toeplitz_blocks(w: Array, dilation: int, side: int = SIDE) -> Array:
    """Return T[c, q] for kernels ``w`` (C, k): y_b is the sum over q of x_{b+q} T_q.

    >>> toeplitz_blocks(np.array([[1, 2, 3]]), 1, side=2).tolist()
    [[[[1, 0], [2, 1]], [[3, 2], [0, 3]]]]
    """
    taps = w.shape[1]
    reach = (side + dilation * (taps - 1) - 1) // side + 1
    matrices = np.zeros((len(w), reach * side, side), w.dtype)
    column = np.arange(side)[:, None]
    row = column + dilation * np.arange(taps)
    matrices[:, row, column] = w[:, None, :]
    return matrices.reshape(len(w), reach, side, side)
