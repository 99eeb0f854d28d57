r"""Systems of linear equalities between indices in echelon form, and forms reduced by them.

*Defines* `Row`, `Echelon`, `echelon` and `Echelon.reduced`.

A row :math:`a v + r = 0` solves for the index v only where its coefficient a is a number or is
known to be positive: then multiplying by it and cancelling it changes no solution. What cannot be
solved stays as it is. The result has the same integer solutions as the system in any case; it
depends only on the order of the indices, and no longer on how the equalities were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, lcm

from symconv.algebra.index_bounds import is_positive
from symconv.algebra.index_terms import Facts, put, slope, terms_of, unknowns_of
from symconv.algebra.named_polynomial import Polynomial, Scalar, divided, minus, times, total


@dataclass(frozen=True)
class Row:
    """``factor * index + ... = 0`` with a positive factor; ``form`` is the left side."""

    index: str
    factor: Scalar
    form: Scalar


@dataclass(frozen=True)
class Echelon:
    """Rows, each the only one that holds its index, and equalities that could not be solved."""

    rows: tuple[Row, ...]
    unsolved: tuple[Scalar, ...]

    def reduced(self, form: Scalar, facts: Facts) -> Scalar:
        """Return a positive multiple of a form, rid of the indices that rows solve for."""
        for row in self.rows:
            a = slope(form, row.index)
            if a != 0:
                form = minus(times(row.factor, form), times(a, row.form))
        return primitive(form, facts)


def echelon(equalities: Sequence[Scalar], order: Sequence[str], facts: Facts) -> Echelon:
    """Solve equalities for indices, earlier indices first.

    >>> from symconv.algebra.index_terms import unknown
    >>> i, o, s = map(unknown, "ios")
    >>> found = echelon([minus(i, times(s, o))], ["i", "o"], Facts({"s": 1}))
    >>> [row.index for row in found.rows], found.unsolved
    (['i'], ())
    """
    open_forms = [primitive(e, facts) for e in equalities]
    rows: list[Row] = []
    for index in order:
        row = _pivot(open_forms, index, facts)
        if row is not None:
            rows = [_cleared(r, row, facts) for r in rows]
            open_forms = [_eliminated(f, row, facts) for f in open_forms]
            rows.append(row)
    left = {_signed(f) for f in open_forms if f != 0}
    return Echelon(tuple(rows), tuple(sorted(left, key=sort_key)))


def primitive(form: Scalar, facts: Facts) -> Scalar:
    """Divide by a positive number and by scalars known to be positive, as far as they go."""
    found = list(terms_of(form))
    if not found:
        return 0
    numerator, denominator = 0, 1
    for _, c in found:
        numerator, denominator = gcd(numerator, c.numerator), lcm(denominator, c.denominator)
    common = list(found[0][0])
    for monomial, _ in found[1:]:
        common = _shared(common, monomial)
    positive = [n for n in common if facts.least.get(n, 0) >= 1]
    parts: list[Scalar] = []
    if numerator == denominator == 1 and not positive:
        return form
    for monomial, c in found:
        rest = list(monomial)
        for name in positive:
            rest.remove(name)
        value = divided(times(c, denominator), numerator)
        parts.append(times(Polynomial({tuple(rest): 1}) if rest else 1, value))
    return total(parts)


def sort_key(form: Scalar) -> tuple[tuple[int, tuple[str, ...], str], ...]:
    """Return what orders forms in the same way everywhere."""
    return tuple(sorted((len(m), m, str(c)) for m, c in terms_of(form)))


def substituted(equalities: Sequence[Scalar], index: str, value: Scalar) -> tuple[Scalar, ...]:
    """Put a value for an index."""
    return tuple(put(e, {index: value}) for e in equalities)


def _pivot(forms: list[Scalar], index: str, facts: Facts) -> Row | None:
    candidates = []
    for form in forms:
        a = slope(form, index)
        if a == 0 or index in unknowns_of(a):
            continue
        if not is_positive(a, facts):
            a, form = times(-1, a), times(-1, form)
        if is_positive(a, facts):
            candidates.append((isinstance(a, Polynomial), sort_key(a), sort_key(form), a, form))
    if not candidates:
        return None
    *_, a, form = min(candidates, key=lambda c: c[:3])
    return Row(index, a, form)


def _eliminated(form: Scalar, row: Row, facts: Facts) -> Scalar:
    a = slope(form, row.index)
    if a == 0:
        return form
    return primitive(minus(times(row.factor, form), times(a, row.form)), facts)


def _cleared(row: Row, by: Row, facts: Facts) -> Row:
    form = _eliminated(row.form, by, facts)
    return Row(row.index, slope(form, row.index), form)


def _signed(form: Scalar) -> Scalar:
    first = min(terms_of(form), key=lambda t: (-len(t[0]), t[0]))
    return form if first[1] > 0 else times(-1, form)


def _shared(common: list[str], monomial: tuple[str, ...]) -> list[str]:
    left = list(monomial)
    kept = []
    for name in common:
        if name in left:
            left.remove(name)
            kept.append(name)
    return kept
