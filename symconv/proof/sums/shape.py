"""The sums of a statement: where they stand, over what they run, and claims about their terms.

*Defines* `RangeSum`, `as_range_sum`, `first_sum`, `replaced`, `about_terms`,
`show_integer_limits` and `shown`.

*Names.* The index of a sum is bound: what is assumed of another thing of its name says nothing of
it. An index whose name also occurs outside the sum is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symconv.algebra.simplex import Work
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Expr,
    Infinity,
    Negative,
    Node,
    Number,
    Range,
    Space,
    Statement,
    Symbol,
    children,
    rebuilt,
)
from symconv.notation import Declared, Domain, Name, SymbolTable
from symconv.proof.arithmetic import show
from symconv.proof.case_split import BINDERS, cases
from symconv.proof.sequents import Sequent
from symconv.proof.tableau import Effort
from symconv.proof.unfolding import bound_in, names_in
from symconv.proof.unknowns import NotArithmetic, NotShown

ONE = Number(Fraction(1))


@dataclass(frozen=True)
class RangeSum:
    """A sum of ``body`` for ``index`` from ``lower`` to ``upper``; None for an infinite end."""

    index: Name
    lower: Expr | None
    upper: Expr | None
    body: Expr

    @property
    def limits(self) -> tuple[Statement, ...]:
        """What the range says of the index."""
        i = Symbol(self.index)
        below = () if self.lower is None else (Chain((self.lower, i), ("<=",)),)
        above = () if self.upper is None else (Chain((i, self.upper), ("<=",)),)
        return below + above

    def with_index(self, index: Name) -> RangeSum:
        """Return the same sum over an index of another name, which must not occur in it."""
        if index == self.index:
            return self
        if index in names_in(self.body) | frozenset(bound_in(self.body)):
            raise NotArithmetic(f"{index} is the index of one sum and a name in another")
        body = substitute(self.body, {self.index: Symbol(index)})
        return RangeSum(index, self.lower, self.upper, body)

    def reversed(self) -> RangeSum:
        """Return the same sum from its last term to its first; without end, the sum as it is."""
        if self.lower is None or self.upper is None:
            return self
        last_to_first = Add((self.lower, self.upper, Negative(Symbol(self.index))))
        return replace(self, body=substitute(self.body, {self.index: last_to_first}))


def as_range_sum(tree: Node, symbols: SymbolTable) -> RangeSum:
    """Read a sum over one range of integers; raise NotArithmetic for another expression."""
    match tree:
        case Big("sum", (Range(Symbol(index), lower, upper),), body):
            if index in names_in(lower) | names_in(upper) | frozenset(bound_in(body)):
                raise NotArithmetic(f"{index} is the index of a sum and another name in it")
            if index in symbols and not symbols[index].domain.is_integer:
                raise NotArithmetic(f"{index} is not an integer")
            low = None if lower == Negative(Infinity()) else lower
            return RangeSum(index, low, None if upper == Infinity() else upper, body)
        case _:
            raise NotArithmetic("not a sum over one range")


def first_sum(tree: Node | None) -> Big | None:
    """Return the first sum outside of binders; what stands inside one depends on its index."""
    if tree is None or (isinstance(tree, Big) and tree.operator == "sum"):
        return tree
    if isinstance(tree, BINDERS):
        return None
    return next((s for s in map(first_sum, children(tree)) if s is not None), None)


def replaced(tree: Node | None, old: Node, new: Node) -> Any:
    """Replace a tree wherever it occurs outside of binders."""
    if tree == old:
        return new
    if tree is None or isinstance(tree, BINDERS):
        return tree
    return rebuilt(tree, lambda child: replaced(child, old, new))


def about_terms(
    claim: Statement, index: Name, conditions: Iterable[Statement], sequent: Sequent
) -> Sequent:
    """Return a claim for every integer index that the conditions allow."""
    other = {index}
    return Sequent(
        tuple(h for h in sequent.hypotheses if not names_in(h) & other),
        claim,
        (*(c for c in sequent.conditions if not names_in(c) & other), *conditions),
        sequent.bound | other,
    )


def shown(sequent: Sequent, symbols: SymbolTable) -> None:
    """Show a sequent by arithmetic; raise NotArithmetic where it is not shown."""
    for case in cases(sequent):
        table = SymbolTable(
            {**symbols.rows, **{n: Declared(n, Domain.INTEGER) for n in sequent.bound}}
        )
        try:
            show(case, table, Effort(40, 40, 3, Work(150_000)))
        except NotShown:
            show(case, table, Effort())


def show_integer_limits(given: RangeSum, sequent: Sequent, symbols: SymbolTable) -> None:
    """Show that the finite limits of a sum are integers."""
    for limit in (given.lower, given.upper):
        if limit is not None:
            shown(replace(sequent, claim=Chain((limit, Space("Z", ())), ("in",))), symbols)


def successor(place: Expr) -> Expr:
    """Return ``place + 1``."""
    return Add((place, ONE))
