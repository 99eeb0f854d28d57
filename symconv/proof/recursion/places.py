"""Indices and ends of sums as a name and a distance: ``n + 2``, ``l - 1``, ``3``.

*Defines* `Place`, `place` and `written`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symconv.latex.tree import Add, Expr, Negative, Node, Number, Symbol
from symconv.notation import Name


@dataclass(frozen=True)
class Place:
    """A name (None for a plain number) and an integer that is added to it."""

    name: Name | None
    shift: int


def place(tree: Node) -> Place | None:
    """Return what an index is, if it is one name at most and an integer.

    >>> from symconv.notation import name
    >>> n, one = Symbol(name("n")), Number(Fraction(1))
    >>> place(Add((n, one, Negative(one), one)))
    Place(name=Name(base='n', ...), shift=1)
    """
    match tree:
        case Number(value) if value.denominator == 1:
            return Place(None, int(value))
        case Negative(Number(value)) if value.denominator == 1:
            return Place(None, -int(value))
        case Symbol(name):
            return Place(name, 0)
        case Add(terms):
            found = [place(term) for term in terms]
            names = [p.name for p in found if p is not None and p.name is not None]
            if None in found or len(names) > 1:
                return None
            return Place(names[0] if names else None, sum(p.shift for p in found if p is not None))
    return None


def written(at: Place) -> Expr:
    """Return a place as an expression, in one spelling."""
    shift = Number(Fraction(abs(at.shift)))
    signed: Expr = Negative(shift) if at.shift < 0 else shift
    if at.name is None:
        return signed
    return Add((Symbol(at.name), signed)) if at.shift else Symbol(at.name)
