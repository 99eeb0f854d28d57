"""Gradients without a peer: central differences, and the adjoint identity of the linear kernels.

For a function f and a random dy, ``d<dy, f(x)>`` along a random direction u is
``(<dy, f(x + h u)> - <dy, f(x - h u)>) / 2h`` up to ``O(h^2)``. With h = 1e-6 and values of size
one, rounding leaves an error of about 1e-10 per entry; a wrong gradient is off by about one. Data
whose entries differ by at least 1 keep every maximum and every kink away from the step.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from symconv import kernels as K

Function = Callable[[np.ndarray], np.ndarray]
Gradient = Callable[[np.ndarray, np.ndarray], np.ndarray]
STEP = 1e-6
W = np.random.default_rng(7).standard_normal((4, 3))
GAMMA = np.array([0.5, -2.0, 1.5])
TARGET = np.array([[0, 2, 1], [2, 2, 0]])
SAMPLES = np.random.default_rng(8).random((2, 3, 2))
MASK = np.random.default_rng(9).random((2, 3, 5, 6)) < 0.5


def spread(shape: tuple[int, ...]) -> np.ndarray:
    """All values differ by at least 1, and none is near 0."""
    order = np.random.default_rng(5).permutation(int(np.prod(shape)))
    return (order - order.size // 2 + 0.5).reshape(shape)


def images() -> np.ndarray:
    return spread((2, 3, 5, 6))


def smooth() -> np.ndarray:
    return np.random.default_rng(6).standard_normal((2, 3, 5, 6))


def assert_gradient(f: Function, back: Gradient, x: np.ndarray) -> None:
    rng = np.random.default_rng(11)
    dy = rng.standard_normal(f(x).shape)
    dx = back(dy, x)
    assert dx.shape == x.shape
    scale = 1 + np.abs(dx).max()
    for _ in range(3):
        u = rng.standard_normal(x.shape)
        difference = (dy * (f(x + STEP * u) - f(x - STEP * u))).sum() / (2 * STEP)
        assert abs(difference - (dx * u).sum()) < 1e-6 * scale * x.size**0.5


WINDOW = {"stride": 2, "padding": ((1, 0), (0, 1)), "ceil_mode": True}
INPUT_GRADIENTS: dict[str, tuple[Function, Gradient, Callable[[], np.ndarray]]] = {
    "max_pool": (
        lambda x: K.max_pool(x, 2, dilation=2, **WINDOW),
        lambda dy, x: K.max_pool_backward(dy, x, 2, dilation=2, **WINDOW),
        images,
    ),
    "avg_pool": (
        lambda x: K.avg_pool(x, 3, dilation=2, count_include_pad=False, **WINDOW),
        lambda dy, x: K.avg_pool_backward(dy, x, 3, dilation=2, count_include_pad=False, **WINDOW),
        images,
    ),
    "lp_pool": (
        lambda x: K.lp_pool(x, 2.5, 3, **WINDOW),
        lambda dy, x: K.lp_pool_backward(dy, x, 2.5, 3, **WINDOW),
        smooth,
    ),
    "lp_pool_below_one": (
        lambda x: K.lp_pool(x, 0.5, 2, **WINDOW),
        lambda dy, x: K.lp_pool_backward(dy, x, 0.5, 2, **WINDOW),
        lambda: smooth() + np.sign(smooth()),
    ),
    "lp_pool_infinite": (
        lambda x: K.lp_pool(x, np.inf, 3, **WINDOW),
        lambda dy, x: K.lp_pool_backward(dy, x, np.inf, 3, **WINDOW),
        lambda: images() + 0.25,
    ),
    "lp_pool_signed": (
        lambda x: K.lp_pool(x, 2, 3, definition="signed", **WINDOW),
        lambda dy, x: K.lp_pool_backward(dy, x, 2, 3, definition="signed", **WINDOW),
        smooth,
    ),
    "adaptive_avg_pool": (
        lambda x: K.adaptive_avg_pool(x, (3, 7)),
        lambda dy, x: K.adaptive_avg_pool_backward(dy, x, (3, 7)),
        images,
    ),
    "adaptive_max_pool": (
        lambda x: K.adaptive_max_pool(x, (3, 7)),
        lambda dy, x: K.adaptive_max_pool_backward(dy, x, (3, 7)),
        images,
    ),
    "global_avg_pool": (K.global_avg_pool, K.global_avg_pool_backward, images),
    "global_max_pool": (K.global_max_pool, K.global_max_pool_backward, images),
    "fractional_max_pool": (
        lambda x: K.fractional_max_pool(x, 2, 3, samples=SAMPLES),
        lambda dy, x: K.fractional_max_pool_backward(dy, x, 2, 3, samples=SAMPLES),
        images,
    ),
    "batch_norm": (
        lambda x: K.batch_norm(x, GAMMA, GAMMA),
        lambda dy, x: K.batch_norm_backward(dy, x, GAMMA)[0],
        smooth,
    ),
    "batch_norm_over_scattered_axes": (
        lambda x: K.batch_norm(x, None, None, axes=(1, 3)),
        lambda dy, x: K.batch_norm_backward(dy, x, None, axes=(1, 3))[0],
        smooth,
    ),
    "batch_norm_over_all_axes": (
        lambda x: K.batch_norm(x, np.array(2.0), None, axes=(0, 1, 2, 3)),
        lambda dy, x: K.batch_norm_backward(dy, x, np.array(2.0), axes=(0, 1, 2, 3))[0],
        smooth,
    ),
    "layer_norm_over_inner_axes": (
        lambda x: K.layer_norm(x, W.T[:, :1] * np.ones(5), None, axes=(1, 2)),
        lambda dy, x: K.layer_norm_backward(dy, x, W.T[:, :1] * np.ones(5), axes=(1, 2))[0],
        smooth,
    ),
    "rms_norm": (
        lambda x: K.rms_norm(x, GAMMA, axes=(1,)),
        lambda dy, x: K.rms_norm_backward(dy, x, GAMMA, axes=(1,))[0],
        smooth,
    ),
    "group_norm": (
        lambda x: K.group_norm(x, 1, GAMMA, None),
        lambda dy, x: K.group_norm_backward(dy, x, 1, GAMMA)[0],
        smooth,
    ),
    "instance_norm": (
        lambda x: K.instance_norm(x, GAMMA, None),
        lambda dy, x: K.instance_norm_backward(dy, x, GAMMA)[0],
        smooth,
    ),
    "softmax": (
        lambda x: K.softmax(x, axis=2),
        lambda dy, x: K.softmax_backward(dy, x, axis=2),
        smooth,
    ),
    "cross_entropy": (
        lambda x: K.cross_entropy(x[:, :, :3, 0], TARGET, weight=np.abs(GAMMA), ignore_index=0),
        lambda dy, x: np.pad(
            K.cross_entropy_backward(
                dy, x[:, :, :3, 0], TARGET, weight=np.abs(GAMMA), ignore_index=0
            )[..., None],
            ((0, 0), (0, 0), (0, 2), (0, 5)),
        ),
        smooth,
    ),
    "linear": (
        lambda x: K.linear(x.swapaxes(1, 3), W),
        lambda dy, x: K.linear_backward(dy, x.swapaxes(1, 3), W)[0].swapaxes(1, 3),
        smooth,
    ),
    "dropout": (
        lambda x: K.dropout_backward(x, MASK, 0.25),
        lambda dy, _: K.dropout_backward(dy, MASK, 0.25),
        smooth,
    ),
    "upsample_nearest": (
        lambda x: K.upsample_nearest(x, size=(7, 4)),
        lambda dy, x: K.upsample_nearest_backward(dy, x, size=(7, 4)),
        smooth,
    ),
    "pixel_shuffle": (
        lambda x: K.pixel_shuffle(x.reshape(2, 18, 5), 3),
        lambda dy, x: K.pixel_unshuffle(dy, 3).reshape(x.shape),
        smooth,
    ),
}


@pytest.mark.parametrize("name", INPUT_GRADIENTS)
def test_gradient_equals_central_differences(name: str) -> None:
    """The gradient of x predicts the change along random directions."""
    f, back, data = INPUT_GRADIENTS[name]
    assert_gradient(f, back, data())


X = np.random.default_rng(12).standard_normal((2, 3, 5, 6))
PARAMETER_GRADIENTS: dict[str, tuple[Function, Gradient, np.ndarray]] = {
    "batch_norm_gamma": (
        lambda g: K.batch_norm(X, g, None),
        lambda dy, g: K.batch_norm_backward(dy, X, g)[1],
        GAMMA,
    ),
    "batch_norm_beta": (
        lambda b: K.batch_norm(X, GAMMA, b),
        lambda dy, _: K.batch_norm_backward(dy, X, GAMMA)[2],
        GAMMA,
    ),
    "layer_norm_gamma": (
        lambda g: K.layer_norm(X, g, None, axes=(1,)),
        lambda dy, g: K.layer_norm_backward(dy, X, g, axes=(1,))[1],
        GAMMA,
    ),
    "layer_norm_beta": (
        lambda b: K.layer_norm(X, GAMMA, b, axes=(1,)),
        lambda dy, _: K.layer_norm_backward(dy, X, GAMMA, axes=(1,))[2],
        GAMMA,
    ),
    "group_norm_gamma": (
        lambda g: K.group_norm(X, 1, g, None),
        lambda dy, g: K.group_norm_backward(dy, X, 1, g)[1],
        GAMMA,
    ),
    "rms_norm_gamma": (
        lambda g: K.rms_norm(X, g, axes=(1,)),
        lambda dy, g: K.rms_norm_backward(dy, X, g, axes=(1,))[1],
        GAMMA,
    ),
    "linear_weight": (
        lambda w: K.linear(X[..., :3], w),
        lambda dy, w: K.linear_backward(dy, X[..., :3], w)[1],
        W,
    ),
    "linear_bias": (
        lambda b: K.linear(X[..., :3], W[:3], b),
        lambda dy, _: K.linear_backward(dy, X[..., :3], W[:3])[2],
        GAMMA,
    ),
    "prelu_slope": (
        lambda w: K.prelu(X, w.reshape(3, 1, 1)),
        lambda dy, w: K.prelu_backward(dy, X, w.reshape(3, 1, 1))[1].ravel(),
        GAMMA,
    ),
}


@pytest.mark.parametrize("name", PARAMETER_GRADIENTS)
def test_parameter_gradient_equals_central_differences(name: str) -> None:
    """So do the gradients of scale, shift, weight, bias and slope."""
    assert_gradient(*PARAMETER_GRADIENTS[name])


ADJOINTS = {
    "avg_pool": (
        lambda x: K.avg_pool(x, 3, stride=2, padding=1, ceil_mode=True),
        lambda y, x: K.avg_pool_backward(y, x, 3, stride=2, padding=1, ceil_mode=True),
    ),
    "avg_pool_with_negative_divisor": (
        lambda x: K.avg_pool(x, 2, dilation=3, divisor_override=-4),
        lambda y, x: K.avg_pool_backward(y, x, 2, dilation=3, divisor_override=-4),
    ),
    "adaptive_avg_pool": (
        lambda x: K.adaptive_avg_pool(x, (7, 4)),
        lambda y, x: K.adaptive_avg_pool_backward(y, x, (7, 4)),
    ),
    "upsample_nearest": (
        lambda x: K.upsample_nearest(x, (2, 3)),
        lambda y, x: K.upsample_nearest_backward(y, x, (2, 3)),
    ),
}


@pytest.mark.parametrize("name", ADJOINTS)
def test_backward_is_the_adjoint(name: str) -> None:
    """<A x, y> = <x, A^T y> exactly, in integers."""
    forward, backward = ADJOINTS[name]
    rng = np.random.default_rng(13)
    x = rng.integers(-99, 100, (2, 3, 8, 9))
    y = rng.integers(-99, 100, forward(x).shape)
    assert (forward(x) * y).sum() == (x * backward(y, x)).sum()


def test_dropout_keeps_the_expectation_and_the_seed() -> None:
    """The kept share is 1-p within five deviations, kept entries are x/(1-p), a seed repeats."""
    n, p = 200_000, 0.3
    y, mask = K.dropout(np.full(n, 7.0), p, rng=np.random.default_rng(1))
    assert abs(mask.mean() - (1 - p)) < 5 * np.sqrt(p * (1 - p) / n)
    np.testing.assert_allclose(y, np.where(mask, 7 / (1 - p), 0))
    again, _ = K.dropout(np.full(n, 7.0), p, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(again, y)
    assert K.dropout(np.ones(9, np.float32), 1.0, rng=np.random.default_rng(1))[0].sum() == 0
    assert K.dropout(np.ones(9), 0.0, rng=np.random.default_rng(1))[1].all()
    assert K.dropout(np.ones(9, np.float32), p, rng=np.random.default_rng(1))[0].dtype == "float32"


def test_a_zero_norm_has_zero_gradient() -> None:
    """Where the norm is zero there is no derivative; ours is 0, not NaN."""
    x = np.zeros((1, 1, 4))
    for definition in ("absolute", "signed"):
        for norm_type in (1, 2, np.inf):
            dx = K.lp_pool_backward(np.ones((1, 1, 2)), x, norm_type, 2, definition=definition)
            np.testing.assert_array_equal(dx, x)


def test_signed_norms_of_odd_order_are_not_real_everywhere() -> None:
    """PyTorch's cube root of a negative sum is NaN, forward and backward, without a warning."""
    x = np.array([[[-5.0, 1, 2, -3]]])
    signed = {"definition": "signed"}
    assert K.lp_pool(x, 1, 4, **signed).item() == -5
    assert np.isnan(K.lp_pool(x, 3, 4, **signed)).all()
    assert np.isnan(K.lp_pool_backward(np.ones((1, 1, 1)), x, 3, 4, **signed)).all()
    assert np.isnan(K.lp_pool_backward(np.ones((1, 1, 1)), x, 2.5, 4, **signed)).all()
    assert K.lp_pool(x, 1, 4).item() == 11
    np.testing.assert_allclose(K.lp_pool(x, 3, 4).item() ** 3, 125 + 1 + 8 + 27)
