r"""Judging a statement for all values of the free entries, with the first case that fails.

*Defines* `Holds`, `Fails` and `judged`. Equalities are compared value by value, arrays entry by
entry; two values that are polynomials in free entries are equal for all of them exactly when they
are the same polynomial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import prod

from symconv.algebra.named_polynomial import Polynomial, Scalar, spelled
from symconv.errors import DialectError
from symconv.latex import tex
from symconv.latex.tree import Boxed, Chain, Expr, Logic, Quantified, Space, Statement, Symbol
from symconv.proof.evaluation.arrays import scalar, shape_of, shape_text
from symconv.proof.evaluation.compiling import Code, Compiler, Env, Scope, conjuncts, integer
from symconv.proof.evaluation.elements import place
from symconv.proof.evaluation.ranges import Filter, Variable, assignments, variables_of
from symconv.proof.evaluation.truth import EQUAL, columns, has_shape
from symconv.proof.evaluation.values import Array, Value

SHOWN = 60


@dataclass(frozen=True)
class Holds:
    """True in ``cases`` cases; ``domain`` says which where there is more than one value."""

    cases: int = 1
    domain: str = ""
    symbolic: bool = False
    note: str = ""


@dataclass(frozen=True)
class Fails:
    """False: what was compared, by its printed name, and in words where."""

    counterexample: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""


Outcome = Holds | Fails
Judge = Callable[[Env], Outcome]


def judged(compiler: Compiler, statement: Statement, scope: Scope) -> Judge:
    """Return code that judges a statement; raise NoValue for one that evaluation cannot judge."""
    match statement:
        case Boxed(body):
            return judged(compiler, body, scope)
        case Chain() | Logic("and", _):
            parts = list(conjuncts(statement))
            if parts == [statement]:
                return _relation(compiler, statement, scope)
            judges = [judged(compiler, p, scope) for p in parts]
            return lambda env: merged(j(env) for j in judges)
        case Quantified("forall", binder, body):
            inner, variables, filters = variables_of(compiler, (binder,), scope)
            names = [str(i.name) for i in binder.indices]
            judge = judged(compiler, body, inner)
            return for_all(compiler, names, variables, filters, judge)
    test = compiler.test(statement, scope)
    return lambda env: Holds(note="true") if test(env) else Fails(detail="the statement is false")


def for_all(
    compiler: Compiler,
    names: list[str],
    variables: list[Variable],
    filters: list[Filter],
    judge: Judge,
) -> Judge:
    """Judge a statement for all values of some indices."""

    def run(env: Env) -> Outcome:
        outcomes: list[Outcome] = []
        for _ in assignments(compiler, variables, filters, env):
            outcome = judge(env)
            if isinstance(outcome, Fails):
                at = {n: str(env[v.slot]) for n, v in zip(names, variables, strict=True)}
                return Fails({**at, **outcome.counterexample}, outcome.detail)
            outcomes.append(outcome)
        found = merged(outcomes)
        if isinstance(found, Holds):
            cases = max(found.cases, len(outcomes)) if outcomes else 0
            return Holds(cases, f"all values of {', '.join(names)}", found.symbolic)
        return found

    return run


def merged(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the first failure, or one success that counts all cases."""
    held: list[Holds] = []
    for outcome in outcomes:
        if isinstance(outcome, Fails):
            return outcome
        held.append(outcome)
    domains = dict.fromkeys(h.domain for h in held if h.domain)
    notes = dict.fromkeys(h.note for h in held if h.note)
    return Holds(
        sum(h.cases for h in held),
        "; ".join(domains),
        any(h.symbolic for h in held),
        "; ".join(notes),
    )


