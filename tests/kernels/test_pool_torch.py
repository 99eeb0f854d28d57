"""Pools against PyTorch on the CPU: every forward value, every index, every gradient.

Data are small integers in float64, so that ties are frequent and sums are exact; only divisions and
roots need a tolerance, and it is that of double rounding.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

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
ROUNDING = {"rtol": 1e-12, "atol": 1e-12}


@dataclass(frozen=True)
class Case:
    """Arguments of one pooling call; tuples have one entry per spatial axis."""

    n: tuple[int, ...]
    k: tuple[int, ...]
    s: tuple[int, ...]
    p: tuple[int, ...]
    d: tuple[int, ...]
    ceil_mode: bool = False
    batch: int = 2
    channels: int = 2
    seed: int = 0

    @property
    def rank(self) -> int:
        return len(self.n)

    def data(self) -> np.ndarray:
        rng = np.random.default_rng(self.seed)
        return rng.integers(-3, 4, (self.batch, self.channels, *self.n)).astype(float)


@st.composite
def cases(draw: st.DrawFn, *, dilated: bool = True, padded: bool = True) -> Case:
    rank = draw(st.integers(1, 3))
    axes = []
    for _ in range(rank):
        k = draw(st.integers(1, 4))
        d = draw(st.integers(1, 3)) if dilated else 1
        p = draw(st.integers(0, k // 2)) if padded else 0
        n = draw(st.integers(max(1, d * (k - 1) + 1 - 2 * p), d * (k - 1) + 5))
        axes.append((n, k, draw(st.integers(1, 4)), p, d))
    return Case(
        *zip(*axes, strict=True),
        ceil_mode=draw(st.booleans()),
        batch=draw(st.integers(0, 2)),
        channels=draw(st.integers(1, 2)),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


CORNERS = {
    "ceil_overrun": Case((5,), (2,), (2,), (0,), (1,), ceil_mode=True),
    "ceil_overrun_of_padding": Case((5, 6), (3, 3), (2, 2), (1, 1), (1, 1), ceil_mode=True),
    "ceil_drop": Case((4,), (2,), (3,), (1,), (1,), ceil_mode=True),
    "ceil_drop_both_axes": Case((1, 2), (2, 1), (2, 3), (1, 0), (1, 1), ceil_mode=True),
    "ceil_kernel_exceeds_input": Case((2, 2), (3, 3), (3, 3), (0, 0), (1, 1), ceil_mode=True),
    "padding_corner": Case((2, 2), (2, 2), (2, 2), (1, 1), (1, 1)),
    "even_kernel": Case((6, 5), (4, 2), (1, 3), (2, 1), (1, 1)),
    "stride_skips_cells": Case((7,), (2,), (4,), (0,), (1,)),
    "zero_batch": Case((4, 4), (2, 2), (2, 2), (1, 1), (1, 1), batch=0),
    "kernel_one": Case((3, 3), (1, 1), (1, 1), (0, 0), (1, 1)),
    "one_window": Case((3, 4), (3, 4), (1, 1), (0, 0), (1, 1)),
    "dilation": Case((7, 9), (3, 2), (2, 1), (1, 1), (2, 3)),
    "dilation_with_ceil": Case((8,), (3,), (3,), (1,), (2,), ceil_mode=True),
    "window_of_padding": Case((1,), (2,), (1,), (1,), (2,)),
    "cube": Case((4, 3, 5), (2, 3, 2), (2, 1, 3), (1, 1, 0), (1, 1, 2), ceil_mode=True),
}
PLAIN = {name: case for name, case in CORNERS.items() if set(case.d) == {1}}


def torch_gradient(y: object, x: object, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A random integer dy and the dx that autograd finds for it."""
    dy = np.random.default_rng(seed).integers(-9, 10, tuple(y.shape)).astype(float)
    if not dy.size:  # some of PyTorch's backward functions refuse to be given nothing
        return dy, np.zeros(tuple(x.shape))
    y.backward(torch.from_numpy(dy))
    return dy, x.grad.numpy()


