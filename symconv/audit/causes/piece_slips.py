r"""One slip in a function in pieces: a breakpoint moved, a branch lost, exchanged or wrong.

*Defines* `piece_slips`. They locate a mistake and are tried last, as `slips` are. Compared are the
affine pieces of what was claimed and of what is right, so how the branches are written does not
matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symconv.audit.causes.affine_pieces import Piece, pieces_of
from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.network_function import X
from symconv.audit.causes.values import NoValue
from symconv.latex.tree import Node

Pieces = tuple[Piece, ...]


def piece_slips(right: Node, said: Node) -> Iterator[Mistake]:
    """Yield what is different in a function of x that is right otherwise."""
    try:
        wanted, got = pieces_of(right, X), pieces_of(said, X)
    except NoValue:
        return
    if len(wanted) < 2:
        return
    if any(p.slope is None for p in got):
        yield from _silent(wanted, got)
    elif [p.form for p in wanted] == [p.form for p in got]:
        yield from _moved(_ends(wanted), _ends(got))
    elif _ends(wanted) == _ends(got):
        yield from _changed(wanted, got)
    else:
        yield from _lost(wanted, got)


def _ends(pieces: Pieces) -> list[Fraction]:
    return [p.high for p in pieces[:-1] if p.high is not None]


def _silent(wanted: Pieces, got: Pieces) -> Iterator[Mistake]:
    """A stretch about which nothing is said, all others as they should be."""
    known = [p for p in got if p.slope is not None]
    if all(p in wanted for p in known) and len(known) == len(wanted) - 1:
        (gap,) = [p for p in wanted if p not in known]
        yield Mistake("branch-missing", f"the branch {_where(gap)} is missing", 2)


def _moved(right: Sequence[Fraction], said: Sequence[Fraction]) -> Iterator[Mistake]:
    moved = [(a, b) for a, b in zip(right, said, strict=True) if a != b]
    if all(b == -a for a, b in moved):
        which = ", ".join(str(a) for a, _ in moved)
        yield Mistake("breakpoint-sign", f"the sign of the breakpoint {which} is reversed", 2)
        return
    steps = {b - a for a, b in moved}
    if len(moved) == 1 or (len(steps) == 1 and len(moved) == len(right)):
        told = ", ".join(f"{a} was put at {b}" for a, b in moved)
        by = f"{'+' if min(steps) > 0 else ''}{min(steps)}"
        sentence = f"the range of a branch was shifted: the breakpoint {told} ({by})"
        yield Mistake("branch-range-shifted", sentence, 3)


def _changed(wanted: Pieces, got: Pieces) -> Iterator[Mistake]:
    """The same stretches: two branches in each other's place, or one of them wrong."""
    wrong = [(a, b) for a, b in zip(wanted, got, strict=True) if a.form != b.form]
    if len(wrong) == 2 and wrong[0][0].form == wrong[1][1].form:
        if wrong[0][1].form == wrong[1][0].form:
            places = f"{_where(wrong[0][0])} and {_where(wrong[1][0])}"
            yield Mistake("branches-exchanged", f"the branches {places} were exchanged", 2)
        return
    if len(wrong) != 1:
        return
    (right, said) = wrong[0]
    where = f"of the branch {_where(right)}"
    if said.constant == right.constant:
        yield _slip("slope", where, right.slope, said.slope)
    elif said.slope == right.slope:
        yield _slip("intercept", where, right.constant, said.constant)
    elif (said.slope, said.constant) == (right.constant, right.slope):
        sentence = f"slope and intercept {where} were exchanged"
        yield Mistake("slope-intercept-exchanged", sentence, 3)
    else:
        yield Mistake("slip", f"the formula {where} is wrong, all others are right", 5)


def _slip(what: str, where: str, right: Fraction | None, said: Fraction | None) -> Mistake:
    if right is not None and said == -right:
        return Mistake("sign", f"the sign of the {what} {where} is reversed", 3)
    return Mistake("slip", f"the {what} {where} is wrong, all else is right", 4)


def _lost(wanted: Pieces, got: Pieces) -> Iterator[Mistake]:
    """A branch is gone, and the one before it or behind it reaches over its stretch."""
    for n, piece in enumerate(wanted):
        rest = [*wanted[:n], *wanted[n + 1 :]]
        forms = [p.form for p in rest]
        if forms != [p.form for p in got]:
            continue
        ends = {e for e in (piece.low, piece.high) if e is not None}
        if any(_ends(got) == sorted({*_ends(wanted)} - {end}) for end in ends):
            sentence = f"the branch {_where(piece)} is missing, and its neighbour reaches over it"
            yield Mistake("branch-missing", sentence, 2)
            return
    if len(got) == len(wanted) + 1:
        extra = [p for p in got if p.form not in [q.form for q in wanted]]
        if len(extra) == 1 and _without(got, extra[0]) == [p.form for p in wanted]:
            yield Mistake("slip", f"there is a branch too many {_where(extra[0])}", 4)


def _without(pieces: Pieces, extra: Piece) -> list[tuple[Fraction | None, Fraction]]:
    return [p.form for p in pieces if p != extra]


def _where(piece: Piece) -> str:
    if piece.low is None:
        return f"for x < {piece.high}"
    return f"for x > {piece.low}" if piece.high is None else f"for {piece.low} < x < {piece.high}"
