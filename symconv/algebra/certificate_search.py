r"""Search for a certificate that polynomial inequalities contradict each other.

*Defines* `System` (what is known) and `contradiction` (a checked `Certificate`, or None).

The search solves equations that are linear in an unknown, multiplies known facts with each other
in stages of growing degree, and asks the simplex method for weights. Monomials in unknowns that
are known to be non-negative, and squares, come for free: they are the slack of their row.

What the search finds is not trusted: `contradiction` puts the facts of the system, and nothing
else, into the certificate, and `symconv.algebra.positivity.check` decides whether it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symconv.algebra.candidates import Candidate, candidates
from symconv.algebra.polynomial import Monomial, Polynomial, plain, replaced, solved_for, unknowns
from symconv.algebra.positivity import Certificate, Fact, Product, check
from symconv.algebra.simplex import Work, feasible

STAGES = 4
CANDIDATE_COST = 40
STRICT = "strict"

Row = Monomial | str


@dataclass(frozen=True)
class System:
    """Polynomials with their strictness, equations, and which facts play which part.

    ``bounds`` maps an unknown to the number of the fact that says it is not negative; ``factors``
    are facts worth multiplying with (divisors); ``goals`` come from the negated claim.
    """

    facts: tuple[tuple[Polynomial, bool], ...]
    equations: tuple[Polynomial, ...] = ()
    bounds: tuple[tuple[int, int], ...] = ()
    factors: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Solved:
    """One elimination: the equation as given, the unknown, and its value."""

    equation: Polynomial
    unknown: int
    value: Polynomial


def contradiction(
    system: System, *, stages: int = STAGES, work: Work | None = None
) -> Certificate | None:
    """Return a checked certificate that the system has no solution, or None when none was found.

    >>> from symconv.algebra.polynomial import ring
    >>> x = ring(1).gens()[0]
    >>> contradiction(System(((x - 2, False), (1 - x, False)))) is not None
    True
    """
    if not system.facts:
        return None
    eliminations, facts = _eliminate(system)
    gone = {e.unknown for e in eliminations}
    bounds = {u: i for u, i in system.bounds if u not in gone}
    work = Work() if work is None else work
    for stage in range(stages):
        if work.updates <= 0:
            return None
        found = candidates(facts, bounds, system.factors, system.goals, stage)
        work.updates -= CANDIDATE_COST * len(found)
        products = _weighted(found, bounds, work)
        if products is not None:
            certificate = Certificate(
                len(system.facts[0][0].context().gens()),
                tuple(Fact(plain(p), strict) for p, strict in system.facts),
                products,
                tuple(plain(e.equation) for e in eliminations),
                tuple((e.unknown, plain(e.value)) for e in eliminations),
            )
            return certificate if check(certificate) else None
    return None


def _eliminate(system: System) -> tuple[list[_Solved], list[tuple[Polynomial, bool]]]:
    """Use equations, in turn, to replace an unknown that they contain linearly."""
    facts = list(system.facts)
    open_equations = [(p, p) for p in system.equations]
    done: list[_Solved] = []
    while True:
        choices = (
            (k, unknown, solution[1])
            for k, (_, p) in enumerate(open_equations)
            for unknown in sorted(unknowns(p), reverse=True)
            if (solution := solved_for(p, unknown)) is not None
        )
        choice = next(choices, None)
        if choice is None:
            return done, facts
        k, unknown, value = choice
        done.append(_Solved(open_equations.pop(k)[0], unknown, value))
        facts = [(replaced(p, unknown, value), strict) for p, strict in facts]
        open_equations = [(given, replaced(p, unknown, value)) for given, p in open_equations]


def _weighted(
    found: list[Candidate],
    bounds: dict[int, int],
    work: Work,
) -> tuple[Product, ...] | None:
    """Ask for weights that make the candidates sum to 0 with strict ones among them."""
    kept, tight = _presolve(found, bounds)
    if not any(c.strict for c in kept):
        return None
    columns: list[dict[Row, Fraction]] = [
        {
            **{m: v for m, v in c.column.items() if m in tight},
            **({STRICT: Fraction(1)} if c.strict else {}),
        }
        for c in kept
    ]
    slack: list[dict[Row, Fraction]] = [{m: Fraction(1)} for m in tight if _is_free(m, bounds)]
    weights = feasible(columns + slack, {STRICT: Fraction(1)}, work)
    if weights is None:
        return None
    used = [(c, w) for c, w in zip(kept, weights, strict=False) if w]
    products = [Product(w, c.facts, plain(c.root) if c.root is not None else None) for c, w in used]
    return tuple(products + _leftover(used, bounds))


def _presolve(
    found: list[Candidate], bounds: dict[int, int]
) -> tuple[list[Candidate], frozenset[Monomial]]:
    """Drop candidates with a monomial that nothing can cancel; return the rows that still bind."""
    kept = found
    while True:
        signs: dict[Monomial, set[bool]] = {}
        for c in kept:
            for m, v in c.column.items():
                signs.setdefault(m, set()).add(v > 0)
        hopeless = {
            m for m, s in signs.items() if len(s) == 1 and (True in s or not _is_free(m, bounds))
        }
        fewer = [c for c in kept if not hopeless & c.column.keys()]
        if len(fewer) == len(kept):
            return kept, frozenset(m for m, s in signs.items() if len(s) == 2)
        kept = fewer


def _is_free(monomial: Monomial, bounds: dict[int, int]) -> bool:
    """Whether a monomial is known to be non-negative: bounded unknowns times a square."""
    return all(e % 2 == 0 or i in bounds for i, e in enumerate(monomial))


def _leftover(used: list[tuple[Candidate, Fraction]], bounds: dict[int, int]) -> list[Product]:
    """Return the slack: what is left, made of monomials that are non-negative by themselves."""
    total: dict[Monomial, Fraction] = {}
    for c, w in used:
        for m, v in c.column.items():
            total[m] = total.get(m, Fraction(0)) + w * v
    slack = []
    for m, v in total.items():
        if v < 0 and any(m):
            linear = tuple(bounds[i] for i, e in enumerate(m) if e % 2)
            root = tuple(int(e) // 2 for e in m)
            slack.append(Product(-v, linear, {root: Fraction(1)} if any(root) else None))
    return slack
