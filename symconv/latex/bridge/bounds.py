"""Bounds on numbers before SymPy computes with them: ``9^{9^9}`` must not be tried."""

from __future__ import annotations

from typing import Any

from symconv.errors import TooLarge

MAX_EXPONENT, MAX_BITS, MAX_FACTORIAL, MAX_BINOMIAL = 10_000, 1_000_000, 1_000, 10_000


def power(base: Any, exponent: Any) -> None:
    """Raise TooLarge for a power of numbers that is too long to write down.

    >>> from sympy import Integer
    >>> power(Integer(2), Integer(10))
    """
    if not (getattr(exponent, "is_Rational", False) and getattr(base, "is_number", False)):
        return
    size = abs(exponent)
    bits = max([x.p.bit_length() + x.q.bit_length() for x in base.atoms() if x.is_Rational] + [1])
    if size > MAX_EXPONENT or bits * size > MAX_BITS:
        raise TooLarge(f"a power of numbers has an exponent of {int(size).bit_length()} bits")


def factorial(n: Any) -> None:
    """Raise TooLarge for the factorial of a large number."""
    if n.is_number and abs(n) > MAX_FACTORIAL:
        raise TooLarge(f"the factorial of a number above {MAX_FACTORIAL}")


def binomial(n: Any, k: Any) -> None:
    """Raise TooLarge for a binomial of large numbers."""
    if any(x.is_number and abs(x) > MAX_BINOMIAL for x in (n, k)):
        raise TooLarge(f"a binomial of numbers above {MAX_BINOMIAL}")
