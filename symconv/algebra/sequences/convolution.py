r"""The convolution of two signals, region by region, with symbolic ends.

*Defines* `Region`, `Case` and `convolved`.

*Notation.* With x from a to b and h from c to d, the terms of :math:`\sum_i x_{n-i} h_i` that are
not 0 have :math:`\max(c, n - b) \le i \le \min(d, n - a)`. The limits change hands at
:math:`n = b + c` and :math:`n = a + d`, which makes three regions; which of the two comes first
decides what the middle one is. Where the sizes leave that open, both orders are worked out, each
under its condition.

In every region the range is not empty, so that a sum is a difference of antidifferences there; a
formula for sums over empty ranges would say less or, with a sign, the wrong thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symconv.algebra.index_bounds import is_nonnegative
from symconv.algebra.index_terms import Facts, plus, unknown
from symconv.algebra.named_polynomial import Scalar, minus
from symconv.algebra.sequences.antidifference import Closed, summed
from symconv.algebra.sequences.exponential_polynomial import ExpPoly
from symconv.algebra.sequences.signal import INDEX, N, Signal

TERM = "i"
TAP = unknown(TERM)


@dataclass(frozen=True)
class Region:
    """For ``first <= n <= last`` (None: for ever) the sum runs from ``lower`` to ``upper``."""

    first: Scalar
    last: Scalar | None
    lower: Scalar
    upper: Scalar
    terms: ExpPoly
    value: Closed


@dataclass(frozen=True)
class Case:
    """Regions in order, where every polynomial of ``given`` is not negative."""

    given: tuple[Scalar, ...]
    regions: tuple[Region, ...]


def convolved(x: Signal, h: Signal, facts: Facts) -> tuple[Case, ...]:
    """Return the regions of x * h in every order of the breakpoints that ``facts`` leave open.

    >>> from symconv.algebra.sequences.signal import boxcar
    >>> L, M = unknown("L"), unknown("M")
    >>> [len(c.regions) for c in convolved(boxcar(L), boxcar(M), Facts({"L": 1, "M": 1}))]
    [3, 3]
    """
    if x.last is None or h.last is None or x.first == x.last or h.first == h.last:
        return (Case((), tuple(_regions(x, h, facts))),)
    gap = minus(plus(x.first, h.last), plus(x.last, h.first))
    if is_nonnegative(gap, facts) or is_nonnegative(minus(-1, gap), facts):
        return (Case((), tuple(_regions(x, h, facts))),)
    found = []
    for given in (gap, minus(-1, gap)):
        known = replace(facts, sizes=(*facts.sizes, given))
        found.append(Case((given,), tuple(_regions(x, h, known))))
    return tuple(found)


def _regions(x: Signal, h: Signal, facts: Facts) -> Sequence[Region]:
    """Return the regions that are not known to be empty."""
    terms = x.body.put({INDEX: minus(N, TAP)}) * h.body.put({INDEX: TAP})
    found = []
    for first, last, lower, upper in _ranges(x, h, facts):
        if last is not None and is_nonnegative(minus(minus(first, last), 1), facts):
            continue
        found.append(Region(first, last, lower, upper, terms, summed(terms, TERM, lower, upper)))
    return found


def _ranges(
    x: Signal, h: Signal, facts: Facts
) -> list[tuple[Scalar, Scalar | None, Scalar, Scalar]]:
    start, newest = plus(x.first, h.first), minus(N, x.first)
    if x.first == x.last:  # one sample: the other signal, moved
        return [(start, None if h.last is None else plus(x.first, h.last), newest, newest)]
    if h.first == h.last:
        return [(start, None if x.last is None else plus(x.last, h.first), h.first, h.first)]
    if x.last is None and h.last is None:
        return [(start, None, h.first, newest)]
    if h.last is None:
        assert x.last is not None
        full, oldest = plus(x.last, h.first), minus(N, x.last)
        return [(start, full, h.first, newest), (plus(full, 1), None, oldest, newest)]
    end = plus(x.first, h.last)
    if x.last is None:
        return [(start, end, h.first, newest), (plus(end, 1), None, h.first, h.last)]
    full, oldest, stop = plus(x.last, h.first), minus(N, x.last), plus(x.last, h.last)
    if is_nonnegative(minus(end, full), facts):
        return [
            (start, full, h.first, newest),
            (plus(full, 1), end, oldest, newest),
            (plus(end, 1), stop, oldest, h.last),
        ]
    return [
        (start, end, h.first, newest),
        (plus(end, 1), full, h.first, h.last),
        (plus(full, 1), stop, oldest, h.last),
    ]
