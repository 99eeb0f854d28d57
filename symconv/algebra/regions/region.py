r"""One activation region with everything that is known of it, exactly.

*Defines* `Region`, `Pattern`, `Box` and `pattern_text`.

*Definition.* An activation region is a full-dimensional set of points with one activation pattern.
Its interior is an open convex polyhedron; boundaries belong to no region. Regions of different
patterns are disjoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symconv.algebra.regions.cone import Row
from symconv.algebra.regions.network import Matrix, Vector

Pattern = tuple[tuple[int, ...], ...]
Box = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Region:
    """``rows`` c with c.(x, 1) >= 0, none redundant, and f(x) = numerators (x, 1) / denominator.

    ``pattern`` holds one symbol per unit, layer by layer (see
    `symconv.algebra.regions.activation`); a layer without activation has an empty one. ``inside``
    is a strictly inner point as (x, w), w > 0. Rows and numerators are integers; the map is in
    lowest terms, so two regions have equal maps exactly when both numbers agree.

    >>> half = Region(((1,),), ((2, -1),), ((2, -1),), 1, (3, 2))  # x > 1/2, f(x) = 2x - 1
    >>> half.weight, half.bias, half.interior_point
    (((Fraction(2, 1),),), (Fraction(-1, 1),), (Fraction(3, 2),))
    """

    pattern: Pattern
    rows: tuple[Row, ...]
    numerators: tuple[Row, ...]
    denominator: int
    inside: Row

    @property
    def map_key(self) -> tuple[tuple[Row, ...], int]:
        """Numerators and denominator: equal exactly for equal affine maps."""
        return self.numerators, self.denominator

    @cached_property
    def weight(self) -> Matrix:
        """The matrix W of the local map, m × n."""
        return tuple(
            tuple(Fraction(v, self.denominator) for v in row[:-1]) for row in self.numerators
        )

    @cached_property
    def bias(self) -> Vector:
        """The shift b of the local map, of length m."""
        return tuple(Fraction(row[-1], self.denominator) for row in self.numerators)

    @cached_property
    def interior_point(self) -> Vector:
        """A strictly inner rational point."""
        return tuple(Fraction(v, self.inside[-1]) for v in self.inside[:-1])

    def value(self, x: Vector) -> Vector:
        """Return W x + b."""
        return tuple(
            sum((w * v for w, v in zip(row, x, strict=True)), b)
            for row, b in zip(self.weight, self.bias, strict=True)
        )

    def contains(self, x: Vector) -> bool:
        """Whether ``x`` lies in the closed region."""
        return all(
            sum((c * v for c, v in zip(row, x, strict=False)), Fraction(row[-1])) >= 0
            for row in self.rows
        )


def pattern_text(pattern: Pattern) -> str:
    """Write a pattern: symbols side by side, ties as ``=`` and the breakpoint, layers by ``|``.

    >>> pattern_text(((1, 0, -1), (), (2,)))
    '10=0|2'
    """
    layers = (
        "".join(str(s) if 0 <= s < 10 else f"={-1 - s}" if s < 0 else f"({s})" for s in layer)
        for layer in pattern
        if layer
    )
    return "|".join(layers)
