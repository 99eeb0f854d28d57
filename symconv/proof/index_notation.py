r"""Deciding equalities of tensor expressions for all sizes at once.

*Defines* `decide`.

*Method.* Both sides are unfolded to sums of products of tensor elements; every index becomes a
plain bound index tied by linear equalities, so that no way of indexing is preferred; bound indices
are renamed canonically; like terms are collected. If the difference of the sides collects to
nothing, the sides are equal for all sizes, strides, entries and indices that the hypotheses allow.

*Conventions.* An element outside the sizes of a tensor is 0. A name without a quantifier stands
for every value of its domain that the hypotheses allow; an index that shall stay inside a tensor
needs a hypothesis or a quantifier that says so.

*Powers.* A sum under a power that cannot be multiplied out is one base; its powers are factors like
any other (`symconv.algebra.index_groups`, `symconv.proof.indices.powers`).

*Second opinion.* A statement that is proved is also evaluated exactly at two or three sizes, with
roots and derivatives in a prime field; were that to disagree, it would be an error of symconv and
is raised as one. A statement that is not
proved is tried at small sizes, where a difference refutes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.algebra.index_groups import lifted
from symconv.algebra.index_normal import collected, shown
from symconv.algebra.index_terms import Term, unknown
from symconv.algebra.named_polynomial import NoValue, minus
from symconv.latex.tree import Boxed, Chain, Expr, Logic, Quantified, Statement
from symconv.notation import Declared, Domain, SymbolTable
from symconv.proof.context import Context
from symconv.proof.evaluation.compiling import conjuncts, free_names
from symconv.proof.indices.conditions import scaled
from symconv.proof.indices.expansion import Expander
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.indices.second_opinion import (
    Claim,
    Written,
    confirmed,
    explained,
    refutation,
)
from symconv.proof.indices.whole import element_of, sizes_of
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

METHOD = "index notation normal form"
LIFTS = 3


def decide(statement: Statement, context: Context, *, written: Written | None = None) -> Verdict:
    """Prove or refute an equality of tensor expressions; never raises for what it cannot judge.

    ``written`` is the statement as its author wrote it, with its context, where ``statement`` is
    what became of it: the second opinion is asked about both.
    """
    equations: list[tuple[Expr, Expr]] = []
    claim = Claim(statement, context, written, powers=True)
    try:
        goal, assumptions = _goal(statement, context)
        equations = _equations(goal)
        left = [remaining(e, assumptions) for e in equations]
    except NoValue as why:
        words = explained(claim, equations) if written is not None else ""
        return Undecided((f"{METHOD}: {why.fact}" + (f"; {words}" if words else ""),))
    rest = [t for found in left for t in found.terms]
    claim = Claim(goal, assumptions, written, powers=any(found.powers for found in left))
    if rest:
        return _not_proved(claim, equations, rest)
    checked = confirmed(claim)
    if checked is None:
        return Undecided((f"{METHOD}: no small sizes satisfy the hypotheses, for a cross-check",))
    cancelled = sum(found.count for found in left)
    return Proved(METHOD, f"{cancelled} terms cancel, for all sizes; {checked} sizes cross-checked")


def _not_proved(
    claim: Claim, equations: Sequence[tuple[Expr, Expr]], rest: Sequence[Term]
) -> Verdict:
    left = " + ".join(map(shown, rest[:2])) + (" + ..." if len(rest) > 2 else "")
    difference = f"the difference of the sides is {left}"
    words = explained(claim, equations)
    if words:
        difference += f"; {words}"
    refuted = refutation(claim, METHOD)
    if refuted is not None:
        detail = f"{refuted.detail}; {difference}"
        return Refuted(METHOD, refuted.counterexample, detail)
    return Undecided((f"{METHOD}: {difference}",))


def _goal(statement: Statement, context: Context) -> tuple[Statement, Context]:
    """Move quantifiers and premises into the context."""
    match statement:
        case Boxed(body):
            return _goal(body, context)
        case Quantified("forall", binder, body) if binder.condition is not None:
            names = {i.name for i in binder.indices}
            if names & context.definitions.keys():
                raise Unsupported("a quantified name that is also defined")
            kept = tuple(h for h in context.hypotheses if not free_names(h) & names)
            rows = {r.name: r for r in context.symbols} | {
                n: Declared(n, Domain.INTEGER) for n in names
            }
            inner = Context(SymbolTable(rows), context.definitions, kept)
            return _goal(body, inner.assuming(binder.condition))
        case Logic("implies", (premise, conclusion)):
            return _goal(conclusion, context.assuming(premise))
    return statement, context


def _equations(statement: Statement) -> list[tuple[Expr, Expr]]:
    found = []
    for part in conjuncts(statement):
        match part:
            case Chain((left, right), ("=" | ":=",)):
                found.append((left, right))
            case _:
                raise Unsupported("a statement that is not an equality")
    return found


@dataclass(frozen=True)
class Difference:
    """The terms that do not cancel, how many there were, and whether bases under powers occur."""

    terms: list[Term]
    count: int
    powers: bool


def remaining(equation: tuple[Expr, Expr], context: Context) -> Difference:
    """Return the difference of the sides; the better of two readings."""
    best: Difference | None = None
    failure = Unsupported("no reading of the names as indices and sizes")
    for with_indices in (True, False):
        try:
            found = _difference(equation, context, with_indices=with_indices)
        except NoValue as why:
            failure = Unsupported(why.fact)
            continue
        if not found.terms:
            return found
        best = best or found
    if best is None:
        raise failure
    return best


def _difference(equation: tuple[Expr, Expr], context: Context, *, with_indices: bool) -> Difference:
    scalars = scalars_of(context, with_indices=with_indices)
    expander = Expander(scalars)
    sizes = [sizes_of(side, scalars) for side in equation]
    if len(sizes[0]) != len(sizes[1]) or any(minus(m, n) != 0 for m, n in zip(*sizes, strict=True)):
        raise Unsupported("the sides have different sizes, or the same in a way not seen")
    indices = [f"?{n}" for n in range(len(sizes[0]))]
    for index, size in zip(indices, sizes[0], strict=True):
        scalars.boxes[index] = (0, minus(size, 1))
    entry = [unknown(i) for i in indices]
    ours, theirs = (element_of(expander, side, entry, {}) for side in equation)
    terms = [*ours, *scaled(theirs, -1)]
    rest = _collected(terms, expander)
    return Difference(rest, len(terms), expander.powers or bool(expander.groups.named))


def _collected(terms: Sequence[Term], expander: Expander) -> list[Term]:
    """Add up; where terms remain, bring powers of one base together and add up again."""
    first = rest = collected(terms, expander.scalars.facts)
    for _ in range(LIFTS):
        if rest and expander.groups.named:
            rest = collected(
                lifted(rest, expander.groups, expander.scalars.fresh), expander.scalars.facts
            )
    return rest if len(rest) < len(first) else first
