r"""Floor, ceiling and remainder by division with remainder.

*Defines* `Ratio` (a quotient of polynomials with a positive divisor), `floor_of`, `ceiling_of`,
`remainder_of`.

For a positive divisor d, the quotient :math:`Q = \lfloor e / d \rfloor` is an integer with
:math:`d Q \le e < d Q + d`; when e and d take integer values, :math:`e \le d Q + d - 1`. These two
inequalities define Q, so that a claim about floors becomes one about polynomials.

Before a new unknown is made for Q, the dividend is brought to a normal form, so that equal floors
share it:

1. :math:`\lfloor (e + d t) / d \rfloor = t + \lfloor e / d \rfloor` for integer t;
2. :math:`\lfloor (\lfloor x / a \rfloor + b) / c \rfloor = \lfloor (x + a b) / (a c) \rfloor` for
   integer b and c (a, c > 0);
3. :math:`\lceil e / d \rceil = \lfloor (e + d - 1) / d \rfloor` for integer e and d;
4. :math:`e \bmod d = e - d \lfloor e / d \rfloor`;
5. :math:`\lfloor e / d \rfloor = 0` when 0 <= e < d at sight.

See: Graham, Knuth, Patashnik, *Concrete Mathematics*, chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, gcd

from symconv.algebra.polynomial import (
    Polynomial,
    constant_term,
    content,
    pull_multiples,
    scaled,
    solved_for,
)
from symconv.notation import Domain
from symconv.proof.formula import Literal
from symconv.proof.unknowns import Division, NotArithmetic, Quotient, Unknowns

MERGE_LIMIT = 6
TERM_LIMIT = 40_000
GCD_LIMIT = 400


@dataclass(frozen=True)
class Ratio:
    """``numerator / denominator``; the denominator was shown to be positive."""

    numerator: Polynomial
    denominator: Polynomial

    def __add__(self, other: Ratio) -> Ratio:
        if self.denominator == other.denominator:
            return Ratio(self.numerator + other.numerator, self.denominator)
        _check_size(self, other)
        crossed = self.numerator * other.denominator + other.numerator * self.denominator
        return Ratio(crossed, self.denominator * other.denominator)

    def __neg__(self) -> Ratio:
        return Ratio(-self.numerator, self.denominator)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        _check_size(self, other)
        return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)


def _check_size(a: Ratio, b: Ratio) -> None:
    """Refuse a product that would be huge, before it is multiplied out."""
    longest = max(len(a.numerator), len(a.denominator)) * max(len(b.numerator), len(b.denominator))
    if longest > TERM_LIMIT:
        raise NotArithmetic(f"a product of polynomials with {longest} terms")


def lowest(ratio: Ratio, table: Unknowns) -> Ratio:
    """Cancel a common divisor that is positive at sight, and common numbers."""
    top, bottom = table.reduced(ratio.numerator), table.reduced(ratio.denominator)
    if not bottom.is_constant() and top != 0 and len(top) + len(bottom) < GCD_LIMIT:
        common = top.gcd(bottom)
        if table.above_zero(common):
            top, bottom = divmod(top, common)[0], divmod(bottom, common)[0]
    if top == 0:
        return Ratio(top, table.constant(Fraction(1)))
    if bottom.is_constant():
        return Ratio(scaled(top, 1 / constant_term(bottom)), table.constant(Fraction(1)))
    size = content(bottom)
    return Ratio(scaled(top, 1 / size), scaled(bottom, 1 / size))


def floor_of(ratio: Ratio, table: Unknowns, *, merges: int = MERGE_LIMIT) -> Polynomial:
    """Return the floor as a polynomial in the unknowns, adding a quotient where one is needed."""
    e, d = _integral(lowest(ratio, table))
    whole, rest = pull_multiples(e, d, integers=table.integers)
    if rest == 0:
        return whole
    if rest.is_constant() and d.is_constant():
        return whole + table.constant(Fraction(floor(constant_term(rest) / constant_term(d))))
    if _is_proper(rest, d, table):
        return whole
    nested = _nested(rest, d, table) if merges else None
    if nested is None:
        quotient = _quotient(rest, d, table)
    else:
        quotient = floor_of(nested, table, merges=merges - 1)
        table.facts += _euclid(rest, d, quotient, table)
    _note_sign(e, whole + quotient, table)
    return whole + quotient


def ceiling_of(ratio: Ratio, table: Unknowns) -> Polynomial:
    """Return the ceiling, through the floor."""
    e, d = _integral(lowest(ratio, table))
    if table.is_integer(e) and table.is_integer(d):
        return floor_of(Ratio(e + d - 1, d), table)
    return -floor_of(Ratio(-e, d), table)


def remainder_of(dividend: Ratio, divisor: Ratio, table: Unknowns) -> Ratio:
    """Return ``dividend - divisor floor(dividend / divisor)`` for a positive divisor."""
    quotient = Ratio(
        dividend.numerator * divisor.denominator, dividend.denominator * divisor.numerator
    )
    whole = Ratio(floor_of(quotient, table), table.constant(Fraction(1)))
    return lowest(dividend - divisor * whole, table)


def _integral(ratio: Ratio) -> tuple[Polynomial, Polynomial]:
    """Scale both parts by one number, so that their coefficients are coprime integers."""
    e, d = ratio.numerator, ratio.denominator
    size = content(d) if e == 0 else _common(content(e), content(d))
    return scaled(e, 1 / size), scaled(d, 1 / size)


def _common(a: Fraction, b: Fraction) -> Fraction:
    """Return the largest c such that a / c and b / c are integers."""
    return Fraction(
        gcd(a.numerator * b.denominator, b.numerator * a.denominator),
        a.denominator * b.denominator,
    )


def _is_proper(e: Polynomial, d: Polynomial, table: Unknowns) -> bool:
    """Whether 0 <= e < d at sight (rule 5)."""
    if not table.at_least_zero(e):
        return False
    integral = table.is_integer(e) and table.is_integer(d)
    return table.at_least_zero(d - e - 1) if integral else table.above_zero(d - e)


def _euclid(e: Polynomial, d: Polynomial, q: Polynomial, table: Unknowns) -> list[Literal]:
    """Return the two inequalities that say ``q = floor(e / d)`` for an integer q and d > 0."""
    below = d * q + d - e
    integral = table.is_integer(e) and table.is_integer(d)
    return [
        Literal(e - d * q, "ge"),
        Literal(below - 1, "ge") if integral else Literal(below, "gt"),
    ]


def _nested(e: Polynomial, d: Polynomial, table: Unknowns) -> Ratio | None:
    """Merge an inner floor into the outer one (rule 2), when the outer terms are integers."""
    if not (table.is_integer(d) and table.is_integer(e)):
        return None
    for inner in table.quotients:
        solution = solved_for(e, inner.unknown)
        if solution is not None and solution[0] == 1 and not inner.is_replaced:
            outside = -solution[1]
            return Ratio(inner.dividend + outside * inner.divisor, d * inner.divisor)
    return None


def _quotient(e: Polynomial, d: Polynomial, table: Unknowns) -> Polynomial:
    name = Division.of(e, d)
    if name not in table.values:
        label = f"Q{len(table.quotients) + 1}"
        domain = Domain.NATURAL if table.at_least_zero(e) else Domain.INTEGER
        unknown, q = table.fresh(label, domain)
        table.values[name] = q
        text = _text(table.shown(e), table.shown(d), len(table.quotients) + 1)
        table.quotients.append(Quotient(unknown, q, e, d, text))
        table.facts += _euclid(e, d, q, table)
        if d not in table.positive:
            table.positive.append(d)
    return table.values[name]


def _text(dividend: str, divisor: str, number: int) -> str:
    factor = f"({divisor})" if " " in divisor else divisor
    return f"{dividend} = {factor} Q{number} + R{number} with 0 <= R{number} < {divisor}"


def _note_sign(e: Polynomial, floored: Polynomial, table: Unknowns) -> None:
    """Record ``floor(e/d) >= 0`` when a fact says, up to plain terms, that e is not negative."""
    known = (f.p for f in table.facts if f.sign in ("ge", "gt"))
    if any(table.at_least_zero(e - p) for p in known):
        table.facts.append(Literal(floored, "ge"))
