r"""Comparisons of linear forms in t for all large t.

*Defines* `Ahead`, `TIME`, `NotFarOut` and `linear`. A form :math:`a t + b` has the sign of a, or
of b where a is 0, from some t on; `Ahead.start` keeps how large t must be for all that was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from symconv.algebra.index_terms import put, slope
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar
from symconv.errors import SymconvError
from symconv.latex.substitute import substitute
from symconv.latex.tree import Node
from symconv.notation import Name
from symconv.proof.context import Definition
from symconv.proof.sums.trees import exp_poly, polynomial

TIME = Name("t", label="far")
SIGNS: Mapping[str, tuple[int, ...]] = {
    "=": (0,),
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (1, 0),
    "!=": (-1, 1),
}


class NotFarOut(SymconvError):
    """A formula is of no form that is known for all large t."""


@dataclass
class Ahead:
    """What is decided about large t, with the definitions of sequences that may be put in.

    >>> from symconv.algebra.index_terms import plus, unknown
    >>> ahead = Ahead({})
    >>> ahead.sign(plus(unknown(TIME.latex), -7)), ahead.start
    (1, 8)
    """

    definitions: Mapping[Name, Definition]
    start: int = 0
    leading: bool = False
    """Whether other names may occur, so that t is larger than all of them; no start is kept."""

    def sign(self, form: Scalar) -> int:
        """Return the sign of a linear form for all t from ``start`` on, which this may raise."""
        a, b = slope(form, TIME.latex), put(form, {TIME.latex: 0})
        if isinstance(a, Polynomial):
            raise NotFarOut("a condition is not linear in n")
        if self.leading and a != 0:
            return 1 if a > 0 else -1
        if isinstance(b, Polynomial):
            raise NotFarOut("a condition has other names than n")
        if a == 0:
            return (b > 0) - (b < 0)
        self.start = max(self.start, floor(Fraction(-b) / Fraction(a)) + 1)
        return 1 if a > 0 else -1


def linear(tree: Node, places: Mapping[Name, Scalar]) -> Scalar:
    """Return a tree as a polynomial, with indices at their places."""
    trees = {name: polynomial(place) for name, place in places.items()}
    try:
        found = exp_poly(substitute(tree, trees), ())
    except NoValue as error:
        raise NotFarOut(error.fact) from None
    if found.bases:
        raise NotFarOut("a power in a condition")
    return found.terms.get((), 0)
