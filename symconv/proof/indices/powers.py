r"""Powers of expressions: quotients, roots, and sums as one base.

*Defines* `power_of`, `exponent_of` and `root_exponent`.

A product is raised factor by factor and a power of a power has the product of the exponents, where
that is a law: for integer exponents, and for bases that are positive (or not negative, under
positive exponents). A sum under a power that cannot be multiplied out becomes one base
(`symconv.algebra.index_groups`), for which it must be positive by its form; not negative is enough
under a positive exponent. A base that could be 0 under a negative exponent is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symconv.algebra.index_bounds import is_positive
from symconv.algebra.index_fractions import lowest
from symconv.algebra.index_normal import collected
from symconv.algebra.index_terms import Atom, Term
from symconv.algebra.named_polynomial import Polynomial, Scalar, raised, reduced, times
from symconv.latex.tree import (
    Apply,
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
from symconv.notation import Domain, Name
from symconv.proof.context import Formula, Tensor
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.assumed_signs import is_assumed_positive
from symconv.proof.indices.conditions import product, scaled
from symconv.proof.indices.forms import Scope, form_of, integer_form, size_form
from symconv.proof.indices.functions import EXP, exponential
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.indices.signs import NONNEGATIVE, POSITIVE, sign

if TYPE_CHECKING:
    from symconv.proof.indices.expansion import Expander

EXPAND_LIMIT = 8


def power_of(expander: Expander, base: Expr, q: Scalar, scope: Scope) -> list[Term]:
    """Return the terms of ``base^q``; raise Unsupported where that is no law or not defined."""
    expander.powers |= not (isinstance(q, int) and q > 0)

    def part(e: Expr, exponent: Scalar) -> list[Term]:
        return power_of(expander, e, exponent, scope)

    def known(*parts: Expr) -> bool:
        least = min(sign(expander, p, scope) for p in parts)
        return least == POSITIVE or (least == NONNEGATIVE and _is_above_0(expander, q))

    match base:
        case Labelled(body, _):
            return part(body, q)
        case Negative(body) if isinstance(q, int):
            return scaled(part(body, q), (-1) ** (q % 2))
        case Multiply(parts, mark) if mark in PRODUCT_SIGNS and (
            isinstance(q, int) or known(*parts)
        ):
            return product(part(p, q) for p in parts)
        case Divide(above, below) if isinstance(q, int) or (
            known(above) and sign(expander, below, scope) == POSITIVE
        ):
            return product([part(above, q), part(below, times(-1, q))])
        case Power(inner, exponent):
            r = exponent_of(expander, exponent, scope)
            if _power_of_power(expander, inner, r, q, scope):
                return part(inner, times(r, q))
        case Root(inner, degree):
            r = root_exponent(expander, degree, scope)
            if _power_of_power(expander, inner, r, q, scope):
                return part(inner, times(r, q))
        case Apply(function, (argument,)) if function == EXP:
            return exponential(expander, argument, q, scope)
        case Symbol(name) if name not in scope:
            match expander.scalars.context.definitions.get(name):
                case Formula(body, (), ()):
                    return expander.deeper(lambda: power_of(expander, body, q, {}))
        case Indexed(Symbol(name), indices) if (
            name not in scope and q != 1 and not is_assumed_positive(expander, name, indices, scope)
        ):
            return _element_power(expander, name, indices, q, scope)
    return _whole_power(expander, base, q, scope)


def exponent_of(expander: Expander, expr: Expr, scope: Scope) -> Scalar:
    """Return an exponent: a number, or a polynomial in sizes and the like."""
    form = form_of(expr, scope, expander.scalars)
    if form.given.bound or not isinstance(form.below, int) or form.below == 0:
        raise Unsupported("an exponent that is not a polynomial in sizes")
    return times(Fraction(1, form.below), form.above)


def root_exponent(expander: Expander, degree: Expr | None, scope: Scope) -> Scalar:
    """Return 1 over the degree of a root."""
    n = 2 if degree is None else exponent_of(expander, degree, scope)
    if not isinstance(n, int) or n < 1:
        raise Unsupported("a root whose degree is not a positive number")
    return reduced(Fraction(1, n))


def _is_above_0(expander: Expander, q: Scalar) -> bool:
    return is_positive(q, expander.scalars.facts) if isinstance(q, Polynomial) else q > 0


def _power_of_power(expander: Expander, base: Expr, r: Scalar, q: Scalar, scope: Scope) -> bool:
    """Whether ``(base^r)^q = base^(r q)`` is a law here."""
    if isinstance(r, int) and isinstance(q, int):
        return r != 0
    found = sign(expander, base, scope)
    both = _is_above_0(expander, r) and _is_above_0(expander, q)
    return found == POSITIVE or (found == NONNEGATIVE and both)


def _element_power(
    expander: Expander, name: Name, indices: Sequence[Expr], q: Scalar, scope: Scope
) -> list[Term]:
    """Raise an element: a definition is raised in its body, a given tensor as a factor.

    Outside the sizes the element is 0, so that a power which is not positive needs to be inside.
    """
    forms, given = [], Term(1)
    for index in indices:
        form, condition = integer_form(index, scope, expander.scalars)
        forms.append(form)
        given = product([[given], [condition]])[0]
    context = expander.scalars.context
    definition = context.definitions.get(name)
    shape: Sequence[Expr] = definition.shape if definition is not None else ()
    sizes = [size_form(n, expander.scalars) for n in shape]
    if not _is_above_0(expander, q) and not all(map(expander.places.is_inside, forms, sizes)):
        raise Unsupported(f"an index of {name} may lie outside, where a power is not defined")
    match definition:
        case Formula(body, parameters, _) if len(parameters) == len(forms):
            if not sizes:
                inner = dict(zip(parameters, forms, strict=True))
                return product(
                    [[given], expander.deeper(lambda: power_of(expander, body, q, inner))]
                )
            plain, place = expander.places.placed(forms, sizes)
            inner = dict(zip(parameters, map(_index, plain), strict=True))
            raised_body = expander.deeper(lambda: power_of(expander, body, q, inner))
            return product([[given], [place], raised_body])
        case Tensor() | None:
            positive = name in context.symbols and (
                context.symbols[name].domain is Domain.POSITIVE_REAL
            )
            if not positive and not (isinstance(q, int) and q > 0):
                raise Unsupported(f"{name} is not known to be positive, under a power")
            ours = product([[given], expander.element(name, forms)])
            return [_with_power(t, name.latex, q) for t in ours]
    raise Unsupported(f"{name} with {len(indices)} indices")


def _with_power(term: Term, tensor: str, q: Scalar) -> Term:
    atoms = tuple(Atom(a.tensor, a.indices, q) if a.tensor == tensor else a for a in term.atoms)
    return Term(term.coefficient, atoms, term.bound, term.equalities, term.inequalities)


def _index(name: str) -> Scalar:
    return Polynomial({(name,): 1})


def _whole_power(expander: Expander, base: Expr, q: Scalar, scope: Scope) -> list[Term]:
    if isinstance(q, int) and 0 < q <= EXPAND_LIMIT:
        return product(expander.terms(base, scope) for _ in range(q))
    found = collected(expander.terms(base, scope), expander.places.facts)
    if len(found) == 1 and _is_scalar(found[0]):
        above, below = lowest(found[0].coefficient, found[0].divisor)
        return product(
            [
                _scalar_power(expander, above, q, base, scope),
                _scalar_power(expander, below, times(-1, q), None, scope),
            ]
        )
    known = sign(expander, base, scope)
    if known == POSITIVE or (known == NONNEGATIVE and _is_above_0(expander, q)):
        return [Term(1, (expander.groups.atom("", found, expander.places.facts, q),))]
    raise Unsupported("a base under a power that is not known to be positive")


def _is_scalar(term: Term) -> bool:
    return not (term.atoms or term.bound or term.equalities or term.inequalities)


def _scalar_power(
    expander: Expander, value: Scalar, q: Scalar, base: Expr | None, scope: Scope
) -> list[Term]:
    """Raise a polynomial in scalars; ``base`` is how it was written, None for a divisor."""
    if value == 1:
        return [Term(1)]
    facts = expander.scalars.facts
    positive = (
        value > 0
        if not isinstance(value, Polynomial)
        else base is None or is_positive(value, facts) or sign(expander, base, scope) == POSITIVE
    )
    if isinstance(q, int):
        if q > 0:
            return [Term(raised(value, q))]
        if not positive and not _is_nonzero(value, expander):
            raise Unsupported("a divisor that is not known to differ from 0")
        return [Term(1, divisor=raised(value, -q))]
    if base is None and isinstance(value, Polynomial) and not is_positive(value, facts):
        raise Unsupported("a divisor under a root that is not known to be positive")
    if not positive:
        raise Unsupported("a base under a power that is not known to be positive")
    exact = _exact_root(value, q)
    if exact is not None:
        return [Term(exact)]
    return [Term(1, (expander.groups.atom("", [Term(value)], expander.places.facts, q),))]


def _is_nonzero(value: Scalar, expander: Expander) -> bool:
    if not isinstance(value, Polynomial):
        return value != 0
    return is_positive(times(-1, value), expander.scalars.facts)


def _exact_root(value: Scalar, q: Scalar) -> Scalar | None:
    """Return a rational number to a fractional power where that is rational."""
    if isinstance(value, Polynomial) or not isinstance(q, Fraction):
        return None
    found = []
    for part in (value.numerator, value.denominator):
        root = round(part ** (1 / q.denominator))
        if root**q.denominator != part:
            return None
        found.append(root)
    return raised(reduced(Fraction(*found)), q.numerator)
