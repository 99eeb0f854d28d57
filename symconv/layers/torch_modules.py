"""The layer behind each PyTorch module or function, by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from symconv.errors import ShapeError
from symconv.layers.activation import Activation
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
from symconv.layers.avg_pool import AvgPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.dropout import Dropout
from symconv.layers.flatten import Flatten
from symconv.layers.group_norm import GroupNorm
from symconv.layers.identity import Identity
from symconv.layers.instance_norm import InstanceNorm
from symconv.layers.layer import Layer
from symconv.layers.layer_norm import LayerNorm
from symconv.layers.linear import Linear
from symconv.layers.lp_pool import LpPool
from symconv.layers.max_pool import MaxPool
from symconv.layers.pixel_shuffle import PixelShuffle
from symconv.layers.prelu import PReLU
from symconv.layers.relu import ReLU
from symconv.layers.softmax import Softmax
from symconv.layers.upsample import Upsample

CONV = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups")
TYPES: Mapping[str, tuple[type[Layer], tuple[str, ...]]] = {
    "Conv": (Conv, (*CONV, "padding_mode")),
    "ConvTranspose": (ConvTranspose, (*CONV, "output_padding")),
    "MaxPool": (MaxPool, ("kernel_size", "stride", "padding", "dilation", "ceil_mode")),
    "AvgPool": (AvgPool, ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")),
    "LPPool": (LpPool, ("norm_type", "kernel_size", "stride", "ceil_mode")),
    "AdaptiveAvgPool": (AdaptiveAvgPool, ("output_size",)),
    "AdaptiveMaxPool": (AdaptiveMaxPool, ("output_size",)),
    "BatchNorm": (BatchNorm, ("num_features", "eps", "affine", "track_running_stats")),
    "InstanceNorm": (InstanceNorm, ("num_features", "eps", "affine")),
    "GroupNorm": (GroupNorm, ("num_groups", "num_channels", "eps", "affine")),
    "LayerNorm": (LayerNorm, ("normalized_shape", "eps", "elementwise_affine")),
    "Linear": (Linear, ("in_features", "out_features")),
    "Dropout": (Dropout, ("p",)),
    "Flatten": (Flatten, ()),
    "Identity": (Identity, ()),
    "PixelShuffle": (PixelShuffle, ("upscale_factor",)),
    "PReLU": (PReLU, ("num_parameters",)),
    "ReLU": (ReLU, ()),
    "Softmax": (Softmax, ("dim",)),
    "Upsample": (Upsample, ("size", "scale_factor")),
}
ACTIVATIONS: Mapping[str, str] = {
    "CELU": "celu",
    "ELU": "elu",
    "GELU": "gelu",
    "Hardsigmoid": "hardsigmoid",
    "Hardswish": "hardswish",
    "Hardtanh": "hardtanh",
    "LeakyReLU": "leaky_relu",
    "Mish": "mish",
    "ReLU6": "relu6",
    "SELU": "selu",
    "SiLU": "silu",
    "Sigmoid": "sigmoid",
    "Softplus": "softplus",
    "Softsign": "softsign",
    "Tanh": "tanh",
}
BIASED = frozenset({"Conv", "ConvTranspose", "Linear", "LayerNorm"})
FUNCTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "max_pool": ("MaxPool", TYPES["MaxPool"][1]),
    "avg_pool": ("AvgPool", TYPES["AvgPool"][1]),
    "adaptive_avg_pool": ("AdaptiveAvgPool", ("output_size",)),
    "adaptive_max_pool": ("AdaptiveMaxPool", ("output_size",)),
    "relu": ("ReLU", ()),
    "relu_": ("ReLU", ()),
    "dropout": ("Dropout", ("p",)),
    "softmax": ("Softmax", ("dim",)),
}


def module(source: Any, name: str) -> Layer:
    """Return the layer of a module; raise ShapeError when there is none."""
    kind = _without_rank(type(source).__name__)
    if kind in ACTIVATIONS:
        return Activation(ACTIVATIONS[kind])
    if kind not in TYPES:
        raise ShapeError(
            f"module {name!r} is a {type(source).__name__}, which has no counterpart here",
            remedy="build the network from layers, or replace the module",
        )
    if kind == "Flatten" and (source.start_dim, source.end_dim) != (1, -1):
        raise ShapeError(f"module {name!r} flattens some axes only", remedy="flatten from axis 1")
    chosen, keys = TYPES[kind]
    values = {key: _plain(getattr(source, key)) for key in keys}
    if kind in BIASED:
        values["bias"] = source.bias is not None
    return chosen(**values)


def function(kind: str, args: Sequence[Any], named: Mapping[str, Any]) -> Layer:
    """Return the layer of a function call; raise ShapeError when there is none."""
    if kind in ACTIVATIONS.values():
        return Activation(kind)
    base = _without_rank(kind)
    if base not in FUNCTIONS:
        raise ShapeError(
            f"the function {kind} has no counterpart here", remedy="use a module for it"
        )
    layer, keys = FUNCTIONS[base]
    chosen, known = TYPES[layer]
    values = dict(zip(keys, args, strict=False)) | {k: v for k, v in named.items() if k in known}
    return chosen(**{key: _plain(value) for key, value in values.items()})


def _without_rank(name: str) -> str:
    return name[:-2] if name[-2:] in ("1d", "2d", "3d") else name


def _plain(value: Any) -> Any:
    """Return what PyTorch stores as our fields want it: whole scale factors, tuples."""
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    return int(value) if isinstance(value, float) and value.is_integer() and value > 1 else value
