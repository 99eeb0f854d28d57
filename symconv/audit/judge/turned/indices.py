r"""Indices as polynomials in the names of an answer.

*Defines* `scalar_of`, `NotRead` and `split`, which takes a polynomial apart at one index.
"""

from __future__ import annotations

from functools import reduce

from symconv.algebra.named_polynomial import (
    NoValue,
    Polynomial,
    Scalar,
    divided,
    minus,
    times,
    total,
)
from symconv.audit.judge.aliases import spelled
from symconv.errors import SymconvError
from symconv.latex.tree import Add, Divide, Infinity, Multiply, Negative, Node, Number, Symbol

INFINITE = Polynomial({("infinity",): 1})


class NotRead(SymconvError):
    """A formula is not of a form that is understood here."""


def scalar_of(tree: Node) -> Scalar:
    """Return an index as a polynomial of its names; raise NotRead for anything else.

    >>> from fractions import Fraction
    >>> scalar_of(Negative(Number(Fraction(2))))
    -2
    """
    match tree:
        case Number(value):
            return value.numerator if value.denominator == 1 else value
        case Infinity():
            return INFINITE
        case Symbol(name):
            return Polynomial({(spelled(name),): 1})
        case Add(terms):
            return total([scalar_of(t) for t in terms])
        case Negative(body):
            return times(-1, scalar_of(body))
        case Multiply(factors, "" | "cdot" | "times"):
            return reduce(times, [scalar_of(f) for f in factors])
        case Divide(top, bottom):
            try:
                return divided(scalar_of(top), scalar_of(bottom))
            except NoValue as error:
                raise NotRead(error.fact) from None
        case _:
            raise NotRead("an index that is no polynomial")


def names_of(value: Scalar) -> frozenset[str]:
    """Return the names in a polynomial."""
    if not isinstance(value, Polynomial):
        return frozenset()
    return frozenset(name for monomial in value.terms for name in monomial)


def split(value: Scalar, index: str) -> tuple[Scalar, Scalar]:
    """Return factor and rest: ``value = factor * index + rest``; raise NotRead for powers of it.

    >>> split(Polynomial({("u",): -1, ("K",): 1, (): -1}), "u")[0]
    -1
    """
    if not isinstance(value, Polynomial):
        return 0, value
    if any(monomial.count(index) > 1 for monomial in value.terms):
        raise NotRead("a power of an index")
    inside = [
        Polynomial({tuple(n for n in m if n != index): c}) if len(m) > 1 else c
        for m, c in value.terms.items()
        if index in m
    ]
    factor = total(inside)
    return factor, minus(value, times(factor, Polynomial({(index,): 1})))


def put(value: Scalar, index: str, other: Scalar) -> Scalar:
    """Return a polynomial with another one for an index."""
    factor, rest = split(value, index)
    return total([times(factor, other), rest])
