"""Both matrices against their definitions, written as loops over every output, input and tap."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symconv.algebra.conv_matrix import conv_matrix
from symconv.algebra.padding_maps import MODES, source
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.transposed_matrix import transposed_matrix
from symconv.algebra.window import Window
from symconv.errors import ShapeError

Triples = Counter[tuple[int, int, int]]


def triples(A: TapMatrix) -> Triples:
    return Counter(zip(A.row.tolist(), A.col.tolist(), A.tap.tolist(), strict=True))


def flat(index: tuple[int, ...], shape: tuple[int, ...]) -> int:
    return int(np.ravel_multi_index(index, shape))


axis = st.tuples(
    st.builds(
        Window,
        st.integers(1, 3),
        st.integers(1, 3),
        st.tuples(st.integers(-1, 2), st.integers(-1, 2)),
        st.integers(1, 2),
    ),
    st.integers(1, 5),
)
axes = st.lists(axis, min_size=1, max_size=3)
channels = st.tuples(st.integers(1, 2), st.integers(1, 2), st.integers(1, 2))


def shown(j: int, n: int, window: Window, mode: str) -> int | None:
    """Return what NumPy's own padding shows at position j of one axis."""
    cropped = np.arange(n)[max(0, -window.before) : n - max(0, -window.after)]
    pads = (max(0, window.before), max(0, window.after))
    names = {"circular": "wrap", "reflect": "reflect", "replicate": "edge"}
    if mode == "zeros":
        padded = np.pad(cropped, pads, constant_values=-1)
    else:
        padded = np.pad(cropped, pads, mode=names[mode])  # type: ignore[call-overload]
    value = int(padded[j + window.before])
    return None if value < 0 else value


def fits(windows: list[Window], size: tuple[int, ...], mode: str) -> bool:
    for window, n in zip(windows, size, strict=True):
        crops = [max(0, -pad) for pad in window.padding]
        left = n - sum(crops)
        widest = max(window.before, window.after)
        limit = {"circular": left, "reflect": left - 1}.get(mode, widest)
        if left < 1 or widest > limit or window.slack(n) < 0:
            return False
    return True


