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


def landing_macs(layer: Layer, in_shape: Shape) -> int:
    """Return the products that land, for one sample; raise ShapeError for symbols.

    Padding modes other than zeros put real inputs into the padding, so that every product lands.

    >>> landing_macs(ConvTranspose(4, 6, 3, stride=2, padding=1, output_padding=1), (4, 5, 5))
    4704
    """
    dense = as_number(layer.operations(in_shape).macs, "macs")
    if not isinstance(layer, Conv | ConvTranspose):
        return dense
    if isinstance(layer, Conv) and layer.padding_mode != "zeros":
        return dense
    sizes = [as_number(n, "size") for n in in_shape[1:]]
    windows = layer.windows(len(sizes))
    if isinstance(layer, Conv):
        pairs = [landing(w, w.out_size(n), n) for w, n in zip(windows, sizes, strict=True)]
    else:
        extra = per_axis(layer.output_padding, len(sizes), "output_padding")
        axes = zip(windows, sizes, extra, strict=True)
        pairs = [landing(w, n, w.transposed_size(n, op)) for w, n, op in axes]
    both = as_number(layer.in_channels, "in_channels") * as_number(layer.out_channels, "out")
    return both // as_number(layer.groups, "groups") * prod(pairs)


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
