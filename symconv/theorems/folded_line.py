r"""One coordinate of a layer of absolute values, ``|w x + b|``: its fold, its two inverse branches.

*Notation.* y lies in (0, 1), the interval that is identified; :math:`p = (y - b) / w` and
:math:`q = (-y - b) / w` are the points with value y. They lie on the two sides of the fold
:math:`-b / w`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.latex.drawing import Figure
from symconv.latex.tree import Statement
from symconv.notation import SymbolTable
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.figures.folds import folds
from symconv.theorems.givens import array, shape
from symconv.theorems.tensors import number

TARGET = "0 < y < 1"
FINEST, WIDEST = 4000, 32


@dataclass(frozen=True)
class Fold:
    """The layer ``|w x + b|`` of one coordinate; w is not 0."""

    w: Fraction
    b: Fraction

    @property
    def place(self) -> Fraction:
        """Where the coordinate folds."""
        return -self.b / self.w

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The open interval around the fold that is sent into [0, 1)."""
        reach = abs(1 / self.w)
        return self.place - reach, self.place + reach

    @property
    def inner(self) -> str:
        """``w x + b`` as LaTeX."""
        return _affine(self.w, "x", self.b)

    def branch(self, sign: int) -> str:
        """Return ``(sign y - b) / w`` as LaTeX."""
        top = _affine(Fraction(sign), "y", -self.b)
        if self.w.denominator != 1:
            top = rf"{self.w.denominator} \left({top}\right)"
        return top if self.w.numerator == 1 else rf"\frac{{{top}}}{{{self.w.numerator}}}"


def read_fold(value: object) -> Fold:
    """Return the layer of one coordinate from ``[w, b]``; raise GivenError unless w is not 0."""
    entries = array(value, "fold")
    if shape(entries) != (2,):
        raise GivenError(
            f"fold must be the two numbers w and b, not {value!r}",
            remedy="write fold: [2, -1]",
            given="fold",
        )
    w, b = (Fraction(v) for v in entries if not isinstance(v, tuple))
    if w == 0:
        raise GivenError("w must not be 0: the layer would be constant", given="fold")
    return Fold(w, b)


def branches(symbols: SymbolTable, fold: Fold) -> tuple[Defined, Defined]:
    """Define the two points with value y."""
    return (
        define(f"p := {fold.branch(1)}", "the point with value $y$ right of the fold", symbols)
        if fold.w > 0
        else define(f"p := {fold.branch(1)}", "the point with value $y$ left of the fold", symbols),
        define(f"q := {fold.branch(-1)}", "the point with value $y$ on the other side", symbols),
    )


def fibre(symbols: SymbolTable, fold: Fold) -> tuple[Step, ...]:
    """Show that exactly two points of the line have the value y, one on each side of the fold."""
    left, right = ("q", "p") if fold.w > 0 else ("p", "q")
    return (
        step(
            rf"\lvert {fold.inner} \rvert = y \iff x = p \vee x = q",
            "in one coordinate exactly two points have the value $y$",
            symbols,
        ),
        step(
            f"{left} < {_number(fold.place)} < {right}",
            "they differ: one lies on each side of the fold",
            symbols,
        ),
    )


def halves(symbols: SymbolTable, fold: Fold) -> Step:
    """Show which points are sent into (0, 1): two intervals."""
    low, high = map(_number, fold.ends)
    middle = _number(fold.place)
    return step(
        rf"0 < \lvert {fold.inner} \rvert < 1 \iff {low} < x < {middle} \vee {middle} < x < {high}",
        "these two intervals are sent to $(0, 1)$, each by an affine bijection; nothing else is",
        symbols,
    )


def affine_on_halves(symbols: SymbolTable, fold: Fold) -> tuple[Step, ...]:
    """Show that each half is mapped by an affine function."""
    low, high = map(_number, fold.ends)
    middle = _number(fold.place)
    plus, minus = fold.inner, _affine(-fold.w, "x", -fold.b)
    right, left = (plus, minus) if fold.w > 0 else (minus, plus)
    return (
        step(
            rf"{middle} < x < {high} \Rightarrow \lvert {fold.inner} \rvert = {right}",
            "right of the fold the layer is affine, so it is one-to-one there",
            symbols,
        ),
        step(
            rf"{low} < x < {middle} \Rightarrow \lvert {fold.inner} \rvert = {left}",
            "left of it likewise",
            symbols,
        ),
    )


def target(symbols: SymbolTable) -> tuple[str, Statement]:
    """Assume that y lies in the interval that is identified."""
    return TARGET, statement(TARGET, symbols)


def check_by_crossings(fold: Fold, deepest: int) -> int:
    """Count the points with value 1/3 on a line, by sign changes of the kernels' values.

    The depths run up to ``deepest``, or as far as a grid of 4000 places tells the points apart.
    """
    reach = (fold.ends[1] - fold.ends[0]) * 3 / 4
    low, high = fold.place - reach, fold.place + reach
    cases = 0
    for depth in range(1, deepest + 1):
        steps = max(40, ceil(8 * abs(fold.w) ** depth * reach))
        if depth > 1 and steps > FINEST:
            break
        places = [low + (high - low) * Fraction(k, steps) for k in range(steps + 1)]
        found = _crossings(fold, depth, places)
        if found != 2**depth:
            raise WitnessError(f"{depth} layers take a value {found} times, not {2**depth}")
        cases += len(places)
    return cases


def _crossings(fold: Fold, depth: int, places: list[Fraction]) -> int:
    h = np.array([[p] for p in places], dtype=object)
    for _ in range(depth):
        h = abs(linear(h, np.array([[fold.w]], dtype=object), np.array([fold.b], dtype=object)))
    return sum(a != b for a, b in pairwise([v > Fraction(1, 3) for v in h[:, 0]]))


def drawn(fold: Fold, depth: int) -> tuple[Figure, ...]:
    """Draw some layers of one coordinate, where they stay in the unit interval and on a page."""
    inside = fold.ends[0] >= 0 and fold.ends[1] <= 1
    return folds(fold.w, fold.b, depth) if inside and abs(fold.w) ** depth <= WIDEST else ()


def _number(value: Fraction) -> str:
    return tex.write(number(value))


def _affine(slope: Fraction, letter: str, constant: Fraction) -> str:
    size = "" if abs(slope) == 1 else f"{_number(abs(slope))} "
    sign = "-" if slope < 0 else ""
    tail = "" if not constant else f" {'-' if constant < 0 else '+'} {_number(abs(constant))}"
    return f"{sign}{size}{letter}{tail}"
