r"""The exact value of what somebody wrote: a number, a tuple or a matrix.

*Defines* `Value`, `value_at`, `NoValue` and `NoFit`. A matrix is a tuple of rows, a shape and a
tuple are tuples. A tensor by its name alone is the array of its elements, so that formulas of
linear algebra have values: :math:`2 W^\top W x` at a point is a column of numbers.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import cast

from symconv.audit.causes import array_arithmetic as arrays
from symconv.audit.causes.array_arithmetic import Misfit, Value
from symconv.audit.causes.array_truth import array_truth
from symconv.audit.causes.listed_values import lists_sets, value_over_lists
from symconv.errors import SymconvError
from symconv.latex.tree import (
    Add,
    Apply,
    Boxed,
    Chain,
    Divide,
    Indexed,
    Labelled,
    Logic,
    Matrix,
    Multiply,
    Negative,
    Node,
    Norm,
    Not,
    Number,
    Power,
    Quantified,
    Root,
    SetOf,
    Shape,
    Symbol,
    Transposed,
    Tuple,
    children,
)
from symconv.notation import Name
from symconv.proof.context import Formula, Tensor
from symconv.proof.exact_numbers import Exact, Undefined, integer, natural, quotient, root
from symconv.proof.point import number, truth
from symconv.proof.point_truth import OutOfSteps, Point
from symconv.proof.unknowns import NotArithmetic

__all__ = ["NoFit", "NoValue", "Value", "value_at"]
LARGEST = 400
"""A tensor with more elements is no array of numbers here: computing with it takes long."""


class NoValue(SymconvError):
    """What was written has no value here: a name is free, or a construction is no number."""


class NoFit(NoValue):
    """What was written has no value, because sizes of arrays do not fit."""


def value_at(tree: Node, point: Point) -> Value:
    """Return the exact value at one point; raise NoValue where there is none, NoFit for bad sizes.

    >>> row = Matrix(((Number(Fraction(1)), Number(Fraction(2))),))
    >>> value_at(Add((row, row)), Point({}, {}))
    ((2, 4),)
    >>> value_at(Multiply((row, Transposed(row))), Point({}, {}))
    5
    """
    try:
        if lists_sets(point):
            return cast("Value", value_over_lists(tree, point))
        return _value(tree, point)
    except Misfit as error:
        raise NoFit(error.fact) from None
    except (Undefined, NotArithmetic) as error:
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
        case Chain() | Logic() | Not() if _holds_array(tree, point):
            return array_truth(tree, point, _value)
        case Chain() | Logic() | Not() | Quantified():
            return truth(tree, point)
        case Symbol(name) if (shape := _shape(name, point)) is not None:
            return _elements(name, shape, point)
        case Symbol(name) if (matrix := _matrix(name, point)) is not None:
            return _value(matrix, point)
        case _ if _holds_array(tree, point):
            return _of_arrays(tree, point)
        case _:
            return number(tree, point)


def _of_arrays(tree: Node, point: Point) -> Value:
    match tree:
        case Add(terms):
            return arrays.folded([_value(term, point) for term in terms], arrays.added)
        case Negative(body):
            return arrays.scaled(-1, _value(body, point))
        case Multiply(factors, "" | "cdot" | "times" as sign):
            return _product([_value(factor, point) for factor in factors], side_by_side=not sign)
        case Divide(top, bottom):
            return arrays.scaled(quotient(1, _scalar(bottom, point)), _value(top, point))
        case Transposed(body):
            return arrays.transposed(_value(body, point))
        case Power(Norm(body), Number(two)) if two == 2:
            return arrays.squared_norm(_value(body, point))
        case Norm(body):
            return root(arrays.squared_norm(_value(body, point)), 2)
        case Root(body, None):
            return root(_scalar(body, point), 2)
        case Power(base, exponent):
            return _power(_value(base, point), integer(_scalar(exponent, point)))
        case Apply(Name("tr"), (body,)):
            return arrays.trace(_value(body, point))
        case Indexed(base, indices) if not isinstance(base, Symbol):
            return _element(_value(base, point), [integer(_scalar(i, point)) for i in indices])
        case _:
            return number(tree, point)


def _holds_array(tree: Node, point: Point) -> bool:
    match tree:
        case Matrix() | Tuple():
            return True
        case Symbol(name):
            return _shape(name, point) is not None or _matrix(name, point) is not None
        case Indexed(Symbol(), indices):
            return any(_holds_array(i, point) for i in indices)
        case _:
            return any(_holds_array(child, point) for child in children(tree))


def _shape(name: Name, point: Point) -> tuple[Node, ...] | None:
    """Return the sizes of a name that stands for an array; its elements may be given or free."""
    if name in point.values:
        return None
    match point.definitions.get(name):
        case Tensor(shape, _) if shape:
            return shape
        case Formula(_, parameters, shape) if parameters and len(shape) == len(parameters):
            return shape
        case _:
            return None


def _matrix(name: Name, point: Point) -> Matrix | None:
    """Return the matrix that a name abbreviates; its entries may have names."""
    match point.definitions.get(name):
        case Formula(Matrix() as body, ()) if name not in point.values:
            return body
        case _:
            return None


def _elements(name: Name, shape: tuple[Node, ...], point: Point) -> Value:
    sizes = [natural(number(size, point)) for size in shape]
    if prod(sizes) > LARGEST:
        raise Undefined(f"{name} has too many elements to be computed with")
    found = {
        at: number(Indexed(Symbol(name), tuple(map(_index, at))), point)
        for at in product(*map(range, sizes))
    }

    def nested(at: tuple[int, ...]) -> Value:
        if len(at) == len(sizes):
            return found[at]
        return tuple(nested((*at, i)) for i in range(sizes[len(at)]))

    return nested(())


def _index(value: int) -> Number:
    return Number(Fraction(value))


def _scalar(tree: Node, point: Point) -> Exact:
    value = _value(tree, point)
    if isinstance(value, tuple):
        raise Undefined("a number is needed here, and this is an array")
    return value


def _product(parts: list[Value], *, side_by_side: bool) -> Value:
    r"""Multiply from left to right; with a sign, two matrices are left alone: it may mean much."""
    several = [p for p in parts if isinstance(p, tuple)]
    if len(several) > 1 and not side_by_side and not arrays.has_vector(*several):
        raise Undefined("products of arrays have several meanings")
    return arrays.folded(parts, arrays.multiplied)


def _power(base: Value, exponent: int) -> Value:
    if exponent < 0:
        return _power(arrays.inverted(base), -exponent)
    if exponent == 0 and isinstance(base, tuple):
        return arrays.identity(len(base))
    return arrays.folded([base] * max(exponent, 1), arrays.multiplied)


def _element(value: Value, at: list[int]) -> Value:
    """Return an element; one outside is 0."""
    if not isinstance(value, tuple):
        value = ((value,),)  # a product with one entry
    if value and len(at) == 1 and isinstance(value[0], tuple):
        value = tuple(cast("tuple[Value, ...]", row)[0] for row in value)
    for i in at:
        if not isinstance(value, tuple):
            raise Undefined("an index on a number")
        value = value[i] if 0 <= i < len(value) else 0
    return value
