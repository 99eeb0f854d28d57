r"""The exact value of what somebody wrote: a number, a tuple or a matrix.

*Defines* `Value`, `value_at` and `NoValue`. A matrix is a tuple of rows, a shape and a
tuple are tuples; sums, differences, multiples and transposes of matrices are computed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from symconv.errors import SymconvError
from symconv.latex.tree import (
    Add,
    Boxed,
    Chain,
    Labelled,
    Logic,
    Matrix,
    Multiply,
    Negative,
    Node,
    Not,
    Quantified,
    SetOf,
    Shape,
    Symbol,
    Transposed,
    Tuple,
)
from symconv.proof.context import Tensor
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number, truth
from symconv.proof.point_truth import OutOfSteps, Point

Value = Exact | bool | tuple["Value", ...]


class NoValue(SymconvError):
    """What was written has no value here: a name is free, or a construction is no number."""


def value_at(tree: Node, point: Point) -> Value:
    """Return the exact value at one point; raise NoValue where there is none.

    >>> from fractions import Fraction
    >>> from symconv.latex.tree import Number
    >>> row = Matrix(((Number(Fraction(1)), Number(Fraction(2))),))
    >>> value_at(Add((row, row)), Point({}, {}))
    ((2, 4),)
    """
    try:
        return _value(tree, point)
    except Undefined as error:
        raise NoValue(error.fact) from None
    except (OutOfSteps, RecursionError):
        raise NoValue("it takes too long to compute") from None


def _value(tree: Node, point: Point) -> Value:
    match tree:
        case Boxed(body) | Labelled(body, _):
            return _value(body, point)
        case Matrix(rows):
            return tuple(tuple(_value(entry, point) for entry in row) for row in rows)
        case Tuple(items) | Shape(items) | SetOf(items):
            return tuple(_value(item, point) for item in items)
        case Chain() | Logic() | Not() | Quantified():
            return truth(tree, point)
        case Add(terms) if _holds_array(tree):
            return _summed([_value(term, point) for term in terms])
        case Negative(body) if _holds_array(tree):
            return _scaled(-1, _value(body, point))
        case Multiply(factors, "" | "cdot" | "times") if _holds_array(tree):
            return _product([_value(factor, point) for factor in factors])
        case Transposed(body):
            return _transposed(_value(body, point))
        case Symbol(name) if isinstance(definition := point.definitions.get(name), Tensor):
            return _entries(definition, point)
        case _:
            return number(tree, point)


def _holds_array(tree: Node) -> bool:
    match tree:
        case Matrix():
            return True
        case Add(parts) | Multiply(parts):
            return any(map(_holds_array, parts))
        case Negative(body) | Transposed(body) | Boxed(body) | Labelled(body, _):
            return _holds_array(body)
        case _:
            return False


def _entries(definition: Tensor, point: Point) -> Value:
    def at(entry: object) -> Value:
        if isinstance(entry, tuple):
            return tuple(map(at, entry))
        return _value(cast("Node", entry), point)

    if definition.entries is None:
        raise Undefined("a tensor without entries has no value")
    return at(definition.entries)


def _entrywise(first: Value, second: Value, how: Callable[[Exact, Exact], Exact]) -> Value:
    if isinstance(first, tuple) and isinstance(second, tuple):
        if len(first) != len(second):
            raise Undefined("arrays of different sizes do not add")
        return tuple(_entrywise(a, b, how) for a, b in zip(first, second, strict=True))
    if isinstance(first, tuple) or isinstance(second, tuple):
        raise Undefined("a number and an array do not add")
    return how(first, second)


def _summed(parts: list[Value]) -> Value:
    total = parts[0]
    for part in parts[1:]:
        total = _entrywise(total, part, lambda a, b: a + b)
    return total


def _scaled(factor: Exact, value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_scaled(factor, v) for v in value)
    return factor * value


def _product(parts: list[Value]) -> Value:
    arrays = [p for p in parts if isinstance(p, tuple)]
    if len(arrays) != 1:
        raise Undefined("products of arrays have several meanings")
    total: Value = arrays[0]
    for part in parts:
        if not isinstance(part, tuple):
            total = _scaled(part, total)
    return total


def _transposed(value: Value) -> Value:
    if not isinstance(value, tuple) or not value or not isinstance(value[0], tuple):
        raise Undefined("only a matrix has a transpose here")
    rows = cast("tuple[tuple[Value, ...], ...]", value)
    return tuple(tuple(column) for column in zip(*rows, strict=True))
