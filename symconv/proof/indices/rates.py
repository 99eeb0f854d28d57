"""Rates of change at a point: the derivative by one element, forward.

*Defines* `Rates`. The element moves at rate 1; everything that is defined by it follows. A factor
is only computed where its neighbour moves, so that roots are taken where they matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from symconv.algebra.named_polynomial import NoValue
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Divide,
    Expr,
    Indexed,
    Labelled,
    Multiply,
    Negative,
    Power,
    Root,
    Symbol,
)
from symconv.notation import Kind, Name
from symconv.proof.context import Formula, Tensor
from symconv.proof.derivatives.names import function_derivative
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS

if TYPE_CHECKING:
    from symconv.proof.indices.values import Place, PointValues, Scope


@dataclass
class Rates:
    """Rates when the element at ``place`` moves at rate 1."""

    point: PointValues
    place: Place
    _known: dict[Place, Any] = field(default_factory=dict)

    def rate(self, expr: Expr, scope: Scope) -> Any:
        """Return the rate of an expression; raise NoValue where no rule applies."""
        self.point.spend()
        if self.point.names(expr).isdisjoint(self._moving):
            return self._number(0)
        match expr:
            case Symbol(name):
                return self._element(name, ())
            case Indexed(Symbol(name), indices):
                return self._element(name, tuple(self.point.integer(i, scope) for i in indices))
            case Labelled(body, _):
                return self.rate(body, scope)
            case Negative(body):
                return self._reduced(-self.rate(body, scope))
            case Add(parts):
                return self._reduced(sum(self.rate(p, scope) for p in parts))
            case Multiply(parts, mark) if mark in PRODUCT_SIGNS:
                return self._product(parts, scope)
            case Divide(above, below):
                return self._quotient(above, below, scope)
            case Power(base, exponent) if self.point.names(exponent).isdisjoint(self._moving):
                return self._power(base, self.point.exponent(exponent, scope), scope)
            case Root(body, degree):
                return self._power(body, self.point.rooted(degree, scope), scope)
            case Big("sum", binders, body):
                scopes = self.point.scopes(binders, scope)
                return self._reduced(sum(self.rate(body, inner) for inner in scopes))
            case Apply(function, arguments):
                return self._applied(function, arguments, scope)
        raise NoValue(f"{type(expr).__name__.lower()} has no rate at a point")

    def _number(self, value: int) -> Any:
        return self.point.numbers.exact(Fraction(value))

    def _reduced(self, value: Any) -> Any:
        return self.point.numbers.reduced(value)

    @cached_property
    def _moving(self) -> frozenset[Name]:
        """The names that lead to the variable, through definitions."""
        found = {self.place[0]}
        while more := {n for n, used in self.point.users.items() if used & found} - found:
            found |= more
        return frozenset(found)

    def _element(self, name: Name, indices: tuple[int, ...]) -> Any:
        self.point.spend()
        if name == self.place[0]:
            moves = (name, indices) == self.place and self.point.inside(name, indices)
            return self._number(int(moves))
        if not self.point.inside(name, indices):
            return self._number(0)
        key = (name, indices)
        if key not in self._known:
            found = self.point.formula(name, indices)
            self._known[key] = self._number(0) if found is None else self.rate(*found)
        return self._known[key]

    def _product(self, parts: Sequence[Expr], scope: Scope) -> Any:
        total: Any = 0
        for n, moving in enumerate(parts):
            found = self.rate(moving, scope)
            for part in (*parts[:n], *parts[n + 1 :]):
                found = found and self._reduced(found * self.point.value(part, scope))
            total += found
        return self._reduced(total)

    def _quotient(self, above: Expr, below: Expr, scope: Scope) -> Any:
        over = self.point.numbers.inverse(self.point.value(below, scope))
        rise, fall = self.rate(above, scope), self.rate(below, scope)
        lost = fall and fall * over * self.point.value(above, scope)
        return self._reduced((rise - lost) * over)

    def _power(self, base: Expr, exponent: Fraction, scope: Scope) -> Any:
        moved = self.rate(base, scope)
        if not moved or exponent == 0:
            return self._number(0)
        lower = self.point.numbers.power(self.point.value(base, scope), exponent - 1)
        return self._reduced(self.point.numbers.exact(exponent) * lower * moved)

    def _applied(self, function: Name, arguments: Sequence[Expr], scope: Scope) -> Any:
        """An unknown function has a random gradient: of a tensor by its entries, else a value."""
        if function in self.point.context.definitions or function not in self.point.context.symbols:
            raise NoValue(f"{function} has no rate at a point")
        if len(arguments) != 1:
            raise NoValue(f"{function} of several arguments")
        prime = function_derivative(function)
        match arguments[0]:
            case Symbol(name) if self._is_array(name):
                moved = ((self._element(name, p), p) for p in self._places(name))
                return self._reduced(sum(r * self.point.element(prime, p) for r, p in moved if r))
        argument = arguments[0]
        value = self.point.drawn(prime, (self.point.value(argument, scope),))
        return self._reduced(value * self.rate(argument, scope))

    def _is_array(self, name: Name) -> bool:
        rows = self.point.context.symbols
        return name in rows and rows[name].kind is Kind.TENSOR

    def _places(self, name: Name) -> Iterator[tuple[int, ...]]:
        match self.point.context.definitions.get(name):
            case Formula(_, _, shape) | Tensor(shape, _):
                sizes = [self.point.integer(n, {}) for n in shape]
                return product(*map(range, sizes))
        raise NoValue(f"the sizes of {name} are not stated")
