r"""Gordan's alternative over the integers: a strict solution, or multipliers that forbid it.

For whole vectors :math:`v_1, \dots, v_m` exactly one of these exists: a vector w with
:math:`w \cdot v_i > 0` for all i, or :math:`\lambda \ge 0`, not 0, with
:math:`\sum_i \lambda_i v_i = 0`.

*Method.* The first phase of the revised simplex method for :math:`\sum \lambda_i v_i = 0,
\sum \lambda_i = 1`. When the artificial unknowns cannot be driven out, the prices are w. The basis
inverse is kept as an integer matrix over one common determinant (each pivot divides exactly by the
previous one), and Bland's rule, lowest number first, forbids cycles. The answer is not trusted:
`symconv.algebra.logic.verdicts.confirms` recomputes it.

*Source.* J. Edmonds, J.-F. Maurras, Note sur les Q-matrices d'Edmonds (1997), for pivots without
fractions; R. Bland (1977) for the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

Vector = Sequence[int]


@dataclass(frozen=True)
class Solution:
    """A vector with a positive product with every given vector."""

    vector: tuple[int, ...]


@dataclass(frozen=True)
class Multipliers:
    """Positive whole numbers, by the number of the vector, with a vanishing weighted sum."""

    of: dict[int, int]


def gordan(vectors: Sequence[Vector]) -> Solution | Multipliers:
    """Return which alternative holds; the entries have no common factor.

    >>> gordan([(1, 0), (1, 1)]).vector
    (2, -1)
    >>> gordan([(1, 2), (-2, -4)]).of
    {0: 2, 1: 1}
    """
    basis = _Basis(len(vectors[0]))
    columns = [(*v, 1) for v in vectors]
    while True:
        prices = basis.prices()
        entering = _entering(columns, prices)
        if entering is None:
            break
        basis.pivot(entering, columns[entering])
    if basis.missing():
        return Solution(_primitive([-p for p in prices[:-1]]))
    found = basis.multipliers()
    factor = gcd(*found.values())
    return Multipliers({k: v // factor for k, v in sorted(found.items())})


def _entering(columns: Sequence[Vector], prices: Vector) -> int | None:
    for number, column in enumerate(columns):
        total = 0
        for p, c in zip(prices, column, strict=True):
            total += p * c
        if total > 0:
            return number
    return None


def _primitive(values: list[int]) -> tuple[int, ...]:
    factor = gcd(*values) or 1
    return tuple(v // factor for v in values)


class _Basis:
    """The basic unknowns (negative numbers are artificial) and ``determinant`` times the inverse.

    The last column of a row is its value: the right-hand side is the last unit vector.
    """

    def __init__(self, dimension: int) -> None:
        size = dimension + 1
        self.unknowns = [-1 - i for i in range(size)]
        self.rows = [[int(i == j) for j in range(size)] for i in range(size)]
        self.determinant = 1

    def prices(self) -> list[int]:
        """Return the sum of the rows of artificial unknowns."""
        total = [0] * len(self.rows)
        for unknown, row in zip(self.unknowns, self.rows, strict=True):
            if unknown < 0:
                total = list(map(int.__add__, total, row))
        return total

    def missing(self) -> bool:
        """Whether an artificial unknown is still positive."""
        return any(u < 0 and r[-1] for u, r in zip(self.unknowns, self.rows, strict=True))

    def multipliers(self) -> dict[int, int]:
        """Return the positive values of the unknowns that are not artificial."""
        pairs = zip(self.unknowns, self.rows, strict=True)
        return {u: r[-1] for u, r in pairs if u >= 0 and r[-1]}

    def pivot(self, entering: int, column: Vector) -> None:
        """Let an unknown enter for the one that reaches 0 first, the lowest number among equals."""
        slopes = [sum(map(int.__mul__, row, column)) for row in self.rows]
        leaving = -1
        for i, slope in enumerate(slopes):
            if slope > 0 and (leaving < 0 or self._sooner(i, leaving, slopes)):
                leaving = i
        row, pivot, before = self.rows[leaving], slopes[leaving], self.determinant
        for i, slope in enumerate(slopes):
            if i != leaving:
                pairs = zip(self.rows[i], row, strict=True)
                self.rows[i] = [(pivot * a - slope * b) // before for a, b in pairs]
        self.determinant = pivot
        self.unknowns[leaving] = entering

    def _sooner(self, i: int, j: int, slopes: list[int]) -> bool:
        ours, theirs = self.rows[i][-1] * slopes[j], self.rows[j][-1] * slopes[i]
        return ours < theirs or (ours == theirs and self._order(i) < self._order(j))

    def _order(self, i: int) -> tuple[bool, int]:
        """Order unknowns by number, artificial ones last."""
        return self.unknowns[i] < 0, abs(self.unknowns[i])
