r"""Limits of formulas in which one name stands in exponents alone, at a point.

*Defines* `real_at` and `limit_at`. The other names have values, so that what is left are powers of
numbers.

*Rules.* For :math:`c_k, b_k > 0` and :math:`q > 0`

.. math:: \Big(\sum_k c_k b_k^P\Big)^{q / P} \to \begin{cases} (\max_k b_k)^q & P \to \infty \\
    (\min_k b_k)^q & P \to -\infty \\ \infty, \; \prod_k b_k^{q c_k}, \; 0 & P \to 0,
    \; \textstyle\sum_k c_k >, =, < 1 \end{cases}

(0 from above); sums, products and powers of limits are limits where both are numbers. Anything else
has no limit here.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf

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
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.reals import exact_at, extremum, finite_at
from symconv.latex.tree import (
    Add,
    Apply,
    Divide,
    Fence,
    Infinity,
    Limit,
    Multiply,
    Negative,
    Node,
    Number,
    Power,
    Root,
    Symbol,
    descendants,
)
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point_truth import Point

Terms = list[tuple[Exact, Exact]]
"""Pairs c, b of a sum of c b^P."""
Extended = Real | float
"""A real number, or plus or minus infinity."""
NOBODY = Name("#")


def real_at(tree: Node, point: Point) -> Extended:
    """Return the value of a scalar expression in which there may be limits; raise Undefined."""
    return limit_at(tree, NOBODY, 1, point)


def limit_at(tree: Node, name: Name, target: Exact | float, point: Point) -> Extended:
    """Return the limit of a tree as a name tends to a number or to infinity; raise Undefined."""
    inner = any(isinstance(n, Limit | Infinity) for n in descendants(tree))
    if name not in names_in_tree(tree) and not inner:
        return finite_at(tree, point)
    if not isinstance(target, float) and target != 0 and not inner:
        return finite_at(tree, point.bind((name,), (target,)))
    match tree:
        case Limit(Symbol() as variable, end, body):
            to = limit_at(end, NOBODY, 1, point)
            if isinstance(to, Enclosed):
                raise Undefined("a limit at a number that is not rational")
            return limit_at(body, variable.name, to, point)
        case Infinity():
            return inf
        case Symbol():
            return target
        case Add(terms):
            return _sum([limit_at(t, name, target, point) for t in terms])
        case Negative(body):
            return _times(-1, limit_at(body, name, target, point))
        case Multiply(factors, "" | "cdot" | "times"):
            product: Extended = 1
            for factor in factors:
                product = _times(product, limit_at(factor, name, target, point))
            return product
        case Divide(top, Symbol(divisor)) if divisor == name and target == 0:
            return _times(limit_at(top, name, target, point), inf)  # from above
        case Divide(top, bottom):
            below = limit_at(bottom, name, target, point)
            return _times(limit_at(top, name, target, point), _over(below))
        case Fence("abs", body):
            found = limit_at(body, name, target, point)
            return abs(found) if isinstance(found, float) else magnitude(found)
        case Apply(Name("max" | "min" as which), arguments):
            parts = [limit_at(a, name, target, point) for a in arguments]
            return extremum(which, [_finite(p) for p in parts])
        case Power(base, exponent):
            return _power(base, exponent, name, target, point)
        case Root(body, degree) if degree is not None:
            one = Number(Fraction(1))
            return _power(body, Divide(one, degree), name, target, point)
        case _:
            raise Undefined("a limit of another kind")


def _power(base: Node, exponent: Node, name: Name, target: Exact | float, point: Point) -> Extended:
    if name in names_in_tree(base):
        q = _over_name(exponent, name, point)
        if q is not None:
            return _root_of_sum(_powers(base, name, point), q, target)
        if name in names_in_tree(exponent):
            return _power_of_root(base, exponent, name, target, point)
        found = _finite(limit_at(base, name, target, point))
        return power_between(found, exact_at(exponent, point))
    fixed = finite_at(base, point)
    to = limit_at(exponent, name, target, point)
    if isinstance(to, Enclosed):
        raise Undefined("an exponent that is not rational")
    if not isinstance(to, float):
        return power_between(fixed, to)
    if (to == inf and fixed > 1) or (to == -inf and ends(fixed)[0] > 0 and fixed < 1):
        return inf
    if (to == inf and ends(fixed)[0] >= 0 and fixed < 1) or (to == -inf and fixed > 1):
        return 0
    if not isinstance(fixed, Enclosed) and fixed == 1:
        return 1
    raise Undefined("a power without a limit")


def _power_of_root(
    base: Node, exponent: Node, name: Name, target: Exact | float, point: Point
) -> Extended:
    """Return the limit of the k P-th power of a P-th root: a power of what is under the root."""
    if isinstance(base, Power) and (q := _over_name(base.exponent, name, point)) is not None:
        under, k = limit_at(base.base, name, target, point), _times_name(exponent, name, point)
        return under if q * k == 1 else power_between(_finite(under), q * k)
    raise Undefined("a limit of another kind")


def _root_of_sum(terms: Terms, q: Exact, target: Exact | float) -> Extended:
    if not terms or any(c <= 0 or b <= 0 for c, b in terms):
        raise Undefined("a root of what may be negative")
    if isinstance(target, float):
        bases = [b for _, b in terms]
        return power_between(max(bases) if target > 0 else min(bases), q)
    total = sum(c for c, _ in terms)
    if total != 1:
        return inf if (total > 1) == (q > 0) else 0
    mean: Real = 1
    for c, b in terms:
        mean = multiplied(mean, power_between(b, Fraction(c) * q))
    return mean


def _over_name(exponent: Node, name: Name, point: Point) -> Exact | None:
    """Return q for an exponent q / P; None for another."""
    match exponent:
        case Divide(top, Symbol(found)) if found == name and name not in names_in_tree(top):
            return exact_at(top, point)
        case Divide(top, Multiply((factor, Symbol(found)))) if found == name:
            if name in names_in_tree(top) or name in names_in_tree(factor):
                return None
            return Fraction(exact_at(top, point)) / exact_at(factor, point)
        case Negative(body):
            q = _over_name(body, name, point)
            return None if q is None else -q
        case _:
            return None


def _powers(tree: Node, name: Name, point: Point) -> Terms:
    """Return a tree as a sum of c b^P; raise Undefined for another."""
    if name not in names_in_tree(tree):
        return [(exact_at(tree, point), 1)]
    match tree:
        case Add(terms):
            return [pair for t in terms for pair in _powers(t, name, point)]
        case Multiply(factors, "" | "cdot" | "times"):
            found: Terms = [(1, 1)]
            for factor in factors:
                more = _powers(factor, name, point)
                found = [(c * d, b * e) for c, b in found for d, e in more]
            return found
        case Divide(top, bottom) if name not in names_in_tree(bottom):
            by = exact_at(bottom, point)
            return [(Fraction(c) / by, b) for c, b in _powers(top, name, point)]
        case Power(base, exponent) if name not in names_in_tree(base):
            k = _times_name(exponent, name, point)
            return [(1, _exact(power_between(finite_at(base, point), k)))]
        case _:
            raise Undefined("no sum of powers")


def _times_name(exponent: Node, name: Name, point: Point) -> Exact:
    """Return k for an exponent k P."""
    match exponent:
        case Symbol(found) if found == name:
            return 1
        case Negative(body):
            return -_times_name(body, name, point)
        case Multiply(factors) if sum(name in names_in_tree(f) for f in factors) == 1:
            k: Exact = 1
            for f in factors:
                k *= _times_name(f, name, point) if name in names_in_tree(f) else exact_at(f, point)
            return k
        case _:
            raise Undefined("no multiple of the name")


def _exact(value: Real) -> Exact:
    if isinstance(value, Enclosed):
        raise Undefined("a base that is not rational")
    return value


def _finite(value: Extended) -> Real:
    if isinstance(value, float):
        raise Undefined("infinity in a computation")
    return value


def _sum(terms: list[Extended]) -> Extended:
    ends_ = {t for t in terms if isinstance(t, float)}
    if len(ends_) > 1:
        raise Undefined("infinity less infinity")
    return ends_.pop() if ends_ else added([_finite(t) for t in terms])


def _times(a: Extended, b: Extended) -> Extended:
    if not isinstance(a, float) and not isinstance(b, float):
        return multiplied(a, b)
    positive = [_sign(v) for v in (a, b)]
    return inf if positive[0] == positive[1] else -inf


def _sign(value: Extended) -> bool:
    """Whether a value is positive; raise Undefined where it is 0 or may be."""
    low, high = (value, value) if isinstance(value, float) else ends(value)
    if low <= 0 <= high:
        raise Undefined("infinity times 0")
    return low > 0


def _over(value: Extended) -> Extended:
    return 0 if isinstance(value, float) else inverted(value)
