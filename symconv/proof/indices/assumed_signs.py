r"""Elements that a hypothesis takes as positive.

*Defines* `is_assumed_positive`. The hypothesis is read in one form, one quantifier per index::

    \forall i \in \{0, \dots, m - 1\} : S_{i} > 0

It speaks of the elements whose indices lie in these ranges and of nothing else; where the ranges
depend on each other, or an element is not known to lie in them, it is not used. A sum whose form
alone says no more than that it is not negative can then stand under a root or a divisor.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symconv.latex.tree import (
    Add,
    Chain,
    Dots,
    Expr,
    Indexed,
    Number,
    Over,
    Quantified,
    SetOf,
    Statement,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.evaluation.compiling import free_names
from symconv.proof.indices.forms import Scope

if TYPE_CHECKING:
    from symconv.proof.indices.expansion import Expander

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def is_assumed_positive(
    expander: Expander, name: Name, indices: Sequence[Expr], scope: Scope
) -> bool:
    """Whether a hypothesis says that the element with these indices is positive."""
    return any(
        expander.places.are_inside(indices, sizes, scope)
        for h in expander.scalars.context.hypotheses
        if (sizes := _sizes(h, name)) is not None
    )


def _sizes(hypothesis: Statement, name: Name) -> tuple[Expr, ...] | None:
    """Return the numbers of indices for which a hypothesis says that elements are positive."""
    bound: list[Expr] = []
    sizes: list[Expr] = []
    while isinstance(hypothesis, Quantified):
        match hypothesis:
            case Quantified("forall", Over((index,), condition), body):
                pass
            case _:
                return None
        match condition:
            case Chain((member, SetOf((first, Dots(), last))), ("in",)) if (
                member == index and first == ZERO
            ):
                bound.append(index)
                sizes.append(Add((last, ONE)))
                hypothesis = body
            case _:
                return None
    names = {n for index in bound for n in free_names(index)}
    if len(names) < len(bound) or any(free_names(size) & names for size in sizes):
        return None
    match hypothesis:
        case Chain((Indexed(Symbol(tensor), indices), least), (">",)) if (
            bound and tensor == name and list(indices) == bound and least == ZERO
        ):
            return tuple(sizes)
    return None
