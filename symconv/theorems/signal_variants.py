r"""What a convolution of signals may depend on: orders of breakpoints, relations of ratios.

*Defines* `Variant` (regions under one set of assumptions), `variants` and `closed_value`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.algebra.index_terms import Facts, plus, put, terms_of
from symconv.algebra.named_polynomial import Polynomial, Scalar
from symconv.algebra.sequences.convolution import Region, convolved
from symconv.algebra.sequences.exponential_polynomial import Base
from symconv.algebra.sequences.signal import INDEX, Signal, value_at
from symconv.latex import tex
from symconv.proof.sums.trees import polynomial
from symconv.theorems.signals import GivenSignal

Values = Mapping[str, int]
Ratios = Mapping[str, Fraction]


@dataclass(frozen=True)
class Relation:
    """A ratio that is a name equals another ratio, or does not."""

    left: str
    right: Base
    equal: bool

    @property
    def latex(self) -> str:
        """The relation as printed."""
        right = self.right if isinstance(self.right, str) else written(_scalar(self.right))
        return f"{self.left} = {right}" if self.equal else rf"{self.left} \ne {right}"

    def holds(self, ratios: Ratios) -> bool:
        """Whether it is true for numbers."""
        right = ratios[self.right] if isinstance(self.right, str) else self.right
        return (ratios[self.left] == right) is self.equal


@dataclass(frozen=True)
class Variant:
    """The signals and the regions of their convolution where every assumption holds.

    ``orders`` are polynomials that are not negative.
    """

    orders: tuple[Scalar, ...]
    relations: tuple[Relation, ...]
    x: Signal
    h: Signal
    regions: tuple[Region, ...]

    @property
    def given(self) -> str:
        """The assumptions as LaTeX, empty where there is none."""
        parts = [*map(order, self.orders), *(r.latex for r in self.relations)]
        return r" \wedge ".join(parts)

    def implies(self, claim: str, *places: str) -> str:
        """Return that a claim follows from places and assumptions."""
        left = r" \wedge ".join(part for part in (*places, self.given) if part)
        return rf"{left} \implies {claim}" if left else claim

    def holds(self, values: Values, ratios: Ratios) -> bool:
        """Whether the assumptions are true for numbers."""
        orders = all(_number(form, values) >= 0 for form in self.orders)
        return orders and all(r.holds(ratios) for r in self.relations)


def variants(x: GivenSignal, h: GivenSignal, facts: Facts) -> tuple[Variant, ...]:
    """Return the regions in every order of the breakpoints and for equal and different ratios."""
    return tuple(
        Variant(case.given, relations, a, b, case.regions)
        for relations, a, b in _by_ratio(x, h)
        for case in convolved(a, b, facts)
    )


def _by_ratio(x: GivenSignal, h: GivenSignal) -> list[tuple[tuple[Relation, ...], Signal, Signal]]:
    """Return the relations of two ratios: a geometric sum with quotient 1 has a form of its own.

    A sum of one term depends on none.
    """
    a, b = x.ratio, h.ratio
    single = any(s.signal.first == s.signal.last for s in (x, h))
    if single or a == b or not (isinstance(a, str) or isinstance(b, str)):
        return [((), x.signal, h.signal)]
    left, right = (a, b) if isinstance(a, str) else (b, a)
    assert isinstance(left, str)
    equal = [_with_base(s.signal, left, right) for s in (x, h)]
    return [
        ((Relation(left, right, equal=False),), x.signal, h.signal),
        ((Relation(left, right, equal=True),), equal[0], equal[1]),
    ]


def _with_base(signal: Signal, old: str, new: Base) -> Signal:
    return replace(signal, body=signal.body.with_base(old, new))


def _scalar(value: Fraction) -> Scalar:
    return int(value) if value.denominator == 1 else value


def order(form: Scalar) -> str:
    r"""Write ``form >= 0`` with positive terms only.

    >>> order(Polynomial({("L",): 1, ("M",): -1, (): -1}))
    'M < L'
    """
    right = {m: c for m, c in terms_of(form) if m and c > 0}
    left = {m: -c for m, c in terms_of(form) if m and c < 0}
    constant = form.terms.get((), 0) if isinstance(form, Polynomial) else form
    sign = "<" if constant == -1 else r"\le"
    small: Scalar = Polynomial(left) if left else 0
    large: Scalar = Polynomial(right) if right else 0
    if constant > 0:
        large = plus(large, constant)
    if constant < -1:
        small = plus(small, -constant)
    return f"{written(small)} {sign} {written(large)}"


def written(value: Scalar) -> str:
    """Return the LaTeX of a size."""
    return tex.write(polynomial(value))


def closed_value(found: Sequence[Variant], n: int, values: Values, ratios: Ratios) -> Fraction:
    """Return the closed form at n, from the variant whose assumptions hold."""
    variant = next(v for v in found if v.holds(values, ratios))
    names = {**values, INDEX: n}
    for region in variant.regions:
        inside = _number(region.first, names) <= n
        if inside and (region.last is None or n <= _number(region.last, names)):
            return value_at(region.value, names, ratios)
    return Fraction(0)


def _number(value: Scalar, names: Values) -> int:
    found = put(value, names)
    assert isinstance(found, int)
    return found
