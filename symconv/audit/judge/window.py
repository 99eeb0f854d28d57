r"""The window of a question: the set of cells that its formulas run over, as it writes it.

*Defines* `Window`, `window_of` and `norm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symconv.audit.judge.desk import Desk
from symconv.latex.tree import (
    Big,
    Chain,
    Divide,
    Expr,
    Fence,
    Indexed,
    Infinity,
    Limit,
    Negative,
    Number,
    Over,
    Power,
    Symbol,
    descendants,
)
from symconv.notation import Name

EXPONENT = Symbol(Name("P"))
ONE = Number(Fraction(1))


@dataclass(frozen=True)
class Window:
    """A set of cells as a question writes it: the cells, the set, and what stands in a cell."""

    over: Over
    where: Indexed
    element: Indexed

    @property
    def name(self) -> Name:
        """The name of the set."""
        assert isinstance(self.where.base, Symbol)
        return self.where.base.name


def window_of(desk: Desk) -> Window | None:
    """Return the set that a question sums over, if there is one."""
    for item in desk.items:
        for node in descendants(item.value):
            match node:
                case Big(
                    _, (Over(indices, Chain((_, Indexed() as where), ("in",))) as over,), body
                ):
                    for inner in descendants(body):
                        if isinstance(inner, Indexed) and inner.indices == indices:
                            return Window(over, where, inner)
    return None


def norm(order: Expr, window: Window) -> Expr:
    """Return the norm of what is in a window; that of infinite order is a limit."""
    match order:
        case Infinity() | Negative(Infinity()):
            return Limit(EXPONENT, order, norm(EXPONENT, window))
        case Symbol(name) if name.base in ("p", "P"):
            order = EXPONENT
    powers = Power(Fence("abs", window.element), order)
    return Power(Big("sum", (window.over,), powers), Divide(ONE, order, "slash"))
