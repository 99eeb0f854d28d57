"""The words for layer types in files and lines, and the option that each is known by."""

from __future__ import annotations

from collections.abc import Mapping

from symconv.layers.activation import FUNCTIONS
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
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
from symconv.layers.zero_pad import ZeroPad

KINDS: Mapping[str, type[Layer]] = {
    "adaptive_avg_pool": AdaptiveAvgPool,
    "adaptive_max_pool": AdaptiveMaxPool,
    "add": Add,
    "avg_pool": AvgPool,
    "batch_norm": BatchNorm,
    "concat": Concat,
    "conv": Conv,
    "conv_transpose": ConvTranspose,
    "dropout": Dropout,
    "flatten": Flatten,
    "global_avg_pool": GlobalAvgPool,
    "global_max_pool": GlobalMaxPool,
    "group_norm": GroupNorm,
    "identity": Identity,
    "instance_norm": InstanceNorm,
    "layer_norm": LayerNorm,
    "linear": Linear,
    "lp_pool": LpPool,
    "max_pool": MaxPool,
    "pixel_shuffle": PixelShuffle,
    "prelu": PReLU,
    "relu": ReLU,
    "softmax": Softmax,
    "upsample": Upsample,
    "zero_pad": ZeroPad,
}
ACTIVATIONS = tuple(FUNCTIONS)

MAIN: Mapping[str, str] = {
    "adaptive_avg_pool": "output_size",
    "adaptive_max_pool": "output_size",
    "avg_pool": "kernel_size",
    "conv": "out_channels",
    "conv_transpose": "out_channels",
    "group_norm": "num_groups",
    "layer_norm": "normalized_shape",
    "linear": "out_features",
    "lp_pool": "kernel_size",
    "max_pool": "kernel_size",
    "pixel_shuffle": "upscale_factor",
    "upsample": "scale_factor",
    "zero_pad": "padding",
}
