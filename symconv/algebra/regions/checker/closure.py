r"""The check of a closure: every region that touches a listed one is listed.

*Why it is enough.* 1. The witness satisfies strictly every inequality that the pattern means, so
the pattern has a full-dimensional region; patterns are distinct, so there are at least as many
regions as listed. 2. Each inequality of a region is a listed facet, or a non-negative combination
of listed facets; so the facets bound the region and nothing else does. 3. A facet's point lies on
it and strictly inside all other inequalities. On the far side of a facet there is one pattern: a
unit that vanishes inside the facet vanishes on all of it, and its slope across the facet decides.
That pattern is listed, or the facet lies in the boundary of the box. 4. If a region were not
listed, a path from a listed one to it, in general position, would leave the listed regions through
the inside of a facet; by 3 it cannot. So there are at most as many regions as listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symconv.algebra.regions.checker.affine import Pattern, PatternMaps, Row, reduced
from symconv.algebra.regions.checker.crossing import patterns_across
from symconv.algebra.regions.checker.reading import Claim, integer, integers, items, record
from symconv.algebra.regions.checker.reading import pattern as read_pattern
from symconv.errors import ProofError


def check_closure(claim: Claim) -> None:
    """Raise ProofError unless the facets show that the listed regions are all regions."""
    walls = _walls(claim)
    maps = PatternMaps(claim.layers, claim.dimension)
    entries: dict[Pattern, dict[str, Any]] = {}
    for number, entry in enumerate(claim.regions):
        fields = record(entry, "a region", "pattern", "witness", "facets", "implied")
        pattern = read_pattern(fields["pattern"], claim.layers)
        if pattern in entries:
            raise ProofError(f"region {number} has the pattern of an earlier one")
        entries[pattern] = fields
    if not entries:
        raise ProofError("no region is listed")
    open_facets: list[tuple[Row, Row]] = []
    for number, (pattern, fields) in enumerate(entries.items()):
        try:
            inequalities = dict.fromkeys((*maps.inequalities(pattern), *walls))
            facets = _check_region(fields, inequalities, claim.dimension)
        except ProofError as error:
            raise ProofError(f"region {number}: {error.fact}") from None
        open_facets += (facet for facet in facets if facet[0] not in walls)
    for (row, _), across in zip(
        open_facets, patterns_across(claim.layers, open_facets), strict=True
    ):
        if across not in entries:
            raise ProofError(f"what lies across the facet {row} is not listed")


def _walls(claim: Claim) -> dict[Row, None]:
    """Return the inequalities of the box."""
    walls: dict[Row, None] = {}
    for axis, (low, high) in enumerate(claim.box or ()):
        for sign, end in ((1, low), (-1, high)):
            row = [0] * (claim.dimension + 1)
            row[axis], row[-1] = sign * end.denominator, -sign * end.numerator
            walls[reduced(tuple(row))] = None
    return walls


def _facets(fields: dict[str, Any], n: int) -> list[tuple[Row, Row]]:
    found = []
    for entry in items(fields["facets"], "facets"):
        facet = record(entry, "a facet", "row", "point")
        found.append((integers(facet["row"], n + 1, "a row"), _point(facet["point"], n)))
    return found


def _point(value: Any, n: int) -> Row:
    point = integers(value, n + 1, "a point")
    if point[-1] <= 0:
        raise ProofError("a point lies at infinity")
    return point


def _check_region(
    fields: dict[str, Any], inequalities: dict[Row, None], n: int
) -> list[tuple[Row, Row]]:
    """Return the facets of a region and a point inside each, having checked 1, 2 and 3."""
    witness = _point(fields["witness"], n)
    if any(_value(row, witness) <= 0 for row in inequalities):
        raise ProofError("the witness is not strictly inside")
    facets = _facets(fields, n)
    rows = [row for row, _ in facets]
    if len(set(rows)) != len(rows) or not set(rows) <= inequalities.keys():
        raise ProofError("a facet is listed twice, or is no inequality of the pattern")
    for own, point in facets:
        for row in inequalities:
            value = _value(row, point)
            if value < 0 or (value == 0) != (row == own):
                raise ProofError("a facet's point is not inside that facet alone")
    implied = _implied(fields, rows, n)
    if inequalities.keys() - set(rows) - implied:
        raise ProofError("an inequality is neither a facet nor shown to follow from the facets")
    return facets


def _implied(fields: dict[str, Any], facets: Sequence[Row], n: int) -> set[Row]:
    """Return the rows that are shown to be non-negative combinations of facets and 1."""
    shown = set()
    for entry in items(fields["implied"], "implied"):
        parts = record(entry, "an implied row", "row", "scale", "by", "slack")
        row = integers(parts["row"], n + 1, "a row")
        scale, slack = integer(parts["scale"], "scale"), integer(parts["slack"], "slack")
        total = [0] * n + [slack]
        if scale <= 0 or slack < 0:
            raise ProofError("a combination has a weight that is negative")
        for pair in items(parts["by"], "by"):
            k, weight = integers(pair, 2, "a weight of a combination")
            if weight < 0 or not 0 <= k < len(facets):
                raise ProofError("a combination has a weight that is negative or names no facet")
            total = [t + weight * v for t, v in zip(total, facets[k], strict=True)]
        if total != [scale * v for v in row]:
            raise ProofError("a combination does not add up")
        shown.add(row)
    return shown


def _value(row: Row, point: Row) -> int:
    return sum(a * b for a, b in zip(row, point, strict=True))
