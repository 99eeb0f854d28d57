r"""What the usual counters print for one layer, and why they differ.

*Defines* `Counter`, the seven `COUNTERS`, and `printed`, which converts the exact count of a layer
into what a tool prints for it. The rules are those of torchinfo 1.8.0, fvcore 0.1.5, ptflops 0.7.5,
thop 0.1.1, ultralytics-thop 2.2.3, calflops 0.3.2 and PyTorch's FlopCounterMode 2.13:

    tool               transposed convolution   bias        batch       unit     averages, norms
    torchinfo          output positions         as a MAC    counted     MAC      parameters of norms
    fvcore             input positions          no          counted     MAC      2 per value normed
    ptflops            input positions          as a MAC    one sample  MAC      2 per value normed
    thop               output positions         no          counted     MAC      1 per output, 4
    ultralytics-thop   input positions          no          counted     MAC      k^2 + 1, 4
    calflops           input, no groups         no          counted     MAC      none
    torch              input positions          no          counted     2 FLOP   none

*Why a table of rules.* The same network gets eight numbers from eight tools; each is right for its
own definition. A count is worth something only with its definition, so that the definition is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Literal

from symconv.algebra.sizes import Size
from symconv.errors import ShapeError
from symconv.layers.avg_pool import AvgPool
from symconv.layers.batch_norm import BatchNorm
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.layer import Layer, Shape
from symconv.layers.linear import Linear

Positions = Literal["input", "output"]


@dataclass(frozen=True)
class Counter:
    """The rules of one tool.

    ``positions`` says where a transposed convolution multiplies its whole kernel, ``bias_is_mac``
    whether a bias counts as one operation, ``per_sample`` whether the batch is left out, ``unit``
    how many operations a multiply-accumulate is, ``groups`` whether groups of a transposed
    convolution are understood; ``norm`` is per value normalised, ``pool`` per output and ``cells``
    per cell of an average pool.
    """

    positions: Positions = "input"
    bias_is_mac: bool = False
    per_sample: bool = False
    unit: int = 1
    norm: int = 0
    norm_counts: Literal["values", "parameters"] = "values"
    pool: int = 0
    cells: int = 0
    why: str = ""


COUNTERS: Mapping[str, Counter] = {
    "torchinfo": Counter(
        "output",
        bias_is_mac=True,
        norm=1,
        norm_counts="parameters",
        why="multiplies parameters by output positions, biases and transposed kernels included",
    ),
    "fvcore": Counter(norm=2, why="leaves biases out; a norm takes 2 operations per value"),
    "ptflops": Counter(
        bias_is_mac=True, per_sample=True, norm=2, why="counts a bias as a MAC, for one sample"
    ),
    "thop": Counter(
        "output", norm=4, pool=1, why="a transposed kernel at every output instead of every input"
    ),
    "ultralytics-thop": Counter(norm=4, pool=1, cells=1, why="leaves biases out"),
    "calflops": Counter(why="leaves biases out of MACs; divides by the groups a second time"),
    "torch": Counter(unit=2, why="2 operations per multiply-accumulate, biases left out"),
}


def printed(layer: Layer, in_shape: Shape, tool: str, *, batch: int = 1) -> Size:
    """Return what ``tool`` prints for one layer on ``batch`` samples of ``in_shape``.

    Raises ShapeError for an unknown tool.

    >>> conv = Conv(3, 8, kernel_size=3, padding=1)
    >>> [printed(conv, (3, 10, 10), tool) for tool in ("torchinfo", "fvcore", "torch")]
    [22400, 21600, 43200]
    """
    if tool not in COUNTERS:
        raise ShapeError(f"there is no counter {tool!r}", remedy=f"use {', '.join(COUNTERS)}")
    rule = COUNTERS[tool]
    out_shape = layer.out_shape(in_shape)
    count = _per_sample(layer, in_shape, out_shape, tool) * rule.unit
    whole = isinstance(layer, BatchNorm) and rule.norm_counts == "parameters"
    return count if rule.per_sample or whole else batch * count


def _per_sample(layer: Layer, in_shape: Shape, out_shape: Shape, tool: str) -> Size:
    rule, outputs = COUNTERS[tool], prod(out_shape)
    match layer:
        case ConvTranspose():
            count = _transposed(layer, in_shape, out_shape, tool)
            return count + _bias(layer.bias, rule, outputs)
        case Conv() | Linear():
            return layer.operations(in_shape).macs + _bias(layer.bias, rule, outputs)
        case BatchNorm():
            if rule.norm_counts == "parameters":
                return rule.norm * layer.parameter_count(len(in_shape) - 1)
            return rule.norm * outputs
        case AvgPool():
            cells = prod(window.kernel_size for window in layer.windows(len(in_shape) - 1))
            return outputs * (rule.pool + rule.cells * cells)
    return 0


def _bias(has_bias: object, rule: Counter, outputs: Size) -> Size:
    return outputs if has_bias and rule.bias_is_mac else 0


def _transposed(layer: ConvTranspose, in_shape: Shape, out_shape: Shape, tool: str) -> Size:
    macs = layer.operations(in_shape).macs
    if tool == "calflops":
        per_group = layer.out_channels // layer.groups
        return macs // per_group * (per_group // layer.groups)
    if COUNTERS[tool].positions == "input":
        return macs
    return macs // prod(in_shape[1:]) * prod(out_shape[1:])
