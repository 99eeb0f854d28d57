"""Transposed, zero-stuffed and sub-pixel forms: equal entry by entry, only when they should be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symconv.algebra.matrix_identities import stuffing_identity, transpose_identity
from symconv.algebra.subpixel import subpixel
from symconv.algebra.tap_compare import difference
from symconv.algebra.tap_moves import rows_moved
from symconv.algebra.tap_values import matvec
from symconv.algebra.window import Window
from symconv.errors import ShapeError

windows = st.builds(
    Window,
    st.integers(1, 4),
    st.integers(1, 4),
    st.tuples(st.integers(-1, 3), st.integers(-1, 3)),
    st.integers(1, 3),
)
axes = st.lists(st.tuples(windows, st.integers(1, 9)), min_size=1, max_size=2)
channels = st.tuples(st.integers(1, 2), st.integers(1, 2), st.integers(1, 2))


@given(axes, channels)
def test_the_transposed_convolution_is_the_transpose(
    axes: list[tuple[Window, int]], channels: tuple[int, int, int]
) -> None:
    assume(all(w.slack(n) >= 0 for w, n in axes))
    i, o, g = channels
    identity = transpose_identity(
        [w for w, _ in axes], [n for _, n in axes], in_channels=i * g, out_channels=o * g, groups=g
    )
    assert identity.holds
    assert identity.difference is None


@given(windows, st.integers(1, 9), st.integers(0, 3))
def test_the_transpose_needs_the_right_output_padding(window: Window, n: int, op: int) -> None:
    assume(window.slack(n) >= 0)
    assume(op < max(window.stride, window.dilation))
    m = window.out_size(n)
    assume((m - 1) * window.stride + window.span - sum(window.padding) + op >= 1)
    identity = transpose_identity([window], [n], output_padding=[op])
    assert identity.holds == (op == window.slack(n) % window.stride)


@given(axes, channels, st.integers(0, 3))
def test_a_transposed_convolution_is_a_flipped_one_on_the_stuffed_input(
    axes: list[tuple[Window, int]], channels: tuple[int, int, int], op: int
) -> None:
    for w, n in axes:
        assume(op < max(w.stride, w.dilation))
        assume((n - 1) * w.stride + w.span - sum(w.padding) + op >= 1)
    i, o, g = channels
    identity = stuffing_identity(
        [w for w, _ in axes],
        [n for _, n in axes],
        in_channels=i * g,
        out_channels=o * g,
        groups=g,
        output_padding=[op] * len(axes),
    )
    assert identity.holds


pixel_axis = st.tuples(
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)
)


@given(st.lists(pixel_axis, min_size=1, max_size=3), st.integers(1, 2), st.integers(1, 2))
def test_convolution_and_shuffle_are_a_transposed_convolution(
    axes: list[tuple[int, int, int, int, int]], o: int, i: int
) -> None:
    upscale, kernel, size, before, after = zip(*axes, strict=True)
    pads = list(zip(before, after, strict=True))
    assume(all(n + p + q >= k for _, k, n, p, q in axes))
    pair = subpixel(upscale, kernel, size, in_channels=i, out_channels=o, padding=pads)
    assert pair.identity.holds


def shuffled(z: np.ndarray, o: int, r: int) -> np.ndarray:
    """Return the pixel shuffle of (o*r*r, h, w), one output at a time."""
    _, h, w = z.shape
    y = np.zeros((o, h * r, w * r), dtype=z.dtype)
    for a in range(o):
        for row in range(h * r):
            for col in range(w * r):
                channel = a * r * r + (row % r) * r + col % r
                y[a, row, col] = z[channel, row // r, col // r]
    return y


def test_the_row_permutation_is_the_pixel_shuffle() -> None:
    o, r, i, k, h, w = 2, 3, 2, 2, 4, 3
    pair = subpixel((r, r), (k, k), (h, w), in_channels=i, out_channels=o, padding=[(1, 0)] * 2)
    rng = np.random.default_rng(1)
    V, x = rng.integers(-9, 9, (o * r * r, i, k, k)), rng.integers(-9, 9, (i, h, w))
    z = matvec(pair.conv, V, x.ravel()).reshape(o * r * r, h, w)
    W = np.zeros((i, o, k * r, k * r), dtype=int)
    for a, u, v, c, t, s in np.ndindex(o, r, r, i, k, k):
        W[c, a, r * (k - 1 - t) + u, r * (k - 1 - s) + v] = V[(a * r + u) * r + v, c, t, s]
    y = matvec(pair.transposed, W, x.ravel()).reshape(o, h * r, w * r)
    assert y.tolist() == shuffled(z, o, r).tolist()


def test_another_permutation_is_refuted_with_a_cell() -> None:
    pair = subpixel((2, 2), (1, 1), (2, 2))
    plain = replace(pair, rows=np.arange(16))
    assert not plain.identity.holds
    assert str(plain.identity.difference) == (
        "cell (1, 0) holds 0 on the left and tap 1 on the right"
    )


def test_swapped_height_and_width_in_the_tap_map_is_refuted() -> None:
    pair = subpixel((2, 3), (2, 1), (2, 2))
    swapped = pair.taps.reshape(2, 3, -1).swapaxes(0, 1).ravel()
    assert not replace(pair, taps=swapped).identity.holds


def test_a_shifted_window_on_one_side_is_refuted() -> None:
    windows = [Window(3, stride=2, padding=1)]
    identity = transpose_identity(windows, [8])
    shifted = replace(identity, right=transpose_identity([Window(3, 2, (0, 2))], [8]).right)
    assert str(shifted.difference) == "cell (0, 0) holds tap 1 on the left and tap 0 on the right"


def test_a_reversed_kernel_is_refuted() -> None:
    identity = transpose_identity([Window(3, padding=1)], [4])
    reversed_taps = replace(identity.right, tap=2 - identity.right.tap)
    assert not replace(identity, right=reversed_taps).holds
    assert difference(identity.left, reversed_taps) is not None


def test_what_is_no_permutation_is_refused() -> None:
    pair = subpixel((2,), (1,), (2,))
    with pytest.raises(ShapeError, match=r"not a permutation of 4 rows.*each of 0\.\.3 once"):
        rows_moved(pair.conv, np.array([0, 0, 1, 2]))
    with pytest.raises(ShapeError, match=r"upscale=\(0,\) violates upscale >= 1"):
        subpixel((0,), (1,), (2,))
    with pytest.raises(ShapeError, match="kernel_size has 2 values for 1 axes"):
        subpixel((2,), (1, 1), (2,))
