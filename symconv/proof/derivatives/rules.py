r"""Derivatives of expression trees with respect to one name or one element of a tensor.

*Defines* `Variable` and `Differentiator`.

*Method.* The rules of calculus on trees: sums, products, quotients, powers, roots, sums over
indices, cases, elementary functions. A definition is differentiated once, as a definition of its
own: for :math:`y_o := B(o)` and the variable x, :math:`(Dy)_{o,j} := \partial B(o)/\partial x_j`
with the sizes of y and x, so that an element outside its tensor is 0 and has derivative 0. For the
variable itself, :math:`\partial x_e / \partial x_j = [e = j]` where j lies inside the sizes of x.

*What the variable is.* A name is independent of everything while it is the variable, even if it is
defined: :math:`\partial f/\partial y_o` for f that is written by y asks how f changes with y.
Whatever else is defined is unfolded, down to the variable. So a derivative is always total.

*An unknown function* of one tensor, :math:`L := \ell(y)`, has the gradient :math:`\ell'_o`, a free
tensor of the sizes of y, and :math:`\partial L/\partial x_j = \sum_o \ell'_o\, (Dy)_{o,j}`. An
unknown function f of a number has the derivative f'.

*Where.* A derivative is spoken of only where it exists: ReLU, absolute value, brackets and cases
are differentiated away from the values at which they switch.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.latex.substitute import substitute
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
    Power,
    Range,
    Root,
    Symbol,
)
from symconv.notation import Declared, Domain, Kind, Name
from symconv.proof.context import Context, Formula
from symconv.proof.derivatives.binders import Binders, range_depends, renamed
from symconv.proof.derivatives.elementary import derivative_of
from symconv.proof.derivatives.forms import (
    ONE,
    TWO,
    ZERO,
    inside,
    less,
    lowered,
    product,
    quotient,
    summed,
)
from symconv.proof.derivatives.names import Names, function_derivative
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.unfolding import bound_in, names_in

PI = Name("pi")


@dataclass(frozen=True)
class Variable:
    """A scalar, or an element of a tensor at indices that lie inside its sizes."""

    name: Name
    indices: tuple[Expr, ...] = ()


class Differentiator:
    """Differentiates in one context; ``names`` collects the definitions that this makes."""

    def __init__(self, context: Context) -> None:
        self.names = Names(context)
        self._derived: dict[tuple[Name, Name], Name | None] = {}

    def of(self, expr: Expr, by: Variable) -> Expr:
        """Return the derivative of a scalar expression; raise Unsupported outside the rules."""
        if not self.names.depends(expr, by.name):
            return ZERO
        match expr:
            case Symbol(name):
                return self._symbol(name, by)
            case Indexed(Symbol(name), indices):
                return self._element(name, indices, by)
            case Labelled(body, _):
                return self.of(body, by)
            case Negative(body):
                return less(self.of(body, by))
            case Add(parts):
                return summed([self.of(p, by) for p in parts])
            case Multiply(factors, sign) if sign in PRODUCT_SIGNS:
                return self._product(factors, by)
            case Divide(above, below):
                rise = quotient(self.of(above, by), below)
                fall = quotient(product(above, self.of(below, by)), Power(below, TWO))
                return summed([rise, less(fall)])
            case Power(base, exponent) if not self.names.depends(exponent, by.name):
                return product(exponent, lowered(base, exponent), self.of(base, by))
            case Root(body, degree) if degree in (None, TWO):
                return quotient(self.of(body, by), product(TWO, Root(body)))
            case Fence("abs", body):
                return product(Apply(Name("sgn"), (body,)), self.of(body, by))
            case Apply(function, arguments):
                return self._applied(function, arguments, by)
            case Big("sum", binders, body):
                return self._sum(binders, body, by)
            case Cases(branches):
                return Cases(tuple((self.of(value, by), when) for value, when in branches))
            case Iverson() | Delta():
                return ZERO
        raise Unsupported(f"{type(expr).__name__.lower()} is outside the rules of differentiation")

    def of_element(self, name: Name, indices: tuple[Expr, ...], by: Variable) -> Expr:
        """Return the derivative of an element, its definition put in its place.

        The same as `of`, and less work where one element is looked at, not all of them.
        """
        match self.names.definitions.get(name):
            case Formula(body, parameters, (_, *_) as shape) if len(parameters) == len(indices):
                captured = frozenset(bound_in(body)) & frozenset().union(*map(names_in, indices))
                if name != by.name and not captured:
                    guards = [inside(i, size) for i, size in zip(indices, shape, strict=True)]
                    values = dict(zip(parameters, indices, strict=True))
                    return product(*guards, self.of(substitute(body, values), by))
        return self.of(Indexed(Symbol(name), indices), by)

    def gradient(self, expr: Expr, by: Name) -> Symbol:
        """Return the name of the array of all derivatives by the elements of a tensor."""
        sizes = self.names.sizes(by)
        places = self.names.fresh(len(sizes))
        body = self.of(expr, Variable(by, tuple(map(Symbol, places))))
        made = self.names.fresh_word(f"gradient by {by.plain}")
        self.names.add(made, Formula(body, places, sizes))
        return Symbol(made)

    def _symbol(self, name: Name, by: Variable) -> Expr:
        if name == by.name and not by.indices:
            return ONE
        match self.names.definitions.get(name):
            case Formula(_, (), ()) if name != by.name:
                return self._of_definition(name, (), by)
        raise Unsupported(f"the whole array {name} is differentiated; write its elements")

    def _element(self, name: Name, indices: tuple[Expr, ...], by: Variable) -> Expr:
        if any(self.names.depends(i, by.name) for i in indices):
            raise Unsupported(f"an index of {name} depends on {by.name}")
        if name == by.name:
            if len(indices) != len(by.indices):
                raise Unsupported(f"{name} with {len(indices)} indices")
            pairs = zip(indices, by.indices, strict=True)
            return product(*(Iverson(Chain((i, j), ("=",))) for i, j in pairs))
        match self.names.definitions.get(name):
            case Formula(_, parameters, (_, *_)) if len(parameters) == len(indices):
                return self._of_definition(name, indices, by)
        raise Unsupported(f"{name} has no element formula with sizes to differentiate")

    def _of_definition(self, name: Name, indices: tuple[Expr, ...], by: Variable) -> Expr:
        made = self._derivative_of(name, by.name)
        places = (*indices, *by.indices)
        return Indexed(Symbol(made), places) if places else Symbol(made)

    def _derivative_of(self, name: Name, by: Name) -> Name:
        """Define the derivative of a defined name, once."""
        if (name, by) not in self._derived:
            self._derived[name, by] = None  # a definition that leads back to itself meets this
            self._derived[name, by] = self._new_definition(name, by)
        made = self._derived[name, by]
        if made is None:
            raise Unsupported(f"the definition of {name} leads back to itself")
        return made

    def _new_definition(self, name: Name, by: Name) -> Name:
        formula, sizes = self.names.definitions[name], self.names.sizes(by)
        assert isinstance(formula, Formula)  # the callers have matched it
        parameters = self.names.fresh(len(formula.parameters))
        places = self.names.fresh(len(sizes))
        values = dict(zip(formula.parameters, map(Symbol, parameters), strict=True))
        derived = self.of(
            substitute(formula.body, values), Variable(by, tuple(map(Symbol, places)))
        )
        made = Name(f"derivative of {name.plain} by {by.plain}")
        self.names.add(made, Formula(derived, parameters + places, formula.shape + sizes))
        return made

    def _product(self, factors: tuple[Expr, ...], by: Variable) -> Expr:
        parts = [
            product(*factors[:n], self.of(factor, by), *factors[n + 1 :])
            for n, factor in enumerate(factors)
        ]
        return summed(parts)

    def _sum(self, binders: Binders, body: Expr, by: Variable) -> Expr:
        """Differentiate below the sign, with new names for what it binds."""
        if any(range_depends(binder, by.name, self.names) for binder in binders):
            raise Unsupported("a range of summation that depends on the variable")
        fresh, values = renamed(binders, self.names)
        derived = self.of(substitute(body, values), by)
        return ZERO if derived == ZERO else Big("sum", fresh, derived)

    def _applied(self, function: Name, arguments: tuple[Expr, ...], by: Variable) -> Expr:
        if len(arguments) != 1:
            raise Unsupported(f"{function} of {len(arguments)} arguments")
        (argument,) = arguments
        if function not in self.names.rows:
            slope = derivative_of(function, argument)
            if slope is None:
                raise Unsupported(f"the derivative of {function} is not known")
            if PI in names_in(slope) and not self.names.is_constant(PI):
                raise Unsupported(f"{function} needs {PI} as a positive real number")
            return product(slope, self.of(argument, by))
        if isinstance(argument, Symbol) and self._is_array(argument.name):
            return self._upstream(function, argument, by)
        slope_name = function_derivative(function)
        row = Declared(slope_name, Domain.REAL, Kind.FUNCTION, 1)
        if self.names.rows.setdefault(slope_name, row).kind is not Kind.FUNCTION:
            raise Unsupported(f"{slope_name} is declared, and is the derivative of {function}")
        return product(Apply(slope_name, arguments), self.of(argument, by))

    def _upstream(self, function: Name, argument: Symbol, by: Variable) -> Expr:
        """Sum over the elements of the argument: the gradient from above times their slopes."""
        sizes = self.names.sizes(argument.name)
        gradient = Symbol(self.names.gradient_of(function, argument.name))
        if by.name == argument.name:
            return Indexed(gradient, by.indices)
        places = tuple(map(Symbol, self.names.fresh(len(sizes))))
        slope = self.of_element(argument.name, places, by)
        limits = tuple(
            Range(place, ZERO, summed([size, less(ONE)]))
            for place, size in zip(places, sizes, strict=True)
        )
        return Big("sum", limits, product(Indexed(gradient, places), slope))

    def _is_array(self, name: Name) -> bool:
        return name in self.names.rows and self.names.rows[name].kind is Kind.TENSOR
