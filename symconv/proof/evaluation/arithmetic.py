r"""Evaluation rules for arithmetic: sums, products, quotients, powers, roots, rounding, extrema.

Each rule turns one node into code. What is undefined (division by 0, ``0^0``, the root of a number
that is not a perfect power) raises NoValue: an exact value is never approximated.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from symconv.algebra.named_polynomial import NoValue, divided, magnitude, raised, reduced
from symconv.latex.tree import (
    Add,
    Binomial,
    Delta,
    Divide,
    Factorial,
    Fence,
    Modulo,
    Multiply,
    Negative,
    Number,
    Power,
    Root,
)
from symconv.proof.evaluation.arrays import (
    add,
    entrywise,
    kronecker,
    multiply,
    scalar,
)
from symconv.proof.evaluation.compiling import Code, Compiler, Env, Scope, integer, number
from symconv.proof.evaluation.values import Array, Value

Function = Callable[[list[Value]], Value]


def number_code(_: Compiler, node: Number, __: Scope) -> Code:
    """Return a literal."""
    value = reduced(node.value)
    return lambda _: value


def add_code(compiler: Compiler, node: Add, scope: Scope) -> Code:
    """Add scalars or arrays."""
    codes = [compiler.compile(t, scope) for t in node.terms]

    def run(env: Env) -> Value:
        values = [c(env) for c in codes]
        integers = [v for v in values if type(v) is int]
        return sum(integers) if len(integers) == len(values) else add(values)

    return run


def negative_code(compiler: Compiler, node: Negative, scope: Scope) -> Code:
    """Change the sign."""
    body = compiler.compile(node.body, scope)
    return lambda env: multiply(-1, body(env))


def multiply_code(compiler: Compiler, node: Multiply, scope: Scope) -> Code:
    """Multiply from left to right by the product that the sign means."""
    codes = [compiler.compile(f, scope) for f in node.factors]
    product = _PRODUCTS.get(node.sign)
    if product is None:
        raise NoValue(f"a product with the sign {node.sign!r} has no agreed value")
    return lambda env: reduce(product, [c(env) for c in codes])


def divide_code(compiler: Compiler, node: Divide, scope: Scope) -> Code:
    """Divide a scalar or an array by a number."""
    above, below = (
        compiler.compile(node.numerator, scope),
        compiler.compile(node.denominator, scope),
    )

    def run(env: Env) -> Value:
        value, divisor = above(env), scalar(below(env))
        if isinstance(value, Array):
            return multiply(divided(1, divisor), value)
        return divided(scalar(value), divisor)

    return run


def power_code(compiler: Compiler, node: Power, scope: Scope) -> Code:
    """Raise a scalar to an integer power, or a number to a fraction where the root is exact."""
    base, exponent = compiler.compile(node.base, scope), compiler.compile(node.exponent, scope)

    def run(env: Env) -> Value:
        e = number(exponent(env))
        if isinstance(e, int):
            return raised(scalar(base(env)), e)
        return raised(exact_root(number(base(env)), e.denominator), e.numerator)

    return run


def root_code(compiler: Compiler, node: Root, scope: Scope) -> Code:
    """Take a root that is exact."""
    body = compiler.compile(node.body, scope)
    degree = compiler.compile(node.degree or Number(Fraction(2)), scope)
    return lambda env: exact_root(number(body(env)), integer(degree(env)))


def exact_root(value: int | Fraction, degree: int) -> int | Fraction:
    """Return the non-negative root; raise NoValue unless it is rational.

    >>> exact_root(Fraction(4, 9), 2)
    Fraction(2, 3)
    """
    if degree < 1 or value < 0:
        raise NoValue(f"the root of degree {degree} of {value}")
    parts = [_integer_root(v, degree) for v in (value.numerator, value.denominator)]
    return reduced(Fraction(parts[0], parts[1]))


def _integer_root(value: int, degree: int) -> int:
    low, high = 0, (1 << -(-value.bit_length() // degree)) - 1  # keeps powers near the value
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
    if low**degree != value:
        raise NoValue(f"the root of degree {degree} of {value} is not rational")
    return low


def fence_code(compiler: Compiler, node: Fence, scope: Scope) -> Code:
    """Round down or up, take the absolute value, or count a set."""
    body, kind = compiler.compile(node.body, scope), node.kind

    def run(env: Env) -> Value:
        value = body(env)
        if kind == "abs":
            return len(value) if isinstance(value, frozenset) else magnitude(number(value))
        return math.floor(number(value)) if kind == "floor" else math.ceil(number(value))

    return run


def modulo_code(compiler: Compiler, node: Modulo, scope: Scope) -> Code:
    """Return the remainder with the sign of the modulus, of Euclid's division for positive ones."""
    above, below = compiler.compile(node.dividend, scope), compiler.compile(node.modulus, scope)

    def run(env: Env) -> Value:
        modulus = integer(below(env))
        if modulus == 0:
            raise NoValue("a remainder modulo 0")
        return integer(above(env)) % modulus

    return run


def delta_code(compiler: Compiler, node: Delta, scope: Scope) -> Code:
    """Return 1 where both indices agree, else 0."""
    left, right = compiler.compile(node.left, scope), compiler.compile(node.right, scope)
    return lambda env: 1 if number(left(env)) == number(right(env)) else 0


def factorial_code(compiler: Compiler, node: Factorial, scope: Scope) -> Code:
    """Return the factorial of a moderate number."""
    body = compiler.compile(node.body, scope)

    def run(env: Env) -> Value:
        n = integer(body(env))
        if not 0 <= n <= 1000:
            raise NoValue(f"the factorial of {n}")
        return math.factorial(n)

    return run


def binomial_code(compiler: Compiler, node: Binomial, scope: Scope) -> Code:
    """Return a binomial coefficient of non-negative numbers; 0 when ``k > n``."""
    upper, lower = compiler.compile(node.n, scope), compiler.compile(node.k, scope)

    def run(env: Env) -> Value:
        n, k = integer(upper(env)), integer(lower(env))
        if not (0 <= n <= 10_000 and k >= 0):
            raise NoValue(f"the binomial coefficient of {n} and {k}")
        return math.comb(n, k)

    return run


_PRODUCTS: dict[str, Callable[[Value, Value], Value]] = {
    "": multiply,
    "cdot": multiply,
    "times": multiply,
    "otimes": kronecker,
    "odot": entrywise,
}
