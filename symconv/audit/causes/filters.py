r"""Mistakes about the weights of a filter: how they are normalised, along which axis they work.

*Defines* `filter_variants` for a kernel :math:`W` that blurs or that answers to edges, from
`blur_changes` and `edge_changes`, and kernels as rows of exact fractions. Each mistake is a kernel
computed afresh; transposes, signs and slips are those of any matrix (`symconv.audit.causes.arrays`,
`symconv.audit.causes.slips`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import comb, lcm

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.audit.causes.trees import number
from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.tree import Matrix, Node
from symconv.proof.point_truth import Point

Rows = tuple[tuple[Fraction, ...], ...]
FLIP = "convolution with a flipped kernel"
EDGES: Mapping[str, tuple[tuple[int, ...], ...]] = {
    "central difference": ((-1, 0, 1),),
    "forward difference": ((-1, 1),),
    "Prewitt": ((-1, 0, 1),) * 3,
    "Sobel": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "Scharr": ((-3, 0, 3), (-10, 0, 10), (-3, 0, 3)),
    "four-neighbour Laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "eight-neighbour Laplacian": ((1, 1, 1), (1, -8, 1), (1, 1, 1)),
}
LARGEST = 9


def filter_variants(question: Question) -> Iterator[Variant]:
    """Yield the kernel after each mistake; nothing for a conclusion that is no filter."""
    source = {"blur_filter": blur_changes, "edge_filter": edge_changes}.get(question.ask)
    if source is None or (right := rows_of(question.trees[0])) is None:
        return
    for mistake, rows in source(right):
        if rows != right:
            yield Variant((mistake,), {0: matrix_of(rows)}, question.points)


def rows_of(tree: Node) -> Rows | None:
    """Return the entries of a matrix of numbers; None where it is none."""
    try:
        found = value_at(tree, Point({}, {}))
    except NoValue:
        return None
    if not isinstance(found, tuple) or not all(isinstance(row, tuple) for row in found):
        return None
    return tuple(tuple(Fraction(e) for e in row) for row in found)  # type: ignore[arg-type, union-attr]


def matrix_of(rows: Rows) -> Matrix:
    """Return the tree of a matrix of numbers."""
    return Matrix(tuple(tuple(number(e) for e in row) for row in rows))


def blur_changes(right: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Mistakes about a product of one row of weights with itself."""
    size = len(right)
    row = [sum(line, Fraction(0)) for line in right]
    whole = _whole(right)
    once = lcm(*(e.denominator for e in row))
    total = whole * sum(row, Fraction(0))
    said = f"the weights were not divided by their sum {total}"
    yield Mistake("not-normalised", said), scaled(right, whole)
    said = f"the weights were divided by their sum {total} twice"
    yield Mistake("normalised-twice", said), scaled(right, Fraction(1, whole))
    said = f"the weights were divided by {once}, which is the sum along one axis alone"
    yield Mistake("normalised-along-one-axis", said), scaled(right, Fraction(whole, once))
    said = f"the weights were divided by their number {size * size}, not by their sum"
    yield Mistake("divided-by-the-count", said), scaled(right, Fraction(whole, size * size))
    said = f"the weights were divided by {size}, not by their sum"
    yield Mistake("divided-by-the-size", said), scaled(right, Fraction(whole, size))
    for step in (1, -1):
        said = f"the weights were divided by {whole + step}, not by their sum {total}"
        yield Mistake("count-off-by-one", said), scaled(right, Fraction(whole, whole + step))
    yield from _along_one_axis(row)
    yield from _of_another_kind(right)
    yield from _without_centre(right)


def _along_one_axis(row: Sequence[Fraction]) -> Iterator[tuple[Mistake, Rows]]:
    """The weights along rows or along columns alone, as a line or in a square of zeros."""
    zero = (Fraction(0),) * len(row)
    middle = len(row) // 2
    squares = (
        tuple(tuple(row) if i == place else zero for i in range(len(row)))
        for place in dict.fromkeys((middle, 0, len(row) - 1))
    )
    for rows in ((tuple(row),), *squares):
        yield Mistake("axis-forgotten", "it blurs along the rows alone"), rows
        yield Mistake("axis-forgotten", "it blurs along the columns alone"), turned(rows)


