"""Exact numbers through pools, linear layers and activations: no rounding, no wrap, no truncation.

The expected values are sums and maxima in Python's own arithmetic, window by window.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv import kernels as K
from symconv.errors import ShapeError

HUGE = 2**62


def windows(x: np.ndarray, k: int, s: int, p: int) -> np.ndarray:
    """The real cells of every window of one plane, as lists in an object array."""
    sizes = [(n + 2 * p - k) // s + 1 for n in x.shape]
    out = np.empty(sizes, dtype=object)
    for o in product(*map(range, sizes)):
        taps = product(*(range(s * i - p, s * i - p + k) for i in o))
        inside = [c for c in taps if all(0 <= v < n for v, n in zip(c, x.shape, strict=True))]
        out[o] = [x[c] for c in inside]
    return out


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=3),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from([9, 2**53, 2**62, 2**80]),
    st.integers(0, 2**31),
)
@settings(max_examples=60, deadline=None)
def test_integer_pools(n: list[int], k: int, s: int, bound: int, seed: int) -> None:
    """Maxima are the integers themselves and means are Fractions, at any magnitude."""
    n, p = [max(v, k) for v in n], k // 2
    rng = np.random.default_rng(seed)
    numbers = [int(v) * bound // 10 for v in rng.integers(-10, 11, int(np.prod(n)))]
    dtype = object if bound > 2**62 else np.int64
    x = np.array(numbers, dtype=dtype).reshape(1, 1, *n)
    cells = windows(np.array(numbers, dtype=object).reshape(n), k, s, p)
    expected = [max(c) for c in cells.flat]
    assert K.max_pool(x, k, stride=s, padding=p).ravel().tolist() == expected
    means = K.avg_pool(x, k, stride=s, padding=p, count_include_pad=False)
    assert means.ravel().tolist() == [Fraction(sum(c), len(c)) for c in cells.flat]
    full = K.avg_pool(x, k, stride=s, padding=p)
    assert full.ravel().tolist() == [Fraction(sum(c), k ** len(n)) for c in cells.flat]


def test_a_mean_of_integers_is_not_truncated() -> None:
    """1 and 2 have the mean 3/2, in every integer type."""
    for dtype in ("uint8", "int8", "int32", "int64", object):
        y = K.avg_pool(np.array([[[1, 2]]], dtype=dtype), 2)
        assert y.tolist() == [[[Fraction(3, 2)]]]
        assert K.global_avg_pool(np.array([[[1, 2]]], dtype=dtype)).item() == Fraction(3, 2)


def test_sums_of_small_types_do_not_wrap() -> None:
    """Four times 255 is 1020, not 252."""
    x = np.full((1, 1, 2, 2), 255, dtype=np.uint8)
    assert K.avg_pool(x, 2, divisor_override=1).item() == 1020
    dy = np.full((1, 1, 2, 2), 255, dtype=np.uint8)
    dx = K.max_pool_backward(dy, np.eye(3)[None, None], 2, stride=1)
    assert dx[0, 0, 1, 1] == 765
    assert dx.sum() == 1020


def test_fraction_pools() -> None:
    """Fractions stay Fractions, forward and backward."""
    x = np.array([[[Fraction(1, 3), Fraction(1, 2), Fraction(1, 7), Fraction(1, 2)]]])
    assert K.max_pool(x, 2).tolist() == [[[Fraction(1, 2), Fraction(1, 2)]]]
    y, index = K.max_pool(x, 4, return_indices=True)
    assert (y.item(), index.item()) == (Fraction(1, 2), 1)
    assert K.avg_pool(x, 4).item() == Fraction(31, 84)
    dy = np.array([[[Fraction(1, 5)]]])
    assert K.avg_pool_backward(dy, x, 4).ravel().tolist() == [Fraction(1, 20)] * 4
    assert K.max_pool_backward(dy, x, 4).ravel().tolist() == [0, Fraction(1, 5), 0, 0]
    assert K.adaptive_avg_pool(x, 3).ravel().tolist() == [
        Fraction(5, 12),
        Fraction(9, 28),
        Fraction(9, 28),
    ]
    u = np.array([[[0.5]]])
    assert K.fractional_max_pool(x, 2, 2, samples=u).tolist() == [[[Fraction(1, 2)] * 2]]


def test_integer_windows_of_padding_have_no_maximum() -> None:
    """-inf is no integer: the window that holds nothing is refused, where floats give -inf."""
    arguments = {"stride": 1, "padding": 1, "dilation": 2}
    assert K.max_pool(np.zeros((1, 1, 1)), 2, **arguments).item() == -np.inf
    with pytest.raises(ShapeError, match="padding alone; its maximum is -inf"):
        K.max_pool(np.zeros((1, 1, 1), int), 2, **arguments)


def test_linear_is_exact() -> None:
    """Integers beyond 2^63 and Fractions, forward and backward."""
    x, w = np.array([[HUGE, 1], [3, -5]]), np.array([[4, 1], [-2, 7], [0, 1]])
    b = np.array([1, 2, 3])
    rows = [[sum(int(p) * int(q) for p, q in zip(r, c, strict=True)) for c in w] for r in x]
    expected = [[v + int(s) for v, s in zip(r, b, strict=True)] for r in rows]
    assert K.linear(x, w, b).tolist() == expected
    dy = np.array([[1, 2, 3], [4, 5, 6]])
    dx, dw, db = K.linear_backward(dy, x, w)
    assert dx.tolist() == (dy.astype(object) @ w.astype(object)).tolist()
    assert dw.tolist() == (dy.astype(object).T @ x.astype(object)).tolist()
    assert db.tolist() == [5, 7, 9]
    third = np.array([[Fraction(1, 3)]])
    assert K.linear(third, third).item() == Fraction(1, 9)


def test_activations_are_exact() -> None:
    """The relu family keeps integers of every size, Fractions and the least int8."""
    x = np.array([-HUGE, -3, 0, 5, HUGE])
    assert K.relu(x).tolist() == [0, 0, 0, 5, HUGE]
    assert K.leaky_relu(x, 4).tolist() == [-4 * HUGE, -12, 0, 5, HUGE]
    assert K.leaky_relu(x[1:4], Fraction(1, 3)).tolist() == [-1, 0, 5]
    assert K.hardtanh(x, -3, 4).tolist() == [-3, -3, 0, 4, 4]
    assert K.threshold(x, 1, 7).tolist() == [7, 7, 7, 5, HUGE]
    assert K.absolute(np.array([-(2**63)])).tolist() == [2**63]
    assert K.absolute_backward(np.array([-(2**63)]), np.array([-1])).tolist() == [2**63]
    assert K.hardtanh(np.array([0, 200], dtype=np.uint8)).tolist() == [0, 1]
    assert K.prelu(x[1:3], np.array(Fraction(1, 2), dtype=object)).tolist() == [Fraction(-3, 2), 0]
    halves = np.array([Fraction(-1, 2), Fraction(1, 2)])
    assert K.relu(halves).tolist() == [0, Fraction(1, 2)]
    assert K.relu_backward(halves, halves).tolist() == [0, Fraction(1, 2)]


def test_moving_entries_keeps_them() -> None:
    """Upsampling and pixel shuffles copy; the gradient of upsampling adds without wrapping."""
    x = np.array([[[Fraction(1, 3), 2]]], dtype=object)
    assert K.upsample_nearest(x, 2).tolist() == [[[Fraction(1, 3), Fraction(1, 3), 2, 2]]]
    dy = np.full((1, 1, 2), HUGE)
    assert K.upsample_nearest_backward(dy, np.zeros((1, 1, 1)), 2).item() == 2 * HUGE
    shuffled = K.pixel_shuffle(np.arange(16).reshape(1, 8, 2), 2, order="dcr")
    np.testing.assert_array_equal(
        K.pixel_unshuffle(shuffled, 2, order="dcr").ravel(), np.arange(16)
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda x: K.batch_norm(x, None, None, axes=(0,)),
        lambda x: K.layer_norm(x, None, None),
        lambda x: K.softmax(x),
        lambda x: K.sigmoid(x),
        lambda x: K.lp_pool(x[None], 2, 1),
        lambda x: K.dropout(x, 0.5, rng=np.random.default_rng(0)),
    ],
)
def test_irrational_results_refuse_fractions(call: object) -> None:
    """A root or an exponential of a Fraction is not one; the message says what to give."""
    x = np.array([[Fraction(1, 2)], [Fraction(1, 3)]])
    with pytest.raises(TypeError, match="the result is irrational; give floats"):
        call(x)


def test_other_types_are_refused() -> None:
    """Complex numbers have no maximum, half precision is outside the promise."""
    for dtype in (complex, np.float16, bool):
        with pytest.raises(TypeError, match="give float32, float64, integers or Fractions"):
            K.max_pool(np.zeros((1, 1, 2), dtype), 2)


def test_numpy_integers_are_hyper_parameters() -> None:
    """A kernel, stride or padding that came out of an array works like an int."""
    x, two, one = np.arange(6.0).reshape(1, 1, 6), np.int64(2), np.int64(1)
    expected = K.max_pool(x, 2, stride=2, padding=1)
    np.testing.assert_array_equal(K.max_pool(x, two, stride=two, padding=one), expected)
    np.testing.assert_array_equal(K.max_pool(x, two, stride=two, padding=[(one, one)]), expected)
