r"""Two layers that compute a table: a hidden layer of squares, ReLUs or threshold units.

*Defines* `TwoLayer` and `network_of`.

*Notation.* :math:`y = W^{(2)} \sigma(W^{(1)} x + b^{(1)}) + b^{(2)}`; with threshold units the
output is a threshold unit too.

*Constructions.*

- ReLU and threshold: the unit :math:`\sum_{a_i = 1} x_i - \sum_{a_i = 0} x_i - |a| + 1` is 1 at the
  row a and at most 0 at every other. One unit for each true row, or, where those are fewer, for
  each false one. A table that depends on the sum of the bits alone takes a unit per change of
  slope instead, if that is less.
- Squares: :math:`x_i x_j` comes from :math:`(x_i \pm x_j)^2`, and :math:`x_i` from
  :math:`x_i^2`. Squares of one layer give polynomials of degree 2, so exactly the tables of degree
  2 can be had.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from symconv.algebra.logic.affine import coefficients
from symconv.algebra.logic.truth_table import Point, TruthTable
from symconv.algebra.logic.verdicts import Rule

Activation = Literal["square", "relu", "threshold"]
Number = int | Fraction


@dataclass(frozen=True)
class TwoLayer:
    """Rows of the hidden weights, hidden biases, output weights, output bias."""

    hidden: tuple[tuple[Number, ...], ...]
    biases: tuple[Number, ...]
    output: tuple[Number, ...]
    bias: Number


def network_of(table: TruthTable, activation: Activation, rule: Rule = ">=") -> TwoLayer | None:
    """Return a network with this table; None where one layer of squares has too low a degree.

    >>> network_of(TruthTable.of([0, 1, 1, 0]), "square")
    TwoLayer(hidden=((1, -1),), biases=(0,), output=(1,), bias=0)
    >>> network_of(TruthTable.of([0, 1, 1, 0]), "relu").hidden
    ((-1, 1), (1, -1))
    """
    if activation == "square":
        return _squares(table)
    if activation == "threshold":
        return _thresholds(table, rule)
    symmetric = _of_the_sum(table)
    by_rows = _relus(table)
    if symmetric is not None and len(symmetric.hidden) < len(by_rows.hidden):
        return symmetric
    return by_rows


def _indicator(point: Point) -> tuple[Number, ...]:
    return tuple(2 * a - 1 for a in point)


def _relus(table: TruthTable) -> TwoLayer:
    value = int(len(table.rows(1)) <= len(table.rows(0)))
    rows = [table.points[r] for r in table.rows(value)] or [table.points[0]]
    present = bool(table.rows(value))
    sign = (1 if value else -1) * present
    return TwoLayer(
        tuple(map(_indicator, rows)),
        tuple(1 - sum(p) for p in rows),
        (sign,) * len(rows),
        1 - value,
    )


def _thresholds(table: TruthTable, rule: Rule) -> TwoLayer:
    """Return units that fire at one row each; the output asks whether any, or none, has fired."""
    value = int(len(table.rows(1)) <= len(table.rows(0)))
    rows = [table.points[r] for r in table.rows(value)] or [table.points[0]]
    used = int(bool(table.rows(value)))
    strict = int(rule == ">")
    return TwoLayer(
        tuple(map(_indicator, rows)),
        tuple(strict - sum(p) for p in rows),
        ((used if value else -used),) * len(rows),
        (-1 if value else 0) + strict,
    )


def _of_the_sum(table: TruthTable) -> TwoLayer | None:
    """Return a piecewise linear function of the sum of the bits, or None if that does not do."""
    by_sum: dict[int, int] = {}
    for point, value in zip(table.points, table.values, strict=True):
        if by_sum.setdefault(sum(point), value) != value:
            return None
    steps = [by_sum[s + 1] - by_sum[s] for s in range(table.variables)]
    turns = [b - a for a, b in zip([0, *steps], steps, strict=False)]
    used = [(s, turn) for s, turn in enumerate(turns) if turn] or [(0, 0)]
    return TwoLayer(
        ((1,) * table.variables,) * len(used),
        tuple(-s for s, _ in used),
        tuple(turn for _, turn in used),
        by_sum[0],
    )


def _squares(table: TruthTable) -> TwoLayer | None:
    found = coefficients(table)
    if any(len(axes) > 2 for axes in found):
        return None
    linear = [Fraction(found.get((i,), 0)) for i in range(table.variables)]
    units: list[tuple[tuple[Number, ...], Fraction]] = []
    for axes, c in found.items():
        if len(axes) == 2:
            i, j = axes
            sign = 1 if c > 0 else -1
            units.append((_pair(i, j, sign, table.variables), abs(Fraction(c)) * Fraction(1, 2)))
            linear[i] -= abs(Fraction(c)) / 2
            linear[j] -= abs(Fraction(c)) / 2
    units += [(_pair(i, i, 1, table.variables), c) for i, c in enumerate(linear) if c]
    units = units or [(_pair(0, 0, 1, table.variables), Fraction(0))]
    return TwoLayer(
        tuple(w for w, _ in units),
        (0,) * len(units),
        tuple(_whole(c) for _, c in units),
        found.get((), 0),
    )


def _pair(i: int, j: int, sign: int, variables: int) -> tuple[Number, ...]:
    row = [0] * variables
    row[j] = sign
    row[i] = 1
    return tuple(row)


def _whole(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else value
