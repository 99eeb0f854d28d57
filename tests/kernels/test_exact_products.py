"""Integers of any size and fractions through the convolutions: exact, and never wrapped."""

from fractions import Fraction

import flint
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.kernels import (
    col2im,
    conv,
    conv_backward,
    conv_grad_input,
    conv_grad_weight,
    conv_transpose,
    conv_transpose_backward,
    pad_backward,
)
from symconv.kernels.exact import largest, largest_row_sum

GREATEST, LEAST = np.iinfo(np.int64).max, np.iinfo(np.int64).min


def python_ints(a):
    out = np.empty(a.size, object)
    out[:] = [int(v) for v in a.flat]
    return out.reshape(a.shape)


def by_taps(x, w, stride=1, padding=0, groups=1, dtype=object):
    """Convolution in two dimensions, one tap at a time: the reference of this file."""
    x, w = x.astype(dtype), w.astype(dtype)
    padded = np.zeros((*x.shape[:2], *(n + 2 * padding for n in x.shape[2:])), dtype)
    padded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    kh, kw = w.shape[2:]
    oh, ow = ((n - k) // stride + 1 for n, k in zip(padded.shape[2:], (kh, kw), strict=True))
    y = np.zeros((len(x), len(w), oh, ow), dtype)
    per_filter = len(w) // groups
    for o in range(len(w)):
        first = o // per_filter * w.shape[1]
        for c, i, j in np.ndindex(w.shape[1], kh, kw):
            rows, columns = (
                slice(i, i + stride * (oh - 1) + 1, stride),
                slice(j, j + stride * (ow - 1) + 1, stride),
            )
            y[:, o] += padded[:, first + c, rows, columns] * w[o, c, i, j]
    return y


def whole_numbers(rng, bits, *shape):
    """Signed integers of up to ``bits`` bits, with all their low bits random."""
    words = -(-bits // 30)
    value = np.zeros(shape, object)
    for _ in range(words):
        value = value * 2**30 + rng.integers(0, 2**30, shape).astype(object)
    return (value >> (30 * words - bits)) - 2 ** (bits - 1)


@settings(max_examples=120, deadline=None)
@given(
    st.integers(2, 140),
    st.integers(2, 140),
    st.sampled_from([1, 2]),
    st.sampled_from([(1, 1), (2, 1), (2, 0)]),
    st.integers(0, 2**16),
)
def test_any_size_of_integer(x_bits, w_bits, groups, stride_and_padding, seed):
    rng = np.random.default_rng(seed)
    stride, padding = stride_and_padding
    x = whole_numbers(rng, x_bits, 2, 4, 6, 5)
    w = whole_numbers(rng, w_bits, 4, 4 // groups, 3, 3)
    options = {"stride": stride, "padding": padding, "groups": groups}
    y = conv(x, w, **options)
    assert {type(v) for v in y.flat} == {int}
    np.testing.assert_array_equal(y, by_taps(x, w, **options))
    if max(x_bits, w_bits) <= 63:
        narrow = conv(x.astype(np.int64), w.astype(np.int64), **options)
        np.testing.assert_array_equal(narrow, y)
        assert narrow.dtype in (np.int64, object)


def test_extremes_of_int64():
    x = np.array([LEAST, GREATEST, 0, -1] * 4).reshape(1, 1, 4, 4)
    assert largest(x) == 2**63
    assert largest_row_sum(x.reshape(1, 16), 2**63) == 4 * (2**63 + 2**63 - 1 + 1)
    y = conv(x, x[..., :2, :2])
    np.testing.assert_array_equal(y, by_taps(x, x[..., :2, :2]))
    assert y[0, 0, 0, 0] == 2 * 2**126 + 2 * (2**63 - 1) ** 2
    large = np.tile(x, (1, 1, 10, 10))
    np.testing.assert_array_equal(
        conv(large, large[..., :3, :3]), by_taps(large, large[..., :3, :3])
    )


@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint8, np.int32, np.uint64])
def test_every_integer_type(dtype):
    info = np.iinfo(dtype) if dtype is not np.bool_ else None
    low, high = (info.min, info.max) if info else (False, True)
    x = np.array([low, high] * 8, dtype).reshape(1, 1, 4, 4)
    w = np.full((1, 1, 2, 2), high, dtype)
    y = conv(x, w)
    np.testing.assert_array_equal(y, by_taps(python_ints(x), python_ints(w)))
    np.testing.assert_array_equal(conv(np.tile(x, (1, 1, 20, 20)), w)[..., :3, :3], y)


def test_result_types():
    x = np.ones((1, 1, 3, 3), int)
    assert conv(x, x).dtype == np.int64
    assert conv(x.astype(object), x).dtype == object
    assert conv(x * 2**40, x * 2**40).dtype == object
    assert conv(x, x.astype(np.float32)).dtype == np.float64
    assert conv(x.astype(np.float32), x.astype(float)).dtype == np.float64
    assert conv(x.astype(np.float16), x.astype(np.float16)).dtype == np.float16
    assert conv(x.astype(complex), x).dtype == complex


def test_numpy_integers_inside_an_object_array_do_not_wrap():
    x = np.empty((1, 1, 2, 2), object)
    x[...] = np.int64(2**62)
    assert conv(x, x)[0, 0, 0, 0] == 4 * 2**124
    bias = np.empty(1, object)
    bias[0] = np.int64(2**62)
    one = np.ones((1, 1, 1, 1), int)
    assert conv(x * 1, one, bias)[0, 0, 0, 0] == 2**63
    assert conv_backward(x, x, one)[2].tolist() == [2**64]


def test_fractions():
    rng = np.random.default_rng(0)
    make = np.frompyfunc(lambda a, b: Fraction(int(a), int(b)), 2, 1)
    x = make(rng.integers(-99, 99, (1, 3, 7, 6)), rng.integers(1, 60, (1, 3, 7, 6)))
    w = make(rng.integers(-99, 99, (2, 3, 3, 3)), rng.integers(1, 60, (2, 3, 3, 3)))
    b = make(rng.integers(-9, 9, 2), rng.integers(1, 9, 2))
    y = conv(x, w, b, padding=1)
    assert {type(v) for v in y.flat} == {Fraction}
    np.testing.assert_array_equal(y, by_taps(x, w, padding=1) + b[:, None, None])
    np.testing.assert_array_equal(conv(x, w * 6), 6 * conv(x, w))
    mixed = conv(rng.integers(-9, 9, (1, 3, 7, 6)), w)
    assert {type(v) for v in mixed.flat} == {Fraction}


def test_gradients_are_exact_above_the_bound():
    rng = np.random.default_rng(1)
    options = {"stride": 2, "padding": 2, "padding_mode": "circular", "groups": 2}
    x, w = whole_numbers(rng, 70, 2, 4, 9, 8), whole_numbers(rng, 50, 6, 2, 3, 3)
    dy = whole_numbers(rng, 40, *conv(x, w, **options).shape)
    small = [a % 97 for a in (dy, x, w)]
    wide, narrow = conv_backward(dy, x, w, **options), conv_backward(*small, **options)
    for a, b in zip(wide, narrow, strict=True):
        np.testing.assert_array_equal(a % 97, b % 97)
    assert (conv(x, w, **options) * dy).sum() == (wide[1] * w).sum() == (wide[0] * x).sum()


def test_transposed_is_exact_above_the_bound():
    rng = np.random.default_rng(2)
    options = {"stride": 2, "output_padding": 1}
    x, w = whole_numbers(rng, 70, 1, 4, 6, 6), whole_numbers(rng, 60, 4, 3, 3, 3)
    y = conv_transpose(x, w, **options)
    dy = whole_numbers(rng, 30, *y.shape)
    dx, dw, db = conv_transpose_backward(dy, x, w, **options)
    assert (y * dy).sum() == (dx * x).sum() == (dw * w).sum()
    assert db.tolist() == dy.sum((0, 2, 3)).tolist()


def test_sums_after_the_product_do_not_wrap_either():
    top = np.full((1, 1, 4), GREATEST)
    one = np.ones((1, 1, 1), int)
    bias = np.array([GREATEST])
    assert conv(top, one, bias).max() == 2 * GREATEST
    assert conv_backward(top, top, one)[2].tolist() == [4 * GREATEST]
    assert conv_grad_weight(top, one.repeat(4, 2), (1, 1, 1)).item() == 4 * GREATEST
    folded = pad_backward(np.full((1, 1, 6), GREATEST), (1, 1, 3), [(0, 3)], mode="replicate")
    assert folded.tolist() == [[[GREATEST, GREATEST, 4 * GREATEST]]]
    shown = conv_grad_input(
        np.full((1, 1, 7), GREATEST), one, (1, 1, 1), padding=3, padding_mode="replicate"
    )
    assert shown.item() == 7 * GREATEST
    columns = np.full((1, 2, 3), GREATEST)
    assert col2im(columns, (1, 1, 4), 2).max() == 2 * GREATEST


def test_other_numbers_use_their_own_arithmetic():
    third = flint.fmpq(1, 3)
    x = np.array([[[third, third * 2, third * 5]]], object)
    w = np.array([[[flint.fmpq(3, 2), flint.fmpq(-1)]]], object)
    expected = [third * flint.fmpq(3, 2) - third * 2, third * 3 - third * 5]
    assert conv(x, w)[0, 0].tolist() == expected
    assert conv(x, w, padding=1).shape == (1, 1, 4)
    assert conv_transpose(x, w)[0, 0, 0] == third * flint.fmpq(3, 2)
    assert conv_grad_weight(x[..., :2], x, (1, 1, 2))[0, 0, 0] == third * third * 5
    halves = conv(np.array([[[Fraction(1, 2), 3]]], object), np.array([[[1.5, 0.25]]]))
    assert halves.tolist() == [[[1.5]]]


def test_large_numbers_in_small_images_stay_python_integers():
    rng = np.random.default_rng(4)
    x, w = whole_numbers(rng, 5000, 1, 1, 14, 14), whole_numbers(rng, 5000, 1, 1, 3, 3)
    np.testing.assert_array_equal(conv(x, w), by_taps(x, w))


def test_nothing_and_zero_channels():
    empty = conv(np.zeros((0, 2, 4, 4), int), np.zeros((3, 2, 2, 2), int))
    assert empty.shape == (0, 3, 3, 3)
    for dtype in (float, int, object):
        y = conv(np.zeros((1, 0, 4, 4), dtype), np.zeros((3, 0, 2, 2), dtype))
        np.testing.assert_array_equal(y, np.zeros((1, 3, 3, 3)))
