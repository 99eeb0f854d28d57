"""Evaluation rules for named operators: extrema of listed values, gcd, ReLU, sign, vec, shape."""

from __future__ import annotations

import math
from collections.abc import Callable

from symconv.algebra.named_polynomial import NoValue
from symconv.algebra.named_polynomial import Number as Rational
from symconv.latex.tree import Apply
from symconv.notation import Name
from symconv.proof.evaluation.arrays import flattened, shape_of
from symconv.proof.evaluation.compiling import Code, Compiler, Scope, integer, number
from symconv.proof.evaluation.values import Value

Function = Callable[[list[Value]], Value]


def apply_code(compiler: Compiler, node: Apply, scope: Scope) -> Code:
    """Apply an operator that has an exact value."""
    function = _FUNCTIONS.get(node.function)
    if function is None:
        raise NoValue(f"the function {node.function} has no exact value")
    codes = [compiler.compile(a, scope) for a in node.arguments]
    return lambda env: function([c(env) for c in codes])


def _flattened(values: list[Value]) -> Value:
    return flattened(values[0])


def _shape(values: list[Value]) -> Value:
    return shape_of(values[0])


def _maximum(values: list[Value]) -> Value:
    return max(_numbers(values))


def _minimum(values: list[Value]) -> Value:
    return min(_numbers(values))


def _numbers(values: list[Value]) -> list[Rational]:
    """Return the arguments of an extremum, or the elements of its one argument that is a set."""
    match values:
        case [frozenset() as members]:
            found = list(members)
        case _:
            found = [number(v) for v in values]
    if not found:
        raise NoValue("an extremum over no values")
    return found


def _gcd(values: list[Value]) -> Value:
    return math.gcd(*(integer(v) for v in values))


def _lcm(values: list[Value]) -> Value:
    return math.lcm(*(integer(v) for v in values))


def _relu(values: list[Value]) -> Value:
    return max(0, number(values[0]))


def _step(values: list[Value]) -> Value:
    return int(number(values[0]) > 0)


def _sign(values: list[Value]) -> Value:
    x = number(values[0])
    return (x > 0) - (x < 0)


_FUNCTIONS: dict[Name, Function] = {
    Name("max"): _maximum,
    Name("min"): _minimum,
    Name("gcd"): _gcd,
    Name("ReLU"): _relu,
    Name("lcm"): _lcm,
    Name("sgn"): _sign,
    Name("step"): _step,
    Name("vec"): _flattened,
    Name("shape"): _shape,
}