def assert_max_pool_agrees(case: Case) -> None:
    x = case.data()
    arguments = {"stride": case.s, "padding": case.p, "dilation": case.d}
    arguments["ceil_mode"] = case.ceil_mode
    peer = torch.from_numpy(x).requires_grad_()
    function = getattr(F, f"max_pool{case.rank}d")
    theirs, index = function(peer, case.k, **arguments, return_indices=True)
    ours, own_index = K.max_pool(x, case.k, **arguments, return_indices=True)
    np.testing.assert_array_equal(ours, theirs.detach().numpy())
    np.testing.assert_array_equal(K.max_pool(x, case.k, **arguments), ours)
    real = ours > -np.inf
    np.testing.assert_array_equal(own_index[real], index.numpy()[real])
    assert (own_index[~real] == -1).all()
    if real.all():
        dy, dx = torch_gradient(theirs, peer, case.seed)
        np.testing.assert_array_equal(K.max_pool_backward(dy, x, case.k, **arguments), dx)


@pytest.mark.parametrize("name", CORNERS)
def test_max_pool_corner(name: str) -> None:
    """Values, first-maximum indices and gradient agree where random cases seldom go."""
    assert_max_pool_agrees(CORNERS[name])


@given(cases())
@settings(max_examples=250, deadline=None)
def test_max_pool(case: Case) -> None:
    """Values, first-maximum indices and gradient agree for any window."""
    assert_max_pool_agrees(case)


@pytest.mark.parametrize("shape", [(3, 5), (2, 2, 3)])
def test_max_pool_prefers_the_first_of_equal_cells(shape: tuple[int, ...]) -> None:
    """On a constant image every index is the first cell of its window."""
    n = len(shape)
    assert_max_pool_agrees(Case(shape, (2,) * n, (1,) * n, (1,) * n, (1,) * n))
    y, index = K.max_pool(np.zeros((1, 1, *shape)), shape, return_indices=True)
    assert y.item() == 0
    assert index.item() == 0


def test_max_pool_propagates_nan() -> None:
    """A NaN is the maximum of its window, its last NaN has the index and takes the gradient."""
    nan = np.nan
    x = np.array([[[[1.0, nan, 3.0, -np.inf], [nan, 2.0, 9.0, -np.inf]]]])
    peer = torch.from_numpy(x).requires_grad_()
    theirs, index = F.max_pool2d(peer, (2, 2), 1, return_indices=True)
    ours, own_index = K.max_pool(x, (2, 2), stride=1, return_indices=True)
    np.testing.assert_array_equal(ours, theirs.detach().numpy())
    np.testing.assert_array_equal(own_index, index.numpy())
    dy, dx = torch_gradient(theirs, peer, 1)
    np.testing.assert_array_equal(K.max_pool_backward(dy, x, (2, 2), stride=1), dx)


def exceeds_input(case: Case) -> bool:
    """Whether the kernel is larger than the unpadded image: PyTorch's avg_pool3d refuses that."""
    return any(n < k for n, k in zip(case.n, case.k, strict=True))


def assert_avg_pool_agrees(case: Case, include: bool, override: int | None) -> None:
    x = case.data()
    arguments = {"stride": case.s, "padding": case.p, "ceil_mode": case.ceil_mode}
    arguments["count_include_pad"] = include
    if case.rank > 1:
        arguments["divisor_override"] = override
    if case.rank == 3 and exceeds_input(case):
        return
    peer = torch.from_numpy(x).requires_grad_()
    theirs = getattr(F, f"avg_pool{case.rank}d")(peer, case.k, **arguments)
    ours = K.avg_pool(x, case.k, **arguments)
    np.testing.assert_allclose(ours, theirs.detach().numpy(), **ROUNDING)
    dy, dx = torch_gradient(theirs, peer, case.seed)
    np.testing.assert_allclose(K.avg_pool_backward(dy, x, case.k, **arguments), dx, **ROUNDING)


@pytest.mark.parametrize("override", [None, 3, -2])
@pytest.mark.parametrize("include", [True, False])
@pytest.mark.parametrize("name", PLAIN)
def test_avg_pool_corner(name: str, include: bool, override: int | None) -> None:
    """Each divisor convention agrees at borders, truncated windows and overruns."""
    assert_avg_pool_agrees(PLAIN[name], include, override)


