r"""Claims about the map of a network near points, by the point that they are made for.

*Defines* `at_points`. The sheet names the maps :math:`W_a, b_a`; people write "at x = 2: W = 6,
b = 3", ``y = 6 x + 3`` at ``x = 2``, ``h(x_a) = 6 x + 3`` or ``(W, b) = (6, 3)``. Each such claim
is given the names of its point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from symconv.audit.causes.affine_pieces import pieces_of
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.trees import number
from symconv.audit.causes.values import NoValue, Value
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.rectified.about_points import (
    BEHIND,
    INTERCEPTS,
    SLOPES,
    About,
    about,
    joined,
    parts_of,
    rows_of_points,
)
from symconv.latex.tree import Symbol, descendants
from symconv.notation import Name
from symconv.theorems.relu_lines import LABELS

X = Name("x")


def at_points(desk: Desk, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, those about slopes and intercepts with the names of their points."""
    points = _points(desk)
    parts = [part for claim in claims for part in parts_of(claim)]
    found = joined([about(claim, points) for claim in parts], len(points))
    if not any(a.points or a.only for a in found):
        rows = rows_of_points(parts, points)
        found = [replace(a, points=at) for a, at in zip(found, rows, strict=True)]
    known = {a for item in desk.items for a in item.aliases}
    if any(a.points or a.only for a in found):
        named = _behind(found) if _comes_last(found) else _before(found)
    else:
        named = _in_order(parts, len(points))
    parts = [c for claim, at in named for n in at or (None,) for c in _named(claim, n, known)]
    return tuple(parts)


def _points(desk: Desk) -> list[Value]:
    """Return the points of a question; numbers, or tuples of them."""
    given = desk.problem.given.get("points")
    listed = given if isinstance(given, list) else []
    return [
        tuple(Fraction(str(v)) for v in p) if isinstance(p, list) else Fraction(str(p))
        for p in listed
    ]


def _comes_last(found: Sequence[About]) -> bool:
    """Whether points stand behind what is said of them: the first thing said has none before it."""
    first = next((a for a in found if a.only or _is_map(a.claim)), None)
    behind = all(BEHIND.fullmatch(a.claim.said.words) for a in found if a.only)
    return first is not None and not first.only and not first.points and behind


def _is_map(claim: Claim) -> bool:
    return bool(claim.names & (SLOPES | INTERCEPTS)) or X in names_in_tree(claim.value)


def _before(found: Sequence[About]) -> list[tuple[Claim, tuple[int, ...]]]:
    """Return the claims with the points that were named last."""
    current: tuple[int, ...] = ()
    named: list[tuple[Claim, tuple[int, ...]]] = []
    for one in found:
        current = one.points if one.points or one.only else current
        if not one.only:
            named.append((one.claim, current))
    return named


def _in_order(parts: Sequence[Claim], count: int) -> list[tuple[Claim, tuple[int, ...]]]:
    """Return the claims with a point each, where there are as many slopes and intercepts."""
    seen = {SLOPES: 0, INTERCEPTS: 0}
    named: list[tuple[Claim, tuple[int, ...]]] = []
    for claim in parts:
        of = next((kind for kind in seen if claim.names & kind), None)
        named.append((claim, () if of is None else (seen[of],)))
        if of is not None:
            seen[of] += 1
    return named if set(seen.values()) == {count} else [(claim, ()) for claim in parts]


def _behind(found: Sequence[About]) -> list[tuple[Claim, tuple[int, ...]]]:
    """Return the claims with the points that are named next."""
    return _before(found[::-1])[::-1]


def _named(claim: Claim, point: int | None, known: set[str]) -> Iterator[Claim]:
    """Yield a claim with the names of its point; a map as its slope and its intercept."""
    if point is None or claim.names & known:
        yield claim
        return
    label = LABELS[point]
    if claim.names & SLOPES:
        yield replace(claim, names=frozenset({f"W{label}"}) & known or claim.names)
    elif claim.names & INTERCEPTS:
        yield replace(claim, names=frozenset({f"b{label}"}) & known or claim.names)
    elif (line := _line(claim)) is not None and f"W{label}" in known:
        yield replace(claim, value=number(line[0]), names=frozenset({f"W{label}"}))
        yield replace(claim, value=number(line[1]), names=frozenset({f"b{label}"}))
    else:
        yield claim


def _line(claim: Claim) -> tuple[Fraction, Fraction] | None:
    """Return slope and constant of an affine formula in x; None for any other."""
    inside = {n.name for n in descendants(claim.value) if isinstance(n, Symbol)}
    if any(character.isdecimal() for name in claim.names for character in name):
        return None  # a unit or a layer, not the network
    if len(inside) != 1 or next(iter(inside)).base != "x":
        return None
    try:
        (only,) = pieces_of(claim.value, inside.pop())
    except (NoValue, ValueError):
        return None
    return (only.slope, only.constant) if only.slope is not None else None