def _of_another_kind(right: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Equal weights for binomial ones or the other way round, and both of another size."""
    size = len(right)
    equal = all(e == right[0][0] for line in right for e in line)
    for other in range(2, LARGEST + 1):
        for is_box in (True, False):
            rows = box(other) if is_box else binomial(other)
            words = "equal weights" if is_box else "binomial weights"
            if other == size and is_box != equal:
                yield Mistake("kind-swapped", f"{words} were taken"), rows
            elif other != size and is_box == equal:
                said = f"its size is {other}, not {size}"
                near = abs(other - size) == 1
                name = "kernel-size-off-by-one" if near else "kernel-size"
                yield Mistake(name, said), rows
                below = _whole(right)
                said = f"its size is {other}, not {size}, and its weights are divided by {below}"
                yield Mistake(name, said, 2), scaled(rows, Fraction(_whole(rows), below))


def _without_centre(right: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """A mean of the neighbours that leaves out the pixel itself."""
    if len(right) % 2 == 0:
        return
    holed = _holed(right, Fraction(0))
    rest = sum((e for line in holed for e in line), Fraction(0))
    said = "the pixel in the middle was left out"
    yield Mistake("centre-forgotten", said), holed
    yield Mistake("centre-forgotten", said), scaled(holed, 1 / rest)


def edge_changes(right: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """Mistakes about differences that are smoothed along the edge."""
    flipped = tuple(line[::-1] for line in right[::-1])
    if flipped != right:
        yield Mistake("kernel-flipped", "the kernel was flipped", convention=FLIP), flipped
    size = tuple(tuple(abs(e) for e in line) for line in right)
    yield (
        Mistake("signs-forgotten", "all its entries have one sign, so nothing is subtracted"),
        size,
    )
    for name, kernel in EDGES.items():
        rows = tuple(tuple(map(Fraction, line)) for line in kernel)
        for words, other in ((name, rows), (f"transposed {name}", turned(rows))):
            if other not in (right, turned(right)):
                yield Mistake("kind-swapped", f"the kernel were the {words}", 2), other
    for side in dict.fromkeys((len(right), 3)):
        for taps in (box(side), binomial(side)) if side > 1 else ():
            for blur in (taps, scaled(taps, _whole(taps))):
                yield Mistake("kind-swapped", "the kernel were one that blurs", 2), blur
    yield from _without_part(right)
    for factor in (8, 6, 4, 3, 2):
        said = f"its entries were divided by {factor}"
        yield Mistake("scaled", said, 2), scaled(right, Fraction(1, factor))
        yield (
            Mistake("scaled", f"its entries were multiplied by {factor}", 2),
            scaled(right, factor),
        )


def _without_part(right: Rows) -> Iterator[tuple[Mistake, Rows]]:
    """One half of a difference alone, or a centre that does not balance its neighbours."""
    if len(right[0]) < 3:
        return
    middle = len(right) // 2
    if right[middle][1]:
        said = "the centre does not balance its neighbours: it is 0"
        yield Mistake("centre-forgotten", said), _holed(right, Fraction(0))
        said = "the sign of the centre is reversed"
        yield Mistake("centre-sign", said), _holed(right, -right[middle][1])
    else:
        for side, words in ((0, "left"), (2, "right")):
            half = tuple(
                tuple(Fraction(0) if j == side else e for j, e in enumerate(line)) for line in right
            )
            yield Mistake("side-lost", f"the {words} side of the difference is missing"), half
            for factor, said in ((Fraction(2), "doubled"), (Fraction(1, 2), "halved")):
                unequal = tuple(
                    tuple(factor * e if j == side else e for j, e in enumerate(line))
                    for line in right
                )
                told = f"the {words} side of the difference is {said}"
                yield Mistake("factor-two", told, 2), unequal
    for i in range(len(right)):
        if len(right) > 1:
            kept = tuple(
                tuple(Fraction(0) if k == i else e for e in line) for k, line in enumerate(right)
            )
            yield Mistake("weights-lost", f"row {i + 1} is 0", 2), kept


def _whole(rows: Rows) -> int:
    """Return the number over which all weights are integers."""
    return lcm(*(e.denominator for line in rows for e in line))


def _holed(rows: Rows, centre: Fraction) -> Rows:
    i, j = len(rows) // 2, len(rows[0]) // 2
    return tuple(
        tuple(centre if (a, b) == (i, j) else e for b, e in enumerate(line))
        for a, line in enumerate(rows)
    )


def scaled(rows: Rows, factor: Fraction | int) -> Rows:
    """Return a multiple of a kernel."""
    return tuple(tuple(factor * e for e in line) for line in rows)


def turned(rows: Rows) -> Rows:
    """Return the transpose of a kernel."""
    return tuple(zip(*rows, strict=True))


def box(size: int) -> Rows:
    """Return the kernel of equal weights."""
    return ((Fraction(1, size * size),) * size,) * size


def binomial(size: int) -> Rows:
    """Return the kernel of binomial weights."""
    row = [comb(size - 1, i) for i in range(size)]
    return tuple(tuple(Fraction(a * b, 4 ** (size - 1)) for b in row) for a in row)
