r"""Sequences whose definition says the value at 0, and how a value follows from the one before.

*Defines* `Recurrence` and `recurrences`, which finds them among the definitions of a context:

    r_{l} := \begin{cases} 1 & \text{if } l = 0 \\ ... r_{l - 1} ... & \text{otherwise} \end{cases}

The body may use any of these sequences, but only at ``l - 1``: so each value is determined by
values before it, and there is exactly one such family of sequences on the integers from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symconv.latex.tree import Cases, Chain, Expr, Indexed, Node, Number, Symbol, descendants
from symconv.notation import Name
from symconv.proof.context import Context, Definition, Formula
from symconv.proof.recursion.places import Place, place
from symconv.proof.unfolding import bound_in, names_in


@dataclass(frozen=True)
class Recurrence:
    """The value at 0, and for ``parameter`` above 0 an expression in the values one before."""

    first: Expr
    parameter: Name
    body: Expr


def recurrences(context: Context) -> Mapping[Name, Recurrence]:
    """Return the sequences that the context defines by recurrences."""
    found = {n: r for n, d in context.definitions.items() if (r := _recurrence(d)) is not None}
    while True:
        kept = {n: r for n, r in found.items() if _is_determined(r, context, found)}
        if len(kept) == len(found):
            return kept
        found = kept


def defines_itself(name: Name, context: Context) -> bool:
    """Whether a formula with indices mentions, perhaps through others, the name that it defines."""
    seen: set[Name] = set()
    waiting = [name]
    while waiting:
        definition = context.definitions.get(waiting.pop())
        for used in names_in(definition.body) if isinstance(definition, Formula) else ():
            if used == name:
                return True
            if used not in seen:
                seen.add(used)
                waiting.append(used)
    return False


def _recurrence(definition: Definition) -> Recurrence | None:
    match definition:
        case Formula(Cases(((first, Chain() as start), (body, None))), (parameter,), ()):
            if start == Chain((Symbol(parameter), Number(Fraction(0))), ("=",)):
                return Recurrence(first, parameter, body)
    return None


def _is_determined(
    recurrence: Recurrence, context: Context, found: Mapping[Name, Recurrence]
) -> bool:
    """Whether only sequences at ``l - 1``, and names without definition, occur in the body."""
    defined, parameter = context.definitions.keys(), recurrence.parameter
    if names_in(recurrence.first) & {*defined, parameter} or parameter in bound_in(recurrence.body):
        return False
    before = Place(recurrence.parameter, -1)
    below = [*descendants(recurrence.body)]
    elements = [n for n in below if isinstance(n, Indexed) and _name(n) in found]
    allowed = [n for n in elements if tuple(map(place, n.indices)) == (before,)]
    return sum(1 for n in below if isinstance(n, Symbol) and n.name in defined) == len(allowed)


def _name(element: Indexed) -> Name | None:
    base: Node = element.base
    return base.name if isinstance(base, Symbol) else None
