r"""A gradient by an array that is stated for each of its elements.

*Defines* `is_entry_of` and `compared_by_entry`. :math:`\frac{\partial f}{\partial W_{i, j}}` says
what :math:`\frac{\partial f}{\partial W}` is. The line as a whole is put before the prover, which
differentiates; the author's letters for the indices become those of the derivation.
"""

from __future__ import annotations

from symconv.audit.judge.compare import Comparison
from symconv.audit.judge.derivative_lines import decided
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.item import Item
from symconv.latex.substitute import substitute
from symconv.latex.tree import (
    Chain,
    Derivative,
    Expr,
    Indexed,
    Matrix,
    Node,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Name
from symconv.proof.verdict import Exhausted, Proved, Refuted


def is_entry_of(statement: Statement, item: Item) -> bool:
    """Whether a line gives the derivative by an element of the array that an item is about."""
    if not isinstance(statement, Chain) or isinstance(item.value, Matrix) or not item.subjects:
        return False
    match item.subjects[0], statement.sides[0]:
        case Derivative(wanted, (Symbol(array),)), Derivative(body, (Indexed(base, indices),)):
            letters = all(isinstance(i, Symbol) for i in indices)
            return letters and base == Symbol(array) and body == wanted
        case _:
            return False


def compared_by_entry(subject: Expr, value: Expr, desk: Desk) -> Comparison:
    """Say whether an element of a gradient is what is claimed for it."""
    names = _renamed(subject, desk)
    line = substitute(Chain((subject, value), ("=",)), names)
    verdict = decided(line.sides[0], line.sides[1], desk)
    match verdict:
        case Proved(method, _) | Exhausted(method, _, _):
            return Comparison("same", f"proved: {method}")
        case Refuted(_, _, detail):
            return Comparison("different", "counterexample", detail)
        case _:
            why = "whether this is the element of the gradient is for a person to see"
            return Comparison("undecided", detail=why)


def _renamed(subject: Expr, desk: Desk) -> dict[Name, Node]:
    """Return the derivation's letters for the indices of an element, by the author's letters."""
    for step in desk.derivation.steps:
        for node in descendants(step.statement):
            match subject, node:
                case (
                    Derivative(body, (Indexed(base, own),)),
                    Derivative(other, (Indexed(array, indices),)),
                ) if (body, base) == (other, array) and len(own) == len(indices):
                    pairs = zip(own, indices, strict=True)
                    return {a.name: b for a, b in pairs if isinstance(a, Symbol)}
    return {}
