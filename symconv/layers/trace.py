"""One pass over a network: the shapes, parameters and operations of each layer for one input.

*Defines* `Row` (one layer), `Trace` (all of them, with totals) and `trace`.

Unknown channel numbers, ``?``, are read off the input on the way. The first layer that does not fit
is named, with the smallest input of the network that would do where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import prod
from operator import add
from typing import Literal, TypeAlias

from symconv.algebra.legality import require_exact_division
from symconv.algebra.sizes import Size, as_size, is_symbolic
from symconv.errors import ShapeError
from symconv.layers.add import Add
from symconv.layers.avg_pool import AvgPool
from symconv.layers.concat import Concat
from symconv.layers.conv import Conv
from symconv.layers.landing import landing_macs
from symconv.layers.layer import Layer, Shape
from symconv.layers.lp_pool import LpPool
from symconv.layers.max_pool import MaxPool
from symconv.layers.node import INPUT, Node
from symconv.layers.operations import Operations
from symconv.layers.repairs import smallest_input

Rounding: TypeAlias = Literal["floor", "exact"]


@dataclass(frozen=True)
class Row:
    """One layer of a network with known shapes, for one sample."""

    node: Node
    layer: Layer
    in_shapes: tuple[Shape, ...]
    out_shape: Shape

    @property
    def kind(self) -> str:
        """The layer type."""
        return type(self.layer).__name__

    @cached_property
    def weight_shapes(self) -> Mapping[str, Shape]:
        """The shape of each learned array by name."""
        return self.layer.weight_shapes(len(self.in_shapes[0]) - 1)

    @property
    def biases(self) -> Size:
        """The number of entries of the bias."""
        return prod(self.weight_shapes["bias"]) if "bias" in self.weight_shapes else 0

    @cached_property
    def parameters(self) -> Size:
        """The number of learned numbers, also where another layer owns them."""
        return sum((prod(shape) for shape in self.weight_shapes.values()), start=0)

    @cached_property
    def operations(self) -> Operations:
        """The dense scalar operations."""
        if isinstance(self.layer, Add | Concat):
            return self.layer.operations(*self.in_shapes)
        return self.layer.operations(self.in_shapes[0])

    @property
    def landing_macs(self) -> Size:
        """The products that meet a real input and a kept output; needs numbers."""
        return landing_macs(self.layer, self.in_shapes[0])


@dataclass(frozen=True)
class Trace:
    """The rows of a network in order, for one input of ``in_shape``."""

    rows: tuple[Row, ...]
    in_shape: Shape

    def __getitem__(self, name: str) -> Row:
        for row in self.rows:
            if row.node.name == name:
                return row
        raise ShapeError(f"there is no layer {name!r}")

    @property
    def out_shape(self) -> Shape:
        """The shape of the last layer's output."""
        return self.rows[-1].out_shape

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """The shape of every output by the layer's name."""
        return {INPUT: self.in_shape} | {row.node.name: row.out_shape for row in self.rows}

    def parameter_count(self, shared: Literal["once", "each"] = "once") -> Size:
        """Return the number of learned numbers; shared ones count once, or each time they are used.

        >>> from symconv.layers import Conv, Network, Node
        >>> conv = Conv(8, 8, kernel_size=3, padding=1)
        >>> twice = Network((Node("a", conv), Node("b", conv, shares="a")), (8, 5, 5)).trace()
        >>> twice.parameter_count(), twice.parameter_count("each")
        (584, 1168)
        """
        rows = [r for r in self.rows if shared == "each" or not r.node.shares]
        return sum((row.parameters for row in rows), start=0)

    def buffer_count(self) -> Size:
        """Return the number of stored numbers that are not learned."""
        counted = [row for row in self.rows if not row.node.shares]
        return sum((row.layer.buffer_count() for row in counted), start=0)

    @cached_property
    def operations(self) -> Operations:
        """The dense scalar operations of all layers."""
        return reduce(add, (row.operations for row in self.rows), Operations())

    @cached_property
    def landing_macs(self) -> Size:
        """The products of all layers that meet a real input and a kept output; needs numbers."""
        return sum((row.landing_macs for row in self.rows), start=0)


def trace(nodes: Sequence[Node], in_shape: Shape, *, rounding: Rounding = "floor") -> Trace:
    """Return the trace of some nodes in order; raise ShapeError naming the layer at fault."""
    if rounding not in ("floor", "exact"):
        raise ShapeError(f"rounding={rounding!r} is not a convention", remedy="use floor or exact")
    shape: Shape = tuple(as_size(n, "in_shape") for n in in_shape)
    shapes: dict[str, Shape] = {INPUT: shape}
    rows = []
    for node in nodes:
        try:
            row = _row(node, tuple(shapes[name] for name in node.inputs), rounding)
        except ShapeError as error:
            raise _at_layer(error, node, nodes, shape, rounding) from None
        rows.append(row)
        shapes[node.name] = row.out_shape
    return Trace(tuple(rows), shape)


def _row(node: Node, in_shapes: tuple[Shape, ...], rounding: Rounding) -> Row:
    layer = node.layer.resolved(in_shapes[0])
    if isinstance(layer, Add | Concat):
        return Row(node, layer, in_shapes, layer.out_shape(*in_shapes))
    out_shape = layer.out_shape(in_shapes[0])
    if rounding == "exact" and isinstance(layer, Conv | MaxPool | AvgPool | LpPool):
        windows = layer.windows(len(in_shapes[0]) - 1)
        for window, n in zip(windows, in_shapes[0][1:], strict=True):
            require_exact_division(window, n)
    return Row(node, layer, in_shapes, out_shape)


def _fits(nodes: Sequence[Node], in_shape: Shape) -> bool:
    """Whether every layer accepts what it reads."""
    shapes: dict[str, Shape] = {INPUT: in_shape}
    try:
        for node in nodes:
            row = _row(node, tuple(shapes[name] for name in node.inputs), "floor")
            shapes[node.name] = row.out_shape
    except ShapeError:
        return False
    return True


def _at_layer(
    error: ShapeError, node: Node, nodes: Sequence[Node], in_shape: Shape, rounding: Rounding
) -> ShapeError:
    """Say which layer is at fault, what it read, and which input of the network would do."""
    repairs = [error.remedy] if error.remedy else []
    first = node.inputs == (INPUT,)
    if not first and rounding == "floor" and not any(map(is_symbolic, in_shape)):
        sizes = tuple(map(int, in_shape))
        enough = smallest_input(lambda shape: _fits(nodes, shape), sizes)
        if enough != in_shape:
            repairs.append("give the network an input of " + "x".join(map(str, enough)))
    said = f"layer {node.name!r} ({type(node.layer).__name__}): {error.fact}"
    return ShapeError(said, place=error.place, remedy=", or ".join(repairs), given=error.given)
