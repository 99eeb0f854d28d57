r"""Functions of expressions as factors: ``\exp``, ``\log``, ``\max(0, z)``, ``|z|``, declared ones.

*Defines* `function_of`. Equal arguments have equal values, and that is all that is used of most
functions. Of the exponential also :math:`e^{a + b} = e^a e^b` and :math:`(e^a)^q = e^{q a}`: the
exponential of a sum is the product over its terms, with their coefficients as powers. Of the
logarithm :math:`\log \prod_k b_k^{q_k} = \sum_k q_k \log b_k` for positive bases, and
:math:`\log e^a = a`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symconv.algebra.index_normal import collected
from symconv.algebra.index_terms import Atom, Term
from symconv.algebra.named_polynomial import Scalar, times
from symconv.latex.tree import Apply, Divide, Expr, Multiply, Number, Power
from symconv.notation import Name
from symconv.proof.context import Formula
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.conditions import scaled
from symconv.proof.indices.forms import Scope, form_of
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.indices.signs import POSITIVE, sign

if TYPE_CHECKING:
    from symconv.proof.indices.expansion import Expander

EXP, LOG = Name("exp"), Name("log")


def function_of(
    expander: Expander, function: Name, arguments: Sequence[Expr], scope: Scope
) -> list[Term]:
    """Return the terms of a function's value; raise Unsupported for a defined function."""
    if function in expander.scalars.context.definitions:
        return _unfolded(expander, function, arguments, scope)
    if function == EXP and len(arguments) == 1:
        return exponential(expander, arguments[0], 1, scope)
    if function == LOG and len(arguments) == 1:
        return _logarithm(expander, arguments[0], scope)
    head = [function.latex]
    atoms: list[Atom] = []
    for argument in arguments:
        found = collected(expander.terms(argument, scope), expander.places.facts)
        atoms.append(expander.groups.atom("argument", found, expander.places.facts, 1))
        head.append(atoms[-1].tensor)
    indices = tuple(i for a in atoms for i in a.indices)
    return [Term(1, (Atom(f"{head[0]}({', '.join(head[1:])})", indices),))]


def exponential(expander: Expander, argument: Expr, q: Scalar, scope: Scope) -> list[Term]:
    """Return ``exp(argument)^q`` as a product over the terms of the argument."""
    atoms = []
    for term in collected(expander.terms(argument, scope), expander.places.facts):
        one = replace(term, coefficient=1)
        power = times(q, term.coefficient)
        atoms.append(expander.groups.atom(EXP.latex, [one], expander.places.facts, power))
    return [Term(1, tuple(atoms))]


def _logarithm(expander: Expander, argument: Expr, scope: Scope) -> list[Term]:
    def part(e: Expr) -> list[Term]:
        return _logarithm(expander, e, scope)

    def positive(*parts: Expr) -> bool:
        return all(sign(expander, p, scope) == POSITIVE for p in parts)

    match argument:
        case Number(value) if value == 1:
            return []
        case Apply(function, (inner,)) if function == EXP:
            return expander.terms(inner, scope)
        case Multiply(parts, mark) if mark in PRODUCT_SIGNS and positive(*parts):
            return [t for p in parts for t in part(p)]
        case Divide(above, below) if positive(above, below):
            return [*part(above), *scaled(part(below), -1)]
        case Power(base, Number(value)) if positive(base):
            return scaled(part(base), value)
    if not positive(argument):
        raise Unsupported("the logarithm of something that is not known to be positive")
    found = collected(expander.terms(argument, scope), expander.places.facts)
    return [Term(1, (expander.groups.atom(LOG.latex, found, expander.places.facts, 1),))]


def _unfolded(
    expander: Expander, function: Name, arguments: Sequence[Expr], scope: Scope
) -> list[Term]:
    """Put arguments that are integers into the definition of a function."""
    match expander.scalars.context.definitions[function]:
        case Formula(body, parameters, ()) if len(parameters) == len(arguments):
            forms = [form_of(a, scope, expander.scalars).integer() for a in arguments]
            if all(given == Term(1) for _, given in forms):
                inner = {n: f for n, (f, _) in zip(parameters, forms, strict=True)}
                return expander.terms(body, inner)
    raise Unsupported(f"the value of {function}")
