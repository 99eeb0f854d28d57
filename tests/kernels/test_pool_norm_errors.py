"""What pools, norms and layers refuse: the same as PyTorch, with the rule and a legal repair."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv import kernels as K
from symconv.errors import ShapeError

X1, X2 = np.zeros((1, 2, 4)), np.zeros((1, 4, 4, 4))
RNG = np.random.default_rng(0)

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "rank": (lambda: K.max_pool(np.zeros((2, 3)), 2), r"2 axes, which violates 3 <= axes <= 5"),
    "no_cell": (lambda: K.avg_pool(np.zeros((1, 1, 0)), 1), r"n=0 violates n >= 1"),
    "kernel": (
        lambda: K.max_pool(X1, 5),
        r"spans dilation\*\(kernel_size-1\)\+1 = 5 > n \+ padding = 4 \+ 0 = 4; "
        r"hint: use kernel_size <= 4, or an input of at least 5",
    ),
    "kernel_of_zero": (lambda: K.max_pool(X1, 0), r"kernel_size=0 violates kernel_size >= 1"),
    "stride": (lambda: K.avg_pool(X1, 2, stride=0), r"stride=0 violates stride >= 1"),
    "dilation": (lambda: K.max_pool(X1, 2, dilation=0), r"dilation=0 violates dilation >= 1"),
    "values_per_axis": (lambda: K.max_pool(X2, (2, 2, 2)), r"kernel_size has 3 values for 2"),
    "negative_padding": (lambda: K.max_pool(X1, 2, padding=-1), r"padding=-1 violates padding >="),
    "half_padding": (
        lambda: K.max_pool(X1, 3, padding=2),
        r"padding=2 violates padding <= kernel_size/2 = 3/2; hint: use padding=1 or k",
    ),
    "pair_padding": (
        lambda: K.avg_pool(X1, 2, padding=((2, 0),)),
        r"\(2, 0\) violates padding <= dilation\*\(kernel_size-1\) = 1: .* use padding \(1, 0\)",
    ),
    "pairs_per_axis": (
        lambda: K.avg_pool(X2, 2, padding=((1, 0),)),
        r"1 pairs for 2 spatial axes; hint: give 2 \(before, after\) pairs",
    ),
    "padding_name": (lambda: K.max_pool(X1, 2, padding="full"), r"padding='full' is not known"),
    "same_with_stride": (
        lambda: K.max_pool(X1, 2, padding="same"),
        r"padding='same' violates stride = 1: stride=2; hint: use stride=1, or 'same_upper'",
    ),
    "divisor": (
        lambda: K.avg_pool(X1, 2, divisor_override=0),
        r"divisor_override=0 violates divisor_override != 0",
    ),
    "dy": (
        lambda: K.max_pool_backward(X1, X1, 2),
        r"dy of shape \(1, 2, 4\) violates dy.shape = \(1, 2, 2\); hint: the other arguments",
    ),
    "norm_type": (lambda: K.lp_pool(X1, 0, 2), r"norm_type=0 violates norm_type > 0"),
    "definition": (
        lambda: K.lp_pool(X1, 2, 2, definition="torch"),
        r"definition='torch' is not known; hint: use 'absolute' or 'signed'",
    ),
    "output_size": (lambda: K.adaptive_avg_pool(X1, -1), r"output_size=-1 violates output_size >"),
    "adaptive_no_cell": (
        lambda: K.adaptive_max_pool(np.zeros((1, 1, 0, 2)), 1),
        r"spatial sizes \(0, 2\) violate n >= 1",
    ),
    "fractional_output": (
        lambda: K.fractional_max_pool(X1, 2, 4, samples=np.zeros((1, 2, 1))),
        r"output_size \+ kernel_size - 1 = 5 violates <= n = 4; hint: use output_size <= 3",
    ),
    "fractional_kernel": (
        lambda: K.fractional_max_pool(X1, 6, 1, samples=np.zeros((1, 2, 1))),
        r"= 6 violates <= n = 4; hint: use kernel_size <= 4",
    ),
    "samples": (
        lambda: K.fractional_max_pool(X1, 2, 2, samples=np.zeros((1, 2, 2))),
        r"samples has shape \(1, 2, 2\), which violates \(N, C, spatial axes\) = \(1, 2, 1\)",
    ),
    "sample_range": (
        lambda: K.fractional_max_pool(X1, 2, 2, samples=np.ones((1, 2, 1))),
        r"a sample violates 0 <= u < 1",
    ),
    "one_value": (
        lambda: K.batch_norm(np.zeros((1, 3)), None, None, axes=(0,)),
        r"holds one value, which violates M >= 2",
    ),
    "one_cell": (
        lambda: K.instance_norm(np.zeros((2, 3, 1)), None, None),
        r"holds one value, which violates M >= 2",
    ),
    "axis": (lambda: K.batch_norm(X1, None, None), r"axis 3 violates -3 <= axis < 3"),
    "axis_twice": (
        lambda: K.layer_norm(X1, None, None, axes=(2, -1)),
        r"axes=\(2, -1\) violates: at least one axis, each once",
    ),
    "gamma": (
        lambda: K.batch_norm(X2, np.ones(3), None),
        r"gamma of shape \(3,\) violates gamma.shape = \(4,\)",
    ),
    "layer_beta": (
        lambda: K.layer_norm(X1, None, np.ones(2)),
        r"beta of shape \(2,\) violates beta.shape = \(4,\)",
    ),
    "norm_dy": (
        lambda: K.batch_norm_backward(X1, X2, None),
        r"violates dy.shape = \(1, 4, 4, 4\)",
    ),
    "groups": (
        lambda: K.group_norm(X2, 3, None, None),
        r"num_groups=3 violates: it divides the 4 channels; hint: use num_groups=[24]",
    ),
    "group_rank": (
        lambda: K.group_norm(np.zeros(3), 1, None, None),
        r"1 axes, which violates axes >= 2",
    ),
    "estimator": (
        lambda: K.running_statistics(X1, 0, 0, axes=(0, 2), estimator="n"),
        r"estimator='n' are not known; hint: use 'new' or 'old', and 'unbiased' or 'biased'",
    ),
    "softmax_axis": (lambda: K.softmax(X1, axis=3), r"axis 3 violates -3 <= axis < 3"),
    "softmax_dy": (lambda: K.softmax_backward(X2, X1), r"violates dy.shape = \(1, 2, 4\)"),
    "target_shape": (
        lambda: K.cross_entropy(np.zeros((2, 3)), np.zeros(3, int)),
        r"target of shape \(3,\) .* violates: integers of shape \(N, \*d\) = \(2,\)",
    ),
    "target_type": (
        lambda: K.cross_entropy(np.zeros((2, 3)), np.zeros(2)),
        r"dtype float64 violates: integers",
    ),
    "class": (
        lambda: K.cross_entropy(np.zeros((1, 3)), np.array([3])),
        r"a target violates 0 <= class < 3; hint: name it as ignore_index",
    ),
    "weight": (
        lambda: K.cross_entropy(np.zeros((1, 3)), np.array([0]), weight=np.ones(2)),
        r"weight of shape \(2,\) violates weight.shape = \(3,\)",
    ),
    "reduction": (
        lambda: K.cross_entropy(np.zeros((1, 3)), np.array([0]), reduction="max"),
        r"reduction='max' is not known",
    ),
    "linear": (
        lambda: K.linear(np.zeros((2, 3)), np.zeros((4, 2))),
        r"x of shape \(2, 3\) and w of shape \(4, 2\) violate x.shape\[-1\] = w.shape\[1\]",
    ),
    "linear_bias": (
        lambda: K.linear(np.zeros((2, 3)), np.zeros((4, 3)), np.zeros(3)),
        r"bias of shape \(3,\) violates bias.shape = \(4,\)",
    ),
    "linear_dy": (
        lambda: K.linear_backward(np.zeros((2, 3)), np.zeros((2, 3)), np.zeros((4, 3))),
        r"violates dy.shape = \(2, 4\)",
    ),
    "probability": (lambda: K.dropout(X1, 1.5, rng=RNG), r"p=1.5 violates 0 <= p <= 1"),
    "mask": (
        lambda: K.dropout_backward(X1, np.ones(3, bool), 0.5),
        r"violates dy.shape = \(3,\)",
    ),
    "factor_and_size": (lambda: K.upsample_nearest(X1, 2, size=4), r"violate: exactly one is"),
    "neither_factor_nor_size": (lambda: K.upsample_nearest(X1), r"violate: exactly one is given"),
    "factor": (lambda: K.upsample_nearest(X1, 0), r"scale_factor=0 violates scale_factor >= 1"),
    "upsample_no_cell": (
        lambda: K.upsample_nearest(np.zeros((1, 1, 0)), 2),
        r"spatial sizes \(0,\) violate n >= 1",
    ),
    "upsample_dy": (
        lambda: K.upsample_nearest_backward(X1, X1, 2),
        r"violates dy.shape = \(1, 2, 8\)",
    ),
    "shuffle_channels": (
        lambda: K.pixel_shuffle(np.zeros((1, 6, 2, 2)), 2),
        r"6 channels violate: r\^rank = 4 divides the channels; hint: use 8 channels",
    ),
    "unshuffle_size": (
        lambda: K.pixel_unshuffle(np.zeros((1, 6, 2, 5)), 2),
        r"spatial size 5 violates: the factor 2 divides it; hint: use size 4",
    ),
    "shuffle_factor": (lambda: K.pixel_shuffle(X1, 0), r"upscale_factor=0 violates upscale_f"),
    "order": (
        lambda: K.pixel_shuffle(X1, 2, order="CRD"),
        r"order='CRD' is not known; hint: use 'crd'",
    ),
    "slope": (
        lambda: K.prelu(X2, np.ones(3)),
        r"weight of shape \(3,\) violates: it broadcasts to x of shape \(1, 4, 4, 4\)",
    ),
    "activation_dy": (lambda: K.tanh_backward(X1, X2), r"violates dy.shape = \(1, 4"),
    "relu_dy": (lambda: K.relu_backward(X1, X2), r"violates dy.shape = \(1, 4"),
    "alpha": (lambda: K.celu(X1, 0), r"alpha=0 violates alpha != 0; hint: use alpha=1"),
    "approximate": (lambda: K.gelu(X1, approximate="erf"), r"approximate='erf' is not known"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_names_the_rule_and_a_repair(name: str) -> None:
    """Each message states the violated rule with its numbers."""
    call, message = REFUSED[name]
    with pytest.raises(ShapeError, match=message):
        call()


def test_training_dropout_needs_a_generator() -> None:
    """There is no hidden global state to draw from."""
    with pytest.raises(TypeError, match=r"needs rng=numpy.random.default_rng\(seed\)"):
        K.dropout(X1, 0.5, rng=None)


SETTINGS = st.tuples(
    st.integers(1, 6),  # n
    st.integers(1, 5),  # kernel
    st.integers(1, 4),  # stride
    st.integers(0, 3),  # padding
    st.integers(1, 3),  # dilation
    st.booleans(),  # ceil_mode
)


@pytest.mark.parametrize("rank", [1, 2, 3])
@given(SETTINGS)
@settings(max_examples=120, deadline=None)
def test_max_pool_refuses_exactly_where_pytorch_does(rank: int, setting: tuple) -> None:
    """Legal and illegal settings alike: both compute, or both refuse."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch = pytest.importorskip("torch", reason="PyTorch defines what is legal")
    n, k, s, p, d, ceil_mode = setting
    x = np.zeros((1, 1, *[n] * rank))
    function = getattr(torch.nn.functional, f"max_pool{rank}d")
    try:
        theirs = tuple(function(torch.from_numpy(x), k, s, p, d, ceil_mode=ceil_mode).shape)
    except RuntimeError:
        theirs = None
    try:
        ours = K.max_pool(x, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode).shape
    except ShapeError:
        ours = None
    assert ours == theirs


@given(SETTINGS)
@settings(max_examples=150, deadline=None)
def test_the_repairs_of_a_window_that_does_not_fit_are_legal_and_nearest(setting: tuple) -> None:
    """The largest kernel and the smallest input that a message offers work; one step less fails."""
    n, k, s, p, d, ceil_mode = setting
    pads = {"padding": ((p, 0),), "stride": s, "dilation": d, "ceil_mode": ceil_mode}
    try:
        K.max_pool(np.zeros((1, 1, n)), k, **pads)
    except ShapeError as error:
        found = re.search(r"kernel_size <= (\d+), or an input of at least (\d+)", str(error))
        if found is None:
            return
        largest, smallest = map(int, found.groups())
        K.max_pool(np.zeros((1, 1, smallest)), k, **pads)
        if d * (largest - 1) >= p:
            K.max_pool(np.zeros((1, 1, n)), largest, **pads)
        for size, kernel in ((smallest - 1, k), (n, largest + 1)):
            with pytest.raises(ShapeError, match=r"violates|spans"):
                K.max_pool(np.zeros((1, 1, size)), kernel, **pads)
