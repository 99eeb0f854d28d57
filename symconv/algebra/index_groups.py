r"""A sum as one base: ``(v_c + \varepsilon)^{-1/2}`` as a power of one element of a tensor.

*Defines* `Group`, `Groups` (the bases of one decision), and `lifted`.

*Idea.* A sum that stands under a power, or in a function, depends on the indices that are free in
it. As a function of these it is a tensor: its name is its own normal form, so that two sums which
are equal for all sizes have one name, and the calculus treats its powers like any other factor.

*Lifting.* :math:`G^q = G^{q-k} \cdot G^k`, where :math:`G^k` is multiplied out for an integer
k > 0. All powers of one base that differ by integers are brought to the least of them, so that
:math:`(v + \varepsilon) G^{-3/2}` and :math:`G^{-1/2}` meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor

from symconv.algebra.index_normal import collected, identity
from symconv.algebra.index_terms import (
    Atom,
    Box,
    Facts,
    Fresh,
    Term,
    indices_of,
    multiplied,
    renamed,
)
from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, minus

OUTER_LIMIT, POWER_LIMIT, TERM_LIMIT = 5, 6, 2000


@dataclass(frozen=True)
class Group:
    """Terms over formal indices; ``head`` names the function of them, if any.

    ``opens`` says that integer powers may be multiplied out.
    """

    parameters: tuple[str, ...]
    terms: tuple[Term, ...]
    opens: bool
    head: str = ""


@dataclass
class Groups:
    """The bases met so far, by the names that atoms give them."""

    named: dict[str, Group] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)

    def atom(self, head: str, terms: Sequence[Term], facts: Facts, power: Scalar) -> Atom:
        """Return a power of a base, or of a function ``head`` of it, as a factor."""
        outer = sorted(outer_indices(terms))
        if len(outer) > OUTER_LIMIT:
            raise NoValue(f"a base that depends on more than {OUTER_LIMIT} indices")
        key, order, body = min(
            (_formal(terms, order, facts) for order in _orders(outer, facts.boxes)),
            key=lambda found: found[0],
        )
        name = self._names.setdefault((head, key), f"<{len(self._names):03d}>")
        formal = tuple(f"?{n}" for n in range(len(order)))
        self.named.setdefault(name, Group(formal, body, not head, head))
        return Atom(name, order, power)


def outer_indices(terms: Iterable[Term]) -> frozenset[str]:
    """Return the indices that occur without being bound by the terms."""
    found: set[str] = set()
    for t in terms:
        inside = {i for a in t.atoms for i in a.indices}
        inside |= {i for e in t.equalities + t.inequalities for i in indices_of(e)}
        found |= inside - t.bound.keys()
    return frozenset(found)


def lifted(terms: Iterable[Term], groups: Groups, fresh: Fresh) -> list[Term]:
    """Bring powers of one base that differ by integers to the least of them."""
    given = list(terms)
    lows, places = _least_powers(given, groups)
    found: list[Term] = []
    for term in given:
        parts = [replace(term, atoms=())]
        present = {(a.tensor, a.indices) for a in term.atoms}
        missing = [Atom(*p, 0) for p in sorted(places) if p not in present]
        for atom in (*term.atoms, *missing):
            parts = _times_lowered(parts, atom, lows, groups, fresh)
        found += parts
        if len(found) > TERM_LIMIT:
            raise NoValue("multiplying bases out gives too many terms")
    return found


def _times_lowered(
    parts: list[Term],
    atom: Atom,
    lows: Mapping[tuple[str, Scalar], Scalar],
    groups: Groups,
    fresh: Fresh,
) -> list[Term]:
    low = lows.get((atom.tensor, _class(atom.power)), atom.power)
    times = minus(atom.power, low)
    if not isinstance(times, int) or times > POWER_LIMIT:
        raise NoValue("powers of one base that are far apart")
    if low != 0:
        parts = [replace(t, atoms=(*t.atoms, replace(atom, power=low))) for t in parts]
    for _ in range(times):
        parts = [
            multiplied(t, u)
            for t in parts
            for u in instance(groups.named[atom.tensor], atom.indices, fresh)
        ]
    return parts


def instance(group: Group, indices: Sequence[str], fresh: Fresh) -> Iterator[Term]:
    """Yield the terms of a base at given indices, with bound indices of their own."""
    values = dict(zip(group.parameters, indices, strict=True))
    for term in group.terms:
        yield renamed(term, values | {v: fresh() for v in term.bound})


def _least_powers(
    terms: Iterable[Term], groups: Groups
) -> tuple[dict[tuple[str, Scalar], Scalar], set[tuple[str, tuple[str, ...]]]]:
    """Return the least power by base and class, and the places free of bound indices."""
    lows: dict[tuple[str, Scalar], Scalar] = {}
    places: set[tuple[str, tuple[str, ...]]] = set()
    for term in terms:
        for atom in term.atoms:
            if atom.tensor not in groups.named or not groups.named[atom.tensor].opens:
                continue
            kind = (atom.tensor, _class(atom.power))
            low = lows.get(kind, 0 if kind[1] == 0 else atom.power)
            lows[kind] = atom.power if _is_less(atom.power, low) else low
            if kind[1] == 0 and not any(i in term.bound for i in atom.indices):
                places.add((atom.tensor, atom.indices))
    return lows, places


def _class(power: Scalar) -> Scalar:
    """Return the same for powers that differ by an integer, 0 for integers."""
    if isinstance(power, Polynomial):
        constant = power.terms.get((), 0)
        return minus(power, floor(constant))
    return minus(power, floor(power))


def _is_less(a: Scalar, b: Scalar) -> bool:
    difference = minus(a, b)
    return isinstance(difference, int | Fraction) and difference < 0


def _orders(outer: Sequence[str], boxes: Mapping[str, Box]) -> Iterator[tuple[str, ...]]:
    """Yield the orders of indices that their ranges leave open."""
    alike: dict[str, list[str]] = {}
    for index in outer:
        alike.setdefault(str(boxes.get(index)), []).append(index)
    choices = [itertools.permutations(alike[box]) for box in sorted(alike)]
    for parts in itertools.product(*choices):
        yield tuple(itertools.chain(*parts))


Formal = tuple[str, tuple[str, ...], tuple[Term, ...]]


def _formal(terms: Iterable[Term], order: tuple[str, ...], facts: Facts) -> Formal:
    """Write terms with formal indices; the ranges of these are part of what identifies them."""
    names = {index: f"?{n}" for n, index in enumerate(order)}
    boxes = {names[i]: facts.boxes[i] for i in order if i in facts.boxes}
    known = replace(facts, boxes=boxes, inequalities=())
    body = tuple(collected((renamed(t, names) for t in terms), known))
    ranges = sorted((n, str(low), str(high)) for n, (low, high) in boxes.items())
    return f"{ranges} {identity(body)}", order, body
