"""Small pieces of English: which word was probably meant, how points are counted."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fractions import Fraction


def meant(word: str, known: Sequence[str]) -> str:
    """Return a hint: the nearest known word, or all of them.

    >>> meant("strid", ("stride", "padding"))
    'did you mean `stride`?'
    """
    close = get_close_matches(word, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known are: {', '.join(known)}"


def points(value: Fraction) -> str:
    """Say a number of points; nothing for a question that gives none.

    >>> points(Fraction(1)), points(Fraction(1, 2)), points(Fraction(1, 3)), points(Fraction(0))
    ('1 point', '0.5 points', '1/3 points', '')
    """
    if value == 0:
        return ""
    decimal = 1000 % value.denominator == 0
    number = f"{float(value):g}" if decimal else str(value)
    return f"{number} point{'' if value == 1 else 's'}"
