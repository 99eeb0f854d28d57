"""Indices, sizes and the conditions on them, computed with integers.

*Defines* `integer`, `rational`, `terms` and `holds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import (
    Add,
    Chain,
    Divide,
    Expr,
    Fence,
    Labelled,
    Logic,
    Modulo,
    Multiply,
    Negative,
    Not,
    Number,
    Power,
    Range,
    Statement,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.context import Context, Formula
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS, conjuncts
from symconv.proof.indices.numbers import TooMuchWork


def integer(expr: Expr, values: Mapping[Name, int], context: Context) -> int:
    """Return the value of an expression in integers; raise NoValue for another one."""

    def part(e: Expr) -> int:
        return integer(e, values, context)

    match expr:
        case Number(value) if value.denominator == 1:
            return value.numerator
        case Symbol(name) if name in values:
            return values[name]
        case Symbol(name):
            match context.definitions.get(name):
                case Formula(body, (), ()):
                    return part(body)
        case Labelled(body, _):
            return part(body)
        case Negative(body):
            return -part(body)
        case Add(parts):
            return sum(map(part, parts))
        case Multiply(parts, mark) if mark in PRODUCT_SIGNS:
            return prod(map(part, parts))
        case Power(base, exponent) if part(exponent) >= 0:
            return int(part(base) ** part(exponent))
        case Fence("floor", Divide(above, below)) if part(below) > 0:
            return part(above) // part(below)
        case Fence("ceil", Divide(above, below)) if part(below) > 0:
            return -(-part(above) // part(below))
        case Modulo(above, below) if part(below) > 0:
            return part(above) % part(below)
    raise NoValue(f"{type(expr).__name__.lower()} is not an integer here")


def rational(expr: Expr, values: Mapping[Name, int], context: Context) -> Fraction:
    """Return the value of an exponent: sums and quotients of integers, none of them by 0."""
    match expr:
        case Divide(above, below):
            divisor = rational(below, values, context)
            if divisor == 0:
                raise NoValue("nothing can be divided by 0")
            return rational(above, values, context) / divisor
        case Negative(body):
            return -rational(body, values, context)
        case Number(value):
            return value
        case Add(parts):
            return sum((rational(p, values, context) for p in parts), Fraction(0))
    return Fraction(integer(expr, values, context))


def terms(index: Range, values: Mapping[Name, int], context: Context, most: int) -> range:
    """Return what the index of a sum runs over; raise TooMuchWork for more than ``most``."""
    lower, upper = (integer(end, values, context) for end in (index.lower, index.upper))
    if upper - lower >= most:
        raise TooMuchWork("too many terms for a value at a point")
    return range(lower, upper + 1)


def holds(condition: Statement, values: Mapping[Name, int], context: Context) -> bool:
    """Whether a condition on integers holds; raise NoValue for another condition."""
    match condition:
        case Not(body):
            return not holds(body, values, context)
        case Logic("or", parts):
            return any(holds(p, values, context) for p in parts)
    found = list(conjuncts(condition))
    if found != [condition]:
        return all(holds(p, values, context) for p in found)
    match condition:
        case Chain((left, right), (relation,)) if relation in _RELATIONS:
            a, b = (integer(side, values, context) for side in (left, right))
            return _RELATIONS[relation](a, b)
    raise NoValue("a condition that is not about integers")


def _divides(a: int, b: int) -> bool:
    return b == 0 if a == 0 else b % a == 0


_RELATIONS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "mid": _divides,
}
