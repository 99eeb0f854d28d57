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

CANDIDATE_LIMIT = 600
MONOMIAL_LIMIT = 6

Pick = tuple[int, ...]


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
    plain = set(bounds.values())
    core = [
        i
        for i, (p, strict) in enumerate(facts)
        if (p != 0 or strict) and (i not in plain or strict)
    ]
    multipliers: list[Pick] = [(i,) for i in dict.fromkeys([*factors, *plain, *core])]
    multipliers += _monomials([facts[i][0] for i in core], bounds)
    found = [_unit(facts), *(_product((i,), facts) for i in core)]
    picks = _picks(core, multipliers, goals, stage)
    found += [_product(p, facts) for p in islice(picks, CANDIDATE_LIMIT)]
    if stage:
        found += [_square(root) for root in _roots([facts[i][0] for i in goals])]
    return found


def _monomials(facts: Sequence[Polynomial], bounds: Mapping[int, int]) -> list[Pick]:
    """Return products of two bounds whose monomial occurs in a fact."""
    found: dict[Pick, None] = {}
    for p in facts:
        for monomial in p.to_dict():
            pick = tuple(bounds[i] for i, e in enumerate(monomial) for _ in range(e) if i in bounds)
            if sum(monomial) == len(pick) == 2:
                found[pick] = None
    return list(found)[:MONOMIAL_LIMIT]


def _picks(
    core: Sequence[int], multipliers: Sequence[Pick], goals: Sequence[int], stage: int
) -> Iterator[Pick]:
    """Yield the products of a stage, each once."""
    seen: set[Pick] = set()
    for pick in _all_picks(core, multipliers, goals, stage):
        ordered = tuple(sorted(pick))
        if ordered not in seen:
            seen.add(ordered)
            yield ordered


def _all_picks(
    core: Sequence[int], multipliers: Sequence[Pick], goals: Sequence[int], stage: int
) -> Iterator[Pick]:
    if stage >= 1:
        yield from ((g, *m) for g in goals for m in multipliers)
    if stage >= 2:
        yield from ((c, *m) for c in core for m in multipliers)
    if stage >= 3:
        pairs = list(combinations_with_replacement(multipliers, 2))
        yield from ((g, *a, *b) for g in goals for a, b in pairs)


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
