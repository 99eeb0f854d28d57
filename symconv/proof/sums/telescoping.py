r"""Sums of polynomial times power, by telescoping.

*Defines* `show_telescoping`. Some G is proposed for each sum :math:`\sum_{i=a}^{b} w(i)` of a
claim; the claim is shown when arithmetic shows

1. that a and b are integers,
2. :math:`G(i + 1) - G(i) = w(i)` for every integer i with :math:`a \le i \le b`,
3. :math:`a \le b + 1`, so that the range is empty at most,
4. the claim with :math:`G(b + 1) - G(a)` in place of the sum.

Adding 2 up over the range gives the sum as that difference, by induction on b. Where G comes from
(`symconv.algebra.sequences.antidifference`) does not matter. A sum whose limits are the same
expression is its one term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from symconv.algebra.sequences.antidifference import antidifference
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Add,
    Chain,
    Expr,
    Negative,
    Node,
    Number,
    Power,
    Symbol,
    descendants,
)
from symconv.notation import Name, SymbolTable
from symconv.proof.evaluation.compiling import conjuncts
from symconv.proof.sequents import Sequent
from symconv.proof.sums.shape import (
    ONE,
    RangeSum,
    about_terms,
    as_range_sum,
    first_sum,
    replaced,
    show_integer_limits,
    shown,
    successor,
)
from symconv.proof.sums.trees import closed_form, exp_poly
from symconv.proof.unfolding import names_in
from symconv.proof.unknowns import NotArithmetic


def show_telescoping(sequent: Sequent, symbols: SymbolTable) -> str:
    """Show a claim with sums; raise NotArithmetic or NoValue where it is not shown."""
    while (tree := first_sum(sequent.claim)) is not None:
        given = as_range_sum(tree, symbols)
        if given.index in names_in(replaced(sequent.claim, tree, ONE)):
            raise NotArithmetic(f"{given.index} is the index of a sum and a name beside it")
        value = _telescoped(given, sequent, symbols)
        sequent = replace(sequent, claim=replaced(sequent.claim, tree, value))
    shown(sequent, symbols)
    return "the terms are differences of G(i + 1) and G(i)"


def _telescoped(given: RangeSum, sequent: Sequent, symbols: SymbolTable) -> Expr:
    """Return G(b + 1) - G(a) once the difference of G and the range are shown."""
    if given.lower is None or given.upper is None:
        raise NotArithmetic("a sum without end")
    show_integer_limits(given, sequent, symbols)
    if given.lower == given.upper:
        single: Expr = substitute(given.body, {given.index: given.lower})
        return single
    G, i, after = _proposed(given, sequent, symbols), given.index, successor(given.upper)

    def at(place: Expr) -> Expr:
        found: Expr = substitute(G, {i: place})
        return found

    difference = Add((at(successor(Symbol(i))), Negative(G)))
    claim = Chain((difference, given.body), ("=",))
    shown(about_terms(claim, i, given.limits, sequent), symbols)
    shown(replace(sequent, claim=Chain((given.lower, after), ("<=",))), symbols)
    return Add((at(after), Negative(at(given.lower))))


def _proposed(given: RangeSum, sequent: Sequent, symbols: SymbolTable) -> Expr:
    """Return an antidifference of the terms; nothing depends on its being one."""
    equal = {n: v for n, v in _equal_names(sequent).items() if n != given.index}
    body = substitute(given.body, equal)
    bases = {n.latex for n in _bases(body, given.index, symbols)}
    return closed_form(antidifference(exp_poly(body, bases), given.index.latex))


def _bases(body: Node, index: Name, symbols: SymbolTable) -> Iterator[Name]:
    for node in descendants(body):
        match node:
            case Power(Symbol(base), exponent) if not isinstance(exponent, Number):
                yield base
            case Symbol(other) if other != index and other in symbols:
                if not symbols[other].domain.is_integer:
                    yield other


def _equal_names(sequent: Sequent) -> Mapping[Name, Node]:
    """Return names that a condition sets equal to a number or a name: r = 1 has its own sum."""
    found: dict[Name, Node] = {}
    for part in chain.from_iterable(map(conjuncts, (*sequent.conditions, *sequent.hypotheses))):
        match part:
            case Chain((Symbol(left), Number() | Symbol() as right), ("=",)):
                found[left] = right
    return found
