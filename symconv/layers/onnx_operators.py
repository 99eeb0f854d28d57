"""The layer behind each ONNX operator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from symconv.errors import ShapeError
from symconv.layers.activation import Activation
from symconv.layers.add import Add
from symconv.layers.avg_pool import AvgPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.concat import Concat
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.dropout import Dropout
from symconv.layers.flatten import Flatten
from symconv.layers.global_avg_pool import GlobalAvgPool
from symconv.layers.global_max_pool import GlobalMaxPool
from symconv.layers.identity import Identity
from symconv.layers.layer import Layer
from symconv.layers.linear import Linear
from symconv.layers.max_pool import MaxPool
from symconv.layers.relu import ReLU

Options = Mapping[str, Any]
Shapes = Sequence[tuple[int, ...]]
SIMPLE: Mapping[str, Callable[[], Layer]] = {
    "Add": Add,
    "Concat": Concat,
    "Dropout": Dropout,
    "Flatten": Flatten,
    "Reshape": Flatten,
    "GlobalAveragePool": GlobalAvgPool,
    "GlobalMaxPool": GlobalMaxPool,
    "Identity": Identity,
    "Relu": ReLU,
    "Sigmoid": lambda: Activation("sigmoid"),
    "Tanh": lambda: Activation("tanh"),
    "Clip": lambda: Activation("hardtanh"),
    "HardSwish": lambda: Activation("hardswish"),
    "LeakyRelu": lambda: Activation("leaky_relu"),
}


def layer(operator: Any, name: str, shapes: Shapes, onnx: Any) -> Layer:
    """Return the layer of one operator; ``shapes`` are those of its stored arrays, in order."""
    kind = operator.op_type
    options = {a.name: onnx.helper.get_attribute_value(a) for a in operator.attribute}
    if kind in SIMPLE:
        if kind == "Add" and shapes:
            raise ShapeError(f"node {name!r} adds an array", remedy="fold it into a bias")
        if kind == "Concat" and options.get("axis") != 1:
            raise ShapeError(f"node {name!r} joins along axis {options.get('axis')}")
        return SIMPLE[kind]()
    if kind == "Conv":
        return Conv(shapes[0][1] * options.get("group", 1), shapes[0][0], **_conv(shapes, options))
    if kind == "ConvTranspose":
        _refuse(name, options, "output_shape")
        out = shapes[0][1] * options.get("group", 1)
        extra = tuple(options.get("output_padding", ())) or 0
        return ConvTranspose(shapes[0][0], out, output_padding=extra, **_conv(shapes, options))
    if kind in ("Gemm", "MatMul"):
        rows = shapes[0] if options.get("transB", 0) else shapes[0][::-1]
        return Linear(rows[1], rows[0], bias=len(shapes) > 1)
    if kind == "BatchNormalization":
        return BatchNorm(shapes[0][0], eps=float(options.get("epsilon", 1e-5)))
    if kind in ("MaxPool", "AveragePool"):
        return _pool(kind, name, options)
    raise ShapeError(
        f"node {name!r}: the operator {kind} has no counterpart here",
        remedy="build the network from layers, or replace the node",
    )


def _conv(shapes: Shapes, options: Options) -> dict[str, Any]:
    rank = len(shapes[0]) - 2
    return {
        "kernel_size": shapes[0][2:],
        "stride": tuple(options.get("strides", (1,) * rank)),
        "padding": _pads(options, rank),
        "dilation": tuple(options.get("dilations", (1,) * rank)),
        "groups": options.get("group", 1),
        "bias": len(shapes) > 1,
    }


def _pool(kind: str, name: str, options: Options) -> Layer:
    kernel = tuple(options["kernel_shape"])
    rank = len(kernel)
    common: dict[str, Any] = {
        "kernel_size": kernel,
        "stride": tuple(options.get("strides", (1,) * rank)),
        "padding": _pads(options, rank),
        "ceil_mode": bool(options.get("ceil_mode", 0)),
    }
    dilation = tuple(options.get("dilations", (1,) * rank))
    if kind == "MaxPool":
        return MaxPool(dilation=dilation, **common)
    if set(dilation) != {1}:
        raise ShapeError(f"node {name!r}: an average pool with dilation has no counterpart here")
    return AvgPool(count_include_pad=bool(options.get("count_include_pad", 0)), **common)


def _pads(options: Options, rank: int) -> tuple[tuple[int, int], ...]:
    if options.get("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
        raise ShapeError(
            f"auto_pad={options['auto_pad'].decode()} depends on the size of the input",
            remedy="export the model with explicit pads",
        )
    pads = list(options.get("pads", [0] * (2 * rank)))
    return tuple(zip(pads[:rank], pads[rank:], strict=True))


def _refuse(name: str, options: Options, key: str) -> None:
    if key in options:
        raise ShapeError(f"node {name!r}: {key} is not supported", remedy="export explicit pads")
