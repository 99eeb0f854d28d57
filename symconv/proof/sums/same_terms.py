r"""Two sums with the same terms that are not 0, over ranges of which one lies inside the other.

*Defines* `show_same_terms`: :math:`\sum_{i=a}^{b} w(i) = \sum_{i=l}^{u} v(i)` holds when for every
integer i

1. :math:`l \le i \le u` implies :math:`a \le i \le b` and :math:`w(i) = v(i)`,
2. :math:`a \le i \le b` and i < l, or i > u, imply :math:`w(i) = 0`.

The wide sum may run over all integers: it then has finitely many terms that are not 0. With 0 in
place of the narrow sum, every term of the wide one is 0. Two sums over all integers with the same
terms are the same sum. The narrow sum may also be taken in reverse order, l + u - i for i.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.latex.tree import Chain, Number, Statement, Symbol
from symconv.notation import SymbolTable
from symconv.proof.sequents import Sequent
from symconv.proof.sums.shape import (
    RangeSum,
    about_terms,
    as_range_sum,
    show_integer_limits,
    shown,
)
from symconv.proof.unknowns import NotArithmetic

ZERO = Number(Fraction(0))


def show_same_terms(sequent: Sequent, symbols: SymbolTable) -> str:
    """Show an equation between two sums, or of a sum with 0; raise NotArithmetic otherwise."""
    match sequent.claim:
        case Chain((left, right), ("=" | ":=",)):
            pass
        case _:
            raise NotArithmetic("not an equation between two sums")
    if ZERO in (left, right):
        return _show_zero(as_range_sum(left if right == ZERO else right, symbols), sequent, symbols)
    a, b = as_range_sum(left, symbols), as_range_sum(right, symbols)
    b = b.with_index(a.index)
    if not (a.limits or b.limits):
        _show(Chain((a.body, b.body), ("=",)), a, (), sequent, symbols)
        return "equal terms for every integer"
    failures = []
    for wide, narrow in ((a, b), (b, a), (a, b.reversed())):
        try:
            show_integer_limits(narrow, sequent, symbols)
            return _show_inside(wide, narrow, sequent, symbols)
        except NotArithmetic as error:
            failures.append(error)
    raise failures[0]


def _show_zero(wide: RangeSum, sequent: Sequent, symbols: SymbolTable) -> str:
    _show(Chain((wide.body, ZERO), ("=",)), wide, wide.limits, sequent, symbols)
    return "every term of the sum is 0"


def _show_inside(wide: RangeSum, narrow: RangeSum, sequent: Sequent, symbols: SymbolTable) -> str:
    if narrow.lower is None or narrow.upper is None:
        raise NotArithmetic("a sum without end")
    inside, i = narrow.limits, Symbol(wide.index)
    for limit in wide.limits:
        _show(limit, wide, inside, sequent, symbols)
    _show(Chain((wide.body, narrow.body), ("=",)), wide, inside, sequent, symbols)
    zero = Chain((wide.body, ZERO), ("=",))
    for outside in (Chain((i, narrow.lower), ("<",)), Chain((narrow.upper, i), ("<",))):
        _show(zero, wide, (*wide.limits, outside), sequent, symbols)
    return "equal terms within the smaller range, terms 0 outside it"


def _show(
    claim: Statement,
    wide: RangeSum,
    conditions: tuple[Statement, ...],
    sequent: Sequent,
    symbols: SymbolTable,
) -> None:
    shown(about_terms(claim, wide.index, conditions, sequent), symbols)
