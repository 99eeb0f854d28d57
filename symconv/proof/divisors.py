"""Divisors: a quotient is taken only by what is shown to be non-zero.

*Defines* `inverse` and `positive`. A `Ratio` has a positive denominator, so that inequalities keep
their direction when they are multiplied out; a divisor of unknown sign is squared.
"""

from __future__ import annotations

from symconv.proof.division import Ratio
from symconv.proof.formula import Literal
from symconv.proof.tableau import shows
from symconv.proof.unknowns import NotShown, Unknowns


def inverse(a: Ratio, table: Unknowns) -> Ratio:
    """Return 1/a with a positive denominator; raise NotShown when a may be 0."""
    top = a.numerator
    if shows(Literal(top, "gt"), table):
        return Ratio(a.denominator, top)
    if shows(Literal(-top, "gt"), table):
        return Ratio(-a.denominator, -top)
    if shows(Literal(top, "ne"), table):
        return Ratio(a.denominator * top, top * top)
    raise NotShown(f"the divisor {spelled(a, table)} is not shown to be non-zero")


def positive(a: Ratio, what: str, table: Unknowns) -> Ratio:
    """Return a; raise NotShown when it may be 0 or negative."""
    if not shows(Literal(a.numerator, "gt"), table):
        raise NotShown(f"the {what} {spelled(a, table)} is not shown to be positive")
    return a


def spelled(a: Ratio, table: Unknowns) -> str:
    """Spell a ratio for people."""
    top = table.shown(a.numerator)
    return top if a.denominator == 1 else f"({top})/({table.shown(a.denominator)})"
