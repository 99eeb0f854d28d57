"""Activations, softmax, losses, linear, dropout and upsampling against PyTorch on the CPU."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv import kernels as K

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    torch = pytest.importorskip("torch", reason="PyTorch is the outside truth of this file")

F = torch.nn.functional
torch.set_num_threads(1)  # arrays this small only lose time to a second thread
CLOSE = {"rtol": 1e-10, "atol": 1e-10}
SEEDS = st.integers(0, 2**31)
POINTS = np.array([-40.0, -6, -3.5, -3, -2.5, -1, -0.5, -0.0, 0, 0.5, 1, 2.5, 3, 3.5, 6, 40])

ACTIVATIONS: dict[str, tuple[Callable, Callable, Callable]] = {
    "relu": (K.relu, K.relu_backward, F.relu),
    "leaky_relu": (K.leaky_relu, K.leaky_relu_backward, F.leaky_relu),
    "hardtanh": (K.hardtanh, K.hardtanh_backward, F.hardtanh),
    "relu6": (
        lambda x: K.hardtanh(x, 0, 6),
        lambda dy, x: K.hardtanh_backward(dy, x, 0, 6),
        F.relu6,
    ),
    "threshold": (
        lambda x: K.threshold(x, 1, -7),
        lambda dy, x: K.threshold_backward(dy, x, 1),
        lambda x: F.threshold(x, 1, -7),
    ),
    "absolute": (K.absolute, K.absolute_backward, torch.abs),
    "sigmoid": (K.sigmoid, K.sigmoid_backward, torch.sigmoid),
    "tanh": (K.tanh, K.tanh_backward, torch.tanh),
    "softplus": (K.softplus, K.softplus_backward, F.softplus),
    "softsign": (K.softsign, K.softsign_backward, F.softsign),
    "elu": (
        lambda x: K.elu(x, 1.5),
        lambda dy, x: K.elu_backward(dy, x, 1.5),
        lambda x: F.elu(x, 1.5),
    ),
    "celu": (
        lambda x: K.celu(x, 1.5),
        lambda dy, x: K.celu_backward(dy, x, 1.5),
        lambda x: F.celu(x, 1.5),
    ),
    "selu": (K.selu, K.selu_backward, F.selu),
    "gelu": (K.gelu, K.gelu_backward, F.gelu),
    "gelu_tanh": (
        lambda x: K.gelu(x, approximate="tanh"),
        lambda dy, x: K.gelu_backward(dy, x, approximate="tanh"),
        lambda x: F.gelu(x, approximate="tanh"),
    ),
    "swish": (K.swish, K.swish_backward, F.silu),
    "mish": (K.mish, K.mish_backward, F.mish),
    "hardsigmoid": (K.hardsigmoid, K.hardsigmoid_backward, F.hardsigmoid),
    "hardswish": (K.hardswish, K.hardswish_backward, F.hardswish),
}

# PyTorch's float64 gradient of hardsigmoid multiplies by 1/6 rounded to float32.
BACKWARD_ROUNDING = {"hardsigmoid": 2.0**-24}


def gradient(y: object, x: object, dy: np.ndarray) -> np.ndarray:
    y.backward(torch.from_numpy(dy))
    return x.grad.numpy()


def assert_activation_agrees(name: str, x: np.ndarray) -> None:
    forward, backward, function = ACTIVATIONS[name]
    peer = torch.from_numpy(x.copy()).requires_grad_()
    y = function(peer)
    np.testing.assert_allclose(forward(x), y.detach().numpy(), **CLOSE)
    dy = np.random.default_rng(1).standard_normal(x.shape)
    close = {**CLOSE, "rtol": BACKWARD_ROUNDING.get(name, CLOSE["rtol"])}
    np.testing.assert_allclose(backward(dy, x), gradient(y, peer, dy), **close)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_at_its_kinks(name: str) -> None:
    """Value and derivative agree at every kink, at zero of both signs, and far out."""
    assert_activation_agrees(name, POINTS)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_of_random_data(name: str) -> None:
    """Value and derivative agree on an array of any shape."""
    assert_activation_agrees(name, 3 * np.random.default_rng(0).standard_normal((3, 4, 5)))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_keeps_float32(name: str) -> None:
    """float32 in, float32 out, in both directions."""
    forward, backward, _ = ACTIVATIONS[name]
    x = POINTS.astype(np.float32)
    assert forward(x).dtype == np.float32
    assert backward(x, x).dtype == np.float32


def test_prelu_shares_one_slope_per_channel() -> None:
    """The slope's gradient is summed over everything that shares the slope."""
    x, w = np.random.default_rng(0).standard_normal((2, 3, 4, 5)), np.array([0.1, -0.5, 2.0])
    peer, slope = torch.from_numpy(x).requires_grad_(), torch.from_numpy(w).requires_grad_()
    y = F.prelu(peer, slope)
    shaped = w.reshape(3, 1, 1)
    np.testing.assert_allclose(K.prelu(x, shaped), y.detach().numpy(), **CLOSE)
    dy = np.random.default_rng(1).standard_normal(x.shape)
    dx, dw = K.prelu_backward(dy, x, shaped)
    np.testing.assert_allclose(dx, gradient(y, peer, dy), **CLOSE)
    np.testing.assert_allclose(dw.ravel(), slope.grad.numpy(), **CLOSE)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), SEEDS, st.data())
