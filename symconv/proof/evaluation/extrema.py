r"""Evaluation rules for operators other than the sum that bind an index: products and extrema."""

from __future__ import annotations

from functools import reduce

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import Big
from symconv.proof.evaluation.arrays import multiply
from symconv.proof.evaluation.compiling import Code, Compiler, Env, Scope, number
from symconv.proof.evaluation.ranges import assignments, variables_of
from symconv.proof.evaluation.sums import sum_code
from symconv.proof.evaluation.values import Value


def big_code(compiler: Compiler, node: Big, scope: Scope) -> Code:
    """Sum, multiply, or take an extremum over all values of the bound indices."""
    match node.operator:
        case "sum":
            return sum_code(compiler, node, scope)
        case "prod":
            return _product(compiler, node, scope)
        case "max" | "sup":
            return _extremum(compiler, node, scope, sign=1)
        case "min" | "inf":
            return _extremum(compiler, node, scope, sign=-1)
        case "argmax":
            return _arg_extremum(compiler, node, scope, sign=1)
        case "argmin":
            return _arg_extremum(compiler, node, scope, sign=-1)
    raise NoValue(f"the operator {node.operator!r} has no exact value")


def _product(compiler: Compiler, node: Big, scope: Scope) -> Code:
    inner, variables, filters = variables_of(compiler, node.binders, scope)
    body = compiler.compile(node.body, inner)

    def run(env: Env) -> Value:
        one: Value = 1
        values = [body(env) for _ in assignments(compiler, variables, filters, env)]
        return reduce(multiply, values, one)

    return run


def _extremum(compiler: Compiler, node: Big, scope: Scope, *, sign: int) -> Code:
    inner, variables, filters = variables_of(compiler, node.binders, scope)
    body = compiler.compile(node.body, inner)

    def run(env: Env) -> Value:
        values = [number(body(env)) for _ in assignments(compiler, variables, filters, env)]
        if not values:
            raise NoValue("an extremum over no values")
        return max(values) if sign > 0 else min(values)

    return run


def _arg_extremum(compiler: Compiler, node: Big, scope: Scope, *, sign: int) -> Code:
    inner, variables, filters = variables_of(compiler, node.binders, scope)
    body = compiler.compile(node.body, inner)
    slots = [v.slot for v in variables]

    def run(env: Env) -> Value:
        found = [
            (sign * number(body(env)), tuple(env[s] for s in slots))
            for _ in assignments(compiler, variables, filters, env)
        ]
        best = max((value for value, _ in found), default=None)
        places = [place for value, place in found if value == best]
        if len(places) != 1:
            raise NoValue("an extremum that is not taken at exactly one place")
        return places[0][0] if len(slots) == 1 else places[0]

    return run
