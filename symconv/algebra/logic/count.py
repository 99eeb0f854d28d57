r"""How many functions of n variables are threshold functions: 4, 14, 104, 1882, 94572, ...

*Method.* Over inputs from :math:`\{-1, 1\}^n`, permuting variables and flipping signs moves every
threshold function to one with weights :math:`w_1 > \dots > w_n > 0`. The tables that such weights
give are walked through point by point: a partial table is kept when Gordan's alternative finds
weights for it, and a point whose side follows from those before (it lies above a true point or
below a false one, in the order that all such weights respect) takes no question. Each class counts
with the size of its orbit, :math:`2^n n! / \lvert \text{stabiliser} \rvert`; the stabiliser is read
off the Chow parameters, which determine a threshold function.

*Source.* S. Muroga, Threshold Logic (1971), chapters 7 and 8; the sequence is OEIS A000609.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from math import factorial

from symconv.algebra.logic.gordan import Solution, gordan

Signs = tuple[int, ...]


def threshold_functions(variables: int) -> int:
    """Return the number of threshold functions of n variables, constants included.

    >>> [threshold_functions(n) for n in (1, 2, 3)]
    [4, 14, 104]
    """
    points = _points(variables)
    whole = 2**variables * factorial(variables)
    return sum(whole // _stabiliser(table, points) for table in _tables(points))


def _points(variables: int) -> list[Signs]:
    """Return the inputs, the middle of the order first, so that many sides follow."""
    found = itertools.product((-1, 1), repeat=variables)
    return sorted(found, key=lambda p: (abs(sum(itertools.accumulate(p))), p))


@dataclass(frozen=True)
class _Partial:
    """Sides of the points so far, the vectors that they and the order of weights impose."""

    sides: Signs
    vectors: tuple[Signs, ...]
    weights: Signs


def _tables(points: list[Signs]) -> Iterator[Signs]:
    """Yield the sides of all points for every class of weights."""
    order = tuple(_order(len(points[0])))
    first = gordan(order)
    assert isinstance(first, Solution)
    pending = [_Partial((), order, first.vector)]
    while pending:
        now = pending.pop()
        if len(now.sides) == len(points):
            yield now.sides
            continue
        pending += _extended(now, points)


def _order(variables: int) -> Iterator[Signs]:
    """Yield the vectors of ``w_1 > w_2 > ... > w_n > 0``, the bias last."""
    for i in range(variables):
        row = [0] * (variables + 1)
        row[i] = 1
        if i + 1 < variables:
            row[i + 1] = -1
        yield tuple(row)


def _extended(now: _Partial, points: list[Signs]) -> Iterator[_Partial]:
    point = points[len(now.sides)]
    known = zip(now.sides, points, strict=False)
    follows = next((side for side, p in known if _implies(side, p, point)), 0)
    for side in (follows,) if follows else (1, -1):
        vectors = now.vectors
        weights: Signs | None = now.weights
        if not follows:
            vectors = (*vectors, tuple(side * x for x in (*point, 1)))
            found = gordan(vectors)
            weights = found.vector if isinstance(found, Solution) else None
        if weights is not None:
            yield _Partial((*now.sides, side), vectors, weights)


def _implies(side: int, known: Signs, point: Signs) -> bool:
    """Whether a point lies on the side of a known one for all decreasing positive weights."""
    steps = (side * (x - k) for x, k in zip(point, known, strict=True))
    return all(total >= 0 for total in itertools.accumulate(steps))


def _stabiliser(table: Signs, points: list[Signs]) -> int:
    chow = [
        sum(p[axis] for side, p in zip(table, points, strict=True) if side > 0)
        for axis in range(len(points[0]))
    ]
    size = 2 ** chow.count(0)
    for value in set(chow):
        size *= factorial(chow.count(value))
    return int(size)
