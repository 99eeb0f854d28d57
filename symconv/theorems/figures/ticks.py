"""Round numbers along an axis.

*Defines* `Tick` and `round_ticks`.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, log10

Real = int | float | Fraction
Tick = tuple[Real, str]
"""A value and how it is labelled (``$mathematics$`` and words)."""


def round_ticks(low: Real, high: Real, about: int = 6) -> tuple[Tick, ...]:
    """Return at most ``about`` multiples of 1, 2 or 5 times a power of ten, with their labels.

    >>> round_ticks(-1, 1, 5)
    ((-1.0, '$-1$'), (-0.5, '$-0.5$'), (0.0, '$0$'), (0.5, '$0.5$'), (1.0, '$1$'))
    """
    low, high = Fraction(low), Fraction(high)
    size = Fraction(10) ** floor(log10((high - low) / about))
    steps = (factor * size for factor in (1, 2, 5, 10, 20))
    step = next(s for s in steps if floor(high / s) - ceil(low / s) + 1 <= about)
    values = (k * step for k in range(ceil(low / step), floor(high / step) + 1))
    return tuple((float(value), f"${_decimal(value)}$") for value in values)


def _decimal(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.12f}".rstrip("0")
