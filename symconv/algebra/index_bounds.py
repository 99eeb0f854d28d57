r"""Deciding inequalities between indices and sizes: sound, fast, and allowed to give up.

*Defines* `is_nonnegative` for polynomials in scalars, `smallest` for affine forms over a box of
indices, and `is_implied` for one inequality given others.

Every answer "yes" is a proof; "no" means that none was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symconv.algebra.index_terms import Box, Facts, plus, put, slope, terms_of, unknown, unknowns_of
from symconv.algebra.named_polynomial import Polynomial, Scalar, minus, times


def is_nonnegative(value: Scalar, facts: Facts) -> bool:
    r"""Whether a polynomial in scalars is certainly >= 0 (each scalar counted from its least).

    >>> s = unknown("s")
    >>> is_nonnegative(minus(times(s, s), s), Facts({"s": 1}))
    True
    """
    return _counted_up(value, facts) or any(
        _counted_up(minus(value, known), facts) for known in facts.sizes
    )


def is_positive(value: Scalar, facts: Facts) -> bool:
    """Whether an integer polynomial in scalars is certainly >= 1."""
    return is_nonnegative(minus(value, 1), facts)


def smallest(form: Scalar, boxes: Mapping[str, Box], facts: Facts) -> Scalar | None:
    """Return a lower bound without indices of an affine form over a box; None if none is found."""
    for name in sorted(unknowns_of(form) & boxes.keys()):
        a = slope(form, name)
        if unknowns_of(a) & boxes.keys():
            return None
        low, high = boxes[name]
        end = (
            low
            if is_nonnegative(a, facts)
            else high
            if is_nonnegative(times(-1, a), facts)
            else None
        )
        if end is None:
            return None
        form = put(form, {name: end})
    return form


def is_implied(
    goal: Scalar, known: Iterable[Scalar], boxes: Mapping[str, Box], facts: Facts
) -> bool:
    r"""Whether ``goal >= 0`` holds for all integers in the box with every ``known >= 0``.

    Suppose not, so that goal <= -1. A known g with :math:`g = c \cdot goal + r`, c > 0, then has
    :math:`g \le r - c`, which contradicts g >= 0 when r <= c - 1 on the box.
    """
    if _at_least(goal, 0, boxes, facts):
        return True
    for fact in known:
        for factor in _factors(fact, goal, boxes, facts):
            rest = minus(fact, times(factor, goal))
            if _at_least(minus(minus(factor, 1), rest), 0, boxes, facts):
                return True
    return False


def _at_least(form: Scalar, bound: Scalar, boxes: Mapping[str, Box], facts: Facts) -> bool:
    least = smallest(form, boxes, facts)
    return least is not None and is_nonnegative(minus(least, bound), facts)


def _factors(
    fact: Scalar, goal: Scalar, boxes: Mapping[str, Box], facts: Facts
) -> Iterable[Scalar]:
    """Yield positive c for which ``fact - c goal`` may lose an index."""
    shared = unknowns_of(goal) & unknowns_of(fact)
    if not shared:
        return
    yield 1
    seen: list[Scalar] = [1]
    for name in sorted(shared & boxes.keys()):
        ratio = quotient(slope(fact, name), slope(goal, name))
        if ratio is not None and ratio not in seen and is_positive(ratio, facts):
            seen.append(ratio)
            yield ratio


def quotient(a: Scalar, b: Scalar) -> Scalar | None:
    """Return a / b where b is a single monomial that divides a, else None.

    >>> s = unknown("s")
    >>> quotient(times(s, s), s) == s, quotient(1, s) is None
    (True, True)
    """
    divisor = list(terms_of(b))
    if len(divisor) != 1:
        return 1 if a == b else None
    monomial, coefficient = divisor[0]
    found: list[Scalar] = []
    for m, c in terms_of(a):
        rest = list(m)
        for name in monomial:
            if name not in rest:
                return None
            rest.remove(name)
        part: Scalar = Polynomial({tuple(rest): 1}) if rest else 1
        if c % coefficient:
            return None
        found.append(times(part, c // coefficient))
    return plus(*found)


def _counted_up(value: Scalar, facts: Facts) -> bool:
    if not isinstance(value, Polynomial):
        return value >= 0
    if not unknowns_of(value) <= facts.least.keys():
        return False
    lows = {n: plus(unknown(n), facts.least[n]) for n in unknowns_of(value) if facts.least[n]}
    return all(c >= 0 for _, c in terms_of(put(value, lows)))
