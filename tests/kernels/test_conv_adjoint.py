"""Adjoint identities with exact integers, and gradients against central differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.kernels import (
    col2im,
    conv,
    conv_backward,
    conv_grad_input,
    conv_transpose,
    conv_transpose_backward,
    im2col,
    pad,
    pad_backward,
)

MODES = ("zeros", "circular", "reflect", "replicate")


def inner(a, b):
    """The exact inner product."""
    return int((a.astype(object) * b.astype(object)).sum())


@st.composite
def linear_layers(draw):
    """A legal layer with integer data of up to 40 bits."""
    rank, groups = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    mode = draw(st.sampled_from(MODES))

    def per_axis(low, high):
        return draw(st.tuples(*[st.integers(low, high)] * rank))

    kernel, dilation = per_axis(1, 3), per_axis(1, 2)
    image = tuple(
        d * (k - 1) + 1 + extra
        for k, d, extra in zip(kernel, dilation, per_axis(2, 4), strict=True)
    )
    pairs = tuple(zip(per_axis(-1, 2), per_axis(-1, 2), strict=True))
    options = {
        "stride": per_axis(1, 3),
        "dilation": dilation,
        "padding": pairs,
        "groups": groups,
        "padding_mode": mode,
        "flip": draw(st.booleans()),
    }
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    top = 2 ** draw(st.sampled_from([3, 20, 40]))
    x = rng.integers(-top, top, (draw(st.integers(1, 2)), 2 * groups, *image))
    w = rng.integers(-top, top, (3 * groups, 2, *kernel))
    return x, w, options, rng, top


@settings(max_examples=150, deadline=None)
@given(linear_layers())
def test_gradients_are_the_adjoints_of_both_linear_maps(layer):
    x, w, options, rng, top = layer
    y = conv(x, w, **options)
    dy = rng.integers(-top, top, y.shape)
    dx, dw, db = conv_backward(dy, x, w, **options)
    assert inner(y, dy) == inner(x, dx) == inner(w, dw)
    bias = rng.integers(-top, top, len(w))
    assert inner(conv(x, w, bias, **options), dy) == inner(y, dy) + inner(bias, db)


@settings(max_examples=100, deadline=None)
@given(linear_layers(), st.data())
def test_transposed_convolution_is_the_adjoint(layer, data):
    x, w, options, rng, top = layer
    options = {k: options[k] for k in ("stride", "dilation", "padding", "groups")}
    y = conv(x, w, **options)
    dy = rng.integers(-top, top, y.shape)
    sizes = zip(
        x.shape[2:],
        y.shape[2:],
        w.shape[2:],
        *map(options.get, ("stride", "dilation")),
        options["padding"],
        strict=True,
    )
    extra = [n - ((m - 1) * s - sum(p) + d * (k - 1) + 1) for n, m, k, s, d, p in sizes]
    back = conv_transpose(dy, w, output_padding=extra, **options)
    np.testing.assert_array_equal(back, conv_grad_input(dy, w, x.shape, **options))
    assert inner(y, dy) == inner(x, back)
    gradients = conv_transpose_backward(x, dy, w, output_padding=extra, **options)
    assert inner(gradients[0], dy) == inner(back, x) == inner(gradients[1], w)


@settings(max_examples=60, deadline=None)
@given(linear_layers())
def test_columns_and_padding_have_adjoints(layer):
    x, w, options, rng, top = layer
    mode, pairs = options["padding_mode"], options["padding"]
    padded = pad(x, pairs, mode=mode)
    dy = rng.integers(-top, top, padded.shape)
    assert inner(padded, dy) == inner(x, pad_backward(dy, x.shape, pairs, mode=mode))
    steps = {k: options[k] for k in ("stride", "dilation", "padding")}
    columns = im2col(x, w.shape[2:], **steps)
    values = rng.integers(-top, top, columns.shape)
    back = col2im(values, x.shape, w.shape[2:], **steps)
    assert inner(columns, values) == inner(x, back)


LAYERS = {
    "plain": {},
    "all options": {"stride": (2, 1), "padding": ((1, 0), (2, 1)), "dilation": (1, 2), "groups": 2},
    "circular": {"padding": 2, "padding_mode": "circular"},
    "reflect": {"padding": 2, "padding_mode": "reflect", "stride": 2},
    "replicate": {"padding": 2, "padding_mode": "replicate", "flip": True},
}


def difference(f, array, index, step=1e-6):
    """Central difference of f by one entry of ``array``, which is restored."""
    kept = array[index]
    array[index] = kept + step
    above = f()
    array[index] = kept - step
    below = f()
    array[index] = kept
    return (above - below) / (2 * step)


@pytest.mark.parametrize("name", LAYERS)
def test_gradients_are_the_slopes(name):
    options = LAYERS[name]
    rng = np.random.default_rng(7)
    groups = options.get("groups", 1)
    x, w = rng.standard_normal((2, 4, 6, 7)), rng.standard_normal((4, 4 // groups, 3, 3))
    b = rng.standard_normal(4)
    dy = rng.standard_normal(conv(x, w, b, **options).shape)
    for array, gradient in zip((x, w, b), conv_backward(dy, x, w, **options), strict=True):
        for flat in rng.choice(array.size, min(array.size, 12), replace=False):
            index = np.unravel_index(flat, array.shape)
            slope = difference(lambda: float((conv(x, w, b, **options) * dy).sum()), array, index)
            # The map is linear in each argument: only rounding is left, about 1e-16 * 1e3 / 1e-6.
            assert abs(slope - gradient[index]) < 1e-6


def test_transposed_gradients_are_the_slopes():
    options = {"stride": 2, "padding": 1, "output_padding": 1, "groups": 2}
    rng = np.random.default_rng(8)
    x, w = rng.standard_normal((2, 4, 4, 5)), rng.standard_normal((4, 3, 3, 3))
    b = rng.standard_normal(6)
    dy = rng.standard_normal(conv_transpose(x, w, b, **options).shape)
    gradients = conv_transpose_backward(dy, x, w, **options)
    for array, gradient in zip((x, w, b), gradients, strict=True):
        for flat in rng.choice(array.size, min(array.size, 12), replace=False):
            index = np.unravel_index(flat, array.shape)

            def loss():
                return float((conv_transpose(x, w, b, **options) * dy).sum())

            assert abs(difference(loss, array, index) - gradient[index]) < 1e-6
