r"""Powers: products for integer exponents, roots for halves, exponentials for symbols.

*Defines* `power_of`. An exponent is split into its number and its terms,
:math:`b^{c + 2 m n} = b^c (b^{m n})^2`; each :math:`b^{m n}` is an opaque unknown, which needs a
base that is not 0. It is positive when b is, and a positive integer when b is one and the exponent
is not negative at sight; :math:`1^{m n} = 1`.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.algebra.polynomial import Monomial, constant_term, key, scaled, terms
from symconv.notation import Domain
from symconv.proof.division import Ratio
from symconv.proof.divisors import inverse, spelled
from symconv.proof.formula import Literal
from symconv.proof.roots import root_of
from symconv.proof.tableau import shows
from symconv.proof.unknowns import NotArithmetic, NotShown, Unknowns

EXPONENT_LIMIT = 32


def power_of(base: Ratio, exponent: Ratio, table: Unknowns) -> Ratio:
    """Return the power; raise NotArithmetic for exponents that are not handled."""
    if exponent.denominator != 1:
        raise NotArithmetic("an exponent is a quotient")
    twice = scaled(exponent.numerator, Fraction(2))
    if twice.is_constant() and constant_term(twice) % 2 == 1:
        return _integral_power(root_of(base, table), int(constant_term(twice)), table)
    if not table.is_integer(exponent.numerator):
        raise NotArithmetic("an exponent is not an integer")
    result = _one(table)
    for monomial, coefficient in terms(exponent.numerator):
        factor = _exponential(base, monomial, table) if any(monomial) else base
        result = result * _integral_power(factor, int(coefficient), table)
    if exponent.numerator == 0:
        _integral_power(base, 0, table)
    return result


def _integral_power(base: Ratio, exponent: int, table: Unknowns) -> Ratio:
    if abs(exponent) > EXPONENT_LIMIT:
        raise NotArithmetic(f"the exponent {exponent} is too large")
    if exponent == 0 and not shows(Literal(base.numerator, "ne"), table):
        raise NotShown("a base with exponent 0 is not shown to be non-zero")
    factor = inverse(base, table) if exponent < 0 else base
    result = _one(table)
    for _ in range(abs(exponent)):
        result = result * factor
    return result


def _exponential(base: Ratio, monomial: Monomial, table: Unknowns) -> Ratio:
    """Return ``base ^ monomial`` as an opaque unknown."""
    if base.numerator == base.denominator:
        return _one(table)
    above_zero = shows(Literal(base.numerator, "gt"), table)
    if not above_zero and not shows(Literal(base.numerator, "ne"), table):
        raise NotShown(f"the base {spelled(base, table)} is not shown to be non-zero")
    exponent = table.ring.from_dict({monomial: 1})
    integral = base.denominator == 1 and table.is_integer(base.numerator)
    natural = integral and table.at_least_zero(exponent)
    name = ("power", key(base.numerator), key(base.denominator), monomial)
    label = f"({spelled(base, table)})^({table.shown(exponent)})"
    if above_zero:
        value = table.named(name, label, Domain.POSITIVE if natural else Domain.POSITIVE_REAL)
    else:
        value = table.named(name, label, Domain.REAL)
        if value not in table.nonzero:
            table.nonzero.append(value)
    return Ratio(value, table.constant(Fraction(1)))


def _one(table: Unknowns) -> Ratio:
    return Ratio(table.constant(Fraction(1)), table.constant(Fraction(1)))
