r"""Whether a relation between two values is false for certain.

*Defines* `is_false` and `first_difference`. A number that is known between two others only does
not make a line false while the line may hold; an approximation may be off by its rounding; a number
beside an array, or how a vector lies, is no fault.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.audit.causes.array_truth import same
from symconv.audit.causes.enclosures import Real, ends
from symconv.audit.causes.values import Value
from symconv.audit.judge.shown import rounded


def is_false(left: Value, sign: str, right: Value, *, closed: bool) -> bool:
    """Whether ``left sign right`` does not hold; ``closed`` values are numbers without names.

    >>> third = Fraction(1, 3)
    >>> is_false(3, "<", 3, closed=True), is_false(third, "~", Fraction(33, 100), closed=True)
    (True, False)
    """
    if isinstance(left, tuple) or isinstance(right, tuple):
        return _arrays_false(left, sign, right)
    (low, high), (least, most) = ends(left), ends(right)
    match sign:
        case "=":
            return high < least or most < low
        case "!=":
            return low == high == least == most
        case "<":
            return low >= most
        case "<=":
            return low > most
        case ">":
            return high <= least
        case ">=":
            return high < least
        case "~":
            return closed and not _near(left, right)
        case _:
            return False


def _arrays_false(left: Value, sign: str, right: Value) -> bool:
    if not (isinstance(left, tuple) and isinstance(right, tuple)):
        return False
    alike = same(left, right) or _lying(left) == right or left == _lying(right)
    return alike == (sign == "!=") if sign in ("=", "!=") else False


def _near(left: Real, right: Real) -> bool:
    """An approximation is off by no more than its rounding, or by two percent."""
    (low, high), (least, most) = ends(left), ends(right)
    middle, other = Fraction(low + high) / 2, Fraction(least + most) / 2
    slack = Fraction(high - low) + Fraction(most - least)
    return rounded(other, middle) > 0 or abs(middle - other) <= abs(middle) / 50 + slack


def _lying(value: tuple[Value, ...]) -> Value:
    """Return the entries of a row or a column as a plain vector."""
    rows = [row for row in value if isinstance(row, tuple)]
    if len(rows) == len(value) == 1:
        return rows[0]
    if len(rows) == len(value) and all(len(row) == 1 for row in rows):
        return tuple(row[0] for row in rows)
    return value


def first_difference(left: Value, right: Value) -> tuple[str, Value, Value]:
    """Return where two matrices of one size first differ, and the two entries.

    >>> first_difference(((1, 2), (3, 4)), ((1, 2), (3, 5)))
    ('row 2, column 2: ', 4, 5)
    """
    if not (isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right)):
        return "", left, right
    for row, (mine, other) in enumerate(zip(left, right, strict=True), start=1):
        if not (isinstance(mine, tuple) and isinstance(other, tuple) and len(mine) == len(other)):
            return "", left, right
        for column, (a, b) in enumerate(zip(mine, other, strict=True), start=1):
            if a != b:
                return f"row {row}, column {column}: ", a, b
    return "", left, right
