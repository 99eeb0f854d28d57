"""Transposed convolution, its gradients, columns and padding against PyTorch, bit for bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.errors import ShapeError
from symconv.kernels import (
    col2im,
    conv_transpose,
    conv_transpose_backward,
    im2col,
    pad,
    pad_backward,
)

torch = pytest.importorskip("torch", reason="PyTorch is the outside truth of this file")
F = torch.nn.functional
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def whole_numbers(rng, *shape):
    return rng.integers(-9, 10, shape).astype(float)


def compare(x, w, b, seed, **options):
    """Run both sides; return False when both refuse."""
    leaves = [torch.from_numpy(a.copy()).requires_grad_() for a in (x, w, b)]
    try:
        expected = TRANSPOSED[x.ndim - 2](*leaves, **options)
    except RuntimeError:
        with pytest.raises(ShapeError):
            conv_transpose(x, w, b, **options)
        return False
    y = conv_transpose(x, w, b, **options)
    np.testing.assert_array_equal(y, expected.detach().numpy())
    dy = whole_numbers(np.random.default_rng(seed), *y.shape)
    expected.backward(torch.from_numpy(dy))
    gradients = conv_transpose_backward(dy, x, w, **options)
    for ours, leaf in zip(gradients, leaves, strict=True):
        np.testing.assert_array_equal(ours, leaf.grad.numpy())
    return True


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_transposed(data):
    rank, groups = data.draw(st.integers(1, 3)), data.draw(st.sampled_from([1, 1, 2, 3]))
    largest = {1: 9, 2: 6, 3: 4}[rank]

    def per_axis(low, high):
        return data.draw(st.tuples(*[st.integers(low, high)] * rank))

    batch, channels, filters = data.draw(st.tuples(*[st.integers(1, 3)] * 3))
    image, kernel = per_axis(1, largest), per_axis(1, 4)
    stride, dilation = per_axis(1, 4), per_axis(1, 4)
    # Mostly legal; now and then an output padding that neither stride nor dilation allows.
    beyond = data.draw(st.sampled_from([0] * 9 + [1]))
    most = [max(s, d) - 1 + beyond for s, d in zip(stride, dilation, strict=True)]
    options = {
        "stride": stride,
        "dilation": dilation,
        "padding": per_axis(0, data.draw(st.sampled_from([0, 1, 2, 4]))),
        "output_padding": tuple(data.draw(st.integers(0, m)) for m in most),
        "groups": groups,
    }
    seed = data.draw(st.integers(0, 2**16))
    rng = np.random.default_rng(seed)
    x = whole_numbers(rng, batch, channels * groups, *image)
    w = whole_numbers(rng, channels * groups, filters, *kernel)
    compare(x, w, whole_numbers(rng, filters * groups), seed, **options)


CORNERS = {
    "output padding at least the stride": (
        (1, 2, 4, 4),
        (2, 3, 3, 3),
        {"stride": 1, "dilation": 4, "output_padding": 3},
    ),
    "output padding beyond the padding": (
        (1, 2, 4, 4),
        (2, 3, 3, 3),
        {"stride": 3, "padding": 1, "output_padding": 2},
    ),
    "kernel below the stride": ((1, 2, 4, 5), (2, 3, 2, 2), {"stride": 4, "output_padding": 3}),
    "1x1 kernel with stride": ((2, 2, 4, 5), (2, 3, 1, 1), {"stride": 3}),
    "gcd of stride and dilation above 1": (
        (1, 2, 5, 5),
        (2, 2, 3, 3),
        {"stride": 4, "dilation": 6, "padding": 3},
    ),
    "padding at least the dilated kernel": ((1, 1, 9), (1, 1, 2), {"padding": 3}),
    "padding crops everything but bias": (
        (1, 1, 1),
        (1, 1, 2),
        {"dilation": 5, "padding": 3, "output_padding": 4},
    ),
    "depthwise": ((2, 6, 5, 4), (6, 2, 3, 3), {"stride": 2, "groups": 6, "padding": 1}),
    "empty batch": ((0, 3, 4, 4), (3, 2, 3, 3), {"stride": 2}),
    "checkerboard": ((1, 1, 5, 5), (1, 1, 4, 4), {"stride": 2, "padding": 1}),
    # Sizes that are worked off in pieces: channels, rows of one channel, groups, images.
    "channels in pieces": ((1, 32, 28, 28), (32, 16, 4, 4), {"stride": 2, "padding": 1}),
    "rows in pieces": ((1, 4, 150, 149), (4, 2, 5, 5), {"stride": 2, "output_padding": 1}),
    "rows in pieces, dilated": ((1, 4, 150, 149), (4, 2, 5, 4), {"stride": 2, "dilation": 3}),
    "groups in pieces": ((1, 64, 40, 40), (64, 1, 3, 3), {"stride": 2, "groups": 64}),
    "disjoint windows": ((2, 16, 40, 40), (16, 8, 2, 2), {"stride": 2}),
    "stride 1, narrow": ((1, 4, 20, 21), (4, 40, 3, 3), {"padding": 1}),
    "stride 1, many to few": ((1, 40, 20, 21), (40, 4, 3, 3), {"padding": 1}),
    "3-d": ((1, 8, 9, 8, 7), (8, 12, 3, 3, 3), {"stride": 2, "padding": 1}),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_corner(corner):
    x_shape, w_shape, options = CORNERS[corner]
    rng = np.random.default_rng(1)
    bias_shape = (w_shape[1] * options.get("groups", 1),)
    x, w, b = (whole_numbers(rng, *s) for s in (x_shape, w_shape, bias_shape))
    assert compare(x, w, b, 2, **options)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_columns(data):
    pair = st.tuples(st.integers(1, 4), st.integers(1, 4))
    kernel, stride, dilation = (data.draw(pair) for _ in range(3))
    padding = data.draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    x = whole_numbers(np.random.default_rng(0), 2, 3, 7, 6)
    try:
        expected = F.unfold(torch.from_numpy(x), kernel, **options).numpy()
    except RuntimeError:
        with pytest.raises(ShapeError):
            im2col(x, kernel, **options)
        return
    columns = im2col(x, kernel, **options)
    np.testing.assert_array_equal(columns, expected)
    folded = F.fold(torch.from_numpy(expected), (7, 6), kernel, **options).numpy()
    np.testing.assert_array_equal(col2im(columns, x.shape, kernel, **options), folded)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_padding_modes(data):
    mode = data.draw(st.sampled_from(["constant", "circular", "reflect", "replicate"]))
    rank = data.draw(st.integers(1, 3))
    sizes = data.draw(st.tuples(*[st.integers(1, 5)] * rank))
    pairs = data.draw(st.tuples(*[st.tuples(st.integers(-3, 6), st.integers(-3, 6))] * rank))
    ours = {"mode": "zeros" if mode == "constant" else mode}
    x = whole_numbers(np.random.default_rng(0), 2, 1, *sizes)
    leaf = torch.from_numpy(x.copy()).requires_grad_()
    left = [n + min(p, 0) + min(q, 0) for n, (p, q) in zip(sizes, pairs, strict=True)]
    over = [max(pair) > n for n, pair in zip(left, pairs, strict=True)]
    if min(left) < 1 or (mode == "circular" and any(over)):
        # Wrapping more than a crop has left reads unset memory in PyTorch.
        with pytest.raises(ShapeError):
            pad(x, pairs, **ours)
        return
    flat = [v for pair in reversed(pairs) for v in pair]
    try:
        expected = F.pad(leaf, flat, mode)
    except RuntimeError:
        with pytest.raises(ShapeError):
            pad(x, pairs, **ours)
        return
    y = pad(x, pairs, **ours)
    np.testing.assert_array_equal(y, expected.detach().numpy())
    dy = whole_numbers(np.random.default_rng(1), *y.shape)
    expected.backward(torch.from_numpy(dy))
    np.testing.assert_array_equal(pad_backward(dy, x.shape, pairs, **ours), leaf.grad.numpy())
