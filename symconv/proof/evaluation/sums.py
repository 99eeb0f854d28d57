r"""Sums, and tables of elements, by work that grows with the terms that are not 0.

*Defines* `sum_code` (the rule for ``\sum``) and `tabulate` (all elements of an entry formula).

A term is a product; its Iverson brackets and Kronecker deltas become conditions on the indices.
The indices are then bound one after another, cheapest first:

- *solve*: an equality that is affine in the one index it still misses gives that index;
- *look up*: a factor ``A_{o,i}`` gives the index i as those at which row o of A is not 0;
- *loop*: otherwise the index runs through its range.

For the matrix of a convolution, :math:`A_{o,i} = \sum_t w_t [i = s o + d t - p]`, this visits each
entry that is not 0 once instead of every (o, i, t).

*Convention.* A false bracket makes its term 0 even where another factor is undefined (brackets are
strongly zero); no other 0 does, so *look up* is used only where the other factors have values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Delta,
    Expr,
    Indexed,
    Iverson,
    Statement,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.evaluation.arrays import add, array, multiply, scalar
from symconv.proof.evaluation.compiling import (
    Code,
    Compiler,
    Env,
    Scope,
    conjuncts,
    factors_of,
    slots_in,
)
from symconv.proof.evaluation.ranges import Filter, Variable, filter_of, variables_of
from symconv.proof.evaluation.search import Lookup, Search, Visit, plan
from symconv.proof.evaluation.totality import is_total
from symconv.proof.evaluation.values import Array, Value

Keep = Callable[[Env, Value], None]


@dataclass(frozen=True)
class Term:
    """A sum over ``variables`` of the product of ``factors`` where all ``filters`` hold."""

    variables: tuple[Variable, ...]
    filters: tuple[Filter, ...]
    factors: tuple[tuple[Expr, Scope], ...]


def sum_code(compiler: Compiler, node: Big, scope: Scope) -> Code:
    """Add the body over all values of the bound indices; arrays are added entrywise."""
    out = compiler.slot()
    visits = [_visit(compiler, term, _keep_in(out)) for term in terms_of(compiler, node, scope)]

    def run(env: Env) -> Value:
        env[out] = []
        for visit in visits:
            visit(env)
        return add(env[out])

    return run


def tabulate(
    compiler: Compiler, body: Expr, parameters: Sequence[Name], shape: Sequence[int]
) -> Array:
    """Return all elements of ``name[parameters] := body`` with the given sizes."""
    slots = [compiler.slot() for _ in parameters]
    scope = dict(zip(parameters, slots, strict=True))
    variables = tuple(
        Variable(s, lambda _, n=n: range(n), frozenset())  # type: ignore[misc]
        for s, n in zip(slots, shape, strict=True)
    )
    cells = []

    def keep(env: Env, value: Value) -> None:
        cells.append((tuple(env[s] for s in slots), scalar(value)))

    for term in terms_of(compiler, body, scope):
        bound = Term(variables + term.variables, term.filters, term.factors)
        _visit(compiler, bound, keep)({})
    return array(shape, cells)


def terms_of(compiler: Compiler, expr: Expr, scope: Scope) -> Iterator[Term]:
    """Write an expression as a sum of terms, without multiplying out products of sums."""
    match expr:
        case Add(parts):
            for part in parts:
                yield from terms_of(compiler, part, scope)
        case Big("sum", binders, body):
            inner, variables, filters = variables_of(compiler, binders, scope)
            for term in terms_of(compiler, body, inner):
                yield Term((*variables, *term.variables), (*filters, *term.filters), term.factors)
        case _:
            yield from _product_terms(compiler, expr, scope)


def _product_terms(compiler: Compiler, expr: Expr, scope: Scope) -> Iterator[Term]:
    conditions: list[Statement] = []
    factors: list[Expr] = []
    for factor in factors_of(expr):
        found = _conditions(factor)
        conditions.extend(found)
        if not found:
            factors.append(factor)
    filters = tuple(filter_of(compiler, c, scope) for c in conditions)
    inner = [n for n, f in enumerate(factors) if isinstance(f, Big) and f.operator == "sum"]
    before = factors[: inner[0]] if inner else factors
    after = factors[inner[0] + 1 :] if inner else []
    if len(inner) != 1 or not all(is_total(f, compiler, scope) for f in before + after):
        yield Term((), filters, tuple((f, scope) for f in factors))
        return
    for term in terms_of(compiler, factors[inner[0]], scope):
        product = (*((f, scope) for f in before), *term.factors, *((f, scope) for f in after))
        yield Term(term.variables, filters + term.filters, product)


def _conditions(factor: Expr) -> list[Statement]:
    match factor:
        case Iverson(condition):
            return list(conjuncts(condition))
        case Delta(left, right):
            return [Chain((left, right), ("=",))]
    return []


def _visit(compiler: Compiler, term: Term, keep: Keep) -> Visit:
    lookups: list[Lookup] = []
    codes: list[Code] = []
    for position, (factor, scope) in enumerate(term.factors):
        rest = term.factors[:position] + term.factors[position + 1 :]
        match factor:
            case Indexed(Symbol(name), indices) if (
                name not in scope
                and indices
                and compiler.is_listed(name)
                and all(is_total(f, compiler, s) for f, s in (*rest, (factor, scope)))
            ):
                lookups.append(_lookup(compiler, factor, name, scope))
                codes.append(_slot_code(lookups[-1].value))
            case _:
                codes.append(compiler.compile(factor, scope))

    def sink(env: Env) -> None:
        keep(env, reduce(multiply, [c(env) for c in codes]) if codes else 1)

    return plan(Search(compiler, term.variables, term.filters, tuple(lookups), sink))


def _keep_in(slot: int) -> Keep:
    return lambda env, value: env[slot].append(value)


def _slot_code(slot: int) -> Code:
    return lambda env: env[slot]


def _lookup(compiler: Compiler, factor: Indexed, name: Name, scope: Scope) -> Lookup:
    return Lookup(
        name,
        compiler.compile(factor, scope),
        tuple(compiler.compile(i, scope) for i in factor.indices),
        tuple(slots_in(i, scope) for i in factor.indices),
        tuple(scope.get(i.name) if isinstance(i, Symbol) else None for i in factor.indices),
        compiler.slot(),
    )
