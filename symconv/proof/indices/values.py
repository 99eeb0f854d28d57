r"""Values and derivatives of expressions at one point.

*Defines* `PointValues`. A point has small numbers for the sizes and the free indices, and random
numbers for tensors and real scalars, positive where the domain says so; what numbers are is a
choice (`symconv.proof.indices.numbers`). An unknown function has a random value at each argument,
an unknown loss :math:`\ell(y)` a random gradient :math:`\ell'`.

*Derivatives* are computed by rules for numbers, forward: the value of :math:`\partial f/\partial
x_j` is the rate of f when :math:`x_j` moves at rate 1 and its own definition is left aside. So this
road shares no code with the rules on trees, nor with the normal form.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, cast

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Delta,
    Derivative,
    Divide,
    Expr,
    Indexed,
    Iverson,
    Labelled,
    Multiply,
    Negative,
    Node,
    Number,
    Over,
    Power,
    Range,
    Root,
    Symbol,
)
from symconv.notation import Domain, Kind, Name
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.integers import holds, integer, rational, terms
from symconv.proof.indices.numbers import Numbers, TooMuchWork
from symconv.proof.indices.rates import Rates
from symconv.proof.unfolding import names_in

Scope = Mapping[Name, int]
Place = tuple[Name, tuple[int, ...]]
STEP_LIMIT = 400_000


@dataclass
class PointValues:
    """Random numbers around given integers; the same seed gives the same point.

    ``given`` has the elements that are not drawn, by name and indices; ``limit`` bounds the work.
    """

    context: Context
    integers: Mapping[Name, int]
    seed: int
    numbers: Numbers
    given: Mapping[Place, Any] = field(default_factory=dict)
    limit: int = STEP_LIMIT
    drawn_elements: dict[Place, Any] = field(default_factory=dict)
    _values: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _names: dict[int, tuple[Node, frozenset[Name]]] = field(default_factory=dict)
    steps: int = 0

    def value(self, expr: Expr, scope: Scope) -> Any:
        """Return the value; raise NotHere for an unfit point, NoValue outside the notation."""
        self.spend()
        match expr:
            case Number(value):
                return self.numbers.exact(value)
            case Symbol(name):
                return self._named(name, scope)
            case Indexed(Symbol(name), indices):
                return self._element(name, self._indices(indices, scope))
            case Labelled(body, _):
                return self.value(body, scope)
            case Negative(body):
                return self.numbers.reduced(-self.value(body, scope))
            case Add(parts):
                return self.numbers.reduced(sum(self.value(p, scope) for p in parts))
            case Multiply(parts, mark) if mark in PRODUCT_SIGNS:
                return self._product(parts, scope)
            case Divide(above, below):
                over = self.numbers.inverse(self.value(below, scope))
                return self.numbers.reduced(self.value(above, scope) * over)
            case Power(base, exponent):
                return self.numbers.power(self.value(base, scope), self.exponent(exponent, scope))
            case Root(body, degree):
                return self.numbers.power(self.value(body, scope), self.rooted(degree, scope))
            case Big("sum", binders, body):
                scopes = self.scopes(binders, scope)
                return self.numbers.reduced(sum(self.value(body, inner) for inner in scopes))
            case Iverson(condition):
                return self._truth(holds(condition, {**self.integers, **scope}, self.context))
            case Delta(left, right):
                return self._truth(self.integer(left, scope) == self.integer(right, scope))
            case Apply(function, arguments):
                return self._applied(function, arguments, scope)
            case Derivative(body, (variable,)):
                return self._rates(self.place(variable, scope)).rate(body, scope)
        raise NoValue(f"{type(expr).__name__.lower()} has no value at a point")

    def _rates(self, place: Place) -> Rates:
        """Return the rates for a place, the same ones whenever it is asked for."""
        key = ("rates", place)
        if key not in self._values:
            self._values[key] = Rates(self, place)
        return cast("Rates", self._values[key])

    def integer(self, expr: Expr, scope: Scope) -> int:
        """Return an index or a size."""
        return integer(expr, {**self.integers, **scope}, self.context)

    def exponent(self, expr: Expr, scope: Scope) -> Fraction:
        """Return an exponent, a rational number."""
        return rational(expr, {**self.integers, **scope}, self.context)

    def scopes(self, binders: Sequence[Range | Over], scope: Scope) -> list[Scope]:
        """Return the scope of every term of a sum; raise TooMuchWork for too many."""
        found = [scope]
        for binder in binders:
            if not isinstance(binder, Range):
                raise NoValue("a sum over a condition has no value at a point")
            found = [
                {**outer, binder.index.name: i}
                for outer in found
                for i in terms(
                    binder, {**self.integers, **outer}, self.context, self.limit // len(found)
                )
            ]
        return found

    def place(self, variable: Expr, scope: Scope) -> Place:
        """Return what a derivative is taken by: a name and its indices."""
        match variable:
            case Symbol(name):
                return name, ()
            case Indexed(Symbol(name), indices):
                return name, self._indices(indices, scope)
        raise NoValue("a derivative by something that is not an element")

    def inside(self, name: Name, indices: Sequence[int]) -> bool:
        """Whether an element lies within the sizes of its tensor."""
        definition = self.context.definitions.get(name)
        shape = definition.shape if definition is not None else ()
        sizes = [self.integer(n, {}) for n in shape]
        return all(0 <= i < n for i, n in zip(indices, sizes, strict=False))

    def drawn(self, *key: object, positive: bool = False) -> Any:
        """Return a random number, always the same for a key."""
        if key not in self._values:
            source = random.Random(f"{self.seed} {key}")
            self._values[key] = self.numbers.drawn(source, positive=positive)
        return self._values[key]

    def element(self, name: Name, indices: tuple[int, ...], *, positive: bool = False) -> Any:
        """Return an element of a free tensor: the given one, else a random one."""
        place = (name, indices)
        if place in self.given:
            return self.given[place]
        found = self.drawn(*place, positive=positive)
        self.drawn_elements[place] = found
        return found

    def names(self, node: Node) -> frozenset[Name]:
        """Return the names that occur in a tree; a tree is asked about many times."""
        if id(node) not in self._names:
            self._names[id(node)] = node, names_in(node)
        return self._names[id(node)][1]

    @cached_property
    def users(self) -> Mapping[Name, frozenset[Name]]:
        """The names in the body of every definition."""
        definitions = self.context.definitions
        return {n: names_in(d.body) for n, d in definitions.items() if isinstance(d, Formula)}

    def formula(self, name: Name, indices: tuple[int, ...]) -> tuple[Expr, Scope] | None:
        """Return the body of a definition with its scope; None for what is given."""
        match self.context.definitions.get(name):
            case Formula(body, parameters, _) if len(parameters) == len(indices):
                return body, dict(zip(parameters, indices, strict=True))
            case Formula():
                raise NoValue(f"{name} with {len(indices)} indices")
        return None

    def _element(self, name: Name, indices: tuple[int, ...]) -> Any:
        self.spend()
        if not self.inside(name, indices):
            return self.numbers.exact(Fraction(0))
        key = ("value", name, indices)
        if key not in self._values:
            found = self.formula(name, indices)
            if found is None:
                return self._given(name, indices)
            self._values[key] = self.value(*found)
        return self._values[key]

    def _given(self, name: Name, indices: tuple[int, ...]) -> Any:
        match self.context.definitions.get(name):
            case Tensor(_, entries) if entries is not None:
                raise NoValue(f"{name} has entries of its own")
        domain = self.context.symbols[name].domain
        if domain.is_integer:
            raise NoValue(f"{name} holds integers")
        return self.element(name, indices, positive=domain is Domain.POSITIVE_REAL)

    def _named(self, name: Name, scope: Scope) -> Any:
        if name in scope or name in self.integers:
            return self.numbers.exact(Fraction(self.integer(Symbol(name), scope)))
        if name in self.context.symbols and self.context.symbols[name].kind is not Kind.SCALAR:
            raise NoValue(f"the whole array {name}")
        return self._element(name, ())

    def _indices(self, indices: Sequence[Expr], scope: Scope) -> tuple[int, ...]:
        return tuple(self.integer(i, scope) for i in indices)

    def _product(self, parts: Sequence[Expr], scope: Scope) -> Any:
        found: Any = 1
        for part in parts:
            found = self.numbers.reduced(found * self.value(part, scope))
        return found

    def rooted(self, degree: Expr | None, scope: Scope) -> Fraction:
        """Return the exponent that a root of a degree is."""
        return self.exponent(Divide(Number(Fraction(1)), degree or Number(Fraction(2))), scope)

    def _truth(self, value: object) -> Any:
        return self.numbers.exact(Fraction(int(bool(value))))

    def _applied(self, function: Name, arguments: Sequence[Expr], scope: Scope) -> Any:
        rows = self.context.symbols
        if function not in rows or function in self.context.definitions:
            raise NoValue(f"{function} has no value at a point")
        return self.drawn(function, tuple(self.value(a, scope) for a in arguments))

    def spend(self) -> None:
        """Count work; raise TooMuchWork when there was too much."""
        self.steps += 1
        if self.steps > self.limit:
            raise TooMuchWork("too many terms for a value at a point")
