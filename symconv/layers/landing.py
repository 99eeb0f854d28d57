r"""Products that land: those of a real input with a weight that reach a kept output.

Dense counts include products with the zeros of the padding and, for a transposed convolution,
products that its padding crops. Per axis the pairs (position, tap) that land are counted exactly:

    L = #{(o, t) : 0 <= s o - p + d t < n}          transposed: #{(i, t) : 0 <= s i - p + d t < m}

and the layer has ``C_out (C_in / groups) prod L`` of them.
"""

from __future__ import annotations

from math import prod

from symconv.algebra.axes import per_axis
from symconv.algebra.sizes import as_number
from symconv.algebra.window import Window
from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.layer import Layer, Shape
from symconv.layers.operations import Operations


def landing_macs(layer: Layer, in_shape: Shape) -> int:
    """Return the products that land, for one sample; raise ShapeError for symbols.

    Padding modes other than zeros put real inputs into the padding, so that every product lands.

    >>> landing_macs(ConvTranspose(4, 6, 3, stride=2, padding=1, output_padding=1), (4, 5, 5))
    4704
    """
    return as_number(landing_operations(layer, in_shape).macs, "macs")


def landing_operations(layer: Layer, in_shape: Shape) -> Operations:
    """Return the operations that remain when products that do not land are left out.

    An output that ``q`` products reach takes ``q - 1`` additions; one that none reaches is the bias
    alone, or zero. Raises ShapeError for symbols.

    >>> landing_operations(ConvTranspose(1, 1, 3, stride=2, bias=False), (1, 4)).additions
    3
    """
    dense = layer.operations(in_shape)
    as_number(dense.macs, "macs")
    if not isinstance(layer, Conv | ConvTranspose):
        return dense
    if isinstance(layer, Conv) and layer.padding_mode != "zeros":
        return dense
    sizes = [as_number(n, "size") for n in in_shape[1:]]
    windows = layer.windows(len(sizes))
    if isinstance(layer, Conv):
        axes = [(w, w.out_size(n), n) for w, n in zip(windows, sizes, strict=True)]
        reached = prod(outputs_reached(*axis) for axis in axes)
    else:
        extra = per_axis(layer.output_padding, len(sizes), "output_padding")
        triples = zip(windows, sizes, extra, strict=True)
        axes = [(w, n, w.transposed_size(n, op)) for w, n, op in triples]
        reached = prod(inputs_reached(*axis) for axis in axes)
    filters = as_number(layer.out_channels, "out_channels")
    spans = as_number(layer.in_channels, "in_channels") // as_number(layer.groups, "groups")
    products = filters * spans * prod(landing(*axis) for axis in axes)
    unreached = prod(map(int, layer.out_shape(in_shape))) - filters * reached
    return Operations(
        macs=products,
        multiplications=products,
        additions=products - filters * reached,
        bias_additions=as_number(dense.bias_additions, "bias") - unreached * bool(layer.bias),
    )


def landing(window: Window, steps: object, reached: object) -> int:
    """Return how many pairs (step, tap) of one axis land on ``0 .. reached - 1``.

    >>> landing(Window(3, padding=1), 5, 5)
    13
    """
    o, n = as_number(steps, "steps"), as_number(reached, "size")
    k, s, p, _, d = (as_number(v, "window") for v in window.numbers())
    total = 0
    for t in range(k):
        first = max(0, -((d * t - p) // s))
        last = min(o - 1, (n - 1 - d * t + p) // s)
        total += max(0, last - first + 1)
    return total


def outputs_reached(window: Window, steps: object, reached: object) -> int:
    """Return how many steps of one axis have a tap on ``0 .. reached - 1``.

    >>> outputs_reached(Window(1, stride=2, padding=3), 4, 2)
    1
    """
    o, n = as_number(steps, "steps"), as_number(reached, "size")
    k, s, p, _, d = (as_number(v, "window") for v in window.numbers())
    return sum(any(0 <= s * i - p + d * t < n for t in range(k)) for i in range(o))


def inputs_reached(window: Window, steps: object, reached: object) -> int:
    """Return how many of the positions ``0 .. reached - 1`` of one axis a tap lands on.

    >>> inputs_reached(Window(1, stride=2), 4, 7)
    4
    """
    o, n = as_number(steps, "steps"), as_number(reached, "size")
    k, s, p, _, d = (as_number(v, "window") for v in window.numbers())
    hit = {s * i - p + d * t for i in range(o) for t in range(k)}
    return sum(0 <= position < n for position in hit)
