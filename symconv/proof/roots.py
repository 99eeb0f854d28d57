r"""Square roots: an unknown whose square is the radicand.

*Defines* `root_of`. For :math:`a / b \ge 0` with b > 0, :math:`\sqrt{a / b} = \sqrt{a b} / b`, and
:math:`\sqrt{a b}` is an unknown that is not negative; wherever its square occurs,
`Unknowns.reduced` puts :math:`a b`.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from symconv.algebra.polynomial import Polynomial, constant_term, key
from symconv.notation import Domain
from symconv.proof.division import Ratio
from symconv.proof.formula import Literal
from symconv.proof.tableau import shows
from symconv.proof.unknowns import NotShown, Unknowns


def root_of(a: Ratio, table: Unknowns) -> Ratio:
    """Return the square root; raise NotArithmetic when the radicand may be negative."""
    radicand = table.reduced(a.numerator * a.denominator)
    if radicand.is_constant() and (root := _rational(constant_term(radicand))) is not None:
        return Ratio(table.constant(root), a.denominator)
    if not shows(Literal(radicand, "ge"), table):
        raise NotShown(f"the radicand {table.shown(radicand)} is not shown to be non-negative")
    return Ratio(_unknown(radicand, table), a.denominator)


def _rational(number: Fraction) -> Fraction | None:
    """Return the root of a square of a rational number."""
    if number < 0:
        return None
    root = Fraction(isqrt(number.numerator), isqrt(number.denominator))
    return root if root * root == number else None


def _unknown(radicand: Polynomial, table: Unknowns) -> Polynomial:
    name = ("root", key(radicand))
    if name not in table.values:
        unknown, root = table.fresh(f"sqrt({table.shown(radicand)})", Domain.REAL)
        table.bounded[unknown] = shows(Literal(radicand, "gt"), table)
        table.values[name] = root
        table.roots[unknown] = radicand
        table.facts.append(Literal(root * root - radicand, "eq"))
    return table.values[name]
