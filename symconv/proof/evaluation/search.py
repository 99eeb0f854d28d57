r"""Binding indices one after another so that few combinations are visited in vain.

*Defines* `plan`: from variables, conditions and look-ups to a function that visits every
combination which passes and calls a sink with the environment, in an order of its own choice.
`symconv.proof.evaluation.sums` says what the three kinds of step are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.algebra.named_polynomial import NoValue, Scalar, reduced
from symconv.notation import Name
from symconv.proof.evaluation.compiling import Code, Compiler, Env, number
from symconv.proof.evaluation.ranges import Filter, Variable
from symconv.proof.evaluation.values import Array

Visit = Callable[[Env], None]
Groups = dict[tuple[int, ...], list[tuple[tuple[int, ...], Scalar]]]
UNKNOWN_LENGTH = 1 << 40


@dataclass(frozen=True)
class Lookup:
    """A factor ``name[indices]``: its code, and for each index its code, slots and bare slot.

    ``bare`` is the slot of an index that is a bound name by itself, else None. The value of the
    factor is kept in the slot ``value``.
    """

    name: Name
    code: Code
    indices: tuple[Code, ...]
    slots: tuple[frozenset[int], ...]
    bare: tuple[int | None, ...]
    value: int


@dataclass(frozen=True)
class Search:
    """What is still to be bound, checked and looked up, and what to do with each combination."""

    compiler: Compiler
    unbound: tuple[Variable, ...]
    filters: tuple[Filter, ...]
    lookups: tuple[Lookup, ...]
    sink: Visit
    may_look_up: bool = True


def plan(search: Search) -> Visit:
    """Return the visit of all combinations; raise NoValue when ranges depend on each other."""
    open_slots = {v.slot for v in search.unbound}
    due = tuple(f for f in search.filters if not f.slots & open_slots)
    waiting = tuple(f for f in search.filters if f.slots & open_slots)
    return _checked(due, _next_step(replace(search, filters=waiting)))


def _next_step(search: Search) -> Visit:
    if not search.unbound:
        return _completed(search.lookups, search.sink)
    return _solve(search) or _look_up(search) or _loop(search)


def _checked(filters: tuple[Filter, ...], then: Visit) -> Visit:
    if not filters:
        return then
    tests = [f.test for f in filters]

    def run(env: Env) -> None:
        if all(test(env) for test in tests):
            then(env)

    return run


def _completed(lookups: tuple[Lookup, ...], sink: Visit) -> Visit:
    """Compute the factors that were not looked up."""

    def run(env: Env) -> None:
        for lookup in lookups:
            env[lookup.value] = lookup.code(env)
        sink(env)

    return run if lookups else sink


def _free_to_bind(search: Search) -> list[Variable]:
    open_slots = {v.slot for v in search.unbound}
    return [v for v in search.unbound if not v.needs & open_slots]


def _without(search: Search, *gone: Variable) -> tuple[Variable, ...]:
    slots = {v.slot for v in gone}
    return tuple(v for v in search.unbound if v.slot not in slots)


def _solve(search: Search) -> Visit | None:
    open_slots = {v.slot for v in search.unbound}
    for variable in _free_to_bind(search):
        for condition in search.filters:
            equation = condition.equation
            if (
                equation is not None
                and variable.slot in equation.solvable
                and condition.slots & open_slots == {variable.slot}
            ):
                rest = tuple(f for f in search.filters if f is not condition)
                unbound = _without(search, variable)
                then = plan(replace(search, unbound=unbound, filters=rest))
                return _solved(search.compiler, variable, equation.left, equation.right, then)
    return None


def _solved(compiler: Compiler, variable: Variable, left: Code, right: Code, then: Visit) -> Visit:
    slot, domain = variable.slot, variable.domain

    def difference(env: Env, at: int) -> int | Fraction:
        env[slot] = at
        return number(left(env)) - number(right(env))

    def run(env: Env) -> None:
        compiler.spend(1)
        values = domain(env)
        constant = difference(env, 0)
        slope = difference(env, 1) - constant
        if slope:
            root = reduced(Fraction(-constant) / slope)
            values = (root,) if root in values else ()
        elif constant:
            values = ()
        for value in values:
            env[slot] = value
            then(env)

    return run


def _loop(search: Search) -> Visit:
    candidates = _free_to_bind(search)
    if not candidates:
        raise NoValue("the ranges of the indices depend on each other")
    variable = min(candidates, key=_length)
    then = plan(replace(search, unbound=_without(search, variable)))
    slot, domain, spend = variable.slot, variable.domain, search.compiler.spend

    def run(env: Env) -> None:
        values = domain(env)
        spend(len(values))
        for value in values:
            env[slot] = value
            then(env)

    return run


def _length(variable: Variable) -> int:
    if variable.needs:
        return UNKNOWN_LENGTH
    return len(variable.domain({}))


def _look_up(search: Search) -> Visit | None:
    if not search.may_look_up:
        return None
    free = {v.slot: v for v in _free_to_bind(search)}
    open_slots = {v.slot for v in search.unbound}
    for lookup in search.lookups:
        axes = [a for a, s in enumerate(lookup.slots) if s & open_slots]
        bare = [lookup.bare[a] for a in axes]
        gained = [free[s] for s in bare if s is not None and s in free]
        if axes and len(gained) == len(axes) == len(set(bare)):
            return _looked_up(search, lookup, axes, gained)
    return None


def _looked_up(search: Search, lookup: Lookup, axes: list[int], gained: list[Variable]) -> Visit:
    compiler = search.compiler
    known = [a for a in range(len(lookup.indices)) if a not in axes]
    codes = [lookup.indices[a] for a in known]
    others = tuple(f for f in search.lookups if f is not lookup)
    then = plan(replace(search, unbound=_without(search, *gained), lookups=others))
    otherwise = plan(replace(search, may_look_up=False))
    groups: list[Groups] = []

    def run(env: Env) -> None:
        table = compiler.table(lookup.name)
        if table is None or len(table.shape) != len(lookup.indices):
            otherwise(env)
            return
        if not groups:
            groups.append(_grouped(table, known, axes))
        domains = [v.domain(env) for v in gained]
        for index, value in groups[0].get(tuple(c(env) for c in codes), ()):  # type: ignore[misc]
            compiler.spend(1)
            if all(i in d for i, d in zip(index, domains, strict=True)):
                for variable, i in zip(gained, index, strict=True):
                    env[variable.slot] = i
                env[lookup.value] = value
                then(env)

    return run


def _grouped(table: Array, known: list[int], wanted: list[int]) -> Groups:
    groups: Groups = {}
    for index, value in table.entries.items():
        key = tuple(index[a] for a in known)
        groups.setdefault(key, []).append((tuple(index[a] for a in wanted), value))
    return groups
