r"""The truth of statements about arrays at a point.

*Defines* `array_truth`. ``X k = 0`` says that every entry is 0; a column and a vector are the same;
norms are compared by their squares, since their roots need not be rational.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from symconv.audit.causes.array_arithmetic import Value, rows_of, squared_norm
from symconv.latex.tree import Chain, Logic, Node, Norm, Not
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point_truth import Point

Valued = Callable[[Node, Point], Value]


def array_truth(tree: Node, point: Point, value: Valued) -> bool:
    """Whether a statement holds; raise Undefined where that cannot be computed."""
    match tree:
        case Chain(sides, relations):
            pairs = zip(sides, relations, sides[1:], strict=False)
            return all(_related(a, sign, b, point, value) for a, sign, b in pairs)
        case Logic("and", parts):
            return all(array_truth(p, point, value) for p in parts)
        case Logic("or", parts):
            return any(array_truth(p, point, value) for p in parts)
        case Logic("implies", parts):
            return all(
                not array_truth(a, point, value) or array_truth(b, point, value)
                for a, b in pairwise(parts)
            )
        case Logic("iff", parts):
            return len({array_truth(p, point, value) for p in parts}) == 1
        case Not(body):
            return not array_truth(body, point, value)
        case _:
            raise Undefined(f"{type(tree).__name__} is not a statement about arrays")


def _related(left: Node, sign: str, right: Node, point: Point, value: Valued) -> bool:
    if isinstance(left, Norm) and isinstance(right, Norm):
        a: Value = squared_norm(value(left.body, point))
        b: Value = squared_norm(value(right.body, point))
    else:
        a, b = value(left, point), value(right, point)
    if sign in ("=", ":=", "!="):
        return same(a, b) == (sign != "!=")
    if isinstance(a, tuple) or isinstance(b, tuple):
        raise Undefined("arrays have no order")
    match sign:
        case "<":
            return a < b
        case "<=":
            return a <= b
        case ">":
            return a > b
        case ">=":
            return a >= b
        case _:
            raise Undefined(f"the relation {sign!r} has no truth value")


def same(a: Value, b: Value) -> bool:
    """Whether two values are equal; the number 0 is also an array of zeros.

    >>> same((1, 2), ((1,), (2,))), same(((0, 0),), 0)
    (True, True)
    """
    if isinstance(a, tuple) and isinstance(b, tuple):
        return a == b or _columns(a) == _columns(b)
    if isinstance(a, tuple) or isinstance(b, tuple):
        array, number = (a, b) if isinstance(a, tuple) else (b, a)
        return (number == 0 and not any(_flat(array))) or _flat(array) == [number]
    return a == b


def _columns(value: Value) -> Value:
    try:
        return rows_of(value)
    except Undefined:
        return value


def _flat(value: Value) -> list[Value]:
    return [e for part in value for e in _flat(part)] if isinstance(value, tuple) else [value]
