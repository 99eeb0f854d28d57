r"""The check of a tiling: outlines that fill the box, each within one region.

*Why it is enough.* 1. The patterns are distinct. 2. An outline is convex, runs once round
counterclockwise, and lies in the box. 3. At every corner the network's values agree with the
pattern, borders included; behind a fixed pattern the network is affine, so they agree on the whole
outline. A unit that is claimed to be inside a piece is off each end of it at some corner, so it is
inside on the open outline; a tied unit is at its breakpoint at every corner. So each open outline
lies in the region of its pattern, and outlines of different regions do not overlap. 4. The areas
add up to that of the box: nothing is left for another region.

Leave out the strictness in 3 and one region could be listed twice where a unit is tied; leave out
convexity and an outline run twice would count double; leave out the box and the outlines of another
box of equal area would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from symconv.algebra.regions.checker.forward import pre_activations
from symconv.algebra.regions.checker.reading import Claim, Layer, Numbers, integers, items, record
from symconv.algebra.regions.checker.reading import pattern as read_pattern
from symconv.errors import ProofError

Corner = tuple[int, ...]
Sign = tuple[bool, ...]


def check_tiling(claim: Claim) -> None:
    """Raise ProofError unless the outlines show that the listed regions are all regions."""
    assert claim.box is not None  # the reader refuses a tiling without one
    seen: set[tuple[tuple[int, ...], ...]] = set()
    outlines, patterns = [], []
    total = Fraction(0)
    for number, entry in enumerate(claim.regions):
        fields = record(entry, "a region", "pattern", "corners")
        outline = [integers(c, claim.dimension + 1, "a corner")
                   for c in items(fields["corners"], "corners")]  # fmt: skip
        pattern = read_pattern(fields["pattern"], claim.layers)
        if pattern in seen:
            raise ProofError(f"region {number} has the pattern of an earlier one")
        seen.add(pattern)
        total += _area(outline, claim.box, number)
        outlines.append(outline)
        patterns.append(pattern)
    _check_patterns(claim.layers, outlines, patterns)
    whole = Fraction(1)
    for low, high in claim.box:
        whole *= high - low
    if total != whole:
        raise ProofError(f"the regions fill {total} of {whole}: regions are missing")


def _area(outline: Sequence[Corner], box: Sequence[Numbers], number: int) -> Fraction:
    """Return the length or area inside an outline that is convex and lies in the box."""
    points = []
    for *x, w in outline:
        if w <= 0:
            raise ProofError(f"region {number} has a corner at infinity")
        point = [Fraction(v, w) for v in x]
        if any(not low <= v <= high for v, (low, high) in zip(point, box, strict=True)):
            raise ProofError(f"region {number} leaves the box")
        points.append(point)
    if len(box) == 1:
        if len(points) != 2 or points[0][0] >= points[1][0]:
            raise ProofError(f"region {number} is not an interval from left to right")
        return points[1][0] - points[0][0]
    if len(points) < 3 or not _once_round(outline):
        raise ProofError(f"the outline of region {number} is not convex, or runs round twice")
    origin = points[0]
    twice = Fraction(0)
    for (ax, ay), (bx, by) in pairwise(points[1:]):
        twice += (ax - origin[0]) * (by - origin[1]) - (ay - origin[1]) * (bx - origin[0])
    return twice / 2


def _once_round(outline: Sequence[Corner]) -> bool:
    """Whether every corner but its two ends is strictly left of every edge."""
    size = len(outline)
    for i in range(size):
        (ax, ay, aw), (bx, by, bw) = outline[i], outline[(i + 1) % size]
        line = (ay * bw - aw * by, aw * bx - ax * bw, ax * by - ay * bx)
        for k in range(2, size):
            x, y, w = outline[(i + k) % size]
            if line[0] * x + line[1] * y + line[2] * w <= 0:
                return False
    return True


def _check_patterns(
    layers: Sequence[Layer],
    outlines: Sequence[Sequence[Corner]],
    patterns: Sequence[tuple[tuple[int, ...], ...]],
) -> None:
    numbers: dict[Corner, int] = {}
    indices = [[numbers.setdefault(c, len(numbers)) for c in outline] for outline in outlines]
    for level, values in enumerate(pre_activations(layers, list(numbers))):
        layer = layers[level]
        if not layer.symbols:
            continue
        places = [
            _places(layer, row, q) for row, q in zip(values.z, values.denominator, strict=True)
        ]
        for region, corners in enumerate(indices):
            at_corners = zip(*(places[i] for i in corners), strict=True)
            for unit, (symbol, at) in enumerate(
                zip(patterns[region][level], at_corners, strict=True)
            ):
                if not _fits(layer, symbol, at):
                    raise ProofError(
                        f"region {region}: unit {unit + 1} of layer {level + 1} "
                        f"does not have the symbol {symbol} throughout"
                    )


def _places(layer: Layer, row: list[int], q: int) -> list[tuple[int, ...]]:
    """Return where the units stand: signs against each breakpoint, or the rows of a maxout."""
    if layer.maxout:
        return [tuple(row[i : i + layer.maxout]) for i in range(0, len(row), layer.maxout)]
    if not any(layer.breakpoints):  # the one breakpoint is 0
        return [(1,) if v > 0 else (-1,) if v < 0 else (0,) for v in row]
    tests = [(t.numerator * q, t.denominator) for t in layer.breakpoints]
    return [tuple((v * b > a) - (v * b < a) for a, b in tests) for v in row]


def _fits(layer: Layer, symbol: int, at: tuple[tuple[int, ...], ...]) -> bool:
    """Whether a unit has the symbol on the open outline, given its places at the corners."""
    if layer.maxout:
        return all(_beats(at, symbol, other) for other in range(layer.maxout) if other != symbol)
    if symbol < 0:
        return not any(signs[-1 - symbol] for signs in at)
    above = symbol == 0 or _inside((signs[symbol - 1] for signs in at), 1)
    last = len(layer.breakpoints)
    return above and (symbol == last or _inside((signs[symbol] for signs in at), -1))


def _inside(signs: Iterator[int], side: int) -> bool:
    """Whether all are on one side or zero, and one is not zero."""
    found = set(signs)
    return side in found and -side not in found


def _beats(at: tuple[tuple[int, ...], ...], winner: int, other: int) -> bool:
    """Whether a row is at least another everywhere; strictly somewhere, or identical and first."""
    differences = [rows[winner] - rows[other] for rows in at]
    return min(differences) >= 0 and (max(differences) > 0 or winner < other)
