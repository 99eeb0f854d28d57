r"""What a judge has at hand for one question: conclusions, points, what may be assumed.

*Defines* `Desk` and `desk_for`. A desk is made once per question and serves every answer to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.index_sets import CHANGES, labelled
from symconv.audit.causes.points import Points, points_of
from symconv.audit.judge.item import Item
from symconv.audit.judge.items import items_of, layer_names
from symconv.audit.judge.usual_names import with_usual_names
from symconv.latex.tree import Limit, Statement, Symbol, descendants
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable
from symconv.proof.context import Context, Formula
from symconv.proof.derivation import Defined, Derivation
from symconv.proof.prove import context_of
from symconv.sheets.problem import Problem

COUNTED_IN_PROOFS = frozenset(
    {
        "regions_identified_by_layer",
        "regions_identified_by_composition",
        "regions_identified_by_depth",
    }
)
"""Theorems that define letters for their proof alone: ``n(L)`` is anything in an answer to them."""


@dataclass(frozen=True)
class Desk:
    """A solved problem as a judge uses it.

    ``known`` holds the names that an answer may use in the question's sense: those of its
    conclusions and hypotheses, and what the derivation defines. Indices that only the derivation
    uses are not among them: to an author they are free letters. ``layers`` are the names of a
    network's layers. ``time`` is the integer of which the conclusions are functions, if they are;
    an answer is ``partial`` if it says something of the ``points`` alone.
    """

    problem: Problem
    derivation: Derivation
    items: tuple[Item, ...]
    points: Points
    context: Context
    known: SymbolTable
    layers: frozenset[str] = frozenset()
    time: Name | None = None
    partial: bool = False

    def defining(self, more: Mapping[Name, Formula]) -> Desk:
        """Return a desk at which an answer's own definitions are known."""
        return replace(self, points=self.points.defining(more), context=self.context.defining(more))


def desk_for(problem: Problem, derivation: Derivation) -> Desk:
    """Return the desk of a problem and its derivation."""
    derivation = with_usual_names(derivation)
    items = items_of(derivation, problem.given)
    context = context_of(derivation).assuming(*(s for _, s in derivation.demands))
    layers = frozenset(
        n.replace("_", "") for n in layer_names(problem.given.get("layers")).values()
    )
    points = points_of(derivation)
    known = _known(derivation, items).extended(
        Declared(labelled(s.name, change), Domain.REAL, Kind.TENSOR, s.rank)
        for s in points.sets
        for change in CHANGES
    )
    return Desk(problem, derivation, items, points, context, known, layers)


def _known(derivation: Derivation, items: tuple[Item, ...]) -> SymbolTable:
    statements = [i.statement for i in items if i.statement is not None]
    statements += [s for _, s in derivation.hypotheses]
    names = {n for s in statements for n in (*names_in_tree(s), *_tending(s))}
    if derivation.name not in COUNTED_IN_PROOFS:
        names |= {defined.name for defined in derivation.definitions}
        names |= {n for defined in derivation.definitions for n in _reals_in(defined, derivation)}
    rows = [row for row in derivation.symbols if row.name in names]
    return SymbolTable.of(rows)


def _tending(statement: Statement) -> Iterator[Name]:
    """Yield the variables of limits: an answer may use them outside of the limit too."""
    for node in descendants(statement):
        if isinstance(node, Limit) and isinstance(node.variable, Symbol):
            yield node.variable.name


def _reals_in(defined: Defined, derivation: Derivation) -> frozenset[Name]:
    """Return the real numbers that a definition reads: an epsilon means what it means there."""
    if not isinstance(defined.definition, Formula):
        return frozenset()
    names = names_in_tree(defined.definition.body)
    rows = [row for row in derivation.symbols if row.name in names and row.kind is Kind.SCALAR]
    return frozenset(r.name for r in rows if r.domain in (Domain.REAL, Domain.POSITIVE_REAL))
