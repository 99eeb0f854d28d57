r"""Mistakes about the affine map of a rectified network near a point.

*Defines* `local_map_variants`. The map is computed anew for a network with a mistake, or about
another point; or slope and intercept are mistaken for each other, or for the output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symconv.algebra.regions import PiecewiseNetwork
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.network_changes import network_changes
from symconv.audit.causes.question import Question
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.errors import SymconvError
from symconv.proof.exact_numbers import reduced
from symconv.theorems.relu_network import read_network
from symconv.theorems.relu_views import View, around

Vector = tuple[Fraction, ...]
ABOUT_UNITS = frozenset(
    {"units-all-open", "activation-forgotten", "unit-taken-open", "unit-taken-closed"}
)
"""Mistakes that are made point by point: which units are open is decided anew at each."""


@dataclass(frozen=True)
class Map:
    """Rows of slopes, and intercepts."""

    slopes: tuple[Vector, ...]
    constants: Vector

    def at(self, point: Vector) -> Vector:
        """Return the output at a point."""
        pairs = zip(self.slopes, self.constants, strict=True)
        return tuple(sum((g * x for g, x in zip(s, point, strict=True)), c) for s, c in pairs)


Maps = tuple[Map, ...]
"""The maps about one point: one, or those on its two sides."""


def local_map_variants(question: Question) -> Iterator[Variant]:
    """Yield the conclusions after each mistake, about one point or about all."""
    if question.ask != "local_linear_map":
        return
    try:
        net = read_network(question.given["layers"])
        points = [_vector(p) for p in question.given["points"]]  # type: ignore[union-attr]
        right = [_maps(net, p) for p in points]
    except (SymconvError, ValueError, TypeError, KeyError):
        return
    if _values(right) != _own(question, len(_values(right))):
        return
    for mistake, other in _mistakes(net, points, right):
        if len(points) > 1 and other != right:
            yield Variant((mistake,), values=_values(other))
        for n, maps in enumerate(other):
            if maps != right[n]:
                values = _values([*right[:n], maps, *right[n + 1 :]])
                yield Variant((_alone(mistake, points[n]),), values=values)


def _alone(mistake: Mistake, point: Vector) -> Mistake:
    """Return a mistake about one point; about the state of units that is no less likely."""
    rarer = mistake.name not in ABOUT_UNITS
    sentence = f"{mistake.sentence} at {_said(point)}"
    return replace(mistake, sentence=sentence, weight=mistake.weight + rarer)


def _mistakes(
    net: PiecewiseNetwork, points: Sequence[Vector], right: Sequence[Maps]
) -> Iterator[tuple[Mistake, list[Maps]]]:
    """Yield mistakes with the maps about all points; those about which none is found are right."""
    for mistake, changed in network_changes(net):
        other = [_maps_or(changed, p, own) for p, own in zip(points, right, strict=True)]
        yield mistake, other
        if mistake.name == "units-all-open":
            yield (
                Mistake(mistake.name, f"{mistake.sentence} for the slope", 2),
                _fitted(points, right, other),
            )
            yield _ends_apart(mistake, right, other)
    for mistake, point in _elsewhere(points):
        yield mistake, [_maps_or(net, q, own) for q, own in zip(point, right, strict=True)]
    yield from _misread(net, points, right)


def _ends_apart(
    mistake: Mistake, right: Sequence[Maps], other: Sequence[Maps]
) -> tuple[Mistake, list[Maps]]:
    """The slope of one network, the intercept of the right one."""
    both = [
        tuple(Map(b.slopes, a.constants) for a, b in zip(own, new, strict=False))
        for own, new in zip(right, other, strict=True)
    ]
    return replace(mistake, sentence=f"{mistake.sentence} for the slope alone", weight=2), both


def _fitted(points: Sequence[Vector], right: Sequence[Maps], other: Sequence[Maps]) -> list[Maps]:
    """Take other slopes, and intercepts such that the output at the point is right."""
    found: list[Maps] = []
    for p, own, new in zip(points, right, other, strict=True):
        maps = []
        for a, b in zip(own, new, strict=False):
            bare = Map(b.slopes, (Fraction(0),) * len(b.constants))
            pairs = zip(a.at(p), bare.at(p), strict=True)
            maps.append(Map(b.slopes, tuple(y - z for y, z in pairs)))
        found.append(tuple(maps))
    return found


def _elsewhere(points: Sequence[Vector]) -> Iterator[tuple[Mistake, list[Vector]]]:
    negated = [tuple(-v for v in p) for p in points]
    yield Mistake("point-sign", "the point was taken with the other sign"), negated
    if len(points[0]) == 2:
        turned = [p[::-1] for p in points]
        yield Mistake("coordinates-exchanged", "the coordinates were exchanged"), turned
    for q in points:
        sentence = f"the map about {_said(q)} was taken"
        yield Mistake("other-point", sentence, 2), [q] * len(points)
    origin = (Fraction(0),) * len(points[0])
    yield Mistake("other-point", "the map about the origin was taken", 2), [origin] * len(points)


def _misread(
    net: PiecewiseNetwork, points: Sequence[Vector], right: Sequence[Maps]
) -> Iterator[tuple[Mistake, list[Maps]]]:
    def each(change: object) -> list[Maps]:
        return [
            tuple(change(m, p) for m in own)  # type: ignore[operator]
            for own, p in zip(right, points, strict=True)
        ]

    none = (Fraction(0),) * net.out_size
    ignored = Mistake("bias-forgotten", "the biases were forgotten")
    yield ignored, each(lambda m, p: Map(m.slopes, none))
    last = Mistake("last-bias-only", "the bias of the last layer alone was kept")
    yield last, each(lambda m, p: Map(m.slopes, net.layers[-1].bias))
    output = Mistake("output-for-bias", "the output was taken for the intercept")
    yield output, each(lambda m, p: Map(m.slopes, m.at(p)))
    flat = Mistake("output-for-map", "a constant with the output as its value was given", 2)
    yield flat, each(lambda m, p: Map(tuple((Fraction(0),) * len(s) for s in m.slopes), m.at(p)))
    closed = Mistake("slope-lost", "the slope was taken to be zero", 2)
    zero = each(lambda m, p: Map(tuple((Fraction(0),) * len(s) for s in m.slopes), m.constants))
    yield closed, zero
    if net.in_size == net.out_size == 1:
        swapped = Mistake("slope-intercept-exchanged", "slope and intercept were exchanged")
        yield swapped, each(lambda m, p: Map((m.constants,), m.slopes[0]))
        if all(p[0] for p in points):
            divided = Mistake("secant-for-slope", "the output was divided by the point")
            yield divided, each(lambda m, p: Map(((m.at(p)[0] / p[0],),), none))


def _maps(net: PiecewiseNetwork, point: Vector) -> Maps:
    """Return the maps about a point; one for both sides of a breakpoint where they are the same."""
    return tuple(dict.fromkeys(map(_map, around(net, point))))


def _map(view: View) -> Map:
    forms = view.forms[-1]
    return Map(tuple(f.slopes for f in forms), tuple(f.constant for f in forms))


def _maps_or(net: PiecewiseNetwork, point: Vector, own: Maps) -> Maps:
    """Return the maps about a point; ``own`` where there is no telling which."""
    try:
        found = _maps(net, point)
    except SymconvError:
        return own
    if len(found) == 1 < len(own):
        return found * len(own)
    return found if len(found) == len(own) else own


def _own(question: Question, count: int) -> Mapping[int, Value]:
    try:
        point = next(iter(question.points))
        return {i: value_at(t, point) for i, t in enumerate(question.trees[:count])}
    except (NoValue, StopIteration):
        return {}


def _values(found: Sequence[Maps]) -> dict[int, Value]:
    """Return slope and intercept of each map as the conclusions state them."""
    flat = [v for maps in found for m in maps for v in (_matrix(m.slopes), _column(m.constants))]
    return dict(enumerate(flat))


def _matrix(rows: Sequence[Vector]) -> Value:
    if len(rows) == len(rows[0]) == 1:
        return reduced(rows[0][0])
    return tuple(tuple(map(reduced, row)) for row in rows)


def _column(entries: Vector) -> Value:
    return reduced(entries[0]) if len(entries) == 1 else tuple((reduced(e),) for e in entries)


def _vector(point: object) -> Vector:
    entries = point if isinstance(point, list | tuple) else [point]
    return tuple(Fraction(str(e)) for e in entries)


def _said(point: Vector) -> str:
    return str(point[0]) if len(point) == 1 else f"({', '.join(map(str, point))})"
