"""Normalisations against PyTorch on the CPU: forward, running statistics and every gradient."""

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
CLOSE = {"rtol": 1e-9, "atol": 1e-9}


def normal(shape: tuple[int, ...], seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


def tensors(*arrays: np.ndarray) -> list:
    return [torch.from_numpy(a.copy()).requires_grad_() for a in arrays]


def assert_same(
    y: object, ours: np.ndarray, inputs: list, gradients: Callable[[np.ndarray], tuple], seed: int
) -> None:
    """Compare the output, then each gradient for a random dy."""
    np.testing.assert_allclose(ours, y.detach().numpy(), **CLOSE)
    dy = normal(ours.shape, seed + 1)
    y.backward(torch.from_numpy(dy))
    for own, peer in zip(gradients(dy), inputs, strict=True):
        np.testing.assert_allclose(own, peer.grad.numpy(), **CLOSE)


SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(
    lambda head: st.lists(st.integers(1, 5), min_size=0, max_size=3).map(
        lambda space: (*head, *space)
    )
)
SEEDS = st.integers(0, 2**31)


@given(SHAPES, SEEDS, st.sampled_from([1e-5, 0.5]))
@settings(max_examples=120, deadline=None)
def test_batch_norm(shape: tuple[int, ...], seed: int, eps: float) -> None:
    """Training batch norm of 0 to 3 spatial axes agrees, with all three gradients."""
    axes = (0, *range(2, len(shape)))
    if np.prod([shape[a] for a in axes]) == 1:
        return  # both sides refuse one value per channel; tested with the messages
    x, gamma, beta = normal(shape, seed), normal(shape[1:2], seed + 2), normal(shape[1:2], seed + 3)
    inputs = tensors(x, gamma, beta)
    y = F.batch_norm(inputs[0], None, None, inputs[1], inputs[2], training=True, eps=eps)
    ours = K.batch_norm(x, gamma, beta, axes=axes, eps=eps)
    assert_same(
        y, ours, inputs, lambda dy: K.batch_norm_backward(dy, x, gamma, axes=axes, eps=eps), seed
    )


@given(SHAPES, SEEDS, st.data())
@settings(max_examples=100, deadline=None)
def test_batch_norm_over_any_axes(shape: tuple[int, ...], seed: int, data: st.DataObject) -> None:
    """For any set of axes it equals PyTorch on the array with the other axes folded into one."""
    axes = data.draw(st.sets(st.integers(0, len(shape) - 1), min_size=1).map(sorted).map(tuple))
    kept = tuple(a for a in range(len(shape)) if a not in axes)
    size = int(np.prod([shape[a] for a in axes]))
    if size == 1:
        return
    kept_shape = tuple(shape[a] for a in kept)
    x, gamma, beta = normal(shape, seed), normal(kept_shape, seed + 2), normal(kept_shape, seed + 3)
    inputs = tensors(x, gamma, beta)
    flat = inputs[0].permute(*axes, *kept).reshape(size, -1)
    y = F.batch_norm(flat, None, None, inputs[1].reshape(-1), inputs[2].reshape(-1), training=True)
    y = y.reshape([shape[a] for a in (*axes, *kept)]).permute(*np.argsort((*axes, *kept)).tolist())
    assert_same(
        y,
        K.batch_norm(x, gamma, beta, axes=axes),
        inputs,
        lambda dy: K.batch_norm_backward(dy, x, gamma, axes=axes),
        seed,
    )


@given(SEEDS, st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_running_statistics_and_inference(seed: int, momentum: float) -> None:
    """Momentum weighs the new value and the stored variance is unbiased, as in PyTorch."""
    x, mean = normal((3, 4, 5), seed), normal((4,), seed + 1)
    variance = np.abs(normal((4,), seed + 2)) + 0.1
    peer = [torch.from_numpy(v.copy()) for v in (mean, variance)]
    F.batch_norm(torch.from_numpy(x), *peer, training=True, momentum=momentum)
    ours = K.running_statistics(x, mean, variance, axes=(0, 2), momentum=momentum)
    for own, theirs in zip(ours, peer, strict=True):
        np.testing.assert_allclose(own, theirs.numpy(), **CLOSE)
    gamma, beta = normal((4,), seed + 3), normal((4,), seed + 4)
    inputs = tensors(x, gamma, beta)
    y = F.batch_norm(inputs[0], *peer, *inputs[1:])
    given_statistics = [v.numpy() for v in peer]
    own = K.batch_norm_inference(x, *given_statistics, gamma, beta, axes=(0, 2))
    assert_same(
        y,
        own,
        inputs,
        lambda dy: K.batch_norm_inference_backward(dy, x, *given_statistics, gamma, axes=(0, 2)),
        seed,
    )


@given(SHAPES, SEEDS, st.data())
@settings(max_examples=60, deadline=None)
def test_layer_and_rms_norm(shape: tuple[int, ...], seed: int, data: st.DataObject) -> None:
    """Both agree over any number of trailing axes."""
    first = data.draw(st.integers(0, len(shape) - 1))
    axes, tail = tuple(range(first, len(shape))), shape[first:]
    x, gamma, beta = normal(shape, seed), normal(tail, seed + 2), normal(tail, seed + 3)
    inputs = tensors(x, gamma, beta)
    y = F.layer_norm(inputs[0], tail, inputs[1], inputs[2])
    assert_same(
        y,
        K.layer_norm(x, gamma, beta, axes=axes),
        inputs,
        lambda dy: K.layer_norm_backward(dy, x, gamma, axes=axes),
        seed,
    )
    inputs = tensors(x, gamma)
    y = F.rms_norm(inputs[0], tail, inputs[1], eps=1e-3)
    assert_same(
        y,
        K.rms_norm(x, gamma, axes=axes, eps=1e-3),
        inputs,
        lambda dy: K.rms_norm_backward(dy, x, gamma, axes=axes, eps=1e-3),
        seed,
    )


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.lists(st.integers(1, 4)), SEEDS)
@settings(max_examples=60, deadline=None)
def test_group_and_instance_norm(
    batch: int, groups: int, per_group: int, space: list[int], seed: int
) -> None:
    """Both agree, with gradients of scale and shift per channel."""
    shape = (batch, groups * per_group, *space[:3])
    x, gamma, beta = normal(shape, seed), normal(shape[1:2], seed + 2), normal(shape[1:2], seed + 3)
    if x.size > groups:  # PyTorch refuses one value per channel for a batch of one
        inputs = tensors(x, gamma, beta)
        y = F.group_norm(inputs[0], groups, inputs[1], inputs[2])
        assert_same(
            y,
            K.group_norm(x, groups, gamma, beta),
            inputs,
            lambda dy: K.group_norm_backward(dy, x, groups, gamma),
            seed,
        )
    if len(shape) > 2 and np.prod(shape[2:]) > 1:
        inputs = tensors(x, gamma, beta)
        y = F.instance_norm(inputs[0], weight=inputs[1], bias=inputs[2])
        assert_same(
            y,
            K.instance_norm(x, gamma, beta),
            inputs,
            lambda dy: K.instance_norm_backward(dy, x, gamma),
            seed,
        )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_norms_keep_the_type(dtype: str) -> None:
    """float32 in, float32 out, forward and backward, whatever the type of gamma."""
    x, dy = normal((2, 4, 6, 5), 0).astype(dtype), normal((2, 4, 6, 5), 1).astype(dtype)
    c, last = np.ones(4), np.ones(5)
    results = [
        K.batch_norm(x, c, c),
        *K.batch_norm_backward(dy, x, c),
        K.batch_norm_inference(x, c, c, c, c),
        *K.batch_norm_inference_backward(dy, x, c, c, c),
        K.layer_norm(x, last, last),
        *K.layer_norm_backward(dy, x, last),
        K.group_norm(x, 2, c, c),
        *K.group_norm_backward(dy, x, 2, c),
        K.instance_norm(x, None, None),
        K.rms_norm(x, last),
        *K.rms_norm_backward(dy, x, last),
    ]
    assert {r.dtype for r in results} == {np.dtype(dtype)}


def test_batch_norm_blocks_do_not_show() -> None:
    """Many channels are worked on in blocks; the result equals one channel at a time."""
    x, dy = normal((4, 40, 64, 64), 0), normal((4, 40, 64, 64), 1)
    gamma = normal((40,), 2)
    y = K.batch_norm(x, gamma, None)
    dx, dgamma, dbeta = K.batch_norm_backward(dy, x, gamma)
    for c in (0, 7, 8, 39):
        one = slice(c, c + 1)
        np.testing.assert_array_equal(K.batch_norm(x[:, one], gamma[one], None), y[:, one])
        own = K.batch_norm_backward(dy[:, one], x[:, one], gamma[one])
        np.testing.assert_array_equal(own[0], dx[:, one])
        assert own[1] == dgamma[c]
        assert own[2] == dbeta[c]


def test_an_empty_batch_normalises_to_nothing() -> None:
    """Zero examples give an empty output and zero gradients, without a warning."""
    x = np.zeros((0, 3, 4, 4))
    assert K.batch_norm(x, np.ones(3), None).shape == x.shape
    dx, dgamma, dbeta = K.batch_norm_backward(x, x, np.ones(3))
    assert dx.shape == x.shape
    np.testing.assert_array_equal(dgamma, np.zeros(3))
    np.testing.assert_array_equal(dbeta, np.zeros(3))
