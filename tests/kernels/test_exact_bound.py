"""The 2^53 theorem: where float products of integers are exact, and that the switch sits there."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from symconv.kernels import conv, conv_transpose
from symconv.kernels.exact import multiply


def by_windows(x, w, padding=0, groups=1):
    """Convolution in two dimensions by integer sums over windows: the reference of this file."""
    height, width = (n + 2 * padding for n in x.shape[2:])
    padded = np.zeros((*x.shape[:2], height, width), x.dtype)
    padded[:, :, padding : height - padding, padding : width - padding] = x
    windows = sliding_window_view(padded, w.shape[2:], (2, 3))
    inputs, outputs = w.shape[1], len(w) // groups
    parts = [
        np.einsum(
            "bchwij,ocij->bohw",
            windows[:, g * inputs : (g + 1) * inputs],
            w[g * outputs : (g + 1) * outputs],
        )
        for g in range(groups)
    ]
    return np.concatenate(parts, 1)


RULES = {
    "whole": ((1, 2, 6, 6), (3, 2, 3, 3), {"padding": 1}),
    "blocks": ((1, 16, 60, 60), (8, 16, 3, 3), {"padding": 1}),
    "rows": ((1, 8, 30, 30), (8, 1, 3, 3), {"padding": 1, "groups": 8}),
    "narrow": ((1, 32, 12, 12), (2, 32, 3, 3), {"padding": 1}),
    "toeplitz": ((1, 1, 3000), (1, 1, 33), {}),
    "phases": ((1, 8, 12, 12), (8, 12, 3, 3), {"stride": 2}),
}


def at_the_bound(rng, x_shape, w_shape, bound, *, transposed=False):
    """Data whose largest possible sum is just not above ``bound``, with the worst signs."""
    summed = (0, *range(2, len(w_shape))) if transposed else tuple(range(1, len(w_shape)))
    top = int(rng.integers(1, 2**11))
    w = rng.integers(-top, top + 1, w_shape)
    w.flat[0] = top
    most = bound // int(np.abs(w).sum(axis=summed).max())
    x = rng.choice([-most, most, most - 1], x_shape)
    return x, w


def scattered(x, w, s):
    """Transposed convolution of int64, one tap at a time."""
    height, width = ((n - 1) * s + k for n, k in zip(x.shape[2:], w.shape[2:], strict=True))
    y = np.zeros((len(x), w.shape[1], height, width), np.int64)
    for i, j in np.ndindex(w.shape[2:]):
        rows, columns = slice(i, i + s * x.shape[2], s), slice(j, j + s * x.shape[3], s)
        y[:, :, rows, columns] += np.einsum("bchw,co->bohw", x, w[:, :, i, j])
    return y


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("bound", "dtype"), [(2**53, np.float64), (2**24, np.float32)])
@pytest.mark.parametrize("rule", RULES)
def test_floats_are_exact_up_to_the_bound(rule, bound, dtype, seed):
    """The theorem itself, on every algorithm: float results equal integer results at the bound."""
    x_shape, w_shape, options = RULES[rule]
    rng = np.random.default_rng(seed)
    x, w = at_the_bound(rng, x_shape, w_shape, bound, transposed=rule == "phases")
    if rule == "phases":
        by_float = conv_transpose(x.astype(dtype), w.astype(dtype), **options)
        expected = scattered(x, w, options["stride"])
    elif rule == "toeplitz":
        by_float = conv(x.astype(dtype), w.astype(dtype))
        expected = np.correlate(x[0, 0], w[0, 0], "valid")[None, None]
    else:  # int64 is wide enough: no sum exceeds 2^53
        by_float = conv(x.astype(dtype), w.astype(dtype), **options)
        expected = by_windows(x, w, **options)
    np.testing.assert_array_equal(by_float.astype(np.int64), expected)


def test_beyond_the_bound_floats_fail_and_we_do_not():
    rng = np.random.default_rng(0)
    x, w = at_the_bound(rng, (1, 4, 12, 12), (3, 4, 3, 3), 2**59)
    x = x // 2 * 2 + 1
    exact = by_windows(x.astype(object), w.astype(object), padding=1)
    assert (conv(x.astype(float), w.astype(float), padding=1).astype(np.int64) != exact).any()
    np.testing.assert_array_equal(conv(x, w, padding=1), exact)


@pytest.mark.parametrize(
    ("bound", "dtypes"),
    [
        (2**24, {"float32"}),
        (2**24 + 1, {"float64"}),
        (2**53, {"float64"}),
        (2**53 + 1, {"float64"}),
    ],
)
def test_the_type_changes_exactly_at_the_bound(bound, dtypes):
    """One product of 1 and ``bound``: a single number sits exactly on the limit."""
    seen = []

    def product(a, b):
        seen.append(a.dtype.name)
        return a * b

    one, number = np.array([[1]]), np.array([[bound]])
    y = multiply(product, one, number, lambda b: b, work=10**6)
    assert y.item() == bound
    assert set(seen) == dtypes
    assert (len(seen) > 1) == (bound > 2**53)


def test_the_bound_counts_every_term():
    """Four terms of 2^52 - 1 exceed 2^53: one term alone does not."""
    x = np.full((1, 1, 40, 40), 2**26 - 1)
    w = np.full((1, 1, 2, 2), 2**26 + 1)
    np.testing.assert_array_equal(conv(x, w), np.full((1, 1, 39, 39), 4 * (2**52 - 1)))
    x[..., ::2] += 1
    np.testing.assert_array_equal(conv(x, w), by_windows(x.astype(object), w.astype(object)))


@pytest.mark.parametrize(("bits", "limbs"), [(70, True), (2000, True), (30000, False)])
def test_limbs_are_used_where_they_pay_and_their_sums_fit(bits, limbs):
    """Beyond 1024 limbs a sum of their products might not fit int64; Python integers do."""
    seen = set()

    def product(a, b):
        seen.add(a.dtype)
        return a * b

    a, b = (np.array([[2**bits // i]], object) for i in (3, 7))
    y = multiply(product, a, b, lambda b: b, work=10**9)
    assert y.item() == a.item() * b.item()
    assert seen == {np.dtype(float) if limbs else np.dtype(object)}
