"""What an expression can be computed in: a prime field, intervals of rationals, floats.

*Defines* `Numbers`, `Floats` and the errors `NotHere` and `TooMuchWork`. Values support ``+``,
``-`` and ``*``, and are false exactly when they are 0; the rest is asked of `Numbers`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from symconv.algebra.named_polynomial import NoValue


class NotHere(Exception):
    """The point does not serve: a divisor is 0, or a base under a root is not positive."""


class TooMuchWork(NoValue):
    """The sizes are too large for a value at a point."""


class Numbers(Protocol):
    """Arithmetic beyond sums and products."""

    def exact(self, value: Fraction) -> Any:
        """Return a rational number."""

    def reduced(self, value: Any) -> Any:
        """Return the usual form of a sum or a product."""

    def inverse(self, value: Any) -> Any:
        """Return 1 / value; raise NotHere for 0."""

    def power(self, value: Any, exponent: Fraction) -> Any:
        """Return a power; raise NotHere where it is not defined."""

    def drawn(self, source: random.Random, *, positive: bool) -> Any:
        """Return a random number."""


@dataclass(frozen=True)
class Floats:
    """Numbers of the machine, for comparison with kernels.

    >>> Floats().power(4.0, Fraction(1, 2))
    2.0
    """

    def exact(self, value: Fraction) -> float:
        """Return the nearest float."""
        return float(value)

    def reduced(self, value: float) -> float:
        """Return the value itself."""
        return value

    def inverse(self, value: float) -> float:
        """Return 1 / value."""
        if value == 0:
            raise NotHere("a divisor is 0")
        return 1 / value

    def power(self, value: float, exponent: Fraction) -> float:
        """Return a power."""
        if (value < 0 and exponent.denominator != 1) or (value == 0 and exponent < 0):
            raise NotHere("a power that is not a real number")
        return float(value ** float(exponent))

    def drawn(self, source: random.Random, *, positive: bool) -> float:
        """Return a number between -1 and 1, or between 1/2 and 3/2."""
        return source.uniform(0.5, 1.5) if positive else source.uniform(-1, 1)
