r"""One digit of a number wrong.

*Defines* `digit_slip`. It locates a mistake and is tried last, as `slips` are; short numbers are
near too many others for that.
"""

from __future__ import annotations

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.values import Value

DIGITS = 4
"""One in 250 of the numbers with four digits differs from a given one in a single digit."""


def digit_slip(right: Value, said: Value) -> Mistake | None:
    """Return that one digit of an integer is wrong; None where more than that is.

    >>> digit_slip(32768, 32758).sentence
    'one digit is wrong: 32758 for 32768'
    >>> digit_slip(32768, 32754) is digit_slip(24, 25) is None
    True
    """
    if not (isinstance(right, int) and isinstance(said, int)):
        return None
    wanted, got = str(right), str(said)
    if len(wanted) != len(got) or len(wanted) < DIGITS:
        return None
    if sum(a != b for a, b in zip(wanted, got, strict=True)) != 1:
        return None
    return Mistake("slip", f"one digit is wrong: {said} for {right}", 4)
