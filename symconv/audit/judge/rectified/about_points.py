r"""Which point of a question a claim names: ``x = 2``, ``x_a``, ``h(x_a) = ...``, ``W(2) = 6``.

*Defines* `About`, `about`, `joined`, `parts_of` and `rows_of_points`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.judge.aliases import spelled
from symconv.audit.judge.claims import Claim
from symconv.latex.tree import Chain, Derivative, Evaluated, Expr, Multiply, Symbol, Tuple
from symconv.notation import Name
from symconv.proof.point_truth import Point
from symconv.theorems.relu_lines import LABELS

SLOPES = frozenset({"W", "w", "slope", "weight"})
INTERCEPTS = frozenset({"b", "bias", "intercept"})
BEHIND = re.compile(r"\s*(?:\(?(?:at|near|around|about|for|when|where|if)\b)?\W*", re.IGNORECASE)
"""Words in front of a point that stands behind what is said of it."""
_AND = re.compile(r"\s*(?:,|,?\s*and|&)\s*(?:at|near|around|about|for)?\s*", re.IGNORECASE)
_NUMBER = r"(-?\s*\d+(?:\.\d+|\s*/\s*\d+)?)"
_NUMBER_ALONE = re.compile(_NUMBER)
_IN_WORDS = re.compile(rf"\bx(?:_\{{?\w\}}?)?\s*=\s*{_NUMBER}(?![\w.]*\w)")


@dataclass(frozen=True)
class About:
    """A claim, the numbers of the points that it names itself, and whether it says no more."""

    claim: Claim
    points: tuple[int, ...] = ()
    only: bool = False


def parts_of(claim: Claim) -> Iterator[Claim]:
    """Yield both halves of ``(W, b) = (6, 3)``, ``W_a = W_c = 6`` with both names, others as is."""
    match claim.said.statement:
        case Chain((Tuple((Symbol(w), Symbol(b))), Tuple((slope, intercept))), ("=",)):
            for name, value in ((w, slope), (b, intercept)):
                yield replace(claim, value=value, names=frozenset({spelled(name)}))
        case Chain((*names, _), relations) if set(relations) == {"="}:
            listed = [s.name for s in names if isinstance(s, Symbol)]
            all_of_them = frozenset(map(spelled, listed)) if len(listed) == len(names) else None
            yield replace(claim, names=claim.names | (all_of_them or frozenset()))
        case _:
            yield replace(claim, names=claim.names or _of_cell(claim))


def _of_cell(claim: Claim) -> frozenset[str]:
    """Return what the row or the column of a table says its cell is about."""
    words = {claim.said.heading.strip(), *claim.said.words.split()[-1:]}
    return frozenset(words & (SLOPES | INTERCEPTS))


def rows_of_points(claims: Sequence[Claim], points: Sequence[Value]) -> list[tuple[int, ...]]:
    """Return the point that the row of each cell is named after; none if one row is no point."""
    cells = [c for c in claims if c.names and c.names <= SLOPES | INTERCEPTS and c.said.heading]
    labels = {c.said.heading: _NUMBER_ALONE.fullmatch(c.said.heading) for c in cells}
    values = {h: Fraction(m[0].replace(" ", "")) for h, m in labels.items() if m is not None}
    if len(values) < len(labels) or any(v not in points for v in values.values()):
        return [() for _ in claims]
    return [(points.index(values[c.said.heading]),) if c in cells else () for c in claims]


def about(claim: Claim, points: Sequence[Value]) -> About:
    """Find the point that a claim names, in its formula or in the words before it."""
    match claim.said.statement:
        case Symbol(Name("x")) as bare if _labelled(bare, points):
            return About(claim, _labelled(bare, points), only=True)
        case Chain((Symbol(Name("x")), *_, last), relations) if set(relations) <= {"=", ":="}:
            if at := _index(last, points):
                return About(claim, at, only=True)
        case Chain((Multiply((Symbol(name), where)), *_), _) if at := _index(where, points):
            return About(replace(claim, names=_meant(name)), at)
        case Chain((Evaluated(body, Chain((Symbol(), where), ("=",))), *_), _):
            slope = frozenset({"slope"}) if isinstance(body, Derivative) else claim.names
            return About(replace(claim, names=slope), _index(where, points))
        case Chain((left, *_)):
            if at := _labelled(left, points):
                return About(claim, at)
    words = claim.said.heading + " " + claim.said.words
    said = [Fraction(m[1].replace(" ", "")) for m in _IN_WORDS.finditer(words)]
    return About(claim, (points.index(said[-1]),)) if said and said[-1] in points else About(claim)


def joined(found: Sequence[About], count: int) -> list[About]:
    """Join points that an "and" connects; a list of all points says nothing of what follows."""
    out: list[About] = []
    for one in found:
        if one.only and out and out[-1].only and _AND.fullmatch(one.claim.said.words):
            both = (*out[-1].points, *one.points)
            out[-1] = replace(out[-1], points=() if len(set(both)) == count else both)
        else:
            out.append(one)
    return out


def _meant(name: Name) -> frozenset[str]:
    """Return what ``W(2)``, ``b(2)`` and ``h'(2)`` give a value to."""
    return frozenset({"slope"}) if name.primes == 1 else frozenset({spelled(name)})


def _labelled(tree: Expr, points: Sequence[Value]) -> tuple[int, ...]:
    """Return the number of the one point whose name stands in a formula."""
    labels = [n.label for n in names_in_tree(tree) if n.base == "x" and n.label]
    known = len(labels) == 1 and labels[0] in LABELS[: len(points)]
    return (LABELS.index(labels[0]),) if known else ()


def _index(tree: Expr, points: Sequence[Value]) -> tuple[int, ...]:
    """Return the number of a point that is given by its value, also as a row or a column."""
    try:
        value = value_at(tree, Point({}, {}))
    except NoValue:
        return ()
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        value = tuple(v for row in value if isinstance(row, tuple) for v in row)
    return (points.index(value),) if value in points else ()
