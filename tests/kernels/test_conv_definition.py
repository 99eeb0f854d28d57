"""Convolution against its definition, written as loops; needs NumPy only."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.kernels import conv, conv_grad_input, conv_grad_weight, conv_transpose, pad


def links(n, m, k, s, d, p):
    """Yield (tap, output, input): input = s*output + d*tap - p on every axis, inside the image."""
    for t in itertools.product(*map(range, k)):
        for j in itertools.product(*map(range, m)):
            i = tuple(a * b + c * e - f for a, b, c, e, f in zip(s, j, d, t, p, strict=True))
            if all(0 <= a < b for a, b in zip(i, n, strict=True)):
                yield t, j, i


def one_by_one(x, w, dy, groups, s, d, p):
    """Return the convolution, and its gradients by x and w for ``dy``, term by term."""
    y, dx, dw = (np.zeros(a.shape, object) for a in (dy, x, w))
    inputs, outputs = w.shape[1], len(w) // groups
    for t, j, i in links(x.shape[2:], dy.shape[2:], w.shape[2:], s, d, p):
        for b, o, c in itertools.product(range(len(x)), range(len(w)), range(inputs)):
            source, tap, target = (b, o // outputs * inputs + c, *i), (o, c, *t), (b, o, *j)
            y[target] += x[source] * w[tap]
            dx[source] += dy[target] * w[tap]
            dw[tap] += dy[target] * x[source]
    return y, dx, dw


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_link_counts_once(data):
    rank, groups = data.draw(st.integers(1, 2)), data.draw(st.integers(1, 2))

    def per_axis(low, high):
        return data.draw(st.tuples(*[st.integers(low, high)] * rank))

    kernel, stride, dilation = per_axis(1, 3), per_axis(1, 3), per_axis(1, 2)
    before, after, spare = per_axis(0, 2), per_axis(0, 2), per_axis(0, 4)
    image, out = [], []
    for k, s, d, p, q, r in zip(kernel, stride, dilation, before, after, spare, strict=True):
        n = max(1, d * (k - 1) + 1 - p - q) + r
        image.append(n)
        out.append((n + p + q - d * (k - 1) - 1) // s + 1)
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    x = rng.integers(-9, 10, (2, 2 * groups, *image))
    w = rng.integers(-9, 10, (2 * groups, 2, *kernel))
    dy = rng.integers(-9, 10, (2, 2 * groups, *out))
    y, dx, dw = one_by_one(x, w, dy, groups, stride, dilation, before)
    options = {
        "stride": stride,
        "dilation": dilation,
        "groups": groups,
        "padding": tuple(zip(before, after, strict=True)),
    }
    np.testing.assert_array_equal(conv(x, w, **options), y)
    np.testing.assert_array_equal(conv_grad_input(dy, w, x.shape, **options), dx)
    np.testing.assert_array_equal(conv_grad_weight(dy, x, w.shape, **options), dw)
    extra = [
        n - ((m - 1) * s - p - q + d * (k - 1) + 1)
        for n, m, s, p, q, d, k in zip(
            image, out, stride, before, after, dilation, kernel, strict=True
        )
    ]
    transposed = conv_transpose(dy, w, output_padding=extra, **options)
    np.testing.assert_array_equal(transposed, dx)


def test_correlation_by_hand():
    x = np.array([[[1, 2, 3, 4]]])
    w = np.array([[[10, 1]]])
    np.testing.assert_array_equal(conv(x, w), [[[12, 23, 34]]])
    np.testing.assert_array_equal(conv(x, w, flip=True), [[[21, 32, 43]]])


def test_flip_is_the_convolution_of_polynomials():
    a, b = np.array([1, 2, 3, 5]), np.array([7, 1, 4])
    full = conv(a[None, None], b[None, None], padding=len(b) - 1, flip=True)
    np.testing.assert_array_equal(full[0, 0], np.convolve(a, b))


def test_height_is_the_first_spatial_axis():
    x = np.arange(12.0).reshape(1, 1, 3, 4)
    down, right = np.array([[[[1.0], [-1.0]]]]), np.array([[[[1.0, -1.0]]]])
    np.testing.assert_array_equal(conv(x, down), np.full((1, 1, 2, 4), -4.0))
    np.testing.assert_array_equal(conv(x, right), np.full((1, 1, 3, 3), -1.0))
    assert conv(x, np.ones((1, 1, 2, 3)), padding=(1, 0), stride=(2, 1)).shape == (1, 1, 2, 2)


def test_output_padding_reveals_what_padding_cropped_then_shows_bias():
    x, w, b = np.array([[[1, 2]]]), np.array([[[1, 10, 100]]]), np.array([7])
    full = conv_transpose(x, w, stride=3)
    np.testing.assert_array_equal(full, [[[1, 10, 100, 2, 20, 200]]])
    cropped = conv_transpose(x, w, b, stride=3, padding=1, output_padding=2)
    np.testing.assert_array_equal(cropped, [[[17, 107, 9, 27, 207, 7]]])


@pytest.mark.parametrize(
    ("mode", "row"),
    [
        ("zeros", [0, 0, 1, 2, 3, 0, 0]),
        ("circular", [2, 3, 1, 2, 3, 1, 2]),
        ("reflect", [3, 2, 1, 2, 3, 2, 1]),
        ("replicate", [1, 1, 1, 2, 3, 3, 3]),
    ],
)
def test_padding_modes_by_hand(mode, row):
    x = np.array([[[1, 2, 3]]])
    np.testing.assert_array_equal(pad(x, 2, mode=mode)[0, 0], row)
    one = np.array([[[1]]])
    np.testing.assert_array_equal(conv(x, one, padding=2, padding_mode=mode)[0, 0], row)


def test_negative_padding_crops():
    x = np.arange(6).reshape(1, 1, 6)
    one = np.ones((1, 1, 1), int)
    np.testing.assert_array_equal(conv(x, one, padding=((-1, -2),)), [[[1, 2, 3]]])
    grown = conv_transpose(x[..., 1:4], one, padding=((-1, -2),))
    np.testing.assert_array_equal(grown, [[[0, 1, 2, 3, 0, 0]]])
    cropped_then_wrapped = conv(x, one, padding=((2, -1),), padding_mode="circular")
    np.testing.assert_array_equal(cropped_then_wrapped, [[[3, 4, 0, 1, 2, 3, 4]]])


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_a_value_that_is_not_finite_stays_in_the_windows_that_read_it(value):
    x, w = np.ones((1, 1, 4000)), np.ones((1, 1, 20))
    x[0, 0, 2000] = value
    y = conv(x, w)
    assert np.isfinite(y).sum() == 4000 - 19 - 20
    image = np.ones((1, 1, 100, 100))
    image[0, 0, 50, 50] = value
    assert np.isfinite(conv(image, np.ones((1, 1, 3, 3)))).sum() == 98 * 98 - 9
    weight = np.ones((1, 1, 3))
    weight[0, 0, 1] = value
    spread = conv_transpose(np.ones((1, 1, 3)), weight, stride=3)
    np.testing.assert_array_equal(np.isfinite(spread[0, 0]), [True, False, True] * 3)


def test_layouts_that_are_not_contiguous_give_the_same():
    rng = np.random.default_rng(0)
    x, w = rng.integers(-9, 10, (4, 6, 9, 8)), rng.integers(-9, 10, (3, 2, 5, 4))
    x, w = x[::2, ::3, ::-1].astype(float), np.asfortranarray(w[..., ::2].astype(float))
    same = conv(np.ascontiguousarray(x), np.ascontiguousarray(w), padding=1)
    np.testing.assert_array_equal(conv(x, w, padding=1), same)
    np.testing.assert_array_equal(conv(x.transpose(0, 1, 3, 2).swapaxes(2, 3), w, padding=1), same)


def test_inputs_are_left_alone_and_results_are_new():
    x, w, b = np.ones((1, 2, 4, 4)), np.ones((2, 2, 1, 1)), np.ones(2)
    kept = x.copy(), w.copy(), b.copy()
    y = conv(x, w, b)
    y += 1
    for now, before in zip((x, w, b), kept, strict=True):
        np.testing.assert_array_equal(now, before)
    x.flags.writeable = False
    np.testing.assert_array_equal(conv(x, w, b), np.full((1, 2, 4, 4), 3.0))


def test_lists_are_read_as_arrays():
    assert conv([[[1, 2, 3]]], [[[1, 1]]], [1]).tolist() == [[[4, 6]]]
    assert conv_transpose([[[1, 2]]], [[[1, 1]]]).tolist() == [[[1, 3, 2]]]
    assert conv_grad_input([[[1, 1]]], [[[1, 2]]], [1, 1, 3], stride=[1]).tolist() == [[[1, 3, 2]]]
    steps = np.array([2, 1])
    assert conv(np.ones((1, 1, 5, 5)), np.ones((1, 1, 2, 2)), stride=steps).shape == (1, 1, 2, 4)
    assert conv([[[2**70, 1]]], [[[3]]]).tolist() == [[[3 * 2**70, 3]]]
