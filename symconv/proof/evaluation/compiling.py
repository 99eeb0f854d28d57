r"""How an expression becomes code: the types that the evaluation rules share.

*Defines* `Compiler`, what a rule may ask of the evaluator, and the types of code.

*Notation.* A bound name has a slot, a number that no other binder of the same decision has; an
environment holds the value of each slot. A definition is evaluated in an environment of its own,
so a bound name can never capture a name inside a definition.

*Why compile.* A sum visits its body thousands of times; the tree is walked once, and what remains
is a function of the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Protocol

from symconv.algebra.named_polynomial import NoValue, Polynomial
from symconv.algebra.named_polynomial import Number as Rational
from symconv.latex.tree import (
    Big,
    Chain,
    Expr,
    Logic,
    Multiply,
    Negative,
    Number,
    Over,
    Quantified,
    Range,
    Statement,
    Symbol,
)
from symconv.latex.tree.node import Node
from symconv.latex.tree.walk import children, descendants
from symconv.notation import Name
from symconv.proof.evaluation.arrays import scalar
from symconv.proof.evaluation.values import Array, Value

Env = dict[int, Any]
Scope = Mapping[Name, int]
Code = Callable[[Env], Value]
Test = Callable[[Env], bool]

PRODUCT_SIGNS = ("", "cdot", "times")


class Compiler(Protocol):
    """What the rules of single node types need from the evaluator as a whole."""

    def compile(self, expr: Statement, scope: Scope) -> Code:
        """Return code for the value of an expression."""

    def test(self, statement: Statement, scope: Scope) -> Test:
        """Return code for the truth of a statement."""

    def slot(self) -> int:
        """Return a slot that nothing else uses."""

    def spend(self, steps: int) -> None:
        """Count work; raise NoValue when there was too much."""

    def is_integer(self, name: Name) -> bool:
        """Whether a bound name stands for integers only."""

    def named(self, name: Name) -> Code:
        """Return code for a name that no binder holds."""

    def element(self, name: Name, index: tuple[int, ...]) -> Value:
        """Return one element of a named tensor."""

    def is_listed(self, name: Name) -> bool:
        """Whether a named tensor has entries of which some may be 0."""

    def table(self, name: Name) -> Array | None:
        """Return all elements of a named tensor where that is cheap and possible, else None."""

    def total(self, name: Name) -> bool:
        """Whether every element of a named tensor certainly has a value."""


def number(value: Value) -> Rational:
    """Return a rational number; raise NoValue that names what is free."""
    found = scalar(value)
    if isinstance(found, Polynomial):
        names = sorted({g for monomial in found.terms for g in monomial})
        raise NoValue(f"{', '.join(names[:4])} has no known number")
    return found


def integer(value: Value) -> int:
    """Return an integer; raise NoValue for anything else."""
    if type(value) is int:
        return value
    found = number(value)
    if not isinstance(found, int):
        raise NoValue(f"{found} stands where an integer belongs")
    return found


def names_in(node: Node) -> frozenset[Name]:
    """Return every name that occurs, free or bound."""
    return frozenset(n.name for n in descendants(node) if isinstance(n, Symbol))


def free_names(node: Node) -> frozenset[Name]:
    """Return the names that no binder inside the node holds."""
    match node:
        case Symbol(name):
            return frozenset({name})
        case Big(_, binders, body):
            return _outside(binders, body)
        case Quantified(_, binder, body):
            return _outside((binder,), body)
    return frozenset(n for child in children(node) for n in free_names(child))


def _outside(binders: tuple[Range | Over, ...], body: Node) -> frozenset[Name]:
    found = free_names(body)
    for binder in reversed(binders):
        if isinstance(binder, Range):
            found -= {binder.index.name}
            found |= free_names(binder.lower) | free_names(binder.upper)
        else:
            found |= free_names(binder.condition) if binder.condition else frozenset()
            found -= {i.name for i in binder.indices}
    return found


def slots_in(node: Node, scope: Scope) -> frozenset[int]:
    """Return the slots of all names that occur."""
    return frozenset(scope[n] for n in names_in(node) if n in scope)


def conjuncts(statement: Statement) -> Iterator[Statement]:
    """Split ``a = b < c`` into its neighbouring relations, and a conjunction into its parts."""
    match statement:
        case Chain(sides, relations):
            for left, right, relation in zip(sides, sides[1:], relations, strict=False):
                yield Chain((left, right), (relation,))
        case Logic("and", parts):
            for part in parts:
                yield from conjuncts(part)
        case _:
            yield statement


def factors_of(expr: Expr) -> Iterator[Expr]:
    """Split a product, also below a minus sign."""
    match expr:
        case Multiply(factors, sign) if sign in PRODUCT_SIGNS:
            yield from factors
        case Negative(body):
            yield Number(Fraction(-1))
            yield from factors_of(body)
        case _:
            yield expr
