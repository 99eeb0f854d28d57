r"""Show one sequent about scalars: translate, then find a contradiction with the negated claim.

*Defines* `opened` (a statement and its context as sequents), `Shown` (what was found) and `show`,
which raises NotArithmetic when it cannot decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from symconv.algebra.polynomial import ring
from symconv.latex.tree import (
    Apply,
    Chain,
    Fence,
    Indexed,
    Modulo,
    Node,
    Power,
    Root,
    Statement,
    descendants,
)
from symconv.notation import Domain, Name, SymbolTable
from symconv.proof.context import Context
from symconv.proof.formula import All, Any, Formula, Literal, negated
from symconv.proof.hypotheses import assume, relevant
from symconv.proof.propagation import propagated
from symconv.proof.sequents import Sequent, sequents
from symconv.proof.statements import formula_of
from symconv.proof.tableau import Closed, Effort, refute
from symconv.proof.tighten import tightened
from symconv.proof.unfolding import names_in, unfolded
from symconv.proof.unknowns import NotArithmetic, NotShown, Unknowns

PAIR_LIMIT = 2
FEW_FORMULAS = 1
WEAKER = {
    Domain.POSITIVE: Domain.INTEGER,
    Domain.NATURAL: Domain.INTEGER,
    Domain.POSITIVE_REAL: Domain.REAL,
}


@dataclass(frozen=True)
class Shown:
    """A sequent that holds: the divisions with remainder that it needed, and how it was closed."""

    divisions: tuple[str, ...]
    closed: Closed | None

    @property
    def is_identity(self) -> bool:
        """Whether translating both sides was enough."""
        return self.closed is None


def opened(statement: Statement, context: Context) -> tuple[Sequent, ...]:
    """Put definitions in and take the claim apart, with the hypotheses that share names with it."""
    claim = unfolded(statement, context.definitions)
    hypotheses = []
    for hypothesis in context.hypotheses:
        try:
            hypotheses.append(unfolded(hypothesis, context.definitions))
        except NotArithmetic:
            continue
    return sequents(Sequent(relevant(hypotheses, claim), claim))


def show(sequent: Sequent, symbols: SymbolTable, effort: Effort | None = None) -> Shown:
    """Return how the sequent was shown; raise NotArithmetic with the reason when it was not.

    Without ``effort`` only the normal form counts: the claim must become trivially true.
    """
    known = weakened(symbols, sequent.bound)
    table = Unknowns(ring(_capacity(sequent)))
    left_out = assume(sequent, known, table)
    if sequent.claim is None:
        return _close(table, [], left_out, effort or Effort(cases=0))
    claim = formula_of(sequent.claim, known, table)
    if tightened(claim, table) == All():
        return Shown(_divisions(table), None)
    if effort is None:
        raise NotShown("the two sides are different rational functions")
    return _close(table, [negated(claim)], left_out, effort)


def weakened(symbols: SymbolTable, names: frozenset[Name]) -> SymbolTable:
    """Return the table in which the names may be any integer, or any real number."""
    rows = {
        name: replace(row, domain=WEAKER.get(row.domain, row.domain)) if name in names else row
        for name, row in symbols.rows.items()
    }
    return SymbolTable(rows)


def _close(
    table: Unknowns, claims: list[Formula], left_out: tuple[str, ...], effort: Effort
) -> Shown:
    if len(table.formulas) > FEW_FORMULAS:
        table.formulas = propagated(table)
    if effort.is_thorough:
        table.formulas += trichotomies(table)
    closed = refute(table, claims, effort)
    if closed is None:
        failure = "no certificate was found" if claims else "a case distinction may leave cases out"
        without = f"; hypotheses left out: {', '.join(left_out)}" if left_out else ""
        raise NotShown(failure + without)
    return Shown(_divisions(table), closed)


def trichotomies(table: Unknowns) -> list[Formula]:
    """Of two integers one is smaller, or they are equal: say so of quotients by one divisor."""
    pairs = [
        (a.value - b.value)
        for a, b in combinations(table.quotients, 2)
        if a.divisor == b.divisor and a.value != b.value
    ]
    return [
        Any((Literal(p, "eq"), Literal(p, "gt"), Literal(-p, "gt"))) for p in pairs[:PAIR_LIMIT]
    ]


def _divisions(table: Unknowns) -> tuple[str, ...]:
    return tuple(q.text for q in table.quotients)


def _capacity(sequent: Sequent) -> int:
    """Return a bound on the unknowns: one for each name, and for each node that may need one."""
    names = frozenset[Name]().union(*map(names_in, sequent.statements))
    return len(names) + sum(_unknowns_of(n) for s in sequent.statements for n in descendants(s))


def _unknowns_of(node: Node) -> int:
    if isinstance(node, Chain):
        return sum(sign in ("mid", "in", "notin") for sign in node.relations)
    return isinstance(node, Fence | Modulo | Indexed | Apply | Power | Root)
