r"""Claims about the map of a network near points, by the point that they are made for.

*Defines* `at_points`. The sheet names the maps :math:`W_a, b_a`; people write "at x = 2: W = 6,
b = 3", ``y = 6 x + 3`` at ``x = 2``, ``h(x_a) = 6 x + 3`` or ``(W, b) = (6, 3)``. Each such claim
is given the names of its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.audit.causes.affine_pieces import pieces_of
from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.trees import number
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import Desk
from symconv.latex.tree import Chain, Symbol, Tuple, descendants
from symconv.notation import Name
from symconv.proof.point_truth import Point
from symconv.theorems.relu_lines import LABELS

X = Name("x")
SLOPES = frozenset({"W", "w", "slope", "weight"})
INTERCEPTS = frozenset({"b", "bias", "intercept"})
_NUMBER = r"(-?\s*\d+(?:\.\d+|\s*/\s*\d+)?)"
_IN_WORDS = re.compile(rf"\bx(?:_\{{?\w\}}?)?\s*=\s*{_NUMBER}(?![\w.]*\w)")
_BEHIND = re.compile(r"\s*(?:\(?(?:at|near|around|about|for|when|where|if)\b)?\W*", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """A claim, the number of the point that it names itself, and whether it says no more."""

    claim: Claim
    point: int | None = None
    only: bool = False


def at_points(desk: Desk, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, those about slopes and intercepts with the names of their points."""
    points = _points(desk)
    parts = [part for claim in claims for part in _parts(claim)]
    about = [_about(claim, points) for claim in parts]
    known = {a for item in desk.items for a in item.aliases}
    if any(a.point is not None for a in about):
        named = _behind(about) if _comes_last(about) else _before(about)
        parts = [c for claim, point in named for c in _named(claim, point, known)]
    return tuple(parts)


def _points(desk: Desk) -> list[Value]:
    """Return the points of a question; numbers, or tuples of them."""
    given = desk.problem.given.get("points")
    listed = given if isinstance(given, list) else []
    return [
        tuple(Fraction(str(v)) for v in p) if isinstance(p, list) else Fraction(str(p))
        for p in listed
    ]


def _parts(claim: Claim) -> Iterator[Claim]:
    """Yield both halves of ``(W, b) = (6, 3)``, and any other claim as it is."""
    statement = claim.said.statement
    match statement:
        case Chain((Tuple((Symbol(w), Symbol(b))), Tuple((slope, intercept))), ("=",)):
            for name, value in ((w, slope), (b, intercept)):
                yield replace(claim, value=value, names=frozenset({f"{name.base}{name.label}"}))
        case _:
            yield claim


def _about(claim: Claim, points: Sequence[Value]) -> About:
    """Find the point that a claim names: ``x = 2``, ``x_a = 2``, ``h(x_a) = ...``, or in words."""
    statement = claim.said.statement
    match statement:
        case Chain((Symbol(Name("x")), *_, last), relations) if set(relations) <= {"=", ":="}:
            value = _point(last)
            if value in points:
                return About(claim, points.index(value), only=True)
        case Chain((left, *_)):
            labels = [n.label for n in names_in_tree(left) if n.base == "x" and n.label]
            if len(labels) == 1 and labels[0] in LABELS[: len(points)]:
                return About(claim, LABELS.index(labels[0]))
    words = claim.said.heading + " " + claim.said.words
    said = [Fraction(m[1].replace(" ", "")) for m in _IN_WORDS.finditer(words)]
    if said and said[-1] in points:
        return About(claim, points.index(said[-1]))
    return About(claim)


def _point(tree: object) -> Value | None:
    """Return the value of a point; a column or row of numbers as a tuple."""
    try:
        value = value_at(tree, Point({}, {}))  # type: ignore[arg-type]
    except NoValue:
        return None
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        flat = [v for row in value if isinstance(row, tuple) for v in row]
        return tuple(flat)
    return value


def _comes_last(about: Sequence[About]) -> bool:
    """Whether points stand behind what is said of them: the first thing said has none before it."""
    first = next((a for a in about if a.only or _is_map(a.claim)), None)
    points = [a for a in about if a.only]
    behind = all(_BEHIND.fullmatch(a.claim.said.words) for a in points)
    return first is not None and not first.only and first.point is None and behind


def _is_map(claim: Claim) -> bool:
    return bool(claim.names & (SLOPES | INTERCEPTS)) or X in names_in_tree(claim.value)


def _before(about: Sequence[About]) -> Iterator[tuple[Claim, int | None]]:
    current: int | None = None
    for one in about:
        current = one.point if one.point is not None else current
        if not one.only:
            yield one.claim, current


def _behind(about: Sequence[About]) -> Iterator[tuple[Claim, int | None]]:
    current: int | None = None
    found: list[tuple[Claim, int | None]] = []
    for one in reversed(about):
        current = one.point if one.point is not None else current
        if not one.only:
            found.append((one.claim, current))
    yield from reversed(found)


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
