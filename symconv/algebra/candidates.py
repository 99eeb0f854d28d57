"""Products of facts that a certificate may use, in stages of growing degree.

Stage 0 takes the facts themselves; stage 1 multiplies what comes from the negated claim with every
other fact; stage 2 multiplies all pairs; stage 3 multiplies the negated claim with pairs. Squares
of differences and sums of unknowns join at stage 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, islice

from symconv.algebra.polynomial import Monomial, Polynomial, terms

CANDIDATE_LIMIT = 700


@dataclass(frozen=True)
class Candidate:
    """A product of facts (by number) or a square, with its terms; strict when it is positive."""

    facts: tuple[int, ...]
    root: Polynomial | None
    column: Mapping[Monomial, Fraction]
    strict: bool


def candidates(
    facts: Sequence[tuple[Polynomial, bool]],
    bounds: Mapping[int, int],
    factors: Sequence[int],
    goals: Sequence[int],
    stage: int,
) -> list[Candidate]:
    """Return the products of a stage, those of the earlier stages first.

    Facts that only say that an unknown is not negative serve as factors; alone they are free.
    """
    core = [i for i, (p, strict) in enumerate(facts) if p != 0 or strict]
    plain = set(bounds.values())
    core = [i for i in core if i not in plain or facts[i][1]]
    multipliers = list(dict.fromkeys([*factors, *bounds.values(), *core]))
    unit = _unit(facts)
    found = [unit, *(_product((i,), facts) for i in core)]
    found += list(
        islice(
            (_product(p, facts) for p in _tuples(core, multipliers, goals, stage)),
            CANDIDATE_LIMIT - len(found),
        )
    )
    if stage:
        found += [_square(root) for root in _roots([facts[i][0] for i in goals])]
    return found


def _tuples(
    core: Sequence[int], multipliers: Sequence[int], goals: Sequence[int], stage: int
) -> Iterator[tuple[int, ...]]:
    seen: set[tuple[int, ...]] = set()
    for pick in _all_tuples(core, multipliers, goals, stage):
        ordered = tuple(sorted(pick))
        if ordered not in seen:
            seen.add(ordered)
            yield ordered


def _all_tuples(
    core: Sequence[int], multipliers: Sequence[int], goals: Sequence[int], stage: int
) -> Iterator[tuple[int, ...]]:
    if stage >= 1:
        yield from ((g, f) for g in goals for f in multipliers)
    if stage >= 2:
        yield from ((c, f) for c in core for f in multipliers)
    if stage >= 3:
        pairs = list(combinations_with_replacement(multipliers, 2))
        yield from ((g, *pair) for g in goals for pair in pairs)


def _unit(facts: Sequence[tuple[Polynomial, bool]]) -> Candidate:
    """The empty product, 1 > 0."""
    size = len(facts[0][0].context().gens())
    return Candidate((), None, {(0,) * size: Fraction(1)}, strict=True)


def _product(pick: tuple[int, ...], facts: Sequence[tuple[Polynomial, bool]]) -> Candidate:
    value = facts[pick[0]][0]
    for i in pick[1:]:
        value = value * facts[i][0]
    return Candidate(pick, None, dict(terms(value)), all(facts[i][1] for i in pick))


def _square(root: Polynomial) -> Candidate:
    return Candidate((), root, dict(terms(root * root)), strict=False)


def _roots(goals: Sequence[Polynomial]) -> list[Polynomial]:
    """Return sums and differences of two unknowns that some claim multiplies."""
    roots = []
    for goal in goals:
        gens = goal.context().gens()
        for monomial in goal.to_dict():
            pair = [i for i, e in enumerate(monomial) if e == 1]
            if len(pair) == 2 and sum(monomial) == 2:
                roots += [gens[pair[0]] - gens[pair[1]], gens[pair[0]] + gens[pair[1]]]
    return roots
