"""Convolution and all its gradients against PyTorch, bit for bit.

The data are small integers held in float64, so every sum is exact and results must be equal, not
close. Illegal configurations must be refused by both sides.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.errors import ShapeError
from symconv.kernels import conv, conv_backward, conv_grad_input, conv_grad_weight

torch = pytest.importorskip("torch", reason="PyTorch is the outside truth of this file")
F = torch.nn.functional
CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
TORCH_MODES = {
    "zeros": "constant",
    "circular": "circular",
    "reflect": "reflect",
    "replicate": "replicate",
}


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def whole_numbers(rng, *shape):
    return rng.integers(-9, 10, shape).astype(float)


def with_gradient(*arrays):
    return [torch.from_numpy(a.copy()).requires_grad_() for a in arrays]


def torch_pad(x, pairs, mode):
    flat = [v for pair in reversed(pairs) for v in pair]
    return F.pad(x, flat, TORCH_MODES[mode])


def cropped_away(sizes, pairs, *, wraps):
    """Nothing is left to show; wrapping more than is left reads unset memory in PyTorch."""
    left = [n + min(p, 0) + min(q, 0) for n, (p, q) in zip(sizes, pairs, strict=True)]
    over = [max(pair) > n for n, pair in zip(left, pairs, strict=True)]
    return min(left) < 1 or (wraps and any(over))


def compare(x, w, b, forward, seed, **options):
    """Run both sides; return False when both refuse."""
    leaves = with_gradient(x, w, b)
    try:
        expected = forward(*leaves)
    except RuntimeError:
        with pytest.raises(ShapeError):
            conv(x, w, b, **options)
        return False
    y = conv(x, w, b, **options)
    np.testing.assert_array_equal(y, expected.detach().numpy())
    dy = whole_numbers(np.random.default_rng(seed), *y.shape)
    expected.backward(torch.from_numpy(dy))
    gradients = conv_backward(dy, x, w, **options)
    for ours, leaf in zip(gradients, leaves, strict=True):
        np.testing.assert_array_equal(ours, leaf.grad.numpy())
    np.testing.assert_array_equal(conv_grad_input(dy, w, x.shape, **options), gradients[0])
    np.testing.assert_array_equal(conv_grad_weight(dy, x, w.shape, **options), gradients[1])
    return True


@st.composite
def layers(draw):
    """Arrays and hyper-parameters of one layer; the kernel does not always fit."""
    rank, groups = draw(st.integers(1, 3)), draw(st.sampled_from([1, 1, 2, 3]))
    largest = {1: 12, 2: 8, 3: 5}[rank]

    def per_axis(low, high):
        return draw(st.tuples(*[st.integers(low, high)] * rank))

    batch, channels, filters = (draw(st.integers(0, 3)), *draw(st.tuples(*[st.integers(1, 3)] * 2)))
    image, kernel = per_axis(draw(st.sampled_from([1, 4])), largest), per_axis(1, 4)
    options = {"stride": per_axis(1, 4), "dilation": per_axis(1, 3), "groups": groups}
    seed = draw(st.integers(0, 2**16))
    rng = np.random.default_rng(seed)
    x = whole_numbers(rng, batch, channels * groups, *image)
    w = whole_numbers(rng, filters * groups, channels, *kernel)
    return x, w, whole_numbers(rng, filters * groups), options, seed


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
@settings(max_examples=600, deadline=None)
@given(layers(), st.data())
def test_zero_padding(layer, data):
    x, w, b, options, seed = layer
    rank = x.ndim - 2
    options["padding"] = data.draw(
        st.one_of(
            st.integers(0, 3),
            st.tuples(*[st.integers(0, 3)] * rank),
            st.just("valid"),
            st.just("same"),
        )
    )
    compare(x, w, b, lambda x, w, b: CONV[rank](x, w, b, **options), seed, **options)


@settings(max_examples=600, deadline=None)
@given(layers(), st.data())
def test_pairs_and_padding_modes(layer, data):
    x, w, b, options, seed = layer
    rank, mode = x.ndim - 2, data.draw(st.sampled_from(sorted(TORCH_MODES)))
    if len(x) == 0:
        x = x[:0].reshape(0, *x.shape[1:])
        mode = "zeros"  # PyTorch's other modes refuse an empty batch
    pad = st.integers(-1, 4)
    pairs = data.draw(st.tuples(*[st.tuples(pad, pad)] * rank))
    if cropped_away(x.shape[2:], pairs, wraps=mode == "circular"):
        return  # tested by message elsewhere

    def forward(x, w, b):
        return CONV[rank](torch_pad(x, pairs, mode), w, b, **options)

    compare(x, w, b, forward, seed, padding=pairs, padding_mode=mode, **options)


@settings(max_examples=100, deadline=None)
@given(layers(), st.integers(0, 2))
def test_flip_convolves(layer, padding):
    x, w, b, options, seed = layer
    rank = x.ndim - 2

    def forward(x, w, b):
        return CONV[rank](x, w.flip(*range(2, w.ndim)), b, padding=padding, **options)

    compare(x, w, b, forward, seed, padding=padding, flip=True, **options)


CORNERS = {
    "padding at least the dilated kernel": ((1, 2, 4, 4), (3, 2, 2, 2), {"padding": 5}),
    "stride beyond the kernel: dead pixels": ((1, 1, 9, 9), (2, 1, 2, 2), {"stride": 4}),
    "gcd of stride and dilation above 1": (
        (1, 2, 13, 13),
        (2, 2, 3, 3),
        {"stride": 4, "dilation": 6, "padding": 3},
    ),
    "one output": ((2, 1, 5, 5), (1, 1, 5, 5), {}),
    "padded size equals the dilated kernel": ((1, 1, 3), (1, 1, 4), {"dilation": 2, "padding": 2}),
    "1x1 kernel": ((2, 4, 3, 5), (6, 2, 1, 1), {"groups": 2}),
    "1x1 kernel with stride and padding": ((2, 4, 4, 5), (6, 4, 1, 1), {"stride": 2, "padding": 1}),
    "empty batch": ((0, 3, 6, 6), (2, 3, 3, 3), {"padding": 1}),
    "even kernel, same": ((1, 1, 6, 7), (1, 1, 4, 2), {"padding": "same"}),
    "even dilated kernel, same": ((1, 1, 8), (2, 1, 4), {"padding": "same", "dilation": 3}),
    "dropped trailing samples": ((1, 2, 10, 11), (2, 2, 3, 3), {"stride": 3}),
    "one axis of one pixel": ((1, 2, 1, 9), (2, 2, 1, 3), {"padding": (0, 1)}),
    "other values on every axis": (
        (1, 2, 5, 7, 6),
        (2, 2, 1, 3, 2),
        {"stride": (1, 2, 3), "padding": (0, 1, 2), "dilation": (1, 2, 1)},
    ),
}


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
@pytest.mark.parametrize("corner", CORNERS)
def test_corner(corner):
    x_shape, w_shape, options = CORNERS[corner]
    rng = np.random.default_rng(1)
    x, w, b = (whole_numbers(rng, *s) for s in (x_shape, w_shape, w_shape[:1]))
    forward = CONV[len(x_shape) - 2]
    assert compare(x, w, b, lambda x, w, b: forward(x, w, b, **options), 2, **options)


# Sizes that select each algorithm: few outputs per group, far fewer outputs than inputs, more
# columns than a block, several images per block, long one-channel signals, runs of output rows.
LARGE = {
    "depthwise": ((2, 24, 30, 31), (24, 1, 3, 3), {"padding": 1, "groups": 24}),
    "depthwise, stride 2": ((1, 24, 30, 31), (48, 1, 3, 3), {"stride": 2, "groups": 24}),
    "one large image": ((1, 1, 400, 300), (1, 1, 5, 7), {"padding": 2, "stride": (2, 1)}),
    "few outputs in 3-d": ((2, 3, 12, 11, 10), (2, 3, 2, 3, 2), {"stride": (2, 1, 2)}),
    "narrow": ((2, 48, 14, 13), (3, 48, 3, 3), {"padding": 1}),
    "narrow, dilated": ((1, 48, 30, 31), (3, 48, 3, 2), {"dilation": (2, 3), "padding": 2}),
    "rows of one image": ((2, 16, 70, 69), (8, 16, 3, 3), {"padding": 1}),
    "rows, stride 2": ((1, 8, 140, 139), (8, 8, 5, 5), {"stride": 2, "padding": 2}),
    "groups in blocks": ((2, 24, 70, 69), (16, 12, 3, 3), {"groups": 2, "padding": 1}),
    "many small images": ((300, 6, 8, 8), (8, 6, 3, 3), {"padding": 1}),
    "signal": ((2, 3, 5000), (3, 1, 40), {"groups": 3, "padding": 7}),
    "dilated signal": ((1, 1, 20000), (1, 1, 17), {"dilation": 5}),
    "signal in blocks": ((1, 4, 20000), (8, 4, 9), {"padding": 4}),
}


@pytest.mark.parametrize("size", LARGE)
def test_large(size):
    x_shape, w_shape, options = LARGE[size]
    rng = np.random.default_rng(3)
    x, w, b = (whole_numbers(rng, *s) for s in (x_shape, w_shape, w_shape[:1]))
    forward = CONV[len(x_shape) - 2]
    assert compare(x, w, b, lambda x, w, b: forward(x, w, b, **options), 4, **options)


@pytest.mark.parametrize("mode", ["circular", "reflect", "replicate"])
@pytest.mark.parametrize("kernel", [3, 4, 5])
def test_layer_with_padding_mode(mode, kernel):
    """The same against ``nn.Conv2d``, which does the padding itself."""
    rng = np.random.default_rng(kernel)
    padding = kernel - 1
    layer = torch.nn.Conv2d(2, 3, kernel, padding=padding, padding_mode=mode).double()
    x = whole_numbers(rng, 2, 2, 6, 5)
    w, b = (p.detach().numpy() for p in (layer.weight, layer.bias))
    expected = layer(torch.from_numpy(x)).detach().numpy()
    y = conv(x, w, b, padding=padding, padding_mode=mode)
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kernel", [1, 2, 3, 6])
def test_circular_padding_of_the_whole_size(kernel):
    rng = np.random.default_rng(kernel)
    x, w, b = whole_numbers(rng, 1, 1, 6), whole_numbers(rng, 1, 1, kernel), np.zeros(1)
    pairs = ((6, 6),)

    def forward(x, w, b):
        return F.conv1d(torch_pad(x, pairs, "circular"), w, b)

    assert compare(x, w, b, forward, 5, padding=pairs, padding_mode="circular")


def test_float32_agrees_to_rounding():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, 16, 20, 20)).astype(np.float32)
    w = rng.standard_normal((8, 16, 3, 3)).astype(np.float32)
    y = conv(x, w, padding=1)
    expected = F.conv2d(torch.from_numpy(x), torch.from_numpy(w), padding=1).numpy()
    assert y.dtype == np.float32
    np.testing.assert_allclose(y, expected, rtol=0, atol=16 * 9 * 8 * np.finfo(np.float32).eps)
