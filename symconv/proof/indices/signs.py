"""Which expressions are certainly positive, or certainly not negative, by their form.

*Defines* `sign`. A square is not negative, an exponential is positive, a mean of squares plus a
positive number is positive, and so on through sums, products, quotients, powers and definitions.
The form decides, so that ``\\sigma^2_c + \\varepsilon`` is positive whatever the data are.

Tensors hold real numbers; an element outside its sizes is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symconv.algebra.index_bounds import is_nonnegative, is_positive
from symconv.algebra.index_terms import indices_of
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Chain,
    Delta,
    Divide,
    Expr,
    Fence,
    Indexed,
    Iverson,
    Labelled,
    Multiply,
    Number,
    Power,
    Range,
    Root,
    Symbol,
)
from symconv.notation import Domain, Name
from symconv.proof.context import Context, Formula
from symconv.proof.evaluation.compiling import PRODUCT_SIGNS
from symconv.proof.indices.assumed_signs import is_assumed_positive
from symconv.proof.indices.forms import Scope, form_of, size_form
from symconv.proof.indices.scalars import Scalars, Unsupported

if TYPE_CHECKING:
    from symconv.proof.indices.expansion import Expander

UNKNOWN, NONNEGATIVE, POSITIVE = 0, 1, 2
DEPTH_LIMIT = 12
EXP, MAX = Name("exp"), Name("max")


def sign(expander: Expander, expr: Expr, scope: Scope, depth: int = 0) -> int:
    """Return POSITIVE, NONNEGATIVE or UNKNOWN; the first two are certain."""
    if expander.lenient:
        return POSITIVE
    if depth > DEPTH_LIMIT:
        return UNKNOWN

    def part(e: Expr) -> int:
        return sign(expander, e, scope, depth + 1)

    match expr:
        case Number(value):
            return POSITIVE if value > 0 else NONNEGATIVE if value == 0 else UNKNOWN
        case Labelled(body, _):
            return part(body)
        case Symbol(name):
            return _named(expander, name, scope, depth)
        case Indexed(Symbol(name), indices):
            return _element(expander, name, indices, scope, depth)
        case Add(parts):
            found = [part(p) for p in parts]
            return max(found) if min(found) else _difference(expander, expr, scope)
        case Multiply(parts, mark) if mark in PRODUCT_SIGNS:
            return min(map(part, parts))
        case Divide(above, below):
            return part(above) if part(below) == POSITIVE else UNKNOWN
        case Power(base, exponent):
            return _power(part(base), exponent)
        case Root(body, _):
            return part(body)
        case Fence("abs", _) | Iverson() | Delta():
            return NONNEGATIVE
        case Apply(function, _) if function == EXP:
            return POSITIVE
        case Apply(function, arguments) if function == MAX:
            return max(map(part, arguments))
        case Big("sum", binders, body):
            return _sum(expander, binders, part(body), scope)
    return UNKNOWN


def _element(
    expander: Expander, name: Name, indices: Sequence[Expr], scope: Scope, depth: int
) -> int:
    """Judge by the definition and the hypotheses; outside the sizes an element is 0."""
    found = _body(expander, name, depth)
    if found == POSITIVE:
        shape = expander.scalars.context.definitions[name].shape
        return POSITIVE if expander.places.are_inside(indices, shape, scope) else NONNEGATIVE
    return POSITIVE if is_assumed_positive(expander, name, indices, scope) else found


def _power(base: int, exponent: Expr) -> int:
    """A positive number keeps its sign under any power, another one under an even power."""
    if base == POSITIVE:
        return POSITIVE
    match exponent:
        case Number(value) if value > 0 and (base or value.numerator % 2 == 0):
            return NONNEGATIVE if value.denominator == 1 or base else UNKNOWN
    return UNKNOWN


def _named(expander: Expander, name: Name, scope: Scope, depth: int) -> int:
    if name in scope:
        return UNKNOWN
    if name in expander.scalars.context.definitions:
        return _body(expander, name, depth)
    rows = expander.scalars.context.symbols
    if name not in rows:
        return UNKNOWN
    if rows[name].domain in (Domain.POSITIVE, Domain.POSITIVE_REAL):
        return POSITIVE
    natural = NONNEGATIVE if rows[name].domain is Domain.NATURAL else UNKNOWN
    return max([natural, *_hypothesised(expander.scalars.context, name)])


def _hypothesised(context: Context, name: Name) -> Iterable[int]:
    """Yield what hypotheses such as ``\\varepsilon > 0`` say."""
    for h in context.hypotheses:
        match h:
            case Chain((Symbol(n), Number(value)), (">" | ">=" as relation,)) if n == name:
                if value >= 0:
                    yield POSITIVE if relation == ">" or value > 0 else NONNEGATIVE


def _body(expander: Expander, name: Name, depth: int) -> int:
    match expander.scalars.context.definitions.get(name):
        case Formula(body):
            return sign(expander, body, {}, depth + 1)
    return UNKNOWN


def _difference(expander: Expander, expr: Expr, scope: Scope) -> int:
    """Judge ``N - 1`` and the like by what is known of the sizes."""
    try:
        value, given = form_of(expr, scope, expander.scalars).integer()
    except Unsupported:
        return UNKNOWN
    value = expander.scalars.settled(value)
    if given.bound or indices_of(value):
        return UNKNOWN
    if is_positive(value, expander.scalars.facts):
        return POSITIVE
    return NONNEGATIVE if is_nonnegative(value, expander.scalars.facts) else UNKNOWN


def _sum(expander: Expander, binders: Iterable[object], body: int, scope: Scope) -> int:
    if body != POSITIVE:
        return body
    nonempty = all(_is_nonempty(expander.scalars, b) for b in binders)
    return POSITIVE if nonempty else NONNEGATIVE


def _is_nonempty(scalars: Scalars, binder: object) -> bool:
    match binder:
        case Range(_, Number(Fraction(numerator=0)), upper):
            try:
                return is_nonnegative(size_form(upper, scalars), scalars.facts)
            except Unsupported:
                return False
    return False
