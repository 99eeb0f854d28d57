r"""A formula of one variable as what it is: affine pieces between the places where it bends.

*Defines* `Piece`, `pieces_of`, `same_pieces`, `agree_somewhere` and `bends_of`. A formula made of
maxima, absolute values and cases of affine terms can bend only where two arguments of a maximum, or
the sides of a condition, meet, or the inside of an absolute value vanishes. Between neighbouring
such places it is affine, so two values there determine it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.tree import (
    Add,
    Apply,
    Boxed,
    Cases,
    Chain,
    Divide,
    Expr,
    Fence,
    Logic,
    Multiply,
    Negative,
    Node,
    Not,
    Symbol,
)
from symconv.notation import Name
from symconv.proof.point_truth import Point

MAX_BENDS = 60


@dataclass(frozen=True)
class Piece:
    """``slope x + constant`` between two places; None where it goes on for ever.

    A piece without a slope is a stretch on which the formula says nothing.
    """

    low: Fraction | None
    high: Fraction | None
    slope: Fraction | None
    constant: Fraction = Fraction(0)

    @property
    def form(self) -> tuple[Fraction | None, Fraction]:
        """Return slope and constant."""
        return self.slope, self.constant


def pieces_of(tree: Node, x: Name) -> tuple[Piece, ...]:
    """Return the pieces of a formula from left to right, neighbours with one form merged.

    Raises NoValue for a formula that is not piecewise affine in ``x`` alone.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import SymbolTable, name, scalars
    >>> line = read_one(r"\\max(0, 2 x - 3)", SymbolTable.of(scalars("x")), source="example")
    >>> [(str(p.low), str(p.slope)) for p in pieces_of(line.statement, name("x"))]
    [('None', '0'), ('3/2', '2')]
    """
    ends = [None, *bends_of(tree, x), None]
    merged: list[Piece] = []
    for low, high in pairwise(ends):
        piece = _between(tree, x, low, high)
        if merged and merged[-1].form == piece.form:
            piece = Piece(merged.pop().low, high, *piece.form)
        merged.append(piece)
    return tuple(merged)


def same_pieces(one: Node, other: Node, x: Name) -> bool | None:
    """Whether two formulas have the same pieces; None where one of them is of another kind."""
    try:
        return pieces_of(one, x) == pieces_of(other, x)
    except NoValue:
        return None


def agree_somewhere(one: Node, other: Node, x: Name) -> bool:
    """Whether two formulas agree on some stretch; raise NoValue as `pieces_of` does."""
    return any(
        p.form == q.form and _overlap(p, q)
        for p in pieces_of(one, x)
        for q in pieces_of(other, x)
        if p.slope is not None
    )


def _overlap(p: Piece, q: Piece) -> bool:
    lows = [e for e in (p.low, q.low) if e is not None]
    highs = [e for e in (p.high, q.high) if e is not None]
    return not lows or not highs or max(lows) < min(highs)


def bends_of(tree: Node, x: Name) -> list[Fraction]:
    """Return places between which a formula is affine, in order."""
    found = sorted(_bends(tree, x))
    if len(found) > MAX_BENDS:
        raise NoValue(f"a formula that may bend at more than {MAX_BENDS} places")
    return found


def _bends(tree: Node, x: Name) -> set[Fraction]:
    if x not in names_in_tree(tree):
        return set()
    match tree:
        case Symbol():
            return set()
        case Boxed(body) | Negative(body) | Not(body):
            return _bends(body, x)
        case Add(parts) | Logic(_, parts):
            return _of_all(parts, x)
        case Multiply(parts) if sum(x in names_in_tree(p) for p in parts) == 1:
            return _of_all(parts, x)
        case Divide(top, bottom) if x not in names_in_tree(bottom):
            return _bends(top, x)
        case Fence("abs", body):
            return _bends(body, x) | _roots(body, x)
        case Apply(Name("max" | "min"), parts):
            return _of_all(parts, x) | _meetings(list(combinations(parts, 2)), x)
        case Chain(sides):
            return _of_all(sides, x) | _meetings(list(pairwise(sides)), x)
        case Cases(branches):
            conditions = [c for _, c in branches if c is not None]
            return _of_all([v for v, _ in branches], x) | _of_all(conditions, x)
        case _:
            raise NoValue("it is not piecewise affine")


def _of_all(parts: Sequence[Node], x: Name) -> set[Fraction]:
    return {place for part in parts for place in _bends(part, x)}


def _meetings(pairs: Sequence[tuple[Expr, Expr]], x: Name) -> set[Fraction]:
    return {place for a, b in pairs for place in _roots(Add((a, Negative(b))), x)}


def _roots(tree: Expr, x: Name) -> set[Fraction]:
    """Return where the affine forms of a formula vanish, also outside their stretches."""
    ends = [None, *sorted(_bends(tree, x)), None]
    forms = [_between(tree, x, low, high).form for low, high in pairwise(ends)]
    return {-constant / slope for slope, constant in forms if slope}


def _between(tree: Node, x: Name, low: Fraction | None, high: Fraction | None) -> Piece:
    """Return the piece of a formula that is affine between two places."""
    first, second = _inside(low, high)
    try:
        one, two = (_value(tree, x, at) for at in (first, second))
    except NoValue:
        return Piece(low, high, None)
    slope = (two - one) / (second - first)
    return Piece(low, high, slope, one - slope * first)


def _inside(low: Fraction | None, high: Fraction | None) -> tuple[Fraction, Fraction]:
    if low is None or high is None:
        start = low + 1 if low is not None else high - 2 if high is not None else Fraction(0)
        return start, start + 1
    return (2 * low + high) / 3, (low + 2 * high) / 3


def _value(tree: Node, x: Name, at: Fraction) -> Fraction:
    value = value_at(tree, Point({x: at}, {}))
    if isinstance(value, tuple):
        raise NoValue("it is an array")
    return Fraction(value)
