r"""Certificates that a set of polynomial inequalities has no solution.

*Defines* `Certificate` and `check`. Given facts :math:`f_j \ge 0` or :math:`f_j > 0`, a
certificate is a list of non-negative numbers :math:`\lambda_k` and products :math:`\Pi_k` of facts
and squares such that

.. math:: \sum_k \lambda_k \Pi_k = -c,

with c > 0, or with c = 0 and a product of strict facts alone among those with
:math:`\lambda_k > 0`. The left side is non-negative (positive in the second case) wherever all
facts hold, the right side is not; so the facts contradict each other.

Equations enter as ``solved``: an unknown and what it equals, replaced in all facts; each must be
one of ``equations`` up to a factor.

*Why so small.* How a certificate was found does not matter. `check` multiplies it out with
dictionaries of its own, apart from the polynomials that the search uses.

See: Handelman, "Representing polynomials by positive linear functions on compact convex
polyhedra" (1988); Stengle's Positivstellensatz (1974).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Monomial = tuple[int, ...]
Terms = Mapping[Monomial, Fraction]


@dataclass(frozen=True)
class Fact:
    """``terms >= 0``, or ``terms > 0`` when strict."""

    terms: Terms
    strict: bool = False


@dataclass(frozen=True)
class Product:
    """``weight`` times facts (by number, repeated for powers) times the square of ``root``."""

    weight: Fraction
    facts: tuple[int, ...]
    root: Terms | None = None


@dataclass(frozen=True)
class Certificate:
    """Facts, equations, what the equations are solved for in turn, and products that sum to -c.

    Every monomial has ``unknowns`` exponents. ``solved[j]`` is an unknown and its value, from
    ``equations[j]`` after the earlier replacements.
    """

    unknowns: int
    facts: tuple[Fact, ...]
    products: tuple[Product, ...]
    equations: tuple[Terms, ...] = ()
    solved: tuple[tuple[int, Terms], ...] = ()


def check(certificate: Certificate) -> bool:
    """Return whether the certificate shows that its facts and equations contradict each other.

    >>> x, one, unit = (1,), (0,), Fraction(1)
    >>> facts = (Fact({x: unit, one: Fraction(-2)}), Fact({x: -unit}))  # x >= 2 and x <= 0
    >>> check(Certificate(1, facts, (Product(unit, (0,)), Product(unit, (1,)))))
    True
    """
    if not (_is_well_formed(certificate) and _is_solved(certificate)):
        return False
    facts = [_put(fact.terms, certificate.solved) for fact in certificate.facts]
    total: dict[Monomial, Fraction] = {}
    for product in certificate.products:
        for monomial, coefficient in _expanded(product, facts, certificate.unknowns).items():
            total[monomial] = total.get(monomial, Fraction(0)) + product.weight * coefficient
    left = {m: c for m, c in total.items() if c}
    if not left:
        return any(_is_strict(product, certificate.facts) for product in certificate.products)
    return all(not any(m) and c < 0 for m, c in left.items())


def _is_well_formed(certificate: Certificate) -> bool:
    polynomials = [fact.terms for fact in certificate.facts] + list(certificate.equations)
    polynomials += [value for _, value in certificate.solved]
    polynomials += [p.root for p in certificate.products if p.root is not None]
    return (
        all(
            len(m) == certificate.unknowns and min(m, default=0) >= 0
            for t in polynomials
            for m in t
        )
        and all(0 <= unknown < certificate.unknowns for unknown, _ in certificate.solved)
        and all(0 <= i < len(certificate.facts) for p in certificate.products for i in p.facts)
        and all(p.weight >= 0 for p in certificate.products)
        and len(certificate.equations) == len(certificate.solved)
    )


def _is_strict(product: Product, facts: tuple[Fact, ...]) -> bool:
    """Whether the weighted product is positive, not only non-negative."""
    return (
        product.weight > 0 and product.root is None and all(facts[i].strict for i in product.facts)
    )


def _is_solved(certificate: Certificate) -> bool:
    """Whether each equation in turn says ``a (unknown - value) = 0`` for a number a, not 0."""
    for j, (unknown, value) in enumerate(certificate.solved):
        equation = _put(certificate.equations[j], certificate.solved[:j])
        alone = tuple(int(i == unknown) for i in range(certificate.unknowns))
        a = equation.get(alone, Fraction(0))
        rest = {m: -c / a for m, c in equation.items() if m != alone and c} if a else {}
        if not a or rest != {m: c for m, c in value.items() if c}:
            return False
    return True


def _put(terms: Terms, solved: tuple[tuple[int, Terms], ...]) -> Terms:
    """Replace the solved unknowns, one after the other."""
    for unknown, value in solved:
        result: dict[Monomial, Fraction] = {}
        for monomial, coefficient in terms.items():
            rest = tuple(0 if i == unknown else e for i, e in enumerate(monomial))
            piece: Terms = {rest: coefficient}
            for _ in range(monomial[unknown]):
                piece = _times(piece, value)
            for m, c in piece.items():
                result[m] = result.get(m, Fraction(0)) + c
        terms = result
    return terms


def _expanded(product: Product, facts: list[Terms], unknowns: int) -> Terms:
    result: Terms = {(0,) * unknowns: Fraction(1)}
    for i in product.facts:
        result = _times(result, facts[i])
    if product.root is not None:
        result = _times(_times(result, product.root), product.root)
    return result


def _times(a: Terms, b: Terms) -> Terms:
    result: dict[Monomial, Fraction] = {}
    for m, c in a.items():
        for n, e in b.items():
            power = tuple(x + y for x, y in zip(m, n, strict=True))
            result[power] = result.get(power, Fraction(0)) + c * e
    return result
