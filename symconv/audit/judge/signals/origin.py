r"""Where a list of values begins whose author does not say at which n.

*Defines* `origin_of` and `right_values`. Nobody can tell from ``y = \{0, 1, 2, 1\}`` alone, so the
list gets the benefit of the doubt: it is put where most of its values are right. If some are wrong
even there, the list is wrong wherever it begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.desk import Desk
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

_QUOTIENT = re.compile(r"(-?)\s*\\[dt]?frac\s*\{(\d+)\}\s*\{(\d+)\}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+|/\d*[1-9]\d*)?")


def right_values(desk: Desk, places: range) -> dict[int, Exact]:
    """Return the values of the signal that a question asks for; none where sizes are letters."""
    assert desk.time is not None
    tree = desk.items[0].value
    found: dict[int, Exact] = {}
    for n in places:
        try:
            value = value_at(tree, Point({desk.time: n}, desk.points.definitions))
        except NoValue:
            return {}
        if isinstance(value, tuple):
            return {}
        found[n] = value
    return found


def origin_of(items: Sequence[str], right: Mapping[int, Exact]) -> int | None:
    r"""Return the first n of a list; None if it says too little, or is no list of numbers.

    >>> right = {-1: 0, 0: 1, 1: 2, 2: 1, 3: 0}
    >>> origin_of(["0", "1", "2"], right), origin_of(["0", "1", "5", "1"], right)
    (-1, -1)
    >>> origin_of(["0", "0"], right) is origin_of(["0", "a"], right) is None
    True
    """
    values = [_number(item) for item in items]
    if None in values or not any(values):
        return None
    starts = [n for n in right if n + len(values) - 1 in right]
    if not starts:
        return None

    def hits(start: int) -> int:
        return sum(right[start + i] == value for i, value in enumerate(values))

    best = max(starts, key=lambda start: (hits(start), -abs(start)))
    return best if 2 * hits(best) > len(values) else None


def _number(item: str) -> Fraction | None:
    plain = _QUOTIENT.sub(r"\1\2/\3", item).replace(" ", "")
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None
