"""Inverse questions against trying everything with the kernels' own shapes."""

import random
from itertools import product

import numpy as np
import pytest

from symconv.algebra.inverse import (
    conv_designs,
    doubling_designs,
    exact_inputs,
    halving_paddings,
    input_sizes,
    smallest_input,
    transposed_designs,
)
from symconv.algebra.window import Window
from symconv.errors import ShapeError
from symconv.kernels import conv, conv_transpose

Layer = tuple[int, int, int, int, int]


def out_size(n: int, layer: Layer) -> int:
    """The size that the kernel really gives; 0 when it refuses."""
    k, s, p, q, d = layer
    try:
        y = conv(np.zeros((1, 1, n)), np.zeros((1, 1, k)), stride=s, padding=((p, q),), dilation=d)
    except ShapeError:
        return 0
    return y.shape[2]


def transposed_size(n: int, k: int, s: int, total: int, d: int, extra: int) -> int:
    x, w = np.zeros((1, 1, n)), np.zeros((1, 1, k))
    full = conv_transpose(x, w, stride=s, dilation=d, output_padding=extra).shape[2]
    return full - total


@pytest.mark.parametrize(("n", "m"), [(7, 3), (8, 8), (5, 9), (12, 1), (9, 4)])
def test_conv_designs_are_all_and_only_the_solutions(n: int, m: int) -> None:
    """Every total padding up to 12 is tried."""
    kernels, strides, dilations = range(1, 5), range(1, 4), (1, 2)
    found = {
        (d.kernel_size, d.stride, d.dilation, total)
        for d in conv_designs(n, m, kernels=kernels, strides=strides, dilations=dilations)
        for total in d.paddings
    }
    tried = {
        (k, s, d, total)
        for k, s, d, total in product(kernels, strides, dilations, range(31))
        if out_size(n, (k, s, total, 0, d)) == m
    }
    assert found == tried


@pytest.mark.parametrize(("n", "m"), [(3, 6), (4, 4), (5, 2), (2, 11)])
def test_transposed_designs_are_all_and_only_the_solutions(n: int, m: int) -> None:
    """Every padding and every legal output padding is tried."""
    kernels, strides, dilations = range(1, 5), range(1, 4), (1, 2)
    designs = transposed_designs(n, m, kernels=kernels, strides=strides, dilations=dilations)
    found = {
        (d.kernel_size, d.stride, d.dilation, total, d.output_padding)
        for d in designs
        for total in d.paddings
    }
    tried = {
        (k, s, d, total, extra)
        for k, s, d, total in product(kernels, strides, dilations, range(30))
        for extra in range(max(s, d))
        if transposed_size(n, k, s, total, d, extra) == m
    }
    assert found == tried


def random_stack(rng: random.Random) -> list[Layer]:
    return [
        (rng.randint(1, 4), rng.randint(1, 3), rng.randint(0, 2), rng.randint(0, 2),
         rng.randint(1, 2))
        for _ in range(rng.randint(1, 4))
    ]  # fmt: skip


def through(n: int, stack: list[Layer]) -> tuple[int, bool]:
    """The size behind a stack, and whether some layer dropped a padded sample."""
    dropped = False
    for k, s, p, q, d in stack:
        m = out_size(n, (k, s, p, q, d))
        if m == 0:
            return 0, False
        dropped = dropped or (m - 1) * s + d * (k - 1) + 1 != n + p + q
        n = m
    return n, dropped


def test_input_sizes_of_stacks() -> None:
    """All inputs up to 150 are run; those with the wanted output are the interval."""
    rng, compared = random.Random(4), 0
    for _ in range(40):
        stack = random_stack(rng)
        windows = [Window(k, s, (p, q), d) for k, s, p, q, d in stack]
        sizes = {n: through(n, stack) for n in range(1, 150)}
        legal = [n for n, (m, _) in sizes.items() if m]
        if not legal:
            continue
        assert smallest_input(windows) == legal[0]
        assert legal == list(range(legal[0], 150))
        for m in range(1, 6):
            expected = [n for n, (out, _) in sizes.items() if out == m]
            if expected and expected[-1] == 149:
                continue
            assert list(input_sizes(windows, m)) == expected
            compared += 1
        first, step = exact_inputs(windows)
        exact = [n for n, (out, dropped) in sizes.items() if out and not dropped]
        assert exact == list(range(first, 150, step))
    assert compared > 100


def test_halving_and_doubling_are_all_and_only_the_solutions() -> None:
    """Down and up by s for every multiple up to six times."""
    for k, s, d in product(range(1, 7), range(1, 5), (1, 2)):
        exact = [
            total
            for total in range(30)
            if all(out_size(s * v, (k, s, total, 0, d)) == v for v in range(1, 7))
        ]
        assert list(halving_paddings(k, s, d)) == exact
        ups = {(u.paddings.start, u.output_padding) for u in doubling_designs([k], s, d)}
        tried = {
            (total, extra)
            for total in range(30)
            for extra in range(max(s, d))
            if all(transposed_size(v, k, s, total, d, extra) == s * v for v in range(1, 7))
        }
        assert ups == tried


def test_symmetric_paddings_split_the_total() -> None:
    """Only even totals can be split; 3x3 stride 2 halves with padding 1, 4x4 with 1, 2x2 with 0."""
    halves = {k: conv_designs(32, 16, kernels=[k], strides=[2])[0].symmetric() for k in (2, 3, 4)}
    assert halves == {2: range(1), 3: range(1, 2), 4: range(1, 2)}


def test_sizes_below_one_are_refused() -> None:
    """There is no design for nothing."""
    with pytest.raises(ShapeError, match="m=0 violates m >= 1"):
        conv_designs(4, 0)
    with pytest.raises(ShapeError, match="n=0 violates n >= 1"):
        transposed_designs(0, 4)
    with pytest.raises(ShapeError, match="m=0 violates m >= 1"):
        input_sizes([], 0)