@settings(max_examples=60, deadline=None)
def test_softmax_and_log_softmax(shape: list[int], seed: int, data: st.DataObject) -> None:
    """Both agree along any axis, with large logits, forward and backward."""
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    rng = np.random.default_rng(seed)
    x, dy = 1000 * rng.standard_normal(shape), rng.standard_normal(shape)
    for ours, back, function in (
        (K.softmax, K.softmax_backward, torch.softmax),
        (K.log_softmax, K.log_softmax_backward, torch.log_softmax),
    ):
        peer = torch.from_numpy(x.copy()).requires_grad_()
        y = function(peer, axis)
        np.testing.assert_allclose(ours(x, axis=axis), y.detach().numpy(), **CLOSE)
        np.testing.assert_allclose(back(dy, x, axis=axis), gradient(y, peer, dy), **CLOSE)


def test_softmax_of_minus_infinity() -> None:
    """A masked entry has probability 0; its row still sums to 1."""
    y = K.softmax(np.array([0.0, -np.inf, 0.0]))
    np.testing.assert_array_equal(y, [0.5, 0, 0.5])


@given(
    st.integers(1, 4),
    st.integers(1, 5),
    st.lists(st.integers(1, 3), max_size=2),
    st.sampled_from(["mean", "sum", "none"]),
    st.booleans(),
    SEEDS,
)
@settings(max_examples=100, deadline=None)
def test_cross_entropy(
    n: int, classes: int, space: list[int], reduction: str, weighted: bool, seed: int
) -> None:
    """Weights, ignored targets and each reduction agree, with the gradient."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, classes, *space))
    target = rng.integers(-1, classes, (n, *space))
    target.flat[0] = 0  # one target at least is not ignored
    weight = rng.random(classes) + 0.1 if weighted else None
    peer = torch.from_numpy(x).requires_grad_()
    y = F.cross_entropy(
        peer,
        torch.from_numpy(target),
        None if weight is None else torch.from_numpy(weight),
        ignore_index=-1,
        reduction=reduction,
    )
    options = {"weight": weight, "ignore_index": -1, "reduction": reduction}
    ours = K.cross_entropy(x, target, **options)
    np.testing.assert_allclose(ours, y.detach().numpy(), **CLOSE)
    dy = np.asarray(rng.standard_normal(ours.shape))
    own = K.cross_entropy_backward(dy, x, target, **options)
    np.testing.assert_allclose(own, gradient(y, peer, dy), **CLOSE)


@given(st.lists(st.integers(0, 4), max_size=2), st.integers(1, 5), st.integers(1, 5), SEEDS)
@settings(max_examples=40, deadline=None)
def test_linear(lead: list[int], inner: int, outer: int, seed: int) -> None:
    """Any number of leading axes, an empty batch included; all three gradients."""
    rng = np.random.default_rng(seed)
    x, w = rng.standard_normal((*lead, inner)), rng.standard_normal((outer, inner))
    b, dy = rng.standard_normal(outer), rng.standard_normal((*lead, outer))
    inputs = [torch.from_numpy(v).requires_grad_() for v in (x, w, b)]
    y = F.linear(*inputs)
    np.testing.assert_allclose(K.linear(x, w, b), y.detach().numpy(), **CLOSE)
    np.testing.assert_allclose(K.linear(x, w), y.detach().numpy() - b, **CLOSE)
    y.backward(torch.from_numpy(dy))
    for own, peer in zip(K.linear_backward(dy, x, w), inputs, strict=True):
        np.testing.assert_allclose(own, peer.grad.numpy(), **CLOSE)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(1, 3), SEEDS)
@settings(max_examples=40, deadline=None)
def test_upsample_nearest(space: list[int], factor: int, seed: int) -> None:
    """Integer factors agree in one to three dimensions, with the gradient."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 2, *space))
    peer = torch.from_numpy(x).requires_grad_()
    y = F.interpolate(peer, scale_factor=factor, mode="nearest")
    ours = K.upsample_nearest(x, factor)
    np.testing.assert_array_equal(ours, y.detach().numpy())
    np.testing.assert_array_equal(
        K.upsample_nearest(x, size=tuple(n * factor for n in space)), ours
    )
    dy = rng.standard_normal(ours.shape)
    own = K.upsample_nearest_backward(dy, x, factor)
    np.testing.assert_allclose(own, gradient(y, peer, dy), **CLOSE)


@given(st.integers(1, 6), st.integers(1, 13))
@settings(max_examples=60, deadline=None)
def test_upsample_nearest_to_a_size(n: int, m: int) -> None:
    """For these small sizes PyTorch's float quotient is exact, and any size agrees."""
    x = np.arange(n, dtype=float).reshape(1, 1, n)
    theirs = F.interpolate(torch.from_numpy(x), size=m, mode="nearest").numpy()
    exact = [o * n // m for o in range(m)]
    np.testing.assert_array_equal(K.upsample_nearest(x, size=m).ravel(), exact)
    if all((o * n) % m == 0 or (o * n) / m == np.float32(o) * np.float32(n / m) for o in range(m)):
        np.testing.assert_array_equal(theirs.ravel(), exact)


@given(
    st.integers(1, 2), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)
)
@settings(max_examples=40, deadline=None)
def test_pixel_shuffle(n: int, c: int, h: int, w: int, r: int) -> None:
    """Two-dimensional shuffle and unshuffle agree."""
    x = np.arange(n * c * r * r * h * w, dtype=float).reshape(n, c * r * r, h, w)
    y = F.pixel_shuffle(torch.from_numpy(x), r).numpy()
    np.testing.assert_array_equal(K.pixel_shuffle(x, r), y)
    np.testing.assert_array_equal(K.pixel_unshuffle(y, r), x)
