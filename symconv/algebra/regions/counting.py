"""How many activation regions, by the fastest way that is certain.

*Defines* `count_activation_regions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from symconv.algebra.regions.activation import Maxout
from symconv.algebra.regions.enumerate import as_box, iter_regions
from symconv.algebra.regions.network import Number, PiecewiseNetwork

MOST_DIMENSIONS = 8
"""A box has 2^n corners; beyond this the integers on a path of the tree are faster."""


def count_activation_regions(
    net: PiecewiseNetwork, box: Sequence[tuple[Number, Number]] | None = None
) -> int:
    """Return the number of activation regions inside the box, or in all of R^n.

    Over a box signs are certified floats; networks with maxout, and in more than two dimensions
    those that are not in general position, are counted with integers, and so is R^n. Raises
    ShapeError for a box that does not fit the network.

    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),) * 3)
    >>> count_activation_regions(fold, [(0, 1), (0, 1)])
    64
    """
    bounds = as_box(box, net.in_size)
    scalar = not any(isinstance(layer.activation, Maxout) for layer in net.layers)
    if bounds is not None and scalar and net.in_size <= MOST_DIMENSIONS:
        from symconv.algebra.regions.filter import NonGeneric, OutOfRange, filtered_count

        with suppress(NonGeneric, OutOfRange):
            return filtered_count(net, bounds)
    return sum(1 for _ in iter_regions(net, box))