@given(axes, channels, st.sampled_from(MODES))
def test_conv_matrix_gathers_what_every_output_reads(
    axes: list[tuple[Window, int]], channels: tuple[int, int, int], mode: str
) -> None:
    windows, size = [w for w, _ in axes], tuple(n for _, n in axes)
    assume(fits(windows, size, mode))
    per_group, out_per_group, groups = channels
    C, O = per_group * groups, out_per_group * groups
    out = tuple(w.out_size(n) for w, n in axes)
    kernel = tuple(w.kernel_size for w in windows)
    expected: Triples = Counter()
    for o, c, *rest in product(range(O), range(per_group), *map(range, out + kernel)):
        at, tap = rest[: len(out)], rest[len(out) :]
        cells = [
            shown(w.stride * i + w.dilation * t - w.before, n, w, mode)
            for w, n, i, t in zip(windows, size, at, tap, strict=True)
        ]
        if None not in cells:
            channel = (o // out_per_group) * per_group + c
            expected[
                flat((o, *at), (O, *out)),
                flat((channel, *cells), (C, *size)),
                flat((o, c, *tap), (O, per_group, *kernel)),
            ] += 1
    A = conv_matrix(windows, size, in_channels=C, out_channels=O, groups=groups, padding_mode=mode)
    assert A.shape == (O * np.prod(out), C * np.prod(size))
    assert triples(A) == expected


@given(axes, channels, st.integers(0, 2))
def test_transposed_matrix_stamps_the_kernel_and_crops(
    axes: list[tuple[Window, int]], channels: tuple[int, int, int], extra: int
) -> None:
    windows, size = [w for w, _ in axes], tuple(n for _, n in axes)
    per_group, out_per_group, groups = channels
    C, O = per_group * groups, out_per_group * groups
    kernel = tuple(w.kernel_size for w in windows)
    assume(all(extra < max(w.stride, w.dilation) for w in windows))
    full = [(n - 1) * w.stride + w.dilation * (w.kernel_size - 1) + 1 for w, n in axes]
    out = tuple(
        length - w.before - w.after + extra for w, length in zip(windows, full, strict=True)
    )
    assume(min(out) >= 1)
    expected: Triples = Counter()
    for c, o, *rest in product(range(C), range(out_per_group), *map(range, size + kernel)):
        at, tap = rest[: len(size)], rest[len(size) :]
        landing = [
            w.stride * i + w.dilation * t - w.before
            for w, i, t in zip(windows, at, tap, strict=True)
        ]
        if all(0 <= j < m for j, m in zip(landing, out, strict=True)):
            channel = (c // per_group) * out_per_group + o
            expected[
                flat((channel, *landing), (O, *out)),
                flat((c, *at), (C, *size)),
                flat((c, o, *tap), (C, out_per_group, *kernel)),
            ] += 1
    A = transposed_matrix(
        windows,
        size,
        in_channels=C,
        out_channels=O,
        groups=groups,
        output_padding=[extra] * len(size),
    )
    assert A.shape == (O * np.prod(out), C * np.prod(size))
    assert triples(A) == expected


def test_circular_padding_adds_taps_in_one_cell() -> None:
    A = conv_matrix([Window(3, padding=1)], (1,), padding_mode="circular")
    assert triples(A) == {(0, 0, 0): 1, (0, 0, 1): 1, (0, 0, 2): 1}


def test_entries_grow_with_the_pixels_not_with_the_cells() -> None:
    def entries(side: int) -> int:
        return conv_matrix([Window(3, padding=1)] * 2, (side, side)).nnz

    assert [entries(side) for side in (8, 16, 32)] == [(3 * side - 2) ** 2 for side in (8, 16, 32)]


def test_a_large_image_is_a_few_bytes_per_entry() -> None:
    A = conv_matrix([Window(3, padding=1)] * 2, (512, 512))
    assert A.shape == (512 * 512, 512 * 512)
    assert A.nnz == (3 * 512 - 2) ** 2
    assert A.row.nbytes + A.col.nbytes + A.tap.nbytes == 12 * A.nnz


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conv_matrix([Window(3)], (8, 8)), r"\(8, 8\) has 2 axes for 1 windows"),
        (lambda: conv_matrix([], ()), "0 axes for 0 windows"),
        (lambda: conv_matrix([Window(3)], (8,), groups=0), "groups=0 violates groups >= 1"),
        (lambda: conv_matrix([Window(3)], (8,), in_channels=0), "in_channels=0 violates"),
        (
            lambda: conv_matrix([Window(3)], (8,), in_channels=6, out_channels=4, groups=3),
            "groups=3 does not divide out_channels=4.*use groups=1, or a multiple of 3",
        ),
        (
            lambda: conv_matrix([Window(3)], (8,), padding_mode="mirror"),
            "padding_mode='mirror' is not a mode.*zeros, circular, reflect, replicate",
        ),
        (
            lambda: conv_matrix([Window(3, padding=3)], (3,), padding_mode="reflect"),
            "reflect padding 3 violates padding <= 2 for n=3",
        ),
        (
            lambda: conv_matrix([Window(3, padding=4)], (3,), padding_mode="circular"),
            "circular padding 4 violates padding <= 3",
        ),
        (
            lambda: conv_matrix([Window(3, padding=(-3, 9))], (3,), padding_mode="replicate"),
            r"padding \(-3, 9\) crops all 3 samples.*crop at most 2",
        ),
        (lambda: transposed_matrix([Window(2)], (3,), output_padding=[1]), "output_padding=1"),
        (lambda: transposed_matrix([Window(2)], (3,), output_padding=[0, 0]), "2 .* for 1"),
    ],
)
def test_what_does_not_fit_is_refused(call: object, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        call()  # type: ignore[operator]


def test_symbols_have_no_matrix() -> None:
    from sympy import Symbol

    k = Symbol("k", integer=True, positive=True)
    with pytest.raises(ShapeError, match="window=k is a symbol, and a matrix is built for numbers"):
        conv_matrix([Window(k)], (8,))
    with pytest.raises(ShapeError, match="size=k is a symbol"):
        transposed_matrix([Window(3)], (k,))


@pytest.mark.parametrize("mode", ["circular", "reflect", "replicate"])
def test_positions_inside_show_themselves(mode: str) -> None:
    assert source(np.arange(5), 5, 2, 2, mode).tolist() == [0, 1, 2, 3, 4]


def test_padding_that_crops_all_and_then_adds_zeros_gives_a_zero_matrix() -> None:
    A = conv_matrix([Window(2, padding=(-3, 6))], (3,))
    assert (A.shape, A.nnz) == ((5, 3), 0)
