"""Values as people write them, and roundings.

*Defines* `shown` and `rounded`.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.audit.causes.values import Value
from symconv.proof.exact_numbers import Exact


def shown(value: Value) -> str:
    """Return a value as people write it.

    >>> shown(Fraction(1, 2)), shown(((1, 2),)), shown(False)
    ('1/2', '[[1, 2]]', 'false')
    """
    if isinstance(value, tuple):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def rounded(claimed: Exact, exact: Exact) -> int:
    """Return to how many decimals ``claimed`` is ``exact`` rounded; -1 if it is not.

    >>> rounded(Fraction(33, 100), Fraction(1, 3)), rounded(Fraction(34, 100), Fraction(1, 3))
    (2, -1)
    """
    for places in range(1, 13):
        scaled = Fraction(claimed) * 10**places
        if scaled.denominator == 1:
            return places if abs(scaled - Fraction(exact) * 10**places) <= Fraction(1, 2) else -1
    return -1
