r"""Lines about derivatives: the rules of calculus decide them, for all values at once.

*Defines* `decision` and `decided`. Values at points say nothing of
:math:`\frac{\partial f}{\partial y} = 2 y`; the prover differentiates. Of roots, intervals at real
points may say something. An author may count indices
from 1, and a sum without a range is meant to run over its array: a line is false only if it is so
in every such reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symconv.audit.judge.desk import Desk
from symconv.audit.judge.origins import from_zero, indices_from_zero
from symconv.audit.judge.ranges import with_ranges
from symconv.audit.judge.real_values import for_people, refuted_at_reals
from symconv.audit.judge.usual_names import is_by_deviation
from symconv.latex.tree import (
    Chain,
    Derivative,
    Expr,
    Indexed,
    Matrix,
    Number,
    Statement,
    Symbol,
    descendants,
)
from symconv.proof.prove import decide
from symconv.proof.verdict import Exhausted, Proved, Refuted, Verdict


@dataclass(frozen=True)
class Decision:
    """What is known of an equation: ``why`` it is false, or that it was ``shown`` to hold."""

    why: str = ""
    shown: bool = False


def decision(left: Expr, right: Expr, desk: Desk) -> Decision:
    """Return what can be said of an equation without values at points."""
    if is_by_deviation(Chain((left, right), ("=",))):
        return Decision()
    if not any(isinstance(n, Derivative) for side in (left, right) for n in descendants(side)):
        return Decision(_at_reals(left, right, desk))
    verdicts = [decided(a, b, desk) for a, b in _entries(left, right)]
    false = next((v for v in verdicts if isinstance(v, Refuted)), None)
    if false is not None:
        return Decision(_words(false))
    if all(isinstance(v, Proved | Exhausted) for v in verdicts):
        return Decision(shown=True)
    return Decision(_at_reals(left, right, desk))


def _at_reals(left: Expr, right: Expr, desk: Desk) -> str:
    """Return how intervals refute an equation in every reading."""
    readings = [r for r in _readings(Chain((left, right), ("=",)), desk) if isinstance(r, Chain)]
    found = [refuted_at_reals(r.sides[0], r.sides[-1], desk.derivation) for r in readings]
    first = next(iter(found), None)
    return for_people(first.detail) if first is not None and all(found) else ""


def decided(left: Expr, right: Expr, desk: Desk) -> Verdict:
    """Return what shows that two sides are equal, in one of the readings of the line, or differ."""
    equation = Chain((left, right), ("=",))
    verdicts = [decide(reading, desk.context) for reading in _readings(equation, desk)]
    shown = [v for v in verdicts if isinstance(v, Proved | Exhausted)]
    open_ = [v for v in verdicts if not isinstance(v, Refuted)]
    return next(iter([*shown, *open_, *verdicts]))


def _words(verdict: Refuted) -> str:
    if left := verdict.counterexample.get("left side", ""):
        return f"{verdict.detail}: the left side is {left}"
    letters = {n: v for n, v in verdict.counterexample.items() if v.isdigit() and n.isalpha()}
    at = ", ".join(f"{n} = {v}" for n, v in letters.items())
    said = for_people(verdict.detail)
    return f"{said}, at {at}" if at else said


def _readings(statement: Statement, desk: Desk) -> list[Statement]:
    """Return a line in the ways in which it may be meant, each once."""
    plain = with_ranges(statement, desk.context)
    return list(dict.fromkeys([plain, from_zero(plain), indices_from_zero(plain)]))


def _entries(left: Expr, right: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Yield the sides; a derivative by an array and a matrix of its values, entry by entry."""
    match left, right:
        case Derivative(body, (Symbol() as array,)), Matrix(rows):
            flat = len(rows[0]) == 1
            for i, row in enumerate(rows):
                for j, entry in enumerate(row):
                    at = (i,) if flat else (i, j)
                    element = Indexed(array, tuple(Number(Fraction(k)) for k in at))
                    yield Derivative(body, (element,), left.partial), entry
        case _:
            yield left, right
