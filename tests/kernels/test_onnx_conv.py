"""ONNX's own operator tests for convolutions, columns and padding modes, each listed by name."""

import importlib

import numpy as np
import pytest

from symconv.kernels import col2im, conv, conv_transpose, pad

onnx = pytest.importorskip("onnx", reason="onnx ships the operator tests")
from onnx import helper  # noqa: E402

COVERED = {
    "Conv": [
        "test_basic_conv_with_padding",
        "test_basic_conv_without_padding",
        "test_conv_with_autopad_same",
        "test_conv_with_strides_and_asymmetric_padding",
        "test_conv_with_strides_no_padding",
        "test_conv_with_strides_padding",
    ],
    "ConvTranspose": [
        "test_convtranspose",
        "test_convtranspose_1d",
        "test_convtranspose_3d",
        "test_convtranspose_autopad_same",
        "test_convtranspose_dilations",
        "test_convtranspose_group_2",
        "test_convtranspose_group_2_image_3",
        "test_convtranspose_kernel_shape",
        "test_convtranspose_output_shape",
        "test_convtranspose_pad",
        "test_convtranspose_pads",
    ],
    "ConvInteger": ["test_convinteger_with_padding", "test_convinteger_without_padding"],
    "Col2Im": [
        "test_col2im",
        "test_col2im_5d",
        "test_col2im_dilations",
        "test_col2im_pads",
        "test_col2im_strides",
    ],
    "Pad": [
        "test_constant_pad",
        "test_constant_pad_axes",
        "test_constant_pad_negative_axes",
        "test_edge_pad",
        "test_reflect_pad",
        "test_wrap_pad",
    ],
}
NOT_COVERED = {
    "DeformConv": "samples the image at learned fractional offsets; no kernel here interpolates",
    "QLinearConv": "rescales and rounds to 8 bits; quantisation is not a kernel here",
    "CausalConvWithState": "carries a state between calls; every kernel here is a pure function",
}


def shipped(operator):
    """Return {name: (attributes, inputs, outputs)} of the operator's tests, run afresh."""
    module = importlib.import_module(f"onnx.backend.test.case.node.{operator.lower()}")
    found = {}

    def record(node, inputs, outputs, name, **_):
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        found[name] = (attributes, inputs, outputs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "expect", record)
        exporter = getattr(module, operator)
        for name in dir(exporter):
            if name.startswith("export"):
                getattr(exporter, name)()
    return found


CASES = {operator: shipped(operator) for operator in COVERED}


def pairs(pads):
    """ONNX lists all begins, then all ends."""
    half = len(pads) // 2
    return list(zip(pads[:half], pads[half:], strict=True))


def split(totals, *, upper):
    """The odd cell goes behind for SAME_UPPER, in front otherwise."""
    return [(t // 2, t - t // 2) if upper else (t - t // 2, t // 2) for t in totals]


def same_totals(n, k, s):
    return [max((-(-a // c) - 1) * c + b - a, 0) for a, b, c in zip(n, k, s, strict=True)]


def run_conv(attributes, x, w):
    rank = x.ndim - 2
    stride = attributes.get("strides", [1] * rank)
    auto = attributes.get("auto_pad", b"NOTSET")
    if auto in (b"SAME_UPPER", b"SAME_LOWER"):
        totals = same_totals(x.shape[2:], w.shape[2:], stride)
        padding = split(totals, upper=auto == b"SAME_UPPER")
    else:
        padding = pairs(attributes.get("pads", [0] * 2 * rank))
    options = {"dilation": attributes.get("dilations", 1), "groups": attributes.get("group", 1)}
    return conv(x, w, stride=stride, padding=padding, **options)


def run_conv_transpose(attributes, x, w):
    rank = x.ndim - 2
    stride = attributes.get("strides", [1] * rank)
    dilation = attributes.get("dilations", [1] * rank)
    extra = attributes.get("output_padding", [0] * rank)
    auto = attributes.get("auto_pad", b"NOTSET")
    full = [
        (n - 1) * s + d * (k - 1) + 1 + e
        for n, s, d, k, e in zip(x.shape[2:], stride, dilation, w.shape[2:], extra, strict=True)
    ]
    wanted = attributes.get("output_shape")
    if auto in (b"SAME_UPPER", b"SAME_LOWER"):
        wanted = [n * s for n, s in zip(x.shape[2:], stride, strict=True)]
    if wanted:
        totals = [f - m for f, m in zip(full, wanted, strict=True)]
        padding = split(totals, upper=auto == b"SAME_UPPER")
    else:
        padding = pairs(attributes.get("pads", [0] * 2 * rank))
    return conv_transpose(
        x,
        w,
        stride=stride,
        padding=padding,
        output_padding=extra,
        dilation=dilation,
        groups=attributes.get("group", 1),
    )


def run_conv_integer(attributes, x, w, x_zero=0, w_zero=0):
    zeros = np.asarray(w_zero, np.int64).reshape(-1, *(1,) * (w.ndim - 1))
    shifted = x.astype(np.int64) - np.asarray(x_zero, np.int64), w.astype(np.int64) - zeros
    return run_conv(attributes, *shifted)


def run_col2im(attributes, columns, image, block):
    rank = len(image)
    channels = columns.shape[1] // int(np.prod(block))
    return col2im(
        columns,
        (len(columns), channels, *map(int, image)),
        [int(k) for k in block],
        stride=attributes.get("strides", 1),
        padding=pairs(attributes.get("pads", [0] * 2 * rank)),
        dilation=attributes.get("dilations", 1),
    )


def run_pad(attributes, x, pads, value=None, axes=None):
    modes = {b"constant": "zeros", b"edge": "replicate", b"reflect": "reflect", b"wrap": "circular"}
    every = [(0, 0)] * x.ndim
    chosen = range(x.ndim) if axes is None else [int(a) for a in axes]
    for axis, pair in zip(chosen, pairs([int(p) for p in pads]), strict=True):
        every[axis] = pair
    mode = modes[attributes["mode"]]
    fill = 0 if value is None else value.item()
    return pad(x[None, None], every, mode=mode, value=fill)[0, 0]


RUN = {
    "Conv": run_conv,
    "ConvTranspose": run_conv_transpose,
    "ConvInteger": run_conv_integer,
    "Col2Im": run_col2im,
    "Pad": run_pad,
}


@pytest.mark.parametrize(
    ("operator", "name"), [(o, n) for o, names in COVERED.items() for n in names]
)
def test_shipped_case_passes(operator, name):
    if name not in CASES[operator]:
        pytest.skip(f"this onnx {onnx.__version__} does not ship the case")
    attributes, inputs, outputs = CASES[operator][name]
    given = [v if isinstance(v, np.ndarray) else np.asarray(v) for v in inputs]
    if operator == "Pad" and len(given) > 2 and given[2].size != 1:
        given[2] = None
    result = RUN[operator](attributes, *given)
    assert result.shape == outputs[0].shape
    np.testing.assert_allclose(result, outputs[0], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("operator", COVERED)
def test_every_shipped_case_is_listed(operator):
    assert set(CASES[operator]) <= set(COVERED[operator])


def test_every_shipped_convolution_operator_is_listed_or_left_out_with_a_reason():
    operators = {s.name for s in onnx.defs.get_all_schemas() if "Conv" in s.name}
    assert operators <= set(COVERED) | set(NOT_COVERED)
    assert all(NOT_COVERED.values())