def _relation(compiler: Compiler, node: Statement, scope: Scope) -> Judge:
    match node:
        case Chain((left, right), (relation,)) if relation in EQUAL:
            a, b = compiler.compile(left, scope), compiler.compile(right, scope)
            return lambda env: compared(a(env), b(env), left, right)
        case Chain((left, Space("R", sizes)), ("in",)) if sizes:
            a, codes = compiler.compile(left, scope), [compiler.compile(s, scope) for s in sizes]
            return lambda env: _shape(left, a(env), tuple(integer(c(env)) for c in codes))
        case Chain((left, right), ("<" | "<=" | ">" | ">=" | "!=",)):
            a, b = compiler.compile(left, scope), compiler.compile(right, scope)
            test = compiler.test(node, scope)
            return lambda env: Holds(note="true") if test(env) else _values(left, right, a, b, env)
    test = compiler.test(node, scope)
    return lambda env: Holds(note="true") if test(env) else Fails(detail="the statement is false")


def compared(left: Value, right: Value, a: Expr, b: Expr) -> Outcome:
    """Compare two values, entry by entry where they are arrays."""
    sides = _side(a, "left side"), _side(b, "right side")
    if isinstance(left, Array) and isinstance(right, Array):
        return _entries(left, right, a, b)
    if isinstance(left, tuple | frozenset) or isinstance(right, tuple | frozenset):
        if left == right:
            return Holds(note=f"both sides are {left}")
        return Fails({sides[0]: str(left), sides[1]: str(right)}, "the sides differ")
    x, y = scalar(left), scalar(right)
    if x != y:
        return Fails({sides[0]: spelled(x), sides[1]: spelled(y)}, "the sides differ")
    text = spelled(x)
    note = f"both sides are {text}" if len(text) <= SHOWN else "both sides have the same terms"
    return Holds(symbolic=isinstance(x, Polynomial), note=note)


def _entries(left: Array, right: Array, a: Expr, b: Expr) -> Outcome:
    shape = columns(left.shape)
    if shape != columns(right.shape):
        named = {_side(a, "left side"): left.shape, _side(b, "right side"): right.shape}
        shapes = {f"shape of {side}": shape_text(s) for side, s in named.items()}
        return Fails(shapes, "the shapes differ")
    ours, theirs = _as_columns(left), _as_columns(right)
    wrong = [i for i in {*ours, *theirs} if ours.get(i, 0) != theirs.get(i, 0)]
    if wrong:
        first = min(wrong)
        values = spelled(ours.get(first, 0)), spelled(theirs.get(first, 0))
        places = _entry(a, first, left, "left side"), _entry(b, first, right, "right side")
        return Fails(
            dict(zip(places, values, strict=True)),
            f"{len(wrong)} of {prod(shape)} entries differ, the first at {first}",
        )
    symbolic = any(isinstance(v, Polynomial) for v in ours.values())
    owner = next((f" of {s.name}" for s in (a, b) if isinstance(s, Symbol)), "")
    return Holds(prod(shape), f"all {shape_text(left.shape)} entries{owner}", symbolic)


def _as_columns(value: Array) -> dict[tuple[int, ...], Scalar]:
    if len(value.shape) == 1:
        return {(*i, 0): v for i, v in value.entries.items()}
    return dict(value.entries)


def _entry(side: Expr, index: tuple[int, ...], value: Array, otherwise: str) -> str:
    own = index[: len(value.shape)]
    return place(side.name, own) if isinstance(side, Symbol) else f"{otherwise} at {own}"


def _shape(side: Expr, value: Value, stated: tuple[int, ...]) -> Outcome:
    name, own = _side(side, "left side"), shape_text(shape_of(value))
    if has_shape(value, stated):
        return Holds(note=f"{name} has shape {own}")
    return Fails({f"shape of {name}": own}, f"the stated shape is {shape_text(stated)}")


def _values(left: Expr, right: Expr, a: Code, b: Code, env: Env) -> Fails:
    found = {_side(left, "left side"): a(env), _side(right, "right side"): b(env)}
    return Fails({k: spelled(scalar(v)) for k, v in found.items()}, "the relation is false")


def _side(expr: Expr, otherwise: str) -> str:
    try:
        text = tex.write(expr)
    except DialectError:
        return otherwise
    return text if len(text) <= SHOWN else otherwise
