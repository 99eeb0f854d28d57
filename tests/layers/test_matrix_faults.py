"""Broken matrices, each of which the comparison with the kernels or with a theorem must catch.

A checker that was never seen failing is not a checker: every fault below is a plausible slip, made
on purpose in one place, and named by the check that finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import pytest

from symconv.algebra import conv_matrix as gathering
from symconv.algebra import transposed_matrix as scattering
from symconv.algebra.conv_matrix import conv_axis, conv_matrix
from symconv.algebra.matrix_identities import MatrixIdentity, transpose_identity
from symconv.algebra.subpixel import SubPixel, subpixel
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor, kronecker
from symconv.algebra.tap_values import matvec
from symconv.algebra.transposed_matrix import transposed_axis, transposed_matrix
from symconv.algebra.window import Window
from symconv.kernels import conv, conv_transpose

SIZE, KERNEL = (6, 5), (3, 2)
GIVEN: dict[str, Any] = {"stride": (2, 1), "padding": (1, 1), "dilation": (1, 2)}
WINDOWS = [Window(3, 2, 1, 1), Window(2, 1, 1, 2)]


def numbers(shape: tuple[int, ...], seed: int) -> Any:
    return np.random.default_rng(seed).integers(1, 1000, shape)


def agrees_with_kernel(
    A: TapMatrix,
    kernel: Callable[..., Any],
    *,
    channels: int = 1,
    size: tuple[int, ...] = SIZE,
    **options: Any,
) -> bool:
    """Whether A(w) x is what the kernel computes, for one fixed set of integers."""
    given = GIVEN | options
    w = numbers((channels, channels // given.get("groups", 1), *KERNEL[: len(size)]), 1)
    x = numbers((channels, *size), 2)
    expected = kernel(x[None], w, **given)[0]
    if A.shape != (expected.size, x.size):
        return False
    return bool(np.array_equal(matvec(A, w, x.ravel()), expected.ravel()))


def test_the_unbroken_matrices_pass() -> None:
    assert agrees_with_kernel(conv_matrix(WINDOWS, SIZE), conv)
    assert agrees_with_kernel(transposed_matrix(WINDOWS, SIZE), conv_transpose)


def other_window(**change: Any) -> list[Window]:
    """Return the windows with one parameter of the second axis changed."""
    return [WINDOWS[0], replace(WINDOWS[1], **change)]


def from_axes(axis: Callable[..., TapMatrix], taps: tuple[int, int]) -> list[Factor]:
    triples = zip(WINDOWS, SIZE, taps, strict=True)
    return [Factor(axis(window, n), k) for window, n, k in triples]


def without_stride(build: Callable[..., TapMatrix]) -> TapMatrix:
    return build([replace(WINDOWS[0], stride=1), WINDOWS[1]], SIZE)


def reversed_kernel(A: TapMatrix) -> TapMatrix:
    return replace(A, tap=prod(KERNEL) - 1 - A.tap)


def swapped_axes(A: TapMatrix) -> TapMatrix:
    """Number the columns as if the image were stored column by column."""
    names = np.arange(prod(SIZE)).reshape(SIZE).T.ravel()
    return replace(A, col=names[A.col])


def without_last_row(A: TapMatrix) -> TapMatrix:
    keep = A.row < A.shape[0] - 1
    return TapMatrix((A.shape[0] - 1, A.shape[1]), A.row[keep], A.col[keep], A.tap[keep])


def without_one_entry(A: TapMatrix) -> TapMatrix:
    return TapMatrix(A.shape, A.row[1:], A.col[1:], A.tap[1:])


BUILDERS = {
    conv: (conv_matrix, conv_axis),
    conv_transpose: (transposed_matrix, transposed_axis),
}
FAULTS: dict[str, Callable[..., TapMatrix]] = {
    "dropped dilation": lambda build, axis: build(other_window(dilation=1), SIZE),
    "shifted window": lambda build, axis: build(other_window(padding=(0, 2)), SIZE),
    "forgotten padding": lambda build, axis: build(other_window(padding=0), SIZE),
    "stride taken as 1": lambda build, axis: without_stride(build),
    "reversed kernel": lambda build, axis: reversed_kernel(build(WINDOWS, SIZE)),
    "swapped height and width of the input": lambda build, axis: swapped_axes(build(WINDOWS, SIZE)),
    "windows given in the wrong order": lambda build, axis: build(WINDOWS[::-1], SIZE),
    "size one too small": lambda build, axis: without_last_row(build(WINDOWS, SIZE)),
    "one entry lost": lambda build, axis: without_one_entry(build(WINDOWS, SIZE)),
    "transposed instead of the layer": lambda build, axis: build(WINDOWS, SIZE).T,
    "axes multiplied in the wrong order": lambda build, axis: kronecker(
        from_axes(axis, KERNEL)[::-1]
    ),
    "taps counted with the wrong radix": lambda build, axis: kronecker(from_axes(axis, (3, 1))),
}


@pytest.mark.parametrize("kernel", [conv, conv_transpose])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_by_the_kernel(fault: str, kernel: Callable[..., Any]) -> None:
    assert not agrees_with_kernel(FAULTS[fault](*BUILDERS[kernel]), kernel)


def overwritten(A: TapMatrix) -> TapMatrix:
    """Keep the last entry of each cell, as filling a dictionary without adding does."""
    last = {cell: number for number, cell in enumerate(A.cells().tolist())}
    kept = np.array(sorted(last.values()))
    return TapMatrix(A.shape, A.row[kept], A.col[kept], A.tap[kept])


@pytest.mark.parametrize("mode", ["circular", "reflect", "replicate"])
def test_cells_overwritten_instead_of_added_are_caught(mode: str) -> None:
    options: dict[str, Any] = {"padding": 1, "stride": 1, "dilation": 1, "padding_mode": mode}
    windows = [Window(3, padding=1)]
    A = conv_matrix(windows, (2,), padding_mode=mode)
    assert agrees_with_kernel(A, conv, size=(2,), **options)
    assert not agrees_with_kernel(overwritten(A), conv, size=(2,), **options)


@pytest.mark.parametrize("other", ["zeros", "circular", "replicate"])
def test_another_padding_mode_is_caught(other: str) -> None:
    A = conv_matrix(WINDOWS, SIZE, padding_mode=other)
    assert not agrees_with_kernel(A, conv, padding_mode="reflect")


def mixed_groups(A: TapMatrix, pixels: int) -> TapMatrix:
    """Read channel c where the other group's channel stands: [0, 1 | 2, 3] as [0, 2 | 1, 3]."""
    order = np.array([0, 2, 1, 3])
    channel, pixel = np.divmod(A.col, pixels)
    return replace(A, col=order[channel] * pixels + pixel)


