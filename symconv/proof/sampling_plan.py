"""Which names a sample may choose freely, and which follow from equations among the hypotheses.

*Defines* `Plan` and `plan_of`. Equations would reject nearly every point that is chosen blindly; so
each equation is given one name to be solved for, one that no earlier equation uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symconv.latex.tree import Chain, Logic, Node, Statement, Symbol
from symconv.notation import Kind, Name
from symconv.proof.context import Context, Formula
from symconv.proof.hypotheses import relevant
from symconv.proof.unfolding import bound_in, names_in


@dataclass(frozen=True)
class Plan:
    """Names to choose freely, and equations with the name that each determines."""

    free: tuple[Name, ...]
    determined: tuple[tuple[Name, Chain], ...]
    hypotheses: tuple[Statement, ...]


def plan_of(statement: Statement, context: Context) -> Plan:
    """Plan the samples of a statement."""
    hypotheses = relevant(context.hypotheses, statement, lambda t: _reached(t, context))
    names = _needed([statement, *hypotheses], context)
    determined: list[tuple[Name, Chain]] = []
    used: frozenset[Name] = frozenset()
    for equation in (e for h in hypotheses for e in _equations(h, context)):
        present = _needed([equation], context)
        hidden = _behind_definitions(equation, context)
        choices = sorted(present - used, key=lambda n: (n in hidden, not _is_alone(n, equation), n))
        if choices:
            determined.append((choices[0], equation))
            used |= present
    chosen = {n for n, _ in determined}
    return Plan(tuple(sorted(names - chosen)), tuple(determined), hypotheses)


def _needed(statements: list[Statement], context: Context) -> frozenset[Name]:
    """Return the scalars without definition that statements use, also through definitions."""
    found: set[Name] = set()
    seen: set[Name] = set()
    waiting: list[tuple[Statement, tuple[Name, ...]]] = [(s, ()) for s in statements]
    while waiting:
        tree, parameters = waiting.pop()
        for n in names_in(tree) - frozenset(bound_in(tree)) - frozenset(parameters) - seen:
            seen.add(n)
            definition = context.definitions.get(n)
            if isinstance(definition, Formula):
                waiting.append((definition.body, definition.parameters))
                waiting += [(size, ()) for size in definition.shape]
            elif definition is not None:
                waiting += [(size, ()) for size in definition.shape]
            elif n in context.symbols and context.symbols[n].kind is Kind.SCALAR:
                found.add(n)
    return frozenset(found)


def _reached(tree: Node, context: Context) -> frozenset[Name]:
    """Return the names that a statement uses, also through definitions."""
    seen: set[Name] = set()
    waiting: list[Node] = [tree]
    while waiting:
        for n in names_in(waiting.pop()) - seen:
            seen.add(n)
            definition = context.definitions.get(n)
            if definition is not None:
                waiting += definition.shape
            if isinstance(definition, Formula):
                waiting.append(definition.body)
    return frozenset(seen)


def _behind_definitions(equation: Chain, context: Context) -> frozenset[Name]:
    """Return the names that an equation uses through definitions: it cannot be solved for them."""
    bodies: list[Statement] = []
    for n in names_in(equation):
        definition = context.definitions.get(n)
        if isinstance(definition, Formula):
            bodies.append(definition.body)
    return _needed(bodies, context)


def _equations(statement: Statement, context: Context) -> Iterator[Chain]:
    """Yield the equations of a statement, without those that repeat a definition."""
    match statement:
        case Chain(sides, relations):
            for a, sign, b in zip(sides, relations, sides[1:], strict=False):
                definition = context.definitions.get(a.name) if isinstance(a, Symbol) else None
                repeats = isinstance(definition, Formula) and definition.body == b
                if sign in ("=", ":=") and not repeats:
                    yield Chain((a, b), ("=",))
        case Logic("and", parts):
            for part in parts:
                yield from _equations(part, context)


def _is_alone(name: Name, equation: Chain) -> bool:
    """Whether a side is the name itself, and the other side does not use it."""
    sides = [(a, b) for a, b in (equation.sides, equation.sides[::-1])]
    return any(getattr(a, "name", None) == name and name not in names_in(b) for a, b in sides)
