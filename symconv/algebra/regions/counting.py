"""How many activation regions, by the fastest way that is certain.

*Defines* `count_activation_regions`.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.algebra.regions.activation import Maxout
from symconv.algebra.regions.enumerate import as_box, iter_regions
from symconv.algebra.regions.network import Number, PiecewiseNetwork


def count_activation_regions(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None
) -> int:
    """Return the number of activation regions inside the box, or in all of R^n.

    Two inputs over a box are counted with certified floats, everything else with integers.
    Raises ShapeError for a box that does not fit the network.

    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),) * 3)
    >>> count_activation_regions(fold, [(0, 1), (0, 1)])
    64
    """
    bounds = as_box(box, net.in_size)
    scalar = not any(isinstance(layer.activation, Maxout) for layer in net.layers)
    if bounds is not None and net.in_size == 2 and scalar:
        from symconv.algebra.regions.filter.layers import OutOfRange
        from symconv.algebra.regions.filter.polygons import plane_cells

        try:
            return plane_cells(net, bounds).count
        except OutOfRange:
            pass
    return sum(1 for _ in iter_regions(net, box))
