r"""Formulas of signals in which sizes or delays are letters.

*Defines* `decide_signal`. The closed forms are compared region by region. What that leaves open, a
ratio that is a letter for example, is left to the prover in several forms: it compares sums over
all integers term by term, so :math:`\sum_m f(m)`, :math:`\sum_m f(n - m)` and
:math:`\sum_m f(m + N)`, which are the same, are put before it one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.desk import Desk
from symconv.audit.signals.ahead import NotFarOut
from symconv.audit.signals.regions import agree_everywhere
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Expr,
    Infinity,
    Negative,
    Node,
    Range,
    Symbol,
)
from symconv.notation import Domain, Kind
from symconv.proof.prove import decide
from symconv.proof.verdict import Exhausted, Proved, Undecided, Verdict

_LEAST = {Domain.POSITIVE: 1, Domain.NATURAL: 0}


def decide_signal(claimed: Expr, expected: Expr, desk: Desk) -> Verdict:
    """Return the verdict on a claim for the signal that a question asks for."""
    try:
        count = agree_everywhere(claimed, expected, _integers(desk), desk.points.definitions)
        return Proved("closed forms", f"the same in each of {count} regions")
    except NotFarOut:
        verdict = decide(Chain((expected, claimed), ("=",)), desk.context)
    if not isinstance(verdict, Undecided) or expected != desk.items[0].value:
        return verdict
    subject = desk.items[0].subjects[0]
    for tree in _with_substituted_indices(claimed, desk):
        found = decide(Chain((subject, tree), ("=",)), desk.context)
        if isinstance(found, Proved | Exhausted):
            return found
    return verdict


def _integers(desk: Desk) -> dict[str, int | None]:
    """Return the names of integers, with the least value of each."""
    rows = (row for row in desk.context.symbols if row.kind is Kind.SCALAR)
    return {row.name.latex: _LEAST.get(row.domain) for row in rows if row.domain.is_integer}


def _with_substituted_indices(tree: Expr, desk: Desk) -> Iterator[Expr]:
    """Yield the tree, and with the index of its sums over all integers counted from elsewhere."""
    yield tree
    assert desk.time is not None
    letters = sorted(n for n in names_in_tree(tree) if n != desk.time and n in desk.known)
    sizes = [Symbol(n) for n in letters if desk.known[n].domain.is_integer]
    for by in (None, *sizes):
        for back in (False, True):
            changed: Expr = rebuild(tree, lambda node: _substituted(node, by, desk, back=back))  # noqa: B023
            if changed != tree:
                yield changed


def _substituted(node: Node, by: Symbol | None, desk: Desk, *, back: bool) -> Node:
    match node:
        case Big(
            "sum", (Range(Symbol() as index, Negative(Infinity()), Infinity()),) as over, body
        ):
            place = (Negative(index),) if back else (index,)
            more = (Symbol(desk.time),) if back and desk.time is not None else ()
            shift = () if by is None else ((Negative(by),) if back else (by,))
            terms = (*more, *place, *shift)
            moved = substitute(body, {index.name: Add(terms) if len(terms) > 1 else terms[0]})
            return Big("sum", over, moved)
        case _:
            return node
