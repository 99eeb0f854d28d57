"""Witness of exact resampling: shapes of arrays that the kernels return, padding by padding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from symconv.errors import ShapeError, WitnessError
from symconv.kernels import conv, conv_backward, conv_transpose
from symconv.theorems.givens import Size

SIZES = range(1, 6)


def check_down(k: Size, s: Size, d: Size) -> int:
    """Run convolutions of multiples of the stride; return how many paddings were judged."""
    cases = 0
    for kernel, stride, gap in _numbers(k, s, d):
        span = gap * (kernel - 1) + 1
        for total in range(span + 2):
            halves = [_conv(stride * v, kernel, stride, gap, total) == v for v in SIZES]
            expected = span - stride <= total <= span - 1
            if all(halves) != expected or any(halves) != expected:
                raise WitnessError(f"kernel {kernel}, stride {stride}, padding {total}: {halves}")
            cases += 1
    return cases


def check_up(k: Size, s: Size, d: Size) -> int:
    """Run transposed convolutions; return how many paddings were judged."""
    cases = 0
    for kernel, stride, gap in _numbers(k, s, d):
        span = gap * (kernel - 1) + 1
        for extra, total in product(range(max(stride, gap)), range(span + stride)):
            grown = [_transposed(v, kernel, stride, gap, extra) - total for v in SIZES]
            doubled = [size == stride * v for size, v in zip(grown, SIZES, strict=True)]
            if doubled != [total - extra == span - stride] * len(SIZES):
                raise WitnessError(f"kernel {kernel}, stride {stride}, padding {total}: {grown}")
            cases += 1
    return cases


def _numbers(k: Size, s: Size, d: Size) -> Iterator[tuple[int, int, int]]:
    return product(
        [k] if isinstance(k, int) else range(1, 6),
        [s] if isinstance(s, int) else range(1, 5),
        [d] if isinstance(d, int) else range(1, 3),
    )


def _conv(n: int, k: int, s: int, d: int, total: int) -> int:
    """Return the size that the kernel gives, 0 where the window does not fit."""
    try:
        y = conv(np.zeros((1, 1, n)), np.zeros((1, 1, k)), stride=s, padding=((total, 0),),
                 dilation=d)  # fmt: skip
    except ShapeError:
        return 0
    return y.shape[2]


def _transposed(n: int, k: int, s: int, d: int, extra: int) -> int:
    x, w = np.zeros((1, 1, n)), np.zeros((1, 1, k))
    return conv_transpose(x, w, stride=s, dilation=d, output_padding=extra).shape[2]


def check_lossless() -> int:
    """Run stacks of two convolutions over all small sizes; return how many were judged.

    A layer drops nothing when its last window ends on the last padded sample, which the gradient of
    the last output in the padded input tells.
    """
    random, cases = np.random.default_rng(0), 0
    for _ in range(12):
        layers = [tuple(int(v) for v in random.integers((1, 1, 0), (5, 4, 3))) for _ in range(2)]
        x = step = 0
        for n in range(24, 56):
            size, lost, x, step = n, False, n, 1
            for k, s, total in layers:
                lost = lost or _drops(size, k, s, total)
                size = _conv(size, k, s, 1, total)
                x, step = x + step * (total - k + s), step * s
            if lost == (x % step == 0):
                raise WitnessError(
                    f"layers {layers} on {n} pixels: lost {lost}, remainder {x % step}"
                )
            cases += 1
    return cases


def _drops(n: int, k: int, s: int, total: int) -> bool:
    """Whether the last sample of the padded input reaches no output."""
    padded = np.zeros((1, 1, n + total))
    dy = np.ones((1, 1, _conv(n, k, s, 1, total)))
    seen = conv_backward(dy, padded, np.ones((1, 1, k)), stride=s)[0][0, 0]
    last = max(i for i, value in enumerate(seen) if value)
    return last < n + total - 1
