r"""Bound indices as data: which values each may take, and what else must hold.

*Defines* `Variable`, `variables_of` (from binders) and `assignments` (all combinations in order).

A sum over an empty range is 0, also where the upper limit lies far below the lower one: a range is
the set of the integers between its limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from symconv.algebra.named_polynomial import NoValue, Number
from symconv.latex.tree import Chain, Over, Range, Space, Statement, Symbol
from symconv.notation import Name
from symconv.proof.evaluation.affine import solvable_slots
from symconv.proof.evaluation.compiling import (
    Code,
    Compiler,
    Env,
    Scope,
    Test,
    conjuncts,
    integer,
    names_in,
    slots_in,
)

Domain = Callable[[Env], Sequence[Number]]


@dataclass(frozen=True)
class Variable:
    """A bound index: its slot, its values in an environment, and the slots these depend on."""

    slot: int
    domain: Domain
    needs: frozenset[int]


@dataclass(frozen=True)
class Equation:
    """Both sides of an equality, and the slots of the indices for which it can be solved."""

    left: Code
    right: Code
    solvable: frozenset[int]


@dataclass(frozen=True)
class Filter:
    """A condition on bound indices: its test, the slots that occur in it, and its equation."""

    test: Test
    slots: frozenset[int]
    equation: Equation | None = None


def variables_of(
    compiler: Compiler, binders: Sequence[Range | Over], scope: Scope
) -> tuple[Scope, list[Variable], list[Filter]]:
    """Return the scope inside the binders, their variables, and their further conditions."""
    inner = dict(scope)
    variables: list[Variable] = []
    filters: list[Filter] = []
    for binder in binders:
        if isinstance(binder, Range):
            slot = compiler.slot()
            variables.append(_from_range(compiler, binder, slot, inner))
            inner[binder.index.name] = slot
        else:
            found, conditions = _from_condition(compiler, binder, inner)
            variables.extend(found)
            filters.extend(conditions)
    return inner, variables, filters


def assignments(
    compiler: Compiler, variables: Sequence[Variable], filters: Sequence[Filter], env: Env
) -> Iterator[None]:
    """Write each combination of values that passes the filters into ``env``, in order."""
    if not variables:
        if all(f.test(env) for f in filters):
            yield
        return
    first, rest = variables[0], variables[1:]
    later = {v.slot for v in rest}
    now = [f for f in filters if not f.slots & later]
    then = [f for f in filters if f.slots & later]
    values = first.domain(env)
    compiler.spend(len(values))
    for value in values:
        env[first.slot] = value
        if all(f.test(env) for f in now):
            yield from assignments(compiler, rest, then, env)


def filter_of(compiler: Compiler, statement: Statement, scope: Scope) -> Filter:
    """Return a condition as a filter."""
    test, slots = compiler.test(statement, scope), slots_in(statement, scope)
    match statement:
        case Chain((left, right), ("=",)):
            sides = compiler.compile(left, scope), compiler.compile(right, scope)
            return Filter(test, slots, Equation(*sides, solvable_slots(left, right, scope)))
    return Filter(test, slots)


def _from_range(compiler: Compiler, binder: Range, slot: int, scope: Scope) -> Variable:
    low, high = compiler.compile(binder.lower, scope), compiler.compile(binder.upper, scope)
    needs = slots_in(binder.lower, scope) | slots_in(binder.upper, scope)
    return Variable(slot, lambda env: range(integer(low(env)), integer(high(env)) + 1), needs)


def _from_condition(
    compiler: Compiler, binder: Over, scope: dict[Name, int]
) -> tuple[list[Variable], list[Filter]]:
    if binder.condition is None:
        raise NoValue(f"the values of {binder.indices[0].name} are not stated")
    parts = list(conjuncts(binder.condition))
    variables = []
    pending = {i.name for i in binder.indices}
    for index in binder.indices:
        variables.append(domain_from(compiler, index.name, parts, scope, pending))
        pending.discard(index.name)
        scope[index.name] = variables[-1].slot
    return variables, [filter_of(compiler, p, scope) for p in parts]


def domain_from(
    compiler: Compiler,
    name: Name,
    parts: Sequence[Statement],
    scope: Scope,
    pending: set[Name],
) -> Variable:
    """Return a variable whose values the conditions bound from both sides, or list.

    ``pending`` are the names that may not be used because they get their values later.
    Raises NoValue where the conditions leave infinitely many values.
    """
    lows, highs = [], []
    needs: frozenset[int] = frozenset()
    for part in parts:
        match part:
            case Chain((Symbol(n), right), ("in",)) if n == name and not isinstance(right, Space):
                if not names_in(right) & pending:
                    return _listed(compiler, part, scope)
            case Chain((left, right), (relation,)) if relation in ("<", "<=", ">", ">=", "="):
                for a, b, sign in ((left, right, relation), (right, left, _MIRROR[relation])):
                    if a == Symbol(name) and not names_in(b) & (pending | {name}):
                        code = compiler.compile(b, scope)
                        needs |= slots_in(b, scope)
                        if sign in (">", ">=", "="):
                            lows.append((code, int(sign == ">")))
                        if sign in ("<", "<=", "="):
                            highs.append((code, int(sign == "<")))
    if not lows or not highs or not compiler.is_integer(name):
        raise NoValue(f"{name} ranges over infinitely many values")

    def domain(env: Env) -> Sequence[Number]:
        low = max(integer(c(env)) + shift for c, shift in lows)
        high = min(integer(c(env)) - shift for c, shift in highs)
        return range(low, high + 1)

    return Variable(compiler.slot(), domain, needs)


_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def _listed(compiler: Compiler, part: Chain, scope: Scope) -> Variable:
    members = compiler.compile(part.sides[1], scope)

    def domain(env: Env) -> Sequence[Number]:
        found = members(env)
        if not isinstance(found, frozenset):
            raise NoValue("an index that ranges over something that is not a finite set")
        return sorted(found)

    return Variable(compiler.slot(), domain, slots_in(part.sides[1], scope))
