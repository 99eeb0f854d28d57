r"""Show that facts and a negated claim have no common solution: case split, then certificates.

*Defines* `Effort` (what may be spent), `Closed` (how a claim was shown), `refute`, and `shows`.

A formula is taken apart: conjunctions become facts, disjunctions become cases. Every case ends
with a certificate that `symconv.algebra.positivity.check` has accepted, or with a fact such as
``-1 >= 0``. A case that stays open, or too many cases, leaves the claim undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symconv.algebra.certificate_search import System, contradiction
from symconv.algebra.polynomial import Polynomial, unknowns
from symconv.algebra.positivity import Certificate
from symconv.algebra.simplex import Work
from symconv.proof.formula import All, Any, Formula, Literal, negated
from symconv.proof.tighten import FACTOR_LIMIT, tightened
from symconv.proof.unknowns import Unknowns

GLANCE = 20_000


@dataclass
class Effort:
    """What a decision may still use: cases, searches, stages, and work in the simplex method."""

    cases: int = 120
    searches: int = 160
    stages: int = 4
    work: Work = field(default_factory=lambda: Work(1_000_000))

    @property
    def is_thorough(self) -> bool:
        """Whether splits that a claim does not ask for may be tried."""
        return self.stages > 3


@dataclass(frozen=True)
class Closed:
    """Every case is contradictory; one certificate for each case that needed one."""

    certificates: tuple[Certificate, ...] = ()
    cases: int = 1

    def __add__(self, other: Closed) -> Closed:
        return Closed(self.certificates + other.certificates, self.cases + other.cases)


@dataclass
class _Case:
    """Facts of one case, those of the negated claim apart, and disjunctions still to be split."""

    given: list[Literal] = field(default_factory=list)
    goals: list[Literal] = field(default_factory=list)
    splits: list[tuple[Any, bool]] = field(default_factory=list)
    absurd: bool = False

    def add(self, formula: Formula, *, goal: bool) -> None:
        """Take a tightened formula apart."""
        match formula:
            case Literal():
                (self.goals if goal else self.given).append(formula)
            case All(parts):
                for part in parts:
                    self.add(part, goal=goal)
            case Any(()):
                self.absurd = True
            case Any((part,)):
                self.add(part, goal=goal)
            case Any(parts):
                if All(()) not in parts:
                    self.splits.append((formula, goal))

    def copy(self) -> _Case:
        """Return a case that can grow by itself."""
        return _Case(list(self.given), list(self.goals), list(self.splits), self.absurd)


def refute(table: Unknowns, claims: Sequence[Formula], effort: Effort) -> Closed | None:
    """Return how the facts of the table and the claims contradict each other, or None."""
    case = _Case()
    for fact in [*table.facts, *table.formulas]:
        case.add(tightened(fact, table), goal=False)
    for claim in claims:
        case.add(tightened(claim, table), goal=True)
    return _close(table, case, effort)


def _close(table: Unknowns, case: _Case, effort: Effort) -> Closed | None:
    if case.absurd:
        return Closed()
    if effort.searches <= 0 or effort.work.updates <= 0:
        return None
    effort.searches -= 1
    last = not case.splits
    certificate = _search(_system(table, case), effort, last=last)
    if certificate is not None:
        return Closed((certificate,))
    if last or effort.cases <= 0:
        return None
    return _split(table, case, effort)


def _search(system: System, effort: Effort, *, last: bool) -> Certificate | None:
    """Search with all effort at a leaf; before a split, only a little."""
    if last:
        return contradiction(system, stages=effort.stages, work=effort.work)
    share = Work(min(effort.work.updates, GLANCE))
    effort.work.updates -= share.updates
    certificate = contradiction(system, stages=min(effort.stages, 2), work=share)
    effort.work.updates += share.updates
    return certificate


def _split(table: Unknowns, case: _Case, effort: Effort) -> Closed | None:
    """Split the shortest disjunction, one of the negated claim first, ``p != 0`` last."""
    chosen = min(case.splits, key=lambda s: (not s[1], _is_unequal(s[0]), len(s[0].parts)))
    case.splits.remove(chosen)
    result = Closed(cases=0)
    for part in chosen[0].parts:
        effort.cases -= 1
        branch = case.copy()
        branch.add(part, goal=True)
        closed = _close(table, branch, effort)
        if closed is None:
            return None
        result = result + closed
    return result


def _is_unequal(formula: Any) -> bool:
    """Whether a disjunction says that something is above 0 or below it."""
    match formula.parts:
        case (Literal(p, "gt"), Literal(q, "gt")):
            return bool(p == -q)
        case _:
            return False


def _system(table: Unknowns, case: _Case) -> System:
    """Collect the facts of a case, with the bounds of the unknowns that occur."""
    literals = case.given + case.goals
    occurring = frozenset[int]().union(*(unknowns(f.p) for f in literals))
    gens = table.ring.gens()
    bounds = [(i, table.bounded[i]) for i in sorted(occurring) if i in table.bounded]
    facts: list[tuple[Polynomial, bool]] = [(gens[i], strict) for i, strict in bounds]
    goals: list[int] = []
    for k, literal in enumerate(literals):
        signed = [literal.p, -literal.p] if literal.sign == "eq" else [literal.p]
        goals += range(len(facts), len(facts) + len(signed)) if k >= len(case.given) else ()
        facts += [(p, literal.sign == "gt") for p in signed]
    divisors = [p for p in table.positive if not p.is_constant() and unknowns(p) <= occurring]
    factors = tuple(range(len(facts), len(facts) + len(divisors)))
    facts += [(p, True) for p in divisors]
    equations = tuple(f.p for f in literals if f.sign == "eq")
    return System(
        tuple(facts),
        equations,
        tuple((u, k) for k, (u, _) in enumerate(bounds)),
        factors,
        tuple(goals),
    )


def shows(literal: Literal, table: Unknowns) -> bool:
    """Whether the facts of the table imply a comparison with 0, after a little work."""
    p = literal.p
    match literal.sign:
        case "ge":
            at_sight = table.at_least_zero(p)
        case "gt":
            at_sight = table.above_zero(p)
        case "ne":
            at_sight = table.above_zero(p) or table.above_zero(-p) or is_stated_nonzero(p, table)
        case _:
            at_sight = p == 0
    if at_sight or p.is_constant():
        return at_sight
    return refute(table, [negated(literal)], Effort(4, 6, 3, Work(100_000))) is not None


def is_stated_nonzero(p: Polynomial, table: Unknowns) -> bool:
    """Whether hypotheses say of every factor of p, word for word, that it is not 0."""
    if p == 0 or len(p) > FACTOR_LIMIT:
        return False
    _, factors = p.factor()
    return all(_is_stated(factor, table) for factor, _ in factors)


def _is_stated(p: Polynomial, table: Unknowns) -> bool:
    if table.above_zero(p) or table.above_zero(-p):
        return True
    if p in table.nonzero or -p in table.nonzero:
        return True
    literals = [Literal(p, "ne"), Literal(-p, "ne")]
    spellings = [*literals, *(tightened(literal, table) for literal in literals)]
    return any(s in table.formulas or s in table.facts for s in spellings)
