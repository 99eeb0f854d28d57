"""Evaluation rules for what has parts: elements, matrices, cases, tuples, sets, norms."""

from __future__ import annotations

from fractions import Fraction

from symconv.algebra.named_polynomial import NoValue, magnitude, raised, total
from symconv.latex.tree import (
    Boxed,
    Cases,
    Dots,
    Indexed,
    Iverson,
    Labelled,
    Matrix,
    Norm,
    SetOf,
    Shape,
    Symbol,
    Transposed,
    Tuple,
)
from symconv.latex.tree import Number as Literal
from symconv.proof.evaluation.arithmetic import exact_root
from symconv.proof.evaluation.arrays import array, scalar, transposed
from symconv.proof.evaluation.compiling import Code, Compiler, Env, Scope, integer, number
from symconv.proof.evaluation.values import Array, Value

SET_LIMIT = 1_000_000


def symbol_code(compiler: Compiler, node: Symbol, scope: Scope) -> Code:
    """Look a bound name up in the environment, any other name in the context."""
    if node.name not in scope:
        return compiler.named(node.name)
    slot = scope[node.name]
    return lambda env: env[slot]


def indexed_code(compiler: Compiler, node: Indexed, scope: Scope) -> Code:
    """Take an element of a named tensor, or of an array that is computed."""
    indices = [compiler.compile(i, scope) for i in node.indices]

    def index(env: Env) -> tuple[int, ...]:
        return tuple(integer(c(env)) for c in indices)

    match node.base:
        case Symbol(name) if name not in scope:
            return lambda env: compiler.element(name, index(env))
    base = compiler.compile(node.base, scope)
    return lambda env: part(base(env), index(env))


def part(value: Value, index: tuple[int, ...]) -> Value:
    """Take an element, or the sub-array that the leading indices select; 0 outside the sizes."""
    if not isinstance(value, Array) or len(index) > len(value.shape):
        raise NoValue("an index on something that has no such index")
    if len(index) == len(value.shape):
        return value[index]
    n = len(index)
    rest = {i[n:]: v for i, v in value.entries.items() if i[:n] == index}
    return Array(value.shape[n:], rest)


def matrix_code(compiler: Compiler, node: Matrix, scope: Scope) -> Code:
    """Build a rank-2 array from its rows."""
    if node.fence == "vmatrix":
        raise NoValue("a determinant")
    rows = [[compiler.compile(e, scope) for e in row] for row in node.rows]
    shape = (len(rows), len(rows[0]))

    def run(env: Env) -> Value:
        cells = (((i, j), scalar(c(env))) for i, row in enumerate(rows) for j, c in enumerate(row))
        return array(shape, cells)

    return run


def transposed_code(compiler: Compiler, node: Transposed, scope: Scope) -> Code:
    """Swap rows and columns."""
    body = compiler.compile(node.body, scope)
    return lambda env: transposed(body(env))


def cases_code(compiler: Compiler, node: Cases, scope: Scope) -> Code:
    """Return the value of the first branch whose condition holds."""
    branches = [
        (compiler.compile(value, scope), compiler.test(condition, scope) if condition else None)
        for value, condition in node.branches
    ]

    def run(env: Env) -> Value:
        for value, condition in branches:
            if condition is None or condition(env):
                return value(env)
        raise NoValue("no case applies")

    return run


def iverson_code(compiler: Compiler, node: Iverson, scope: Scope) -> Code:
    """Return 1 where the condition holds, else 0."""
    condition = compiler.test(node.condition, scope)
    return lambda env: 1 if condition(env) else 0


def inner_code(compiler: Compiler, node: Labelled | Boxed, scope: Scope) -> Code:
    """A label or a box does not change the value."""
    return compiler.compile(node.body, scope)


def tuple_code(compiler: Compiler, node: Tuple | Shape, scope: Scope) -> Code:
    """Return the values in order."""
    items = node.items if isinstance(node, Tuple) else node.sizes
    codes = [compiler.compile(i, scope) for i in items]
    return lambda env: tuple(c(env) for c in codes)


def set_code(compiler: Compiler, node: SetOf, scope: Scope) -> Code:
    r"""Return a finite set of numbers; ``\{a, \dots, b\}`` and ``\{a, c, \dots, b\}`` count up."""
    dots = [n for n, item in enumerate(node.items) if isinstance(item, Dots)]
    codes = [compiler.compile(i, scope) for i in node.items if not isinstance(i, Dots)]
    if not dots:
        return lambda env: frozenset(number(c(env)) for c in codes)
    before = dots[0]
    if len(dots) > 1 or before == 0 or len(codes) != before + 1:
        raise NoValue("a set whose dots do not stand before its last element")

    def run(env: Env) -> Value:
        values = [integer(c(env)) for c in codes]
        return frozenset(progression(values[:-1], values[-1]))

    return run


def progression(start: list[int], last: int) -> range:
    """Return the arithmetic progression that begins like ``start`` and ends with ``last``."""
    step = start[1] - start[0] if len(start) > 1 else 1
    found = range(start[0], last + 1, step) if step > 0 else range(0)
    if step < 1 or list(found[: len(start)]) != start or (len(found) and found[-1] != last):
        if last == start[0] - 1 and len(start) == 1:
            return range(0)
        raise NoValue("the dots of a set do not continue an arithmetic progression")
    if len(found) > SET_LIMIT:
        raise NoValue(f"a set with {len(found)} elements is too large")
    return found


def norm_code(compiler: Compiler, node: Norm, scope: Scope) -> Code:
    """Return the 1-norm or 2-norm of an array of numbers, the latter where the root is exact."""
    order = node.order or Literal(Fraction(2))
    if not (isinstance(order, Literal) and order.value in (1, 2)):
        raise NoValue("a norm whose order is neither 1 nor 2")
    body, p = compiler.compile(node.body, scope), int(order.value)

    def run(env: Env) -> Value:
        value = body(env)
        cells = [magnitude(number(v)) for v in _cells(value)]
        return exact_root(number(total(raised(c, p) for c in cells)), p)

    return run


def _cells(value: Value) -> list[Value]:
    return list(value.entries.values()) if isinstance(value, Array) else [scalar(value)]
