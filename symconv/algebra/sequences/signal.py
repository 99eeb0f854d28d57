r"""Signals with one closed form between their ends: boxcar, step, ramp, exponential, impulse.

*Defines* `Signal`, the constructors of the field's signals, and `value_at`.

*Notation.* A signal is an exponential polynomial of :math:`n` from ``first`` to ``last`` and 0
elsewhere; ``last`` None means for ever. Ends and shifts are polynomials in names of sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.algebra.index_terms import plus, put, unknown
from symconv.algebra.named_polynomial import Polynomial, Scalar, minus
from symconv.algebra.sequences.antidifference import Closed
from symconv.algebra.sequences.exponential_polynomial import Base, ExpPoly, number, power

INDEX = "n"
N = unknown(INDEX)


@dataclass(frozen=True)
class Signal:
    """``body`` from ``first`` to ``last``, 0 elsewhere."""

    first: Scalar
    last: Scalar | None
    body: ExpPoly

    def delayed(self, by: Scalar) -> Signal:
        """Return the signal that starts ``by`` samples later."""
        last = None if self.last is None else plus(self.last, by)
        return Signal(plus(self.first, by), last, self.body.put({INDEX: minus(N, by)}))

    def scaled(self, factor: Fraction | int) -> Signal:
        """Return the signal times a number."""
        return replace(self, body=number(factor) * self.body)


def impulse() -> Signal:
    """Return 1 at n = 0."""
    return Signal(0, 0, number(1))


def boxcar(length: Scalar | None) -> Signal:
    """Return 1 at ``length`` samples from n = 0; for ever, the unit step, without a length."""
    return Signal(0, _end(length), number(1))


def ramp(length: Scalar | None) -> Signal:
    """Return n at ``length`` samples from n = 0."""
    return Signal(0, _end(length), number(N))


def exponential(ratio: Base, length: Scalar | None) -> Signal:
    """Return ratio^n at ``length`` samples from n = 0.

    >>> exponential(Fraction(1, 2), None).last is None
    True
    """
    return Signal(0, _end(length), power(ratio, N))


def _end(length: Scalar | None) -> Scalar | None:
    return None if length is None else minus(length, 1)


def value_at(
    body: ExpPoly | Closed, names: Mapping[str, int], bases: Mapping[str, Fraction]
) -> Fraction:
    """Return an exact value with numbers for all names; powers must be integers.

    >>> value_at(power("r", N), {"n": -2}, {"r": Fraction(1, 2)})
    Fraction(4, 1)
    """
    if isinstance(body, ExpPoly):
        return sum((_term_at(p, c, names, bases) for p, c in body.terms.items()), Fraction(0))
    quotients = (
        value_at(q.numerator, names, bases) / value_at(q.divisor, names, bases) ** q.power
        for q in body
    )
    return sum(quotients, Fraction(0))


def _term_at(
    powers: tuple[tuple[Base, Scalar], ...],
    coefficient: Scalar,
    names: Mapping[str, int],
    bases: Mapping[str, Fraction],
) -> Fraction:
    result = _number(coefficient, names)
    for base, exponent in powers:
        value = bases[base] if isinstance(base, str) else base
        result *= value ** int(_number(exponent, names))
    return result


def _number(value: Scalar, names: Mapping[str, int]) -> Fraction:
    found = put(value, names)
    if isinstance(found, Polynomial):
        raise KeyError(f"a name of {found} has no value")
    return Fraction(found)
