r"""What a step may use: the names in play, what they are defined to be, and what is assumed.

*Defines* `Formula`, `Tensor` (the two kinds of definition) and `Context`.

A definition is data that every deciding procedure reads in its own way: the evaluator computes
with it, the floor procedure unfolds it, the index calculus substitutes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symconv.latex.tree import Expr, Statement
from symconv.notation import Name, SymbolTable


@dataclass(frozen=True)
class Formula:
    r"""An abbreviation or an entry formula.

    Without parameters: ``m := \lfloor ... \rfloor + 1``. With parameters: the element formula of a
    tensor, ``y_{o} := \sum_t w_t x_{s o + t - p}``; ``shape`` then gives its sizes (all indices run
    from 0), and an element outside them is 0.
    """

    body: Expr
    parameters: tuple[Name, ...] = ()
    shape: tuple[Expr, ...] = ()


@dataclass(frozen=True)
class Tensor:
    """An array that is given: its sizes and its numbers, or free symbols where ``entries`` is None.

    Indices run from 0. An element outside the sizes is 0 (zero extension, which is what padding
    with zeros means); a text that relies on another padding mode maps its indices explicitly.
    ``entries`` is nested by axis for any rank: leaves are expressions (numbers or symbols).
    """

    shape: tuple[Expr, ...]
    entries: Entries | None = None


Entries = tuple["Entries | Expr", ...]
Definition = Formula | Tensor


@dataclass(frozen=True)
class Context:
    """The symbol table, the definitions and the hypotheses under which a step is judged.

    Positive integers and the like are hypotheses too; they come from the domains in ``symbols``.
    """

    symbols: SymbolTable
    definitions: Mapping[Name, Definition] = field(default_factory=dict)
    hypotheses: tuple[Statement, ...] = ()

    def assuming(self, *more: Statement) -> Context:
        """Return the context with further hypotheses."""
        return replace(self, hypotheses=self.hypotheses + more)

    def defining(self, more: Mapping[Name, Definition]) -> Context:
        """Return the context with further definitions."""
        return replace(self, definitions={**self.definitions, **more})
