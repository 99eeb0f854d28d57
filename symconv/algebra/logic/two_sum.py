r"""The shortest contradiction: two true rows and two false rows with one sum of points.

If :math:`x + x' = z + z'` with x, x' true and z, z' false, no threshold unit has the table: its
values at x and x' add up to what its values at z and z' add up to. No contradiction has fewer rows
(counted with their multipliers), and every function of up to four variables that is not a threshold
function has one of this kind. (From nine variables on, 2-sums do not suffice: Muroga, chapter 5.)
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import lru_cache

from symconv.algebra.logic.truth_table import MOST_VARIABLES, Point, TruthTable, points
from symconv.algebra.logic.verdicts import Contradiction

Pair = tuple[int, int, int]
"""The mask of two rows, and the rows."""


def two_sum(table: TruthTable) -> Contradiction | None:
    """Return two true and two false rows with equal sums, or None.

    >>> two_sum(TruthTable.of([0, 1, 1, 0])).multipliers
    {1: 1, 2: 1, 0: 1, 3: 1}
    """
    true, false = table.bits, table.negated.bits
    for pairs in _pairs_by_sum(table.variables):
        ours = next((p for p in pairs if p[0] & true == p[0]), None)
        theirs = ours and next((p for p in pairs if p[0] & false == p[0]), None)
        if ours and theirs:
            multipliers: dict[int, int] = {}
            for row in (*ours[1:], *theirs[1:]):
                multipliers[row] = multipliers.get(row, 0) + 1
            return Contradiction(multipliers)
    return None


@lru_cache(maxsize=MOST_VARIABLES)
def _pairs_by_sum(variables: int) -> tuple[tuple[Pair, ...], ...]:
    """Return the pairs of different rows, grouped by the sum of their points, large groups first.

    A row taken twice has a sum that no other pair has.
    """
    groups: dict[Point, list[Pair]] = defaultdict(list)
    for (i, x), (j, z) in itertools.combinations(enumerate(points(variables)), 2):
        groups[tuple(a + b for a, b in zip(x, z, strict=True))].append((1 << i | 1 << j, i, j))
    useful = (tuple(g) for g in groups.values() if len(g) > 1)
    return tuple(sorted(useful, key=len, reverse=True))
