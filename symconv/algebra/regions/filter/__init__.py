"""Counting at the speed of float64 with the certainty of integers.

*Defines* `filtered_count`; `NonGeneric` and `OutOfRange` say that integers must count instead.
"""

from symconv.algebra.regions.filter.edges import NonGeneric
from symconv.algebra.regions.filter.layers import OutOfRange
from symconv.algebra.regions.filter.polygons import plane_cells
from symconv.algebra.regions.filter.space import space_cells
from symconv.algebra.regions.network import PiecewiseNetwork
from symconv.algebra.regions.region import Box

__all__ = ["NonGeneric", "OutOfRange", "filtered_count"]


def filtered_count(net: PiecewiseNetwork, box: Box) -> int:
    """Return the number of activation regions over a box of a network without maxout.

    Raises OutOfRange for extreme numbers and, except in the plane, NonGeneric for networks that are
    not in general position.

    >>> from fractions import Fraction
    >>> from symconv.algebra.regions.network import DenseLayer
    >>> net = PiecewiseNetwork((DenseLayer.of([[1, 0, 0], [0, 1, 0]], ["1/3", 0], "relu"),))
    >>> filtered_count(net, ((Fraction(-1), Fraction(1)),) * 3)
    4
    """
    return plane_cells(net, box).count if net.in_size == 2 else space_cells(net, box).count
