r"""What may be said of a threshold unit for a table, and the re-check of either saying.

*Defines* `Weights`, `Contradiction` and `confirms`.

A threshold unit answers 1 where :math:`w \cdot x + b \ge 0` and 0 elsewhere; the strict unit where
:math:`w \cdot x + b > 0`. Weights are confirmed by computing every row. A contradiction is a
positive whole number :math:`\lambda_r` for some rows with

.. math:: \sum_{\text{true}} \lambda_r (x_r, 1) = \sum_{\text{false}} \lambda_r (x_r, 1):

the weighted sum of the inequalities of the rows says :math:`0 < 0`, whatever w and b are. One true
and one false row must take part; the strict inequality stands on one side or the other.

*Source.* P. Gordan, Math. Ann. 6 (1873); for threshold functions: S. Muroga, Threshold Logic
(1971), chapter 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from symconv.algebra.logic.truth_table import TruthTable

Rule = Literal[">=", ">"]


@dataclass(frozen=True)
class Weights:
    """Whole numbers w and b of a threshold unit."""

    weights: tuple[int, ...]
    bias: int

    def at(self, point: tuple[int, ...]) -> int:
        """Return ``w . x + b``."""
        return sum(w * x for w, x in zip(self.weights, point, strict=True)) + self.bias


@dataclass(frozen=True)
class Contradiction:
    """Multipliers of rows, by the number of the row, whose inequalities add up to ``0 < 0``."""

    multipliers: Mapping[int, int] = field(default_factory=dict)


Finding = Weights | Contradiction


def confirms(table: TruthTable, finding: Finding, rule: Rule = ">=") -> bool:
    """Whether a finding is right, by computing every row or multiplying out the contradiction.

    >>> confirms(TruthTable.of([0, 0, 0, 1]), Weights((1, 1), -2))
    True
    >>> confirms(TruthTable.of([0, 1, 1, 0]), Contradiction({0: 1, 1: 1, 2: 1, 3: 1}))
    True
    """
    if isinstance(finding, Weights):
        return _computes(table, finding, rule)
    return _contradicts(table, finding.multipliers)


def _computes(table: TruthTable, found: Weights, rule: Rule) -> bool:
    if len(found.weights) != table.variables:
        return False
    least = 0 if rule == ">=" else 1
    bits = table.bits
    for row, point in enumerate(table.points):
        if (found.at(point) >= least) != (bits >> row & 1):
            return False
    return True


def _contradicts(table: TruthTable, multipliers: Mapping[int, int]) -> bool:
    sums = [0] * (table.variables + 1)
    points, sides = table.points, set()
    for row, count in multipliers.items():
        if count <= 0 or not 0 <= row < len(points):
            return False
        side = table.bits >> row & 1
        sides.add(side)
        signed = count if side else -count
        for axis, x in enumerate(points[row]):
            sums[axis] += signed * x
        sums[-1] += signed
    return sides == {0, 1} and not any(sums)
