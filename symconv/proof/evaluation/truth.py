r"""Rules for the truth of a statement at one point: relations, logic, quantifiers.

A relation between values that still depend on a free entry has no truth value at a point, unless
the free entries cancel: the rule raises NoValue. `symconv.proof.evaluation.comparison` judges
statements for all values of the free entries instead.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

from symconv.algebra.named_polynomial import NoValue, times, total
from symconv.latex.tree import Chain, Expr, Interval, Logic, Not, Quantified, Space, Statement
from symconv.proof.evaluation.arrays import scalar
from symconv.proof.evaluation.compiling import (
    Code,
    Compiler,
    Env,
    Scope,
    Test,
    conjuncts,
    integer,
    number,
)
from symconv.proof.evaluation.ranges import assignments, variables_of
from symconv.proof.evaluation.values import Array, Value

EQUAL = ("=", ":=")
_ORDER: dict[str, Callable[..., bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def chain_test(compiler: Compiler, node: Chain, scope: Scope) -> Test:
    """Every neighbouring relation holds."""
    tests = [_relation(compiler, c, scope) for c in conjuncts(node)]
    if len(tests) == 1:
        return tests[0]
    return lambda env: all(t(env) for t in tests)


def logic_test(compiler: Compiler, node: Logic, scope: Scope) -> Test:
    """And, or, implication (to the right), equivalence; later parts only where they matter."""
    tests = [compiler.test(p, scope) for p in node.parts]
    match node.connective:
        case "and":
            return lambda env: all(t(env) for t in tests)
        case "or":
            return lambda env: any(t(env) for t in tests)
        case "implies" if len(tests) == 2:
            return lambda env: not tests[0](env) or tests[1](env)
        case "iff":
            return lambda env: len({t(env) for t in tests}) == 1
    raise NoValue("a chain of implications")


def not_test(compiler: Compiler, node: Not, scope: Scope) -> Test:
    """The body does not hold."""
    body = compiler.test(node.body, scope)
    return lambda env: not body(env)


def quantified_test(compiler: Compiler, node: Quantified, scope: Scope) -> Test:
    """The body holds for all, or for some, values from a finite set."""
    inner, variables, filters = variables_of(compiler, (node.binder,), scope)
    body = compiler.test(node.body, inner)
    quantifier = all if node.quantifier == "forall" else any
    return lambda env: quantifier(body(env) for _ in assignments(compiler, variables, filters, env))


def equal(left: Value, right: Value) -> bool:
    """Whether two values are equal; raise NoValue where that depends on a free entry."""
    if isinstance(left, Array) and isinstance(right, Array):
        indices = {*left.entries, *right.entries}
        return left.shape == right.shape and all(equal(left[i], right[i]) for i in indices)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left == right
    return number(total([scalar(left), times(-1, scalar(right))])) == 0


def member(value: Value, space: Space) -> bool:
    """Whether a scalar lies in a number space, or an array has the shape that the space states."""
    if space.shape:
        raise NoValue("the sizes of a space were not evaluated")
    if isinstance(value, Array):
        raise NoValue("an array in a space of numbers")
    if space.letter in ("R", "C"):
        scalar(value)
        return True
    found = number(value)
    return space.letter == "Q" or (isinstance(found, int) and (space.letter == "Z" or found >= 0))


def _relation(compiler: Compiler, node: Statement, scope: Scope) -> Test:
    if not isinstance(node, Chain):
        raise NoValue("a condition that is not a relation")
    (left, right), (relation,) = node.sides, node.relations
    if relation in ("in", "notin"):
        inside = _membership(compiler, left, right, scope)
        return inside if relation == "in" else lambda env: not inside(env)
    a, b = compiler.compile(left, scope), compiler.compile(right, scope)
    if relation in EQUAL:
        return _equality(a, b)
    if relation == "!=":
        return lambda env: not equal(a(env), b(env))
    if relation in _ORDER:
        return _comparison(a, b, _ORDER[relation])
    if relation == "mid":
        return lambda env: divides(integer(a(env)), integer(b(env)))
    raise NoValue(f"the relation {relation!r} is not decided by evaluation")


def divides(a: int, b: int) -> bool:
    """Whether a divides b; 0 divides only 0."""
    return b == 0 if a == 0 else b % a == 0


def _equality(a: Code, b: Code) -> Test:
    def run(env: Env) -> bool:
        left, right = a(env), b(env)
        if type(left) is int and type(right) is int:
            return left == right
        return equal(left, right)

    return run


def _comparison(a: Code, b: Code, order: Callable[..., bool]) -> Test:
    def run(env: Env) -> bool:
        left, right = a(env), b(env)
        if type(left) is int and type(right) is int:
            return order(left, right)
        return order(number(total([scalar(left), times(-1, scalar(right))])), 0)

    return run


def _membership(compiler: Compiler, left: Expr, right: Expr, scope: Scope) -> Test:
    value = compiler.compile(left, scope)
    match right:
        case Space(_, ()):
            return lambda env: member(value(env), right)
        case Space("R", sizes):
            codes = [compiler.compile(s, scope) for s in sizes]
            return lambda env: has_shape(value(env), tuple(integer(c(env)) for c in codes))
        case Interval():
            return _in_interval(compiler, value, right, scope)
    members = compiler.compile(right, scope)

    def run(env: Env) -> bool:
        found = members(env)
        if not isinstance(found, frozenset):
            raise NoValue("membership in something that is not a finite set")
        return number(value(env)) in found

    return run


def has_shape(value: Value, shape: tuple[int, ...]) -> bool:
    """Whether an array has these sizes; a column may be stated as ``n`` or as ``n × 1``."""
    own = value.shape if isinstance(value, Array) else ()
    return columns(own) == columns(shape)


def columns(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sizes of a matrix for a rank-1 array, other sizes unchanged."""
    return (*shape, 1) if len(shape) == 1 else shape


def _in_interval(compiler: Compiler, value: Code, node: Interval, scope: Scope) -> Test:
    low, high = compiler.compile(node.lower, scope), compiler.compile(node.upper, scope)

    def run(env: Env) -> bool:
        x, a, b = number(value(env)), number(low(env)), number(high(env))
        return (a <= x if node.left_closed else a < x) and (x <= b if node.right_closed else x < b)

    return run
