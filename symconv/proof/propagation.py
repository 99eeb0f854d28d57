r"""Disjunctions that facts decide: parts that are refuted go, disjunctions that hold are dropped.

*Defines* `propagated`. An implication :math:`A \Rightarrow B` among the hypotheses is the
disjunction of not A and B. Where the facts of a case show A, B is left; where they refute A,
nothing is said. Without this every hypothesis doubles the cases.

A dropped disjunction can lose a proof but never make a wrong one; a part is taken out only when
its contradiction with the facts has a certificate, or when a hypothesis says its opposite.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.algebra.polynomial import unknowns
from symconv.algebra.simplex import Work
from symconv.proof.formula import FALSE, TRUE, All, Any, Formula, Literal, negated
from symconv.proof.tableau import Effort, is_stated_nonzero, refute
from symconv.proof.tighten import tightened
from symconv.proof.unknowns import Unknowns


def propagated(table: Unknowns) -> list[Formula]:
    """Return the formulas of a table as far as its facts alone do not decide them."""
    plain = replace(table, formulas=[], facts=[f for f in table.facts if f.sign != "ne"])
    reduced = (_reduced(tightened(f, table), plain, table) for f in table.formulas)
    return sorted((f for f in reduced if f != TRUE), key=_breadth)


def _breadth(formula: Formula) -> int:
    """How many unknowns occur: what speaks of few is split first."""
    return len(_unknowns(formula))


def _unknowns(formula: Formula) -> frozenset[int]:
    match formula:
        case Literal(p, _):
            return unknowns(p)
        case All(parts) | Any(parts):
            return frozenset[int]().union(*map(_unknowns, parts))


def _reduced(formula: Formula, facts: Unknowns, table: Unknowns) -> Formula:
    match formula:
        case Any(parts):
            kept: list[Formula] = []
            for part in (_reduced(p, facts, table) for p in parts):
                if part == TRUE or _holds(part, facts):
                    return TRUE
                if part != FALSE and not _fails(part, facts, table):
                    kept += part.parts if isinstance(part, Any) else [part]
            return kept[0] if len(kept) == 1 else Any(tuple(kept))
        case _:
            return formula


def _holds(part: Formula, facts: Unknowns) -> bool:
    return isinstance(part, Literal) and _contradiction(negated(part), facts)


def _fails(part: Formula, facts: Unknowns, table: Unknowns) -> bool:
    match part:
        case Literal(p, "eq") if is_stated_nonzero(p, table):
            return True
        case Literal() | All():
            return _contradiction(part, facts)
        case _:
            return False


def _contradiction(claim: Formula, facts: Unknowns) -> bool:
    return refute(facts, [claim], Effort(4, 6, 2, Work(20_000))) is not None
