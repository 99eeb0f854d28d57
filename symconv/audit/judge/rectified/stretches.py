r"""A function in pieces that is not decided as a whole: decided stretch by stretch.

*Defines* `by_stretches`. Between two neighbouring places at which either function may bend, both
are affine: values tell them apart, and the prover is asked there alone, where few cases are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symconv.audit.causes.affine_pieces import bends_of
from symconv.audit.causes.network_function import X
from symconv.audit.causes.trees import plus, times
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.compare import Comparison
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.result import Result
from symconv.audit.judge.shown import shown
from symconv.latex.tree import Chain, Node, Symbol
from symconv.proof.point_truth import Point
from symconv.proof.prove import decide
from symconv.proof.verdict import Exhausted, Proved
from symconv.theorems.tensors import number

End = Fraction | None


def by_stretches(desk: Desk, results: Sequence[Result]) -> tuple[Result, ...]:
    """Return the results, those about functions of x decided if they were not."""
    if desk.problem.ask != "piecewise_form" or len(desk.items) != 1:
        return tuple(results)
    return tuple(_decided(desk, r) if r.outcome == "undecided" else r for r in results)


def _decided(desk: Desk, result: Result) -> Result:
    said, right = result.value, result.item.value
    if said is None:
        return result
    try:
        ends = sorted({*bends_of(said, X), *bends_of(right, X)})
    except NoValue:
        return result
    found = _different(said, right, ends)
    if found is None and all(
        _same(desk, (said, right), *at) for at in pairwise([None, *ends, None])
    ):
        found = Comparison("same", "proved: linear inequalities, stretch by stretch")
    return result if found is None else replace(result, found=found)


def _different(said: Node, right: Node, ends: Sequence[Fraction]) -> Comparison | None:
    """Return where two functions differ, or where nothing is said; None if nowhere."""
    for at in (*(x for low, high in pairwise([None, *ends, None]) for x in _two(low, high)), *ends):
        point = Point({X: at}, {})
        wanted = value_at(right, point)
        try:
            got = value_at(said, point)
        except NoValue:
            why = f"nothing is said about x = {at}, where it is {shown(wanted)}"
            return Comparison("different", "counterexample", why, f"x = {at}")
        if got != wanted:
            why = f"{shown(got)} instead of {shown(wanted)}"
            return Comparison("different", "counterexample", why, f"x = {at}")
    return None


def _two(low: End, high: End) -> tuple[Fraction, Fraction]:
    if low is None or high is None:
        first = low + 1 if low is not None else high - 2 if high is not None else Fraction(0)
        return first, first + 1
    return (2 * low + high) / 3, (low + 2 * high) / 3


def _same(desk: Desk, functions: Sequence[Any], low: End, high: End) -> bool:
    """Whether both functions are shown to be one line between two places."""
    x: Any = Symbol(X)
    below = [Chain((number(low), x), ("<",))] if low is not None else []
    above = [Chain((x, number(high)), ("<",))] if high is not None else []
    context = desk.context.assuming(*below, *above)
    first, second = _two(low, high)
    one, two = (Fraction(value_at(functions[1], Point({X: at}, {}))) for at in (first, second))  # type: ignore[arg-type]
    slope = (two - one) / (second - first)
    line = plus(times(number(slope), x), number(one - slope * first))
    verdicts = (decide(Chain((tree, line), ("=",)), context) for tree in functions)
    return all(isinstance(verdict, Proved | Exhausted) for verdict in verdicts)
