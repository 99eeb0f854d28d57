r"""Which regions of a network are mapped bijectively onto a target box, and whether that is all.

*Definition.* A network identifies disjoint regions onto an open box O when it maps each of them
bijectively onto O. Every y in O then has a preimage in each of them; so their number is at most the
least number of preimages of a y in O, and that many exist.

*Method.* On an activation region the network is :math:`x \mapsto A x + b`. Where A is invertible,
each constraint of the region is an affine form of :math:`y = A x + b`; the region covers O when
all are non-negative on the closed box, which the signs of their slopes decide. Otherwise it meets O
or not by Gordan's alternative. When every region that meets O covers it, all y in O have equally
many preimages, and the covering regions, cut down to O, are a largest choice.

*Names.* *Full*: covers O. *Partial*: meets O without covering it. *Collapsed*: A is singular and
some of the region is sent into O. Without partial and collapsed regions the count is exact;
otherwise it is a lower bound, since several partial regions may together cover O.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import fmpq, fmpq_mat

from symconv.algebra.logic.gordan import Solution, gordan
from symconv.algebra.regions import PiecewiseNetwork, Region, enumerate_regions
from symconv.algebra.regions.network import Matrix, Number, Vector, exact
from symconv.errors import ShapeError

Box = tuple[tuple[Fraction, Fraction], ...]
Form = tuple[Fraction, ...]
"""Slopes, then the constant."""


@dataclass(frozen=True)
class Identified:
    """A region that covers the target, and the inverse ``y -> inverse y + shift`` of its map."""

    region: Region
    inverse: Matrix
    shift: Vector


@dataclass(frozen=True)
class Identification:
    """The regions that cover the target, and how many meet it in another way."""

    full: tuple[Identified, ...]
    partial: int
    collapsed: int

    @property
    def is_exact(self) -> bool:
        """Whether no choice of disjoint regions is larger."""
        return not self.partial and not self.collapsed


def identified_regions(
    net: PiecewiseNetwork,
    target: Sequence[tuple[Number, Number]],
    domain: Sequence[tuple[Number, Number]] | None = None,
) -> Identification:
    """Return the regions that a network identifies onto an open box, within a domain or all space.

    Raises ShapeError unless the network has as many outputs as inputs and the target fits.

    >>> from symconv.algebra.regions import DenseLayer
    >>> fold = PiecewiseNetwork((DenseLayer.of([[2, 0], [0, 2]], [-1, -1], "abs"),))
    >>> found = identified_regions(fold.then(fold), [(0, 1), (0, 1)])
    >>> len(found.full), found.is_exact
    (16, True)
    """
    box = tuple((exact(low), exact(high)) for low, high in target)
    if net.in_size != net.out_size or len(box) != net.out_size:
        raise ShapeError(
            f"a network from R^{net.in_size} to R^{net.out_size} maps no region bijectively onto "
            f"a box of R^{len(box)}",
            remedy="use as many outputs as inputs, and one interval for each",
        )
    if any(low >= high for low, high in box):
        raise ShapeError("a side of the target is empty", remedy="write (low, high), low < high")
    full, partial, collapsed = [], 0, 0
    for region in enumerate_regions(net, domain):
        inverse = _inverse(region.weight)
        if inverse is None:
            collapsed += _meets(region, box)
            continue
        found = Identified(region, inverse, _shift(inverse, region.bias))
        if all(_least(form, box) >= 0 for form in pulled_back(found)):
            full.append(found)
        else:
            partial += _meets(region, box)
    return Identification(tuple(full), partial, collapsed)


def covers(found: Identified, target: Sequence[tuple[Number, Number]]) -> bool:
    """Whether a claimed region covers the target: inverse multiplied out, rows looked at."""
    box = tuple((exact(low), exact(high)) for low, high in target)
    size = len(found.shift)
    for i, row in enumerate(found.region.weight):
        for j in range(size):
            entry = sum((a * b[j] for a, b in zip(row, found.inverse, strict=True)), Fraction(0))
            if entry != (i == j):
                return False
    if found.shift != _shift(found.inverse, found.region.bias):
        return False
    return all(_least(form, box) >= 0 for form in pulled_back(found))


def pulled_back(found: Identified) -> Iterator[Form]:
    """Yield the constraints of a region as forms of the output."""
    for row in found.region.rows:
        slopes = tuple(
            sum((c * b[j] for c, b in zip(row[:-1], found.inverse, strict=True)), Fraction(0))
            for j in range(len(found.shift))
        )
        constant = sum(
            (c * s for c, s in zip(row[:-1], found.shift, strict=True)), Fraction(row[-1])
        )
        yield (*slopes, constant)


def _least(form: Form, box: Box) -> Fraction:
    """Return the least value of a form on a closed box."""
    ends = zip(form[:-1], box, strict=True)
    return sum((min(a * low, a * high) for a, (low, high) in ends), form[-1])


def _meets(region: Region, box: Box) -> bool:
    """Whether some inner point of a region is sent into the open box."""
    n = len(region.weight[0])
    forms: list[Form] = [(*([Fraction(0)] * n), Fraction(1))]
    forms += [tuple(map(Fraction, row)) for row in region.rows]
    for row, b, (low, high) in zip(region.weight, region.bias, box, strict=True):
        forms += [(*row, b - low), (*(-v for v in row), high - b)]
    return isinstance(gordan([_whole(form) for form in forms]), Solution)


def _whole(form: Form) -> tuple[int, ...]:
    scale = lcm(*(v.denominator for v in form))
    return tuple(int(v * scale) for v in form)


def _inverse(weight: Matrix) -> Matrix | None:
    size = len(weight)
    entries = [fmpq(v.numerator, v.denominator) for row in weight for v in row]
    try:
        found = fmpq_mat(size, size, entries).inv()
    except ZeroDivisionError:
        return None
    return tuple(
        tuple(Fraction(int(found[i, j].p), int(found[i, j].q)) for j in range(size))
        for i in range(size)
    )


def _shift(inverse: Matrix, bias: Vector) -> Vector:
    return tuple(
        -sum((v * b for v, b in zip(row, bias, strict=True)), Fraction(0)) for row in inverse
    )
