r"""The value of a scalar expression, or the truth of a statement, at one point: exact numbers only.

*Defines* `value`, the error `Undefined`, and `Point`, what an evaluation may look up.

This is a second road to what the deciding procedures say: it walks the tree with Python integers
and fractions, and shares no code with them. A counterexample is a point where it says ``False``.

A definition is computed at the point. An element of a defined tensor outside its sizes is 0; an
element of a tensor or a value of a function that has no definition comes from ``elements``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, comb, factorial, floor, isqrt, prod
from typing import Any

from symconv.errors import ProofError
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
    Dots,
    Factorial,
    Fence,
    Indexed,
    Interval,
    Iverson,
    Labelled,
    Logic,
    Modulo,
    Multiply,
    Negative,
    Node,
    Not,
    Number,
    Over,
    Power,
    Quantified,
    Range,
    Root,
    SetOf,
    Space,
    Statement,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.context import Definition, Formula, Tensor

Exact = int | Fraction
Elements = Callable[[Name, tuple[Exact, ...]], Exact]

FENCES: Mapping[str, Callable[[Any], Exact]] = {"floor": floor, "ceil": ceil, "abs": abs}
OPERATORS: Mapping[str, Callable[[list[Exact]], Exact]] = {
    "sum": sum,
    "prod": prod,
    "max": max,
    "min": min,
}
SIZE_LIMIT = 20_000
BIT_LIMIT = 10_000
DEPTH_LIMIT = 60


class Undefined(ProofError):
    """There is no value here: a name is free, a divisor is 0, or the work is too much."""


@dataclass(frozen=True)
class Point:
    """Values of names, definitions, and elements of what has neither."""

    values: Mapping[Name, Exact]
    definitions: Mapping[Name, Definition]
    elements: Elements | None = None
    depth: int = 0

    def bind(self, names: tuple[Name, ...], values: tuple[Exact, ...]) -> Point:
        """Return the point with more names bound."""
        return replace(self, values={**self.values, **dict(zip(names, values, strict=True))})

    def deeper(self) -> Point:
        """Return the point inside one more definition."""
        if self.depth > DEPTH_LIMIT:
            raise Undefined("definitions refer to each other without end")
        return replace(self, depth=self.depth + 1)


def value(
    tree: Statement,
    assignment: Mapping[Name, Exact],
    definitions: Mapping[Name, Definition] | None = None,
    elements: Elements | None = None,
) -> Exact | bool:
    r"""Return the number that an expression is, or whether a statement holds, at a point.

    Raises Undefined where there is no value. A remainder has the sign of its modulus.

    >>> from symconv.notation import name
    >>> n = Symbol(name("n"))
    >>> value(Fence("floor", Divide(n, Number(Fraction(2)))), {name("n"): -3})
    -2
    """
    point = Point(assignment, definitions or {}, elements)
    if isinstance(tree, Chain | Logic | Not | Quantified):
        return holds(tree, point)
    if isinstance(tree, Boxed) and isinstance(tree.body, Chain | Logic | Not | Quantified):
        return holds(tree.body, point)
    return number(tree, point)


def number(tree: Node, point: Point) -> Exact:
    """Return the value of a scalar expression."""
    match tree:
        case Number(exact):
            return _reduced(exact)
        case Symbol(name):
            return _named(name, point)
        case Add(parts):
            return sum(number(t, point) for t in parts)
        case Negative(body):
            return -number(body, point)
        case Multiply(factors, "" | "cdot" | "times"):
            return prod(number(f, point) for f in factors)
        case Divide(top, bottom):
            return _quotient(number(top, point), number(bottom, point))
        case Power(base, exponent):
            return _power(number(base, point), number(exponent, point))
        case Root(body, degree):
            return _root(number(body, point), 2 if degree is None else number(degree, point))
        case Fence(kind, body):
            return FENCES[kind](number(body, point))
        case Modulo(dividend, modulus):
            divisor = number(modulus, point)
            if divisor == 0:
                raise Undefined("a remainder by 0")
            return number(dividend, point) % divisor
        case Boxed(body) | Labelled(body, _):
            return number(body, point)
        case _:
            return _composite(tree, point)


def _composite(tree: Node, point: Point) -> Exact:
    match tree:
        case Iverson(condition):
            return int(holds(condition, point))
        case Delta(left, right):
            return int(number(left, point) == number(right, point))
        case Cases(branches):
            for branch, guard in branches:
                if guard is None or holds(guard, point):
                    return number(branch, point)
            raise Undefined("no case applies")
        case Factorial(body):
            return factorial(_natural(number(body, point)))
        case Binomial(n, k):
            return comb(_natural(number(n, point)), _natural(number(k, point)))
        case Apply(Name("max" | "min" as which), arguments) if arguments:
            return OPERATORS[which]([number(a, point) for a in arguments])
        case Apply(name, arguments) | Indexed(Symbol(name), arguments):
            return _element(name, tuple(number(a, point) for a in arguments), point)
        case Big("sum" | "prod" | "max" | "min" as operator, binders, body):
            terms = [number(body, inner) for inner in _points(binders, point)]
            if not terms and operator in ("max", "min"):
                raise Undefined("an extremum over nothing")
            return OPERATORS[operator](terms)
        case _:
            raise Undefined(f"{type(tree).__name__} has no number as its value")


def holds(tree: Node, point: Point) -> bool:
    """Return whether a statement is true."""
    match tree:
        case Chain(sides, relations):
            pairs = zip(sides, relations, sides[1:], strict=False)
            return all(_related(a, sign, b, point) for a, sign, b in pairs)
        case Not(body):
            return not holds(body, point)
        case Logic("and", parts):
            return all(holds(p, point) for p in parts)
        case Logic("or", parts):
            return any(holds(p, point) for p in parts)
        case Logic("implies", parts):
            return all(not holds(a, point) or holds(b, point) for a, b in pairwise(parts))
        case Logic("iff", parts):
            return len({holds(p, point) for p in parts}) == 1
        case Quantified(quantifier, binder, body):
            truths = (holds(body, inner) for inner in _points((binder,), point))
            return all(truths) if quantifier == "forall" else any(truths)
        case Boxed(body) | Labelled(body, _):
            return holds(body, point)
        case _:
            raise Undefined(f"{type(tree).__name__} is not a statement with a truth value here")


def _related(left: Node, sign: str, right: Node, point: Point) -> bool:
    a = number(left, point)
    if sign in ("in", "notin"):
        return _member(a, right, point) == (sign == "in")
    b = number(right, point)
    match sign:
        case "=" | ":=":
            return a == b
        case "!=":
            return a != b
        case "<":
            return a < b
        case "<=":
            return a <= b
        case ">":
            return a > b
        case ">=":
            return a >= b
        case "mid":
            divisor, dividend = _integer(a), _integer(b)
            return dividend == 0 if divisor == 0 else dividend % divisor == 0
        case _:
            raise Undefined(f"the relation {sign!r} has no truth value")


def _member(a: Exact, where: Node, point: Point) -> bool:
    match where:
        case Space("R" | "Q", ()):
            return True
        case Space("Z", ()):
            return Fraction(a).denominator == 1
        case Interval(lower, upper, left, right):
            low, high = number(lower, point), number(upper, point)
            return (low <= a if left else low < a) and (a <= high if right else a < high)
        case SetOf(items) if any(isinstance(i, Dots) for i in items):
            span = _span(items, point)
            return Fraction(a).denominator == 1 and int(a) in span
        case SetOf(items):
            return any(number(i, point) == a for i in items)
        case _:
            raise Undefined(f"{type(where).__name__} is not a set of numbers")


def _span(items: tuple[Node, ...], point: Point) -> range:
    """Return the integers that ``{a, ..., b}`` or ``{a, a + 1, ..., b}`` holds."""
    if len(items) < 3 or not isinstance(items[-2], Dots) or len(items) > 5:
        raise Undefined("a set with dots is not an integer range")
    *start, last = [_integer(number(i, point)) for i in items if not isinstance(i, Dots)]
    if not start or start != list(range(start[0], start[0] + len(start))):
        raise Undefined("a set with dots does not rise in steps of 1")
    return range(start[0], last + 1)


def _points(binders: tuple[Range | Over, ...], point: Point) -> Iterator[Point]:
    """Yield the point with the bound indices at each of their values."""
    if not binders:
        yield point
        return
    for names, values in _bindings(binders[0], point):
        yield from _points(binders[1:], point.bind(names, values))


def _bindings(
    binder: Range | Over, point: Point
) -> Iterator[tuple[tuple[Name, ...], tuple[Exact, ...]]]:
    names: tuple[Name, ...]
    match binder:
        case Range(index, lower, upper):
            names = (index.name,)
            span = range(_integer(number(lower, point)), _integer(number(upper, point)) + 1)
        case Over(indices, Chain((*_, SetOf(items)), ("in",))):
            names = tuple(i.name for i in indices)
            span = _span(items, point)
        case _:
            raise Undefined("the values of a bound index are not an integer range")
    if len(span) ** len(names) > SIZE_LIMIT:
        raise Undefined("a bound index has too many values")
    for values in product(span, repeat=len(names)):
        yield names, values


def _named(name: Name, point: Point) -> Exact:
    if name in point.values:
        return point.values[name]
    definition = point.definitions.get(name)
    if isinstance(definition, Formula) and not definition.parameters:
        return number(definition.body, point.deeper())
    raise Undefined(f"{name} has no value here")


def _element(name: Name, indices: tuple[Exact, ...], point: Point) -> Exact:
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
            entry = entry[_integer(i)]
        return number(entry, point.deeper())
    if point.elements is None:
        raise Undefined(f"{name} has no elements here")
    return point.elements(name, indices)


def _reduced(a: Exact) -> Exact:
    return int(a) if a.denominator == 1 else a


def _integer(a: Exact) -> int:
    if a.denominator != 1:
        raise Undefined(f"{a} is not an integer")
    return int(a)


def _natural(a: Exact) -> int:
    if _integer(a) < 0 or a > SIZE_LIMIT:
        raise Undefined(f"{a} is negative or too large")
    return int(a)


def _quotient(a: Exact, b: Exact) -> Exact:
    if b == 0:
        raise Undefined("a division by 0")
    return _reduced(Fraction(a) / b)


def _power(base: Exact, exponent: Exact) -> Exact:
    n = _integer(exponent)
    if base == 0 and n <= 0:
        raise Undefined("0 has no such power")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size > 1 and size * abs(n) > BIT_LIMIT:
        raise Undefined("a power is too large")
    return _reduced(Fraction(base) ** n)


def _root(a: Exact, degree: Exact) -> Exact:
    """Return a rational square root; the exact value of any other root is no number here."""
    if degree == 2 and a >= 0:
        top, bottom = isqrt(a.numerator), isqrt(a.denominator)
        if top * top == a.numerator and bottom * bottom == a.denominator:
            return _reduced(Fraction(top, bottom))
    raise Undefined(f"the root of {a} is not rational")
