"""Every refusal of a convolution: what is violated, and the nearest repair, which is then legal."""

import re

import numpy as np
import pytest

from symconv.errors import ShapeError
from symconv.kernels import (
    col2im,
    conv,
    conv_backward,
    conv_grad_input,
    conv_grad_weight,
    conv_transpose,
    conv_transpose_backward,
    im2col,
    pad,
)


def ones(*shape):
    return np.ones(shape)


def assert_refused(call, message):
    """``message`` is a pattern of the fact, and after "; " one of the remedy."""
    fact, _, remedy = message.partition("; ")
    with pytest.raises(ShapeError, match=fact) as caught:
        call()
    assert re.search(remedy, caught.value.remedy)
    assert caught.value.remedy


X, W = ones(1, 4, 5, 5), ones(6, 4, 3, 3)

REFUSED = {
    "rank": (X, ones(6, 4, 3), {}, r"x has shape .*; x must be \(N, C, \*spatial\)"),
    "no spatial axis": (ones(1, 4), ones(6, 4), {}, "x has shape; at least 3"),
    "empty image": (ones(1, 4, 0, 5), W, {}, r"image size 0 violates image size >= 1"),
    "empty kernel": (X, ones(6, 4, 0, 3), {}, r"kernel size 0 violates kernel size >= 1"),
    "channels": (
        X,
        ones(6, 3, 3, 3),
        {},
        r"x has 4 channels, but w.shape\[1\] = 3; give w the shape \(6, 4, 3, 3\)",
    ),
    "channels per group": (
        X,
        W,
        {"groups": 2},
        r"w.shape\[1\] = 4 for groups=2; give w the shape \(6, 2, 3, 3\)",
    ),
    "groups and inputs": (
        X,
        ones(6, 1, 3, 3),
        {"groups": 3},
        "groups=3 does not divide the 4 input channels; use groups=2",
    ),
    "groups and outputs": (
        X,
        ones(6, 1, 3, 3),
        {"groups": 4},
        "groups=4 does not divide the 6 output channels; use groups=2, or a multiple of 4",
    ),
    "no groups": (X, W, {"groups": 0}, "groups=0 violates groups >= 1"),
    "stride 0": (X, W, {"stride": 0}, "stride=0 violates stride >= 1; use stride=1"),
    "dilation 0": (X, W, {"dilation": (1, 0)}, "dilation=0 violates dilation >= 1"),
    "stride count": (X, W, {"stride": (1, 1, 1)}, "stride has 3 values for 2 spatial axes"),
    "padding count": (X, W, {"padding": (1, 1, 1)}, "padding has 3 entries for 2 spatial axes"),
    "padding pair": (X, W, {"padding": [(1, 1, 1), (0, 0)]}, r"padding entry \(1, 1, 1\) has 3"),
    "padding word": (X, W, {"padding": "full"}, "padding='full' is not a padding rule"),
    "same with stride": (X, W, {"padding": "same", "stride": 2}, "violates stride = 1"),
    "kernel does not fit": (
        X,
        ones(6, 4, 7, 3),
        {},
        r"axis 0: padded size 5\+0\+0 = 5 < 7 = dilated kernel 1\*\(7-1\)\+1; pad 2 more,"
        " or use kernel size 5",
    ),
    "dilated kernel does not fit": (
        X,
        W,
        {"dilation": (1, 4)},
        "axis 1: .* < 9 .*; pad 4 more, or use kernel size 2, or use dilation 2",
    ),
    "cropped to nothing": (X, W, {"padding": -3}, r"axis 0: padded size 5\+-3\+-3 = -1"),
    "mode": (X, W, {"padding_mode": "mirror"}, "padding_mode='mirror' is not a mode"),
    "circular": (
        X,
        W,
        {"padding": 6, "padding_mode": "circular"},
        "circular padding 6 violates padding <= 5; use padding=5",
    ),
    "reflect": (
        X,
        W,
        {"padding": 5, "padding_mode": "reflect"},
        "reflect padding 5 violates padding <= 4; use padding=4",
    ),
    "crop in a mode": (
        X,
        W,
        {"padding": ((-2, -3), (0, 0)), "padding_mode": "replicate"},
        r"padding \(-2, -3\) leaves no cell of 5",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_conv_refuses(case):
    x, w, options, message = REFUSED[case]
    assert_refused(lambda: conv(x, w, **options), message)


REPAIRED = {
    "channels": (X, ones(6, 4, 3, 3), {}),
    "groups": (X, ones(6, 2, 3, 3), {"groups": 2}),
    "padding": (X, ones(6, 4, 7, 3), {"padding": ((1, 1), (0, 0))}),
    "kernel": (X, ones(6, 4, 5, 3), {}),
    "dilation": (X, W, {"dilation": (1, 2)}),
    "circular": (X, W, {"padding": 5, "padding_mode": "circular"}),
    "reflect": (X, W, {"padding": 4, "padding_mode": "reflect"}),
}


@pytest.mark.parametrize("case", REPAIRED)
def test_the_repair_is_legal(case):
    x, w, options = REPAIRED[case]
    assert conv(x, w, **options).size


def test_bias_of_another_size():
    with pytest.raises(ShapeError, match=r"bias has shape \(5,\) for 6 output channels"):
        conv(X, W, ones(5))


TRANSPOSED = {
    "channels": (ones(1, 3, 5, 5), {}, r"x has 3 channels; give w the shape \(3, 4, 3, 3\)"),
    "output padding": (
        ones(1, 6, 5, 5),
        {"stride": 2, "output_padding": 2},
        r"output_padding=2 violates output_padding < max\(stride, dilation\) = 2; use output_p",
    ),
    "negative output padding": (
        ones(1, 6, 5, 5),
        {"output_padding": -1},
        "output_padding=-1 violates output_padding >= 0",
    ),
    "padding takes all": (
        ones(1, 6, 2, 2),
        {"padding": ((2, 2), (0, 0))},
        r"axis 0: output size 0 with padding \(2, 2\) violates output size >= 1; take 1 off",
    ),
    "groups": (ones(1, 6, 5, 5), {"groups": 4}, "groups=4 does not divide the 6 input channels"),
}


@pytest.mark.parametrize("case", TRANSPOSED)
def test_conv_transpose_refuses(case):
    x, options, message = TRANSPOSED[case]
    assert_refused(lambda: conv_transpose(x, W, **options), message)


def test_gradients_of_another_shape():
    dy = ones(1, 6, 4, 4)
    wanted = r"dy has shape \(1, 6, 4, 4\), the other arguments ask for \(1, 6, 3, 3\)"
    for call in (
        lambda: conv_grad_input(dy, W, X.shape),
        lambda: conv_grad_weight(dy, X, W.shape),
        lambda: conv_backward(dy, X, W),
    ):
        with pytest.raises(ShapeError, match=wanted):
            call()
    with pytest.raises(ShapeError, match=r"ask for \(1, 4, 7, 7\)"):
        conv_transpose_backward(dy, ones(1, 6, 5, 5), W)


def test_columns_refuse_too():
    with pytest.raises(ShapeError, match="kernel_size=0 violates kernel_size >= 1"):
        im2col(X, 0)
    with pytest.raises(ShapeError, match=r"columns has shape .* ask for \(1, 36, 9\)"):
        col2im(ones(1, 36, 8), X.shape, 3)


def test_pad_fills_without_truncating_the_value():
    assert pad(np.array([[[1]]]), 1, value=0.5).tolist() == [[[0.5, 1, 0.5]]]


@pytest.mark.parametrize("option", ["stride", "dilation", "padding", "groups"])
@pytest.mark.parametrize("value", [1.5, None])
def test_a_number_that_is_no_integer_is_a_type_error(option, value):
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        conv(X, W, **{option: value})


def test_a_kernel_of_one_tap_on_a_cropped_away_axis():
    """With one tap no other dilation helps, and none is offered."""
    image, kernel = np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 1, 1))
    with pytest.raises(ShapeError, match=r"padded size 1\+0\+-1 = 0 < 1 .*hint: pad 1 more$"):
        conv(image, kernel, dilation=(2, 1), padding=((0, -1), (0, 0)))
