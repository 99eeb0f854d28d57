r"""Values of formulas with roots at a point, each known as closely as need be.

*Defines* `finite_at`. What is rational is exact; a root that is not is enclosed.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.audit.causes.enclosures import (
    Enclosed,
    Real,
    added,
    ends,
    inverted,
    magnitude,
    multiplied,
    power_between,
)
from symconv.latex.tree import (
    Add,
    Apply,
    Big,
    Boxed,
    Divide,
    Fence,
    Labelled,
    Multiply,
    Negative,
    Node,
    Power,
    Root,
)
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number
from symconv.proof.point_truth import Point, bound_points


def finite_at(tree: Node, point: Point) -> Real:
    """Return a value that is a number."""
    match tree:
        case Boxed(body) | Labelled(body, _):
            return finite_at(body, point)
        case Add(terms):
            return added([finite_at(t, point) for t in terms])
        case Negative(body):
            return multiplied(-1, finite_at(body, point))
        case Multiply(factors, "" | "cdot" | "times"):
            product: Real = 1
            for factor in factors:
                product = multiplied(product, finite_at(factor, point))
            return product
        case Divide(top, bottom):
            return multiplied(finite_at(top, point), inverted(finite_at(bottom, point)))
        case Power(base, exponent):
            return power_between(finite_at(base, point), exact_at(exponent, point))
        case Root(body, degree):
            by = 2 if degree is None else exact_at(degree, point)
            return power_between(finite_at(body, point), exact_at_inverse(by))
        case Fence("abs", body):
            return magnitude(finite_at(body, point))
        case _:
            return _composite(tree, point)


def _composite(tree: Node, point: Point) -> Real:
    match tree:
        case Apply(Name("max" | "min" as which), arguments) if arguments:
            return extremum(which, [finite_at(a, point) for a in arguments])
        case Big("max" | "min" as which, binders, body):
            inner = bound_points(binders, point, number)
            return extremum(which, [finite_at(body, p) for p in inner])
        case Big("sum", binders, body):
            return added([finite_at(body, p) for p in bound_points(binders, point, number)])
        case _:
            return number(tree, point)


def exact_at(tree: Node, point: Point) -> Exact:
    """Return a value that is rational; raise Undefined for others."""
    found = finite_at(tree, point)
    if isinstance(found, Enclosed):
        raise Undefined("an exponent that is not rational")
    return found


def exact_at_inverse(degree: Exact) -> Exact:
    """Return one over the degree of a root."""
    if degree == 0:
        raise Undefined("a root of degree 0")
    return Fraction(1) / Fraction(degree)


def extremum(which: str, values: list[Real]) -> Real:
    """Return the largest or the smallest of some numbers."""
    if not values:
        raise Undefined("an extremum over nothing")
    pick = max if which == "max" else min
    low, high = (pick(ends(v)[side] for v in values) for side in (0, 1))
    return low if low == high else Enclosed(low, high)
