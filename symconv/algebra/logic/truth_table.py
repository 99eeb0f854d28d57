r"""Truth tables of functions of n binary variables.

*Notation.* Row r of a table belongs to the point whose coordinates are the binary digits of r,
:math:`x_1` first: the rows of two variables are (0, 0), (0, 1), (1, 0), (1, 1). The values are
kept as the bits of one integer, bit r for row r, so that questions about sets of rows are questions
about masks.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_VARIABLES = 10

Point = tuple[int, ...]


@dataclass(frozen=True)
class TruthTable:
    """A function from ``variables`` bits to one bit; bit r of ``bits`` is its value in row r.

    >>> TruthTable.of([0, 1, 1, 0])
    TruthTable(variables=2, bits=6)
    """

    variables: int
    bits: int

    @staticmethod
    def of(values: Sequence[int]) -> TruthTable:
        """Read a table from its values, row by row; raise ValueError for another count of rows."""
        variables = len(values).bit_length() - 1
        if len(values) < 2 or len(values) != 1 << variables or variables > MOST_VARIABLES:
            raise ValueError(f"a truth table has 2, 4, 8, ... rows, not {len(values)}")
        if any(v not in (0, 1) for v in values):
            raise ValueError("the values of a truth table are 0 and 1")
        return TruthTable(variables, sum(int(v) << row for row, v in enumerate(values)))

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of all rows."""
        return points(self.variables)

    @property
    def values(self) -> tuple[int, ...]:
        """The values of all rows."""
        return tuple(self.bits >> row & 1 for row in range(1 << self.variables))

    @property
    def negated(self) -> TruthTable:
        """The table with every value changed."""
        return TruthTable(self.variables, self.bits ^ ((1 << (1 << self.variables)) - 1))

    def rows(self, value: int) -> list[int]:
        """Return the numbers of the rows with a value."""
        return [row for row, v in enumerate(self.values) if v == value]


@lru_cache(maxsize=MOST_VARIABLES)
def points(variables: int) -> tuple[Point, ...]:
    """Return the points of the cube in the order of rows.

    >>> points(2)
    ((0, 0), (0, 1), (1, 0), (1, 1))
    """
    return tuple(itertools.product((0, 1), repeat=variables))
