"""Networks with one input: the global form, piece by piece, with its breakpoints.

*Defines* `GlobalForm` and `global_form`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.regions.enumerate import enumerate_regions
from symconv.algebra.regions.network import Number, PiecewiseNetwork
from symconv.errors import ShapeError


@dataclass(frozen=True)
class GlobalForm:
    """A function of one variable, piece by piece: ``pieces[i]`` holds (slope, intercept) of each
    output between ``breakpoints[i - 1]`` and ``breakpoints[i]``; neighbours differ.
    """

    breakpoints: tuple[Fraction, ...]
    pieces: tuple[tuple[tuple[Fraction, Fraction], ...], ...]


def global_form(
    net: PiecewiseNetwork, low: Number | None = None, high: Number | None = None
) -> GlobalForm:
    """Return the pieces of a network with one input, from left to right.

    ``low`` and ``high`` bound the domain, both or neither. Raises ShapeError for more inputs.

    >>> from symconv.algebra.regions.network import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2]], [-1], "abs"),))
    >>> global_form(fold.then(fold)).breakpoints
    (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
    """
    if net.in_size != 1:
        raise ShapeError(
            f"a network with {net.in_size} inputs has no form in one variable",
            remedy="use enumerate_regions",
        )
    if (low is None) != (high is None):
        raise ShapeError("give both ends of the domain, or neither")
    bounds = None if low is None or high is None else [(low, high)]
    regions = sorted(enumerate_regions(net, bounds), key=lambda r: r.interior_point)
    breakpoints: list[Fraction] = []
    pieces: list[tuple[tuple[Fraction, Fraction], ...]] = []
    for region in regions:
        piece = tuple((w[0], b) for w, b in zip(region.weight, region.bias, strict=True))
        if pieces and pieces[-1] == piece:
            continue
        if pieces:  # the left end: the row with a positive slope
            a, c = next(row for row in region.rows if row[0] > 0)
            breakpoints.append(Fraction(-c, a))
        pieces.append(piece)
    return GlobalForm(tuple(breakpoints), tuple(pieces))
