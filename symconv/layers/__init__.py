"""One class per layer type, each a list of facts, and networks of them."""

from symconv.layers.activation import Activation
from symconv.layers.adaptive_avg_pool import AdaptiveAvgPool
from symconv.layers.adaptive_max_pool import AdaptiveMaxPool
from symconv.layers.add import Add
from symconv.layers.avg_pool import AvgPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.concat import Concat
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.dropout import Dropout
from symconv.layers.equivariance import Breaks, Commutes, shift_report
from symconv.layers.flatten import Flatten
from symconv.layers.global_avg_pool import GlobalAvgPool
from symconv.layers.global_max_pool import GlobalMaxPool
from symconv.layers.group_norm import GroupNorm
from symconv.layers.identity import Identity
from symconv.layers.instance_norm import InstanceNorm
from symconv.layers.layer import Example, Layer
from symconv.layers.layer_norm import LayerNorm
from symconv.layers.linear import Linear
from symconv.layers.linear_map import LinearMap
from symconv.layers.lp_pool import LpPool
from symconv.layers.max_pool import MaxPool
from symconv.layers.network import Network
from symconv.layers.node import Node
from symconv.layers.operations import Operations
from symconv.layers.pixel_shuffle import PixelShuffle
from symconv.layers.prelu import PReLU
from symconv.layers.receptive_alignment import Misalignment, misalignments
from symconv.layers.receptive_field import Field, receptive_fields
from symconv.layers.receptive_interior import interior_patterns
from symconv.layers.relu import ReLU
from symconv.layers.softmax import Softmax
from symconv.layers.trace import Row, Trace
from symconv.layers.upsample import Upsample
from symconv.layers.zero_pad import ZeroPad

__all__ = [
    "Activation",
    "AdaptiveAvgPool",
    "AdaptiveMaxPool",
    "Add",
    "AvgPool",
    "BatchNorm",
    "Breaks",
    "Commutes",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Dropout",
    "Example",
    "Field",
    "Flatten",
    "GlobalAvgPool",
    "GlobalMaxPool",
    "GroupNorm",
    "Identity",
    "InstanceNorm",
    "Layer",
    "LayerNorm",
    "Linear",
    "LinearMap",
    "LpPool",
    "MaxPool",
    "Misalignment",
    "Network",
    "Node",
    "Operations",
    "PReLU",
    "PixelShuffle",
    "ReLU",
    "Row",
    "Softmax",
    "Trace",
    "Upsample",
    "ZeroPad",
    "interior_patterns",
    "misalignments",
    "receptive_fields",
    "shift_report",
]
