r"""Is a table that of a threshold unit? Whole weights, or a contradiction; and all solutions.

*Defines* `decide`, `simplest_weights` and `needed_rows`.

*Method.* A contradiction of two true and two false rows is looked for first, since it is the
shortest that there is; then Gordan's alternative decides. Whether the unit fires at
:math:`\ge 0` or at :math:`> 0` moves the bias alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from symconv.algebra.logic.gordan import Multipliers, gordan
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.two_sum import two_sum
from symconv.algebra.logic.verdicts import Contradiction, Finding, Rule, Weights

SEARCHED = 4000


def decide(table: TruthTable) -> Finding:
    """Return whole weights of a threshold unit with this table, or why there are none.

    No row meets the threshold exactly, so that the weights serve both rules.

    >>> decide(TruthTable.of([0, 1, 1, 1]))
    Weights(weights=(2, 2), bias=-1)
    >>> decide(TruthTable.of([0, 1, 1, 0])).multipliers
    {1: 1, 2: 1, 0: 1, 3: 1}
    """
    short = two_sum(table)
    if short is not None:
        return short
    found = gordan(signed_rows(table))
    if isinstance(found, Multipliers):
        return Contradiction(found.of)
    *weights, bias = found.vector
    return Weights(tuple(weights), bias)


def signed_rows(table: TruthTable) -> list[tuple[int, ...]]:
    """Return ``(x, 1)`` of every true row and ``-(x, 1)`` of every false row."""
    bits = table.bits
    return [
        (*point, 1) if bits >> row & 1 else (*(-x for x in point), -1)
        for row, point in enumerate(table.points)
    ]


def simplest_weights(table: TruthTable, rule: Rule = ">=") -> Weights | None:
    """Return weights with the least sum of absolute values, or None for no threshold function.

    The weights of a threshold function can be ordered, by size and sign, as its Chow parameters
    (true rows with x_i = 1 less those with x_i = 0), so that only partitions of a total are tried.
    Beyond a bounded number of trials the weights of `decide` are returned.

    >>> simplest_weights(TruthTable.of([0, 0, 0, 1])), simplest_weights(TruthTable.of([0, 1, 1, 0]))
    (Weights(weights=(1, 1), bias=-2), None)
    """
    found = decide(table)
    if isinstance(found, Contradiction):
        return None
    chow = _chow(table)
    order = sorted(range(table.variables), key=lambda i: -abs(chow[i]))
    tried = 0
    for total in count():
        for parts in _partitions(total, table.variables):
            weights = [0] * table.variables
            for axis, part in zip(order, parts, strict=True):
                weights[axis] = part if chow[axis] >= 0 else -part
            bias = _bias(table, weights, rule)
            if bias is not None:
                return Weights(tuple(weights), bias)
            tried += 1
        if tried > SEARCHED:
            break
    return found


def needed_rows(table: TruthTable) -> list[int]:
    """Return rows whose inequalities imply those of all rows, none of them superfluous.

    The rows are those of a threshold function. An inequality is superfluous when its opposite
    contradicts the others, whichever rule the unit has: the coefficient of the bias makes a row
    take part that has the same value, so that a strict inequality follows from a strict one.

    >>> needed_rows(TruthTable.of([0, 0, 0, 1]))
    [1, 2, 3]
    """
    kept = list(range(len(table.points)))
    for row in range(len(table.points)):
        others = [r for r in kept if r != row]
        if adding_up_to(table, row, others):
            kept = others
    return kept


def adding_up_to(table: TruthTable, row: int, others: list[int]) -> list[int]:
    """Return those of the other rows whose inequalities add up to that of a row; none: empty.

    >>> adding_up_to(TruthTable.of([0, 0, 0, 1]), 0, [1, 2, 3])
    [1, 2, 3]
    """
    vectors = signed_rows(table)
    opposite = tuple(-v for v in vectors[row])
    found = gordan([opposite, *(vectors[r] for r in others)])
    if not isinstance(found, Multipliers):
        return []
    return [others[number - 1] for number in found.of if number]


def _chow(table: TruthTable) -> list[int]:
    true = _true_points(table)
    return [sum(2 * p[axis] - 1 for p in true) for axis in range(table.variables)]


def _true_points(table: TruthTable) -> list[tuple[int, ...]]:
    return [table.points[row] for row in table.rows(1)]


def _partitions(total: int, parts: int, most: int | None = None) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write a total as non-increasing non-negative parts, most even last."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(min(total, total if most is None else most), -1, -1):
        for rest in _partitions(total - first, parts - 1, first):
            yield (first, *rest)


def _bias(table: TruthTable, weights: list[int], rule: Rule) -> int | None:
    """Return the bias next to 0 that separates the true from the false rows, or None."""
    sums = [sum(w * x for w, x in zip(weights, p, strict=True)) for p in table.points]
    strict = int(rule == ">")
    low = [strict - sums[row] for row in table.rows(1)]
    high = [strict - 1 - sums[row] for row in table.rows(0)]
    bias = max([min([0, *high]), *low])
    return bias if all(bias <= h for h in high) else None
