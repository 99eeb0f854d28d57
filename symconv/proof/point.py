r"""The value of a scalar expression, or the truth of a statement, at one point: exact numbers only.

*Defines* `value`; `number` and `truth` are its parts.

This is a second road to what the deciding procedures say: it walks the tree with Python integers
and fractions, and shares no code with them. A counterexample is a point where it says ``False``.

A definition is computed at the point. An element of a defined tensor outside its sizes is 0; an
element of a tensor or a value of a function that has no definition comes from ``elements``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil, comb, factorial, floor, prod
from typing import Any

from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Binomial,
    Boxed,
    Cases,
    Chain,
    Delta,
    Divide,
    Factorial,
    Fence,
    Indexed,
    Iverson,
    Labelled,
    Logic,
    Modulo,
    Multiply,
    Negative,
    Node,
    Not,
    Number,
    Power,
    Quantified,
    Root,
    Statement,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.context import Definition, Formula, Tensor
from symconv.proof.exact_numbers import (
    Exact,
    Undefined,
    integer,
    natural,
    power,
    quotient,
    reduced,
    remainder,
    root,
)
from symconv.proof.point_truth import Elements, Point, bound_points, holds

FENCES: Mapping[str, Callable[[Any], Exact]] = {"floor": floor, "ceil": ceil, "abs": abs}
OPERATORS: Mapping[str, Callable[[list[Exact]], Exact]] = {
    "sum": sum,
    "prod": prod,
    "max": max,
    "min": min,
}


def value(
    tree: Statement,
    assignment: Mapping[Name, Exact],
    definitions: Mapping[Name, Definition] | None = None,
    elements: Elements | None = None,
) -> Exact | bool:
    r"""Return the number that an expression is, or whether a statement holds, at a point.

    Raises Undefined where there is no value. A remainder is not negative.

    >>> from fractions import Fraction
    >>> from symconv.notation import name
    >>> half = Divide(Symbol(name("n")), Number(Fraction(2)))
    >>> value(Fence("floor", half), {name("n"): -3})
    -2
    """
    point = Point(assignment, definitions or {}, elements)
    if isinstance(tree, Chain | Logic | Not | Quantified):
        return truth(tree, point)
    if isinstance(tree, Boxed) and isinstance(tree.body, Chain | Logic | Not | Quantified):
        return truth(tree.body, point)
    return number(tree, point)


def number(tree: Node, point: Point) -> Exact:
    """Return the value of a scalar expression."""
    match tree:
        case Number(exact):
            return reduced(exact)
        case Symbol(name):
            return _named(name, point)
        case Add(parts):
            return sum(number(t, point) for t in parts)
        case Negative(body):
            return -number(body, point)
        case Multiply(factors, "" | "cdot" | "times"):
            return prod(number(f, point) for f in factors)
        case Divide(top, bottom):
            return quotient(number(top, point), number(bottom, point))
        case Power(base, exponent):
            return power(number(base, point), number(exponent, point))
        case Root(body, degree):
            return root(number(body, point), 2 if degree is None else number(degree, point))
        case Fence(kind, body):
            return FENCES[kind](number(body, point))
        case Modulo(dividend, modulus):
            return remainder(number(dividend, point), number(modulus, point))
        case Boxed(body) | Labelled(body, _):
            return number(body, point)
        case _:
            return _composite(tree, point)


def _composite(tree: Node, point: Point) -> Exact:
    match tree:
        case Iverson(condition):
            return int(truth(condition, point))
        case Delta(left, right):
            return int(number(left, point) == number(right, point))
        case Cases(branches):
            for branch, guard in branches:
                if guard is None or truth(guard, point):
                    return number(branch, point)
            raise Undefined("no case applies")
        case Factorial(body):
            return factorial(natural(number(body, point)))
        case Binomial(n, k):
            return comb(natural(number(n, point)), natural(number(k, point)))
        case Apply(Name("max" | "min" as which), arguments) if arguments:
            return OPERATORS[which]([number(a, point) for a in arguments])
        case Apply(name, arguments) | Indexed(Symbol(name), arguments):
            return _element(name, tuple(number(a, point) for a in arguments), point)
        case Big("sum" | "prod" | "max" | "min" as operator, binders, body):
            terms = [number(body, inner) for inner in bound_points(binders, point, number)]
            if not terms and operator in ("max", "min"):
                raise Undefined("an extremum over nothing")
            return OPERATORS[operator](terms)
        case _:
            raise Undefined(f"{type(tree).__name__} has no number as its value")


def truth(tree: Node, point: Point) -> bool:
    """Return whether a statement is true."""
    return holds(tree, point, number)


def _named(name: Name, point: Point) -> Exact:
    if name in point.values:
        return point.values[name]
    definition = point.definitions.get(name)
    if isinstance(definition, Formula) and not definition.parameters:
        return number(definition.body, point.deeper())
    raise Undefined(f"{name} has no value here")


def _element(name: Name, indices: tuple[Exact, ...], point: Point) -> Exact:
    if point.steps is not None:
        point.steps.take()
    definition = point.definitions.get(name)
    if isinstance(definition, Formula | Tensor) and definition.shape:
        sizes = [number(size, point) for size in definition.shape]
        if len(sizes) != len(indices):
            raise Undefined(f"{name} has {len(sizes)} indices, not {len(indices)}")
        if not all(0 <= i < n for i, n in zip(indices, sizes, strict=True)):
            return 0
    if isinstance(definition, Formula) and len(definition.parameters) == len(indices):
        return number(definition.body, point.deeper().bind(definition.parameters, indices))
    if isinstance(definition, Tensor) and definition.entries is not None:
        entry: Any = definition.entries
        for i in indices:
            entry = entry[integer(i)]
        return number(entry, point.deeper())
    if point.elements is None:
        raise Undefined(f"{name} has no elements here")
    return point.elements(name, indices)
