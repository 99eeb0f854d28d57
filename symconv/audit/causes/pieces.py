r"""Functions of an integer n in pieces: rows of a first n, a last n and a value.

*Defines* `Row`, `in_pieces` and `rows_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symconv.algebra.index_terms import plus
from symconv.algebra.named_polynomial import NoValue, Scalar
from symconv.audit.causes.trees import number
from symconv.latex.tree import Cases, Chain, Expr, Node, Statement, Symbol
from symconv.notation import Name
from symconv.proof.sums.trees import exp_poly, polynomial

TIME = Symbol(Name("n"))


@dataclass(frozen=True)
class Row:
    """A value from ``first`` to ``last``; None where there is no end."""

    first: Scalar | None
    last: Scalar | None
    value: Expr

    @property
    def condition(self) -> Statement:
        """That n is in the range."""
        low = None if self.first is None else polynomial(self.first)
        high = None if self.last is None else polynomial(self.last)
        if low is None:
            return Chain((TIME, high if high is not None else TIME), ("<=",))
        if high is None:
            return Chain((low, TIME), ("<=",))
        return Chain((low, TIME, high), ("<=", "<="))


def in_pieces(rows: Sequence[Row]) -> Expr:
    """Return the function that has the value of the first row in which n is, and else is 0."""
    branches = tuple((row.value, row.condition) for row in rows)
    return Cases((*branches, (number(0), None)))


def rows_of(tree: Node) -> tuple[Row, ...]:
    """Return the rows of a function in cases; none if it is not 0 otherwise, or has other ends.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> table = SymbolTable.of(scalars("n", Domain.INTEGER))
    >>> text = r"\\begin{cases} 2 & 0 \\le n \\le 6 \\\\ 0 & \\text{otherwise} \\end{cases}"
    >>> [(row.first, row.last) for row in rows_of(read_one(text, table).statement)]
    [(0, 6)]
    """
    if not isinstance(tree, Cases) or tree.branches[-1] != (number(0), None):
        return ()
    found = [_row(value, guard) for value, guard in tree.branches[:-1]]
    return tuple(row for row in found if row is not None) if None not in found else ()


def _row(value: Expr, guard: Statement | None) -> Row | None:
    try:
        match guard:
            case Chain((low, n, high), ("<=", "<=")) if n == TIME:
                return Row(_scalar(low), _scalar(high), value)
            case Chain((n, low), (">=",)) if n == TIME:
                return Row(_scalar(low), None, value)
            case Chain((n, at), ("=",)) if n == TIME:
                return Row(_scalar(at), _scalar(at), value)
            case _:
                return None
    except NoValue:
        return None


def _scalar(tree: Expr) -> Scalar:
    return plus(exp_poly(tree, ()).terms.get((), 0))