@given(cases(dilated=False), st.booleans(), st.sampled_from([None, None, 1, -4]))
@settings(max_examples=250, deadline=None)
def test_avg_pool(case: Case, include: bool, override: int | None) -> None:
    """Values and gradient agree for any window and divisor."""
    assert_avg_pool_agrees(case, include, override)


def assert_lp_pool_agrees(case: Case, norm_type: float) -> None:
    x = case.data()
    arguments = {"stride": case.s, "ceil_mode": case.ceil_mode}
    peer = torch.from_numpy(x).requires_grad_()
    plain = {**arguments, "stride": case.s[0]} if case.rank == 1 else arguments
    kernel = case.k[0] if case.rank == 1 else case.k
    theirs = getattr(F, f"lp_pool{case.rank}d")(peer, norm_type, kernel, **plain)
    arguments["definition"] = "signed"
    ours = K.lp_pool(x, norm_type, case.k, **arguments)
    np.testing.assert_allclose(ours, theirs.detach().numpy(), **ROUNDING)
    dy, dx = torch_gradient(theirs, peer, case.seed)
    own = K.lp_pool_backward(dy, x, norm_type, case.k, **arguments)
    smooth = np.isfinite(dx)  # at a zero norm PyTorch's formula divides zero by zero
    np.testing.assert_allclose(own[smooth], dx[smooth], **ROUNDING)


@pytest.mark.parametrize("norm_type", [1, 2, 3, 4])
@pytest.mark.parametrize("name", [n for n, c in PLAIN.items() if not any(c.p)])
def test_signed_lp_pool_corner(name: str, norm_type: float) -> None:
    """PyTorch's definition, with its sign and its inflated truncated windows."""
    assert_lp_pool_agrees(PLAIN[name], norm_type)


@given(cases(dilated=False, padded=False), st.sampled_from([1, 2, 3, 4]))
@settings(max_examples=100, deadline=None)
def test_signed_lp_pool(case: Case, norm_type: float) -> None:
    """PyTorch's definition agrees for any window."""
    if case.rank == 3 and exceeds_input(case):
        return
    assert_lp_pool_agrees(case, norm_type)


@pytest.mark.parametrize("definition", ["absolute", "signed"])
def test_infinite_lp_pool_is_the_maximum_of_absolute_values(definition: str) -> None:
    """Both definitions have the same limit."""
    case = CORNERS["ceil_overrun"]
    x = case.data()
    peer = torch.from_numpy(x)
    theirs = F.lp_pool1d(peer, float("inf"), 2, 2, ceil_mode=True).numpy()
    ours = K.lp_pool(x, np.inf, 2, ceil_mode=True, definition=definition)
    np.testing.assert_array_equal(ours, theirs)


@st.composite
def adaptive_cases(draw: st.DrawFn) -> tuple[np.ndarray, tuple[int, ...], int]:
    rank = draw(st.integers(1, 3))
    n = draw(st.tuples(*[st.integers(1, 7)] * rank))
    m = draw(st.tuples(*[st.integers(0, 9)] * rank))
    seed = draw(st.integers(0, 2**32 - 1))
    shape = (draw(st.integers(0, 2)), draw(st.integers(1, 2)), *n)
    return np.random.default_rng(seed).integers(-3, 4, shape).astype(float), m, seed


def assert_adaptive_pools_agree(x: np.ndarray, m: tuple[int, ...], seed: int) -> None:
    rank = x.ndim - 2
    peer = torch.from_numpy(x).requires_grad_()
    theirs = getattr(F, f"adaptive_avg_pool{rank}d")(peer, m)
    np.testing.assert_allclose(K.adaptive_avg_pool(x, m), theirs.detach().numpy(), **ROUNDING)
    dy, dx = torch_gradient(theirs, peer, seed)
    np.testing.assert_allclose(K.adaptive_avg_pool_backward(dy, x, m), dx, **ROUNDING)
    peer = torch.from_numpy(x).requires_grad_()
    theirs, index = getattr(F, f"adaptive_max_pool{rank}d")(peer, m, return_indices=True)
    ours, own_index = K.adaptive_max_pool(x, m, return_indices=True)
    np.testing.assert_array_equal(ours, theirs.detach().numpy())
    np.testing.assert_array_equal(K.adaptive_max_pool(x, m), ours)
    np.testing.assert_array_equal(own_index, index.numpy())
    dy, dx = torch_gradient(theirs, peer, seed)
    np.testing.assert_array_equal(K.adaptive_max_pool_backward(dy, x, m), dx)