@pytest.mark.parametrize(
    ("build", "kernel"), [(conv_matrix, conv), (transposed_matrix, conv_transpose)]
)
def test_channels_of_mixed_groups_are_caught(build: Any, kernel: Callable[..., Any]) -> None:
    A = build(WINDOWS, SIZE, in_channels=4, out_channels=4, groups=2)
    assert agrees_with_kernel(A, kernel, channels=4, groups=2)
    assert not agrees_with_kernel(mixed_groups(A, 30), kernel, channels=4, groups=2)


def with_shifted_gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(window: Window, n: int, padding_mode: str = "zeros") -> TapMatrix:
        moved = (window.before + 1, window.after - 1)
        return conv_axis(replace(window, padding=moved), n, padding_mode)

    monkeypatch.setattr(gathering, "conv_axis", shifted)


def with_shifted_scattering(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(window: Window, n: int, output_padding: int = 0) -> TapMatrix:
        moved = (window.before + 1, window.after - 1)
        return transposed_axis(replace(window, padding=moved), n, output_padding)

    monkeypatch.setattr(scattering, "transposed_axis", shifted)


def with_shifted_taps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shift the one definition that both sides share: only the kernels can see this."""
    with_shifted_gathering(monkeypatch)
    with_shifted_scattering(monkeypatch)


@pytest.mark.parametrize("break_one", [with_shifted_gathering, with_shifted_scattering])
def test_a_window_shifted_on_one_side_breaks_the_transpose_theorem(
    break_one: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert transpose_identity(WINDOWS, SIZE).holds
    break_one(monkeypatch)
    assert not transpose_identity(WINDOWS, SIZE).holds


def test_a_window_shifted_on_both_sides_is_caught_by_the_kernels_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_shifted_taps(monkeypatch)
    assert transpose_identity(WINDOWS, SIZE).holds
    assert not agrees_with_kernel(conv_matrix(WINDOWS, SIZE), conv)
    assert not agrees_with_kernel(transposed_matrix(WINDOWS, SIZE), conv_transpose)


PAIR = subpixel((2, 3), (2, 1), (3, 2), in_channels=2, out_channels=2)
SUBPIXEL_FAULTS: dict[str, Callable[[SubPixel], SubPixel]] = {
    "no permutation": lambda p: replace(p, rows=np.arange(len(p.rows))),
    "inverse permutation": lambda p: replace(p, rows=np.argsort(p.rows)),
    "kernel not reversed": lambda p: replace(p, taps=unreversed(p)),
    "upscales of height and width swapped": lambda p: replace(
        p, rows=p.rows.reshape(2, 2, 3, -1).swapaxes(1, 2).ravel()
    ),
    "stride 1 instead of r": lambda p: replace(
        p,
        transposed=transposed_matrix(
            [Window(4, 1, 1), Window(3, 1, -3)], (3, 2), in_channels=2, out_channels=2
        ),
    ),
    "padding off by one": lambda p: replace(
        p,
        transposed=transposed_matrix(
            [replace(w, padding=(w.before + 1, w.after - 1)) for w in p.transposed_windows],
            (3, 2),
            in_channels=2,
            out_channels=2,
        ),
    ),
}


def unreversed(pair: SubPixel) -> Any:
    """Return the tap map without the reversal of the kernel's blocks."""
    return pair.taps.reshape(12, 2, 2, 1)[:, :, ::-1].ravel()


def test_the_unbroken_pair_is_equal() -> None:
    assert PAIR.identity.holds


@pytest.mark.parametrize("fault", SUBPIXEL_FAULTS)
def test_a_broken_sub_pixel_pair_is_refuted(fault: str) -> None:
    identity: MatrixIdentity = SUBPIXEL_FAULTS[fault](PAIR).identity
    assert not identity.holds
    assert identity.difference is not None
