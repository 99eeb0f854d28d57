r"""Non-negative solutions of linear systems, exactly.

*Defines* `feasible`: given columns :math:`a_k` and a target b, all with rational entries, find
:math:`\lambda \ge 0` with :math:`\sum_k \lambda_k a_k = b`.

*Why its own.* The systems are small and sparse, the answer must be exact, and nothing depends on
it being right: `symconv.algebra.positivity.check` multiplies out what it finds.

The method is the first phase of the simplex method on a sparse tableau. The entering column is
the one that helps most; after a run of steps without progress the rule is Bland's (lowest number
first), which cannot cycle.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

Column = Mapping[Any, Fraction]
Row = dict[int, fmpq]

STALL_LIMIT = 12


@dataclass
class Work:
    """How many entries of tableaux may still be changed; about a million a second."""

    updates: int = 1_000_000


def feasible(
    columns: Sequence[Column], target: Column, work: Work | None = None
) -> tuple[Fraction, ...] | None:
    """Return weights, one per column, or None when there are none or the work runs out.

    >>> feasible([{"x": Fraction(2)}, {"x": Fraction(-1)}], {"x": Fraction(-3)})
    (Fraction(0, 1), Fraction(3, 1))
    """
    rows, right = _tableau(columns, target)
    basis: list[int] = [-1 - i for i in range(len(rows))]
    goal: Row = {}
    for row in rows:
        _add(goal, row, fmpq(1))
    missing = sum(right, fmpq(0))
    stalled = 0
    work = Work() if work is None else work
    while work.updates > 0:
        if not missing:
            return _solution(basis, right, len(columns))
        entering = _entering(goal, by_number=stalled > STALL_LIMIT)
        if entering is None:
            return None
        leaving = _leaving(rows, right, basis, entering)
        if leaving is None:
            return None
        before = missing
        work.updates -= sum(len(rows[leaving]) for row in rows if entering in row)
        missing -= _pivot(rows, right, goal, leaving, entering)
        basis[leaving] = entering
        stalled = stalled + 1 if missing == before else 0
    return None


def _tableau(columns: Sequence[Column], target: Column) -> tuple[list[Row], list[fmpq]]:
    """Turn columns into rows with a right-hand side that is not negative."""
    by_name: dict[Hashable, Row] = {name: {} for name in target}
    for k, column in enumerate(columns):
        for name, value in column.items():
            if value:
                by_name.setdefault(name, {})[k] = fmpq(value.numerator, value.denominator)
    rows, right = [], []
    for name, row in by_name.items():
        b = target.get(name, Fraction(0))
        rows.append({k: -v for k, v in row.items()} if b < 0 else row)
        right.append(fmpq(abs(b.numerator), b.denominator))
    return rows, right


def _entering(goal: Row, *, by_number: bool) -> int | None:
    candidates = [k for k, v in goal.items() if v > 0]
    if not candidates:
        return None
    return min(candidates) if by_number else max(candidates, key=lambda k: (goal[k], -k))


def _leaving(rows: list[Row], right: list[fmpq], basis: list[int], entering: int) -> int | None:
    best: tuple[fmpq, int] | None = None
    chosen = None
    for i, row in enumerate(rows):
        value = row.get(entering)
        if value is not None and value > 0:
            # Artificial unknowns (negative numbers) leave first among equals.
            rank = (right[i] / value, basis[i])
            if best is None or rank < best:
                best, chosen = rank, i
    return chosen


def _pivot(rows: list[Row], right: list[fmpq], goal: Row, leaving: int, entering: int) -> fmpq:
    """Make the entering column a unit column; return by how much the sum of artificials falls."""
    pivot = rows[leaving][entering]
    row = rows[leaving] = {k: v / pivot for k, v in rows[leaving].items()}
    right[leaving] /= pivot
    for i, other in enumerate(rows):
        factor = other.get(entering) if i != leaving else None
        if factor:
            _add(other, row, -factor)
            right[i] -= factor * right[leaving]
    reward = goal[entering]
    _add(goal, row, -reward)
    return reward * right[leaving]


def _add(row: Row, other: Row, factor: fmpq) -> None:
    for k, v in other.items():
        old = row.get(k)
        if old is None:
            row[k] = factor * v
        elif (value := old + factor * v) == 0:
            del row[k]
        else:
            row[k] = value


def _solution(basis: list[int], right: list[fmpq], count: int) -> tuple[Fraction, ...]:
    weights = [Fraction(0)] * count
    for k, value in zip(basis, right, strict=True):
        if k >= 0:
            weights[k] = Fraction(int(value.p), int(value.q))
    return tuple(weights)
