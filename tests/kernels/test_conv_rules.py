"""Which algorithm serves which sizes, and that none of them makes the whole matrix of columns."""

import tracemalloc

import numpy as np
import pytest

from symconv.kernels import conv, conv_grad_input, conv_grad_weight
from symconv.kernels.blocks import BLOCK
from symconv.kernels.gather import gather_plan
from symconv.kernels.geometry import conv_geometry, dual, transposed_geometry
from symconv.kernels.phases import phases
from symconv.kernels.scatter import stretched_plan

CHOICES = [
    ((1, 1, 3, 3), (1, 1, 2, 2), {}, "whole"),
    ((1, 64, 112, 112), (64, 64, 1, 1), {}, "whole"),
    ((1, 64, 112, 112), (64, 64, 3, 3), {}, "blocks"),
    ((1, 64, 112, 112), (64, 64, 1, 1), {"stride": 2}, "whole"),
    ((1, 128, 56, 56), (128, 1, 3, 3), {"groups": 128}, "rows"),
    ((1, 128, 56, 56), (128, 1, 3, 3), {"groups": 128, "dilation": 2}, "blocks"),
    ((1, 128, 56, 56), (128, 1, 3, 3), {"groups": 128, "dilation": (1, 2)}, "rows"),
    ((1, 256, 56, 56), (16, 256, 3, 3), {}, "narrow"),
    ((1, 256, 56, 56), (16, 256, 3, 3), {"stride": 2}, "blocks"),
    ((1, 1, 100000), (1, 1, 64), {}, "toeplitz"),
    ((1, 1, 100000), (1, 1, 9), {}, "blocks"),
    ((1, 1, 100000), (2, 1, 64), {}, "blocks"),
]


@pytest.mark.parametrize(("x", "w", "options", "rule"), CHOICES)
def test_sizes_choose_the_algorithm(x, w, options, rule):
    given = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1} | options
    assert gather_plan(conv_geometry(x, w, **given), 8).rule == rule


def test_tiny_transposed_convolutions_are_stretched():
    tiny = transposed_geometry((1, 1, 2, 2), (1, 1, 2, 2), 2, 0, 0, 1, 1)
    large = transposed_geometry((1, 64, 28, 28), (64, 64, 4, 4), 2, 1, 0, 1, 1)
    assert stretched_plan(tiny, 8) is not None
    assert stretched_plan(large, 8) is None


def test_the_dual_of_the_dual_is_the_geometry():
    geo = conv_geometry((2, 4, 9, 8), (6, 2, 3, 2), 1, ((1, 2), (0, 3)), (2, 1), 2)
    back = dual(dual(geo))
    for field in ("batch", "channels", "filters", "groups", "image", "kernel", "out", "before"):
        assert getattr(back, field) == getattr(geo, field)


def test_phases_hold_every_tap_once():
    for kernel, stride, dilation in (((3,), (2,), (1,)), ((4, 3), (2, 3), (3, 2))):
        taps = [tap for p in phases(kernel, stride, dilation) for tap, _ in p.taps]
        assert sorted(taps) == list(np.ndindex(kernel))
    offsets = [p.offset for p in phases((5,), (4,), (2,))]
    assert offsets == [(0,), (2,)]  # gcd(stride, dilation) = 2: the odd cells get nothing


def peak(call):
    """Bytes that one call allocates at most, its result included."""
    call()
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_stays_near_the_result():
    rng = np.random.default_rng(0)
    x, w = rng.standard_normal((2, 64, 44, 44)), rng.standard_normal((64, 64, 3, 3))
    y = conv(x, w, padding=1)
    padded = x.nbytes * 46 * 46 / 44**2
    columns = 9 * x.nbytes
    allowed = padded + y.nbytes + w.nbytes + 3 * BLOCK
    assert allowed < columns
    assert peak(lambda: conv(x, w, padding=1)) < allowed
    assert peak(lambda: conv_grad_input(y, w, x.shape, padding=1)) < allowed
    assert peak(lambda: conv_grad_weight(y, x, w.shape, padding=1)) < allowed
    strided = conv(x, w, stride=2)
    assert peak(lambda: conv_grad_input(strided, w, x.shape, stride=2)) < x.nbytes + 3 * BLOCK
