r"""The truth of statements about arrays at a point.

*Defines* `array_truth`. ``X k = 0`` says that every entry is 0; a column and a vector are the same;
norms are compared by their squares, since their roots need not be rational.
"""

from __future__ import annotations

from collections.abc import Callable

from symconv.audit.causes.array_arithmetic import Value, rows_of, squared_norm
from symconv.latex.tree import Node, Norm
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point_truth import Point, compared, connected

Valued = Callable[[Node, Point], Value]


def array_truth(tree: Node, point: Point, value: Valued) -> bool:
    """Whether a statement holds; raise Undefined where that cannot be computed."""
    found = connected(
        tree,
        lambda part: array_truth(part, point, value),
        lambda left, sign, right: _related(left, sign, right, point, value),
    )
    if found is None:
        raise Undefined(f"{type(tree).__name__} is not a statement about arrays")
    return found


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
    return compared(a, sign, b)


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
