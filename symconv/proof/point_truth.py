"""The truth of a statement at one point, and the values that a bound index runs through.

*Defines* `Point`, `holds` and `bound_points`. Each takes the function that gives the value of an
expression, which lives in `symconv.proof.point`: conditions occur in expressions, and expressions
in conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product

from symconv.latex.tree import (
    Boxed,
    Chain,
    Dots,
    Interval,
    Labelled,
    Logic,
    Node,
    Not,
    Over,
    Quantified,
    Range,
    SetOf,
    Space,
)
from symconv.notation import Name
from symconv.proof.context import Definition
from symconv.proof.exact_numbers import SIZE_LIMIT, Exact, Undefined, integer, is_multiple, span

DEPTH_LIMIT = 60

Elements = Callable[[Name, tuple[Exact, ...]], Exact]


class OutOfSteps(Exception):
    """The evaluation was given up: sums over sums would have taken too long."""


@dataclass
class Steps:
    """How many elements and terms may still be evaluated; shared by all points of a search."""

    left: int

    def take(self) -> None:
        """Use one; raise OutOfSteps when none is left."""
        self.left -= 1
        if self.left < 0:
            raise OutOfSteps


@dataclass(frozen=True)
class Point:
    """Values of names, definitions, and elements of what has neither; ``steps`` bounds the work."""

    values: Mapping[Name, Exact]
    definitions: Mapping[Name, Definition]
    elements: Elements | None = None
    depth: int = 0
    steps: Steps | None = None

    def bind(self, names: tuple[Name, ...], values: tuple[Exact, ...]) -> Point:
        """Return the point with more names bound."""
        return replace(self, values={**self.values, **dict(zip(names, values, strict=True))})

    def deeper(self) -> Point:
        """Return the point inside one more definition."""
        if self.depth > DEPTH_LIMIT:
            raise Undefined("definitions refer to each other without end")
        return replace(self, depth=self.depth + 1)


Number = Callable[[Node, Point], Exact]


def holds(tree: Node, point: Point, at: Number) -> bool:
    """Return whether a statement is true."""
    found = connected(
        tree,
        lambda part: holds(part, point, at),
        lambda left, sign, right: _related(left, sign, right, point, at),
    )
    if found is not None:
        return found
    match tree:
        case Quantified(quantifier, binder, body):
            truths = (holds(body, inner, at) for inner in bound_points((binder,), point, at))
            return all(truths) if quantifier == "forall" else any(truths)
        case Boxed(body) | Labelled(body, _):
            return holds(body, point, at)
        case _:
            raise Undefined(f"{type(tree).__name__} is not a statement with a truth value here")


def connected(
    tree: Node, truth: Callable[[Node], bool], related: Callable[[Node, str, Node], bool]
) -> bool | None:
    """Return whether a chain, or statements that are connected, are true; None for other nodes."""
    match tree:
        case Chain(sides, relations):
            pairs = zip(sides, relations, sides[1:], strict=False)
            return all(related(a, sign, b) for a, sign, b in pairs)
        case Not(body):
            return not truth(body)
        case Logic("and", parts):
            return all(truth(p) for p in parts)
        case Logic("or", parts):
            return any(truth(p) for p in parts)
        case Logic("implies", parts):
            return all(not truth(a) or truth(b) for a, b in pairwise(parts))
        case Logic("iff", parts):
            return len({truth(p) for p in parts}) == 1
        case _:
            return None


def _between(lower: Exact, signs: tuple[str, ...], upper: Exact) -> range:
    """Return the integers with ``lower <= i < upper`` and its kin."""
    if not set(signs) <= {"<", "<="}:
        raise Undefined("the values of a bound index are not an integer range")
    first = integer(lower) + (signs[0] == "<")
    return range(first, integer(upper) + (signs[1] == "<="))


def _related(left: Node, sign: str, right: Node, point: Point, at: Number) -> bool:
    a = at(left, point)
    if sign in ("in", "notin"):
        return _member(a, right, point, at) == (sign == "in")
    b = at(right, point)
    return is_multiple(b, a) if sign == "mid" else compared(a, sign, b)


def compared(a: Exact, sign: str, b: Exact) -> bool:
    """Return whether two numbers are related; raise Undefined for a sign that compares nothing."""
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
        case _:
            raise Undefined(f"the relation {sign!r} has no truth value")


def _member(a: Exact, where: Node, point: Point, at: Number) -> bool:
    match where:
        case Space("R" | "Q", ()):
            return True
        case Space("Z", ()):
            return Fraction(a).denominator == 1
        case Interval(lower, upper, left, right):
            low, high = at(lower, point), at(upper, point)
            return (low <= a if left else low < a) and (a <= high if right else a < high)
        case SetOf(items) if any(isinstance(i, Dots) for i in items):
            return a in _span(items, point, at)
        case SetOf(items):
            return any(at(i, point) == a for i in items)
        case _:
            raise Undefined(f"{type(where).__name__} is not a set of numbers")


def _span(items: tuple[Node, ...], point: Point, at: Number) -> range:
    """Return the integers that ``{a, ..., b}`` or ``{a, a + 1, ..., b}`` holds."""
    if len(items) < 3 or not isinstance(items[-2], Dots):
        raise Undefined("a set with dots is not an integer range")
    *start, last = [at(i, point) for i in items if not isinstance(i, Dots)]
    return span(start, last)


def bound_points(binders: tuple[Range | Over, ...], point: Point, at: Number) -> Iterator[Point]:
    """Yield the point with the bound indices at each of their values."""
    if not binders:
        yield point
        return
    for names, values in _bindings(binders[0], point, at):
        if point.steps is not None:
            point.steps.take()
        yield from bound_points(binders[1:], point.bind(names, values), at)


def _bindings(
    binder: Range | Over, point: Point, at: Number
) -> Iterator[tuple[tuple[Name, ...], tuple[Exact, ...]]]:
    names: tuple[Name, ...]
    match binder:
        case Range(index, lower, upper):
            names = (index.name,)
            found = range(integer(at(lower, point)), integer(at(upper, point)) + 1)
        case Over(indices, Chain((*_, SetOf(items)), ("in",))):
            names = tuple(i.name for i in indices)
            found = _span(items, point, at)
        case Over((index,), Chain((lower, middle, upper), signs)) if middle == index:
            names = (index.name,)
            found = _between(at(lower, point), signs, at(upper, point))
        case _:
            raise Undefined("the values of a bound index are not an integer range")
    # the length of a range must fit a machine word, the difference of its ends need not
    many = max(0, found.stop - found.start) if isinstance(found, range) else len(found)
    if many ** len(names) > SIZE_LIMIT:
        raise Undefined("a bound index has too many values")
    for values in product(found, repeat=len(names)):
        yield names, values