@given(adaptive_cases())
@settings(max_examples=150, deadline=None)
def test_adaptive_pools(case: tuple[np.ndarray, tuple[int, ...], int]) -> None:
    """Means, maxima, indices and both gradients agree for any sizes, m > n and m = 0 included."""
    assert_adaptive_pools_agree(*case)


@pytest.mark.parametrize(
    ("n", "m"), [((5,), (3,)), ((2, 3), (5, 4)), ((4, 6), (0, 2)), ((6,), (6,))]
)
def test_adaptive_pool_corner(n: tuple[int, ...], m: tuple[int, ...]) -> None:
    """Overlapping cells, more cells than inputs, no cells, one cell per input."""
    x = np.random.default_rng(3).integers(-3, 4, (2, 2, *n)).astype(float)
    assert_adaptive_pools_agree(x, m, 4)


@st.composite
def fractional_cases(draw: st.DrawFn) -> tuple[np.ndarray, tuple[int, ...], tuple[int, ...], int]:
    rank = draw(st.integers(2, 3))
    k = draw(st.tuples(*[st.integers(1, 3)] * rank))
    m = draw(st.tuples(*[st.integers(1, 4)] * rank))
    room = 0 if rank == 2 else 1
    n = tuple(a + b - 1 + draw(st.integers(room, 3)) for a, b in zip(k, m, strict=True))
    seed = draw(st.integers(0, 2**32 - 1))
    shape = (draw(st.integers(1, 2)), draw(st.integers(1, 2)), *n)
    return np.random.default_rng(seed).integers(-3, 4, shape).astype(float), k, m, seed


@given(fractional_cases())
@settings(max_examples=80, deadline=None)
def test_fractional_max_pool(case: tuple) -> None:
    """The same samples give the same windows, indices and gradient."""
    x, k, m, seed = case
    u = np.random.default_rng(seed).random((*x.shape[:2], len(k)))
    order = u[..., ::-1].copy() if len(k) == 2 else u
    peer = torch.from_numpy(x).requires_grad_()
    theirs, index = getattr(F, f"fractional_max_pool{len(k)}d_with_indices")(
        peer, k, output_size=m, _random_samples=torch.from_numpy(order)
    )
    ours, own_index = K.fractional_max_pool(x, k, m, samples=u, return_indices=True)
    np.testing.assert_array_equal(ours, theirs.detach().numpy())
    np.testing.assert_array_equal(own_index, index.numpy())
    dy, dx = torch_gradient(theirs, peer, seed)
    np.testing.assert_array_equal(K.fractional_max_pool_backward(dy, x, k, m, samples=u), dx)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_pools_keep_the_type(dtype: str) -> None:
    """float32 in, float32 out, and equal to PyTorch's to float32 rounding."""
    x = np.random.default_rng(0).standard_normal((2, 3, 9, 8)).astype(dtype)
    peer = torch.from_numpy(x)
    pairs = [
        (K.max_pool(x, 3, stride=2, padding=1), F.max_pool2d(peer, 3, 2, 1)),
        (K.avg_pool(x, 3, stride=2, padding=1), F.avg_pool2d(peer, 3, 2, 1)),
        (K.lp_pool(x, 2, 3, stride=2), F.lp_pool2d(peer, 2, 3, 2)),
        (K.adaptive_avg_pool(x, 4), F.adaptive_avg_pool2d(peer, 4)),
        (K.global_avg_pool(x), F.adaptive_avg_pool2d(peer, 1)),
        (K.global_max_pool(x), F.adaptive_max_pool2d(peer, 1)),
    ]
    for ours, theirs in pairs:
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=2e-6, atol=1e-6)
