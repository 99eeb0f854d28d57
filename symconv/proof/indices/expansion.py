r"""Tensor expressions as sums of terms: definitions unfolded, every index plain.

*Defines* `Expander`.

*Plain indices.* An index that is one name, whose range is known to lie inside the sizes, is taken
by the tensor as it is. Any other goes through a new index and an equality.

*Unfolding.* An element :math:`T_{e_1, \dots}` of a defined tensor with sizes N becomes
:math:`\sum_{m} B(m)\,[m = e]` with new indices m of sizes N, which is 0 outside the sizes as the
convention asks; B is the body with m for the parameters. All bound indices get names of their own,
so nothing is captured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from symconv.algebra.index_groups import Groups
from symconv.algebra.index_terms import (
    Atom,
    Term,
    indices_of,
    multiplied,
    plus,
    unknown,
)
from symconv.algebra.named_polynomial import Scalar, minus, reduced
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Cases,
    Chain,
    Delta,
    Divide,
    Expr,
    Fence,
    Indexed,
    Iverson,
    Labelled,
    Multiply,
    Negative,
    Number,
    Over,
    Power,
    Range,
    Root,
    Statement,
    Symbol,
)
from symconv.notation import Kind, Name
from symconv.proof.context import Formula, Tensor
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.conditions import TERM_LIMIT, conditions_of, product, scaled
from symconv.proof.indices.forms import Scope, integer_form, size_form
from symconv.proof.indices.functions import function_of
from symconv.proof.indices.placing import Places
from symconv.proof.indices.powers import exponent_of, power_of, root_exponent
from symconv.proof.indices.scalars import Scalars, Unsupported
from symconv.proof.indices.whole import element_of

DEPTH_LIMIT = 20


class Expander:
    """Turns expressions into terms; one per decision, because it hands out index names.

    A ``lenient`` one takes every base for positive: for explanations, never for a decision.
    """

    def __init__(self, scalars: Scalars, *, lenient: bool = False) -> None:
        self.scalars = scalars
        self.lenient = lenient
        self.groups = Groups()
        self.powers = False
        self.places = Places(scalars)
        self._depth = 0

    def terms(self, expr: Expr, scope: Scope) -> list[Term]:
        """Return the terms of a scalar expression; raise Unsupported outside the notation."""
        match expr:
            case Number(value):
                return [Term(reduced(value))]
            case Symbol(name):
                return self._symbol(name, scope)
            case Labelled(body, _):
                return self.terms(body, scope)
            case Negative(body):
                return scaled(self.terms(body, scope), -1)
            case Add(parts):
                return bounded(t for p in parts for t in self.terms(p, scope))
            case Multiply(parts, sign) if sign in PRODUCT_SIGNS:
                return product(self.terms(p, scope) for p in parts)
            case Divide(above, Number(value)) if value != 0:
                return scaled(self.terms(above, scope), reduced(Fraction(1) / value))
            case Divide(above, below):
                return product([self.terms(above, scope), power_of(self, below, -1, scope)])
            case Power(base, exponent):
                return power_of(self, base, exponent_of(self, exponent, scope), scope)
            case Root(body, degree):
                return power_of(self, body, root_exponent(self, degree, scope), scope)
            case Apply(function, arguments):
                return function_of(self, function, arguments, scope)
            case Fence("abs", body):
                return function_of(self, Name("abs"), (body,), scope)
            case Indexed(base, indices):
                return self._indexed(base, indices, scope)
            case Big("sum", binders, body):
                return self._sum(binders, body, scope)
            case Iverson(condition):
                return conditions_of(condition, scope, self.scalars)
            case Delta(left, right):
                return conditions_of(Chain((left, right), ("=",)), scope, self.scalars)
            case Cases(branches):
                return self._cases(branches, scope)
        raise Unsupported(f"{type(expr).__name__.lower()} is outside index notation")

    def element(self, name: Name, indices: Sequence[Scalar]) -> list[Term]:
        """Return the terms of one element of a named tensor."""
        match self.scalars.context.definitions.get(name):
            case Formula(body, parameters, shape) if len(parameters) == len(indices):
                return self._unfolded(body, parameters, shape, indices)
            case Tensor(shape, _) if len(shape) == len(indices):
                sizes = [size_form(n, self.scalars) for n in shape]
                return [self._atom(name, indices, sizes)]
            case None if name in self.scalars.context.symbols:
                if self.scalars.context.symbols[name].rank == len(indices):
                    return [self._atom(name, indices, [None] * len(indices))]
        raise Unsupported(f"{name} with {len(indices)} indices")

    def _symbol(self, name: Name, scope: Scope) -> list[Term]:
        if name in scope or name in self.scalars.indices:
            raise Unsupported(f"the index {name} as a factor")
        match self.scalars.context.definitions.get(name):
            case Formula(body, (), ()):
                return self._deeper(body, {})
            case None:
                value = self.scalars.free(name, integer=False)
                if self.scalars.context.symbols[name].kind is Kind.SCALAR and not indices_of(value):
                    return [Term(value)]
        raise Unsupported(f"{name} as a factor")

    def _atom(self, name: Name, indices: Sequence[Scalar], sizes: Sequence[Scalar | None]) -> Term:
        plain, term = self.places.placed(indices, sizes)
        return Term(1, (Atom(name.latex, tuple(plain)),), term.bound, term.equalities)

    def _unfolded(
        self,
        body: Expr,
        parameters: Sequence[Name],
        shape: Sequence[Expr],
        indices: Sequence[Scalar],
    ) -> list[Term]:
        if not shape:
            return self._deeper(body, dict(zip(parameters, indices, strict=True)))
        plain, place = self.places.placed(indices, [size_form(n, self.scalars) for n in shape])
        inner = dict(zip(parameters, map(unknown, plain), strict=True))
        return product([[place], self._deeper(body, inner)])

    def deeper(self, unfold: Callable[[], list[Term]]) -> list[Term]:
        """Unfold a definition; raise Unsupported where one leads back to itself."""
        if self._depth > DEPTH_LIMIT:
            raise Unsupported("a definition leads back to itself, or through too many others")
        self._depth += 1
        try:
            return unfold()
        finally:
            self._depth -= 1

    def _deeper(self, body: Expr, scope: Scope) -> list[Term]:
        return self.deeper(lambda: self.terms(body, scope))

    def _indexed(self, base: Expr, indices: Sequence[Expr], scope: Scope) -> list[Term]:
        forms, given = [], [Term(1)]
        for index in indices:
            form, condition = integer_form(index, scope, self.scalars)
            forms.append(form)
            given = [multiplied(given[0], condition)]
        if isinstance(base, Symbol) and base.name not in scope:
            return product([given, self.element(base.name, forms)])
        return product([given, element_of(self, base, forms, scope)])

    def _sum(self, binders: Sequence[Range | Over], body: Expr, scope: Scope) -> list[Term]:
        inner = dict(scope)
        factors = []
        for binder in binders:
            if isinstance(binder, Range):
                factors.append(self._range(binder, inner))
            else:
                factors.extend(self._over(binder, inner))
        return product([*factors, self.terms(body, inner)])

    def _range(self, binder: Range, scope: dict[Name, Scalar]) -> list[Term]:
        low, given = integer_form(binder.lower, scope, self.scalars)
        high, more = integer_form(binder.upper, scope, self.scalars)
        size = plus(minus(high, low), 1)
        index = self.places.bound(None if indices_of(size) else size)
        scope[binder.index.name] = plus(unknown(index), low)
        if indices_of(size):  # the size of a bound index holds no index: say it by a condition
            v = unknown(index)
            limits = Term(1, (), {index: None}, (), (v, minus(minus(size, 1), v)))
        else:
            limits = Term(1, (), {index: size})
        return [multiplied(multiplied(given, more), limits)]

    def _over(self, binder: Over, scope: dict[Name, Scalar]) -> list[list[Term]]:
        if binder.condition is None:
            raise Unsupported(f"the values of {binder.indices[0].name} are not stated")
        bound: dict[str, Scalar | None] = {}
        for symbol in binder.indices:
            index = self.scalars.fresh()
            scope[symbol.name] = unknown(index)
            bound[index] = None
        return [[Term(1, (), bound)], conditions_of(binder.condition, scope, self.scalars)]

    def _cases(self, branches: Sequence[tuple[Expr, Statement | None]], scope: Scope) -> list[Term]:
        found: list[Term] = []
        for position, (value, condition) in enumerate(branches):
            factors = [self.terms(value, scope)]
            for _, earlier in branches[:position]:
                if earlier is not None:
                    factors.append(self._negated(earlier, scope))
            if condition is not None:
                factors.append(conditions_of(condition, scope, self.scalars))
            found += product(factors)
        if branches[-1][1] is not None:
            raise Unsupported("cases without 'otherwise'")
        return bounded(found)

    def _negated(self, condition: Statement, scope: Scope) -> list[Term]:
        return [Term(1), *scaled(conditions_of(condition, scope, self.scalars), -1)]


def bounded(terms: Iterable[Term]) -> list[Term]:
    """Return the terms unless there are too many."""
    found = list(terms)
    if len(found) > TERM_LIMIT:
        raise Unsupported(f"more than {TERM_LIMIT} terms")
    return found
