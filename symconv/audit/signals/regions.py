r"""Whether two formulas of n agree for all sizes and delays that are letters.

*Defines* `Region` and `agree_everywhere`. Where the sign of a linear form in n, L, ... decides a
condition, the integers are cut into those where it is negative, zero and positive. In each region
both formulas are polynomials times powers, which are brought to one form: bases are prime numbers,
so that :math:`2^{L} (1/2)^{n} = 2^{L - n}`.

*Why this is safe.* A region is left out only if non-negative multiples of its inequalities add up
to -1, which is multiplied out. Equal forms are equal functions; unequal forms decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from symconv.algebra.index_terms import plus, put, slope, terms_of, unknown, unknowns_of
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, minus, times
from symconv.algebra.sequences.exponential_polynomial import ExpPoly
from symconv.algebra.simplex import feasible
from symconv.audit.signals.ahead import NotFarOut
from symconv.audit.signals.far_out import settled
from symconv.latex.tree import Node
from symconv.notation import Name
from symconv.proof.context import Definition
from symconv.proof.sums.trees import exp_poly

MAX_REGIONS = 300
LARGEST_BASE = 10**6
ONE = Fraction(1)


class Open(NotFarOut):
    """The sign of a form is not the same everywhere in a region."""

    def __init__(self, form: Scalar) -> None:
        """Keep the form."""
        super().__init__("a condition is not decided within a region")
        self.form = form


@dataclass(frozen=True)
class Region:
    """The integers at which some linear forms are not negative; ``integers`` names them.

    >>> from symconv.algebra.index_terms import unknown
    >>> n, L = unknown("n"), unknown("L")
    >>> Region({}, frozenset({"n", "L"}), (n, minus(minus(L, n), 1))).sign(L)
    1
    """

    definitions: Mapping[Name, Definition]
    integers: frozenset[str]
    facts: tuple[Scalar, ...]

    def sign(self, form: Scalar) -> int:
        """Return the sign of a form that is the same in the whole region; raise Open otherwise."""
        if not unknowns_of(form) <= self.integers:
            raise NotFarOut("a condition on something that is no integer")
        whole = _whole(form)
        signs = [sign for sign, facts in _cuts(whole) if not contradictory((*self.facts, *facts))]
        if len(signs) > 1:
            raise Open(whole)
        return signs[0] if signs else 0

    def parts(self, form: Scalar) -> Iterator[Region]:
        """Yield the parts of the region where a form is negative, zero and positive."""
        for _, facts in _cuts(form):
            yield replace(self, facts=(*self.facts, *facts))

    def equalities(self) -> dict[str, Scalar]:
        """Return names with what they are equal to, where inequalities leave no more room."""
        found: dict[str, Scalar] = {}
        for fact in self.facts:
            form = put(fact, found)
            if isinstance(form, Polynomial) and contradictory((*self.facts, minus(fact, 1))):
                name = next((n for n in sorted(unknowns_of(form)) if slope(form, n) in (1, -1)), "")
                if name:
                    value = times(-1 if slope(form, name) == 1 else 1, put(form, {name: 0}))
                    found = {n: put(v, {name: value}) for n, v in found.items()} | {name: value}
        return found


def _cuts(form: Scalar) -> tuple[tuple[int, tuple[Scalar, ...]], ...]:
    negative = times(-1, form)
    return (
        (-1, (minus(negative, 1),)),
        (0, (form, negative)),
        (1, (minus(form, 1),)),
    )


def _whole(form: Scalar) -> Scalar:
    """Return a multiple with integer coefficients, so that the values are integers."""
    below = lcm(*(Fraction(c).denominator for _, c in terms_of(form)), 1)
    if any(len(monomial) > 1 for monomial, _ in terms_of(form)):
        raise NotFarOut("a condition is not linear")
    return times(below, form)


def contradictory(facts: Iterable[Scalar]) -> bool:
    """Whether forms cannot all be >= 0: a sum of multiples of them is -1, which is checked."""
    listed = list(facts)
    columns = [{m: Fraction(c) for m, c in terms_of(fact)} for fact in listed]
    weights = feasible([*columns, {(): ONE}], {(): -ONE})
    if weights is None:
        return False
    found: Scalar = _scalar(weights[-1])
    for weight, fact in zip(weights, listed, strict=False):
        found = plus(found, times(_scalar(weight), fact))
    return min(weights) >= 0 and found == -1


def _scalar(value: Fraction) -> Scalar:
    return int(value) if value.denominator == 1 else value


def agree_everywhere(
    claimed: Node,
    expected: Node,
    integers: Mapping[str, int | None],
    definitions: Mapping[Name, Definition],
) -> int:
    """Return in how many regions two formulas have one form; raise NotFarOut where they do not.

    ``integers`` are the names of integers with the least value of each, None where there is none.
    """
    facts = (minus(unknown(n), least) for n, least in integers.items() if least is not None)
    waiting, shown = [Region(definitions, frozenset(integers), tuple(facts))], 0
    for _ in range(MAX_REGIONS):
        if not waiting:
            return shown
        region = waiting.pop()
        if contradictory(region.facts):
            continue
        try:
            same = _is_zero(claimed, expected, region)
        except Open as error:
            waiting += region.parts(error.form)
            continue
        except (NoValue, ZeroDivisionError) as error:
            raise NotFarOut(getattr(error, "fact", "a division by 0")) from None
        if not same:
            raise NotFarOut("the formulas were not brought to one form")
        shown += 1
    raise NotFarOut("too many regions")


def _is_zero(claimed: Node, expected: Node, region: Region) -> bool:
    """Whether the difference of two formulas is 0, at once or after what is equal is put in."""
    apart = exp_poly(settled(claimed, region), ()) - exp_poly(settled(expected, region), ())
    return not _form(apart) or not _form(apart.put(region.equalities()))


def _form(plain: ExpPoly) -> Mapping[object, Scalar]:
    """Return the coefficients by the powers of primes that they multiply."""
    found: dict[object, Scalar] = {}
    for powers, coefficient in plain.terms.items():
        exponents: dict[Fraction, Scalar] = {}
        for base, exponent in powers:
            if isinstance(base, str):
                raise NotFarOut("a power of a letter")
            for prime, count in _primes(base):
                exponents[prime] = plus(exponents.get(prime, 0), times(count, exponent))
        key, factor = _key(exponents)
        found[key] = plus(found.get(key, 0), times(_scalar(factor), coefficient))
    return {key: value for key, value in found.items() if value != 0}


def _key(exponents: Mapping[Fraction, Scalar]) -> tuple[object, Fraction]:
    """Return powers without constants in their exponents, and the factor that these make."""
    factor, kept = Fraction(1), {}
    for base, exponent in exponents.items():
        constant = exponent.terms.get((), 0) if isinstance(exponent, Polynomial) else exponent
        if Fraction(constant).denominator != 1:
            raise NotFarOut("a root of a number")
        factor *= base ** int(constant)
        rest = minus(exponent, constant)
        if base == -1:  # only whether the exponent is even counts
            odd = {m: 1 for m, c in terms_of(rest) if c % 2}
            rest = Polynomial(odd) if odd else 0
        if rest != 0:
            kept[base] = rest
    return frozenset(kept.items()), factor


def _primes(base: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield the prime numbers in a rational one, and -1, with how often they occur."""
    if base < 0:
        yield Fraction(-1), 1
    for number, sign in ((abs(base.numerator), 1), (base.denominator, -1)):
        if number > LARGEST_BASE:
            raise NotFarOut("a base that is too large")
        rest, divisor = number, 2
        while rest > 1:
            if divisor * divisor > rest:
                divisor = rest
            count = 0
            while rest % divisor == 0:
                rest //= divisor
                count += 1
            if count:
                yield Fraction(divisor), sign * count
            divisor += 1
