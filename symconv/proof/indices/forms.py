r"""Index expressions as linear forms: ``s o + d t - p``, and floors and remainders of such.

*Defines* `Form` and `form_of`.

A floor that depends on an index brings a bound index of its own,
:math:`\lfloor e/c \rfloor = q` with :math:`0 \le e - c q \le c - 1`, which exactly one q satisfies.
Because it is the only one, equal floors in one product share their index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symconv.algebra.index_bounds import is_positive
from symconv.algebra.index_terms import Term, indices_of, multiplied, plus, terms_of, unknown
from symconv.algebra.named_polynomial import Scalar, divided, minus, times
from symconv.latex.tree import (
    Add,
    Divide,
    Expr,
    Fence,
    Labelled,
    Modulo,
    Multiply,
    Negative,
    Number,
    Power,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.context import Formula
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.scalars import LEAST, Scalars, Unsupported

Scope = Mapping[Name, Scalar]
ONE = Term(1)


@dataclass(frozen=True)
class Form:
    """The quotient ``above / below`` (a polynomial without indices), where ``given`` holds."""

    above: Scalar
    below: Scalar = 1
    given: Term = ONE

    def integer(self) -> tuple[Scalar, Term]:
        """Return the form when nothing is left to divide; raise Unsupported otherwise."""
        if indices_of(self.below) or not isinstance(self.below, int):
            raise Unsupported("a quotient that is not rounded, as an index or a size")
        if self.below != 1:
            raise Unsupported("a fraction as an index or a size")
        return self.above, self.given


def form_of(expr: Expr, scope: Scope, scalars: Scalars) -> Form:
    """Convert an expression over integers; raise Unsupported for what is not linear in indices."""
    match expr:
        case Number(value):
            return Form(value.numerator, value.denominator)
        case Symbol(name):
            return _symbol(name, scope, scalars)
        case Labelled(body, _):
            return form_of(body, scope, scalars)
        case Negative(body):
            inner = form_of(body, scope, scalars)
            return Form(times(-1, inner.above), inner.below, inner.given)
        case Add(parts):
            return _sum([form_of(p, scope, scalars) for p in parts])
        case Multiply(parts, sign) if sign in PRODUCT_SIGNS:
            return _product([form_of(p, scope, scalars) for p in parts])
        case Divide(above, below):
            return _quotient(form_of(above, scope, scalars), form_of(below, scope, scalars))
        case Power(base, Number(exponent)) if exponent.denominator == 1 and 1 <= exponent <= 8:
            inner = form_of(base, scope, scalars)
            return _product([inner] * int(exponent))
        case Fence("floor", body):
            return _floor(form_of(body, scope, scalars), scalars)
        case Fence("ceil", body):
            inner = form_of(body, scope, scalars)
            found = _floor(Form(times(-1, inner.above), inner.below, inner.given), scalars)
            return Form(times(-1, found.above), 1, found.given)
        case Modulo(dividend, modulus):
            return _remainder(
                form_of(dividend, scope, scalars), form_of(modulus, scope, scalars), scalars
            )
    raise Unsupported(f"{type(expr).__name__.lower()} in an index or a size")


def integer_form(expr: Expr, scope: Scope, scalars: Scalars) -> tuple[Scalar, Term]:
    """Return an index expression and the conditions that its floors brought."""
    return form_of(expr, scope, scalars).integer()


def size_form(expr: Expr, scalars: Scalars) -> Scalar:
    """Return a size, which holds no index."""
    above, given = integer_form(expr, {}, scalars)
    if given != ONE or indices_of(above):
        raise Unsupported("a size that depends on an index")
    return above


def _symbol(name: Name, scope: Scope, scalars: Scalars) -> Form:
    if name in scope:
        return Form(scope[name])
    match scalars.context.definitions.get(name):
        case Formula(body, (), ()):
            found = form_of(body, {}, scalars)
            symbols = scalars.context.symbols
            if name in symbols and found.below == 1 and not found.given.bound:
                _expect(name, found.above, scalars)
            return found
        case None:
            return Form(scalars.free(name, integer=True))
    raise Unsupported(f"{name} in an index or a size")


def _expect(name: Name, value: Scalar, scalars: Scalars) -> None:
    """Note what the declared domain of a defined name says."""
    domain = scalars.context.symbols[name].domain
    if domain in LEAST:
        scalars.know(minus(value, LEAST[domain]))


def _sum(parts: list[Form]) -> Form:
    found = Form(0)
    for part in parts:
        above = plus(times(found.above, part.below), times(part.above, found.below))
        found = Form(above, times(found.below, part.below), multiplied(found.given, part.given))
    return _cancelled(found)


def _product(parts: list[Form]) -> Form:
    found = Form(1)
    for part in parts:
        if indices_of(found.above) and indices_of(part.above):
            raise Unsupported("a product of indices")
        above = times(found.above, part.above)
        found = Form(above, times(found.below, part.below), multiplied(found.given, part.given))
    return _cancelled(found)


def _quotient(a: Form, b: Form) -> Form:
    if indices_of(b.above):
        raise Unsupported("a division by an index")
    given = multiplied(a.given, b.given)
    return _cancelled(Form(times(a.above, b.below), times(a.below, b.above), given))


def _cancelled(form: Form) -> Form:
    """Divide by a number that divides every coefficient, so that 2 i / 2 is i."""
    if isinstance(form.below, int) and form.below not in (0, 1):
        above = divided(form.above, form.below)
        if all(isinstance(c, int) for _, c in terms_of(above)):
            return Form(above, 1, form.given)
    return form


def _floor(form: Form, scalars: Scalars) -> Form:
    if form.below == 1:
        return form
    if not is_positive(form.below, scalars.facts):
        raise Unsupported("a quotient whose divisor is not known to be positive")
    if not indices_of(form.above):
        return Form(scalars.rounded(form.above, form.below), 1, form.given)
    index = scalars.quotients.setdefault((form.above, form.below), scalars.fresh())
    rest = minus(form.above, times(form.below, unknown(index)))
    rounding = Term(
        1,
        bound={index: None},
        inequalities=(rest, minus(minus(form.below, 1), rest)),
    )
    return Form(unknown(index), 1, multiplied(form.given, rounding))


def _remainder(a: Form, b: Form, scalars: Scalars) -> Form:
    if (a.below, b.below) != (1, 1) or indices_of(b.above):
        raise Unsupported("a remainder of fractions, or modulo an index")
    quotient = _floor(Form(a.above, b.above, multiplied(a.given, b.given)), scalars)
    if b.above == 1:
        return Form(0)
    return Form(minus(a.above, times(b.above, quotient.above)), 1, quotient.given)
