"""Filters: brightness lost or counted twice, one axis alone, sides, signs, other kinds, slips."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb

from shared import Family, Mutant, Rewriting, display, matrix, tex

Rows = list[list[Fraction]]
SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
PREWITT = [[-1, 0, 1]] * 3
CENTRAL = [[-1, 0, 1]]
LAPLACE = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
KERNELS = {
    "sobel": SOBEL,
    "prewitt": PREWITT,
    "central_difference": CENTRAL,
    "laplacian": LAPLACE,
}
OTHERS = {
    "sobel": (PREWITT, [[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]),
    "prewitt": (SOBEL, LAPLACE),
    "central_difference": (SOBEL, [[-1, 1]]),
    "laplacian": ([[1, 1, 1], [1, -8, 1], [1, 1, 1]], SOBEL),
}


def outer(row: list[int], below: int) -> Rows:
    """Return the products of a row with itself over a number."""
    return [[Fraction(a * b, below) for b in row] for a in row]


def taps(kind: str, size: int) -> tuple[list[int], int]:
    """Return the weights of a row and their sum."""
    row = [1] * size if kind == "box" else [comb(size - 1, i) for i in range(size)]
    return row, sum(row)


def written(rows: object) -> str:
    """Write a kernel, each entry as a fraction."""
    return display(f"W = {matrix([[tex(Fraction(e)) for e in row] for row in rows])}")  # type: ignore[attr-defined]


def mutant(theorem: str, given: dict[str, object], rows: object, *names: str) -> Mutant:
    """Return a wrong kernel."""
    return Mutant(theorem, given, names[0] if names else "other", frozenset(names), written(rows))


def blur_mutants() -> Iterator[Mutant]:
    """Brightness, axes, kinds, sizes, the centre, one entry, two entries."""
    for kind, size in (("binomial", 3), ("binomial", 4), ("box", 3), ("binomial", 5), ("box", 4)):
        given: dict[str, object] = {"kind": kind, "kernel_size": size}
        row, once = taps(kind, size)
        right, whole = outer(row, once * once), once * once

        def wrong(rows: object, *names: str, given: dict[str, object] = given) -> Mutant:
            return mutant("blur_filter", given, rows, *names)

        yield wrong(outer(row, 1), "not-normalised")
        yield wrong(outer(row, whole * whole), "normalised-twice")
        yield wrong(outer(row, once), "normalised-along-one-axis", "divided-by-the-size")
        yield wrong(outer(row, -whole), "sign")
        yield wrong(outer(row, 2 * whole), "factor-two", "normalised-along-one-axis")
        middle = [row if i == size // 2 else [0] * size for i in range(size)]
        level = [[Fraction(e, once) for e in line] for line in middle]
        yield wrong(level, "axis-forgotten")
        yield wrong([[Fraction(e, once)] for e in row], "axis-forgotten")
        swapped, total = taps("box" if kind == "binomial" else "binomial", size)
        yield wrong(outer(swapped, total * total), "kind-swapped")
        larger, total = taps(kind, size + 1)
        yield wrong(outer(larger, total * total), "kernel-size-off-by-one")
        yield wrong(_changed(right, 0, 1, Fraction(1, whole)), "slip")
        yield wrong(_changed(right, 1, 1, Fraction(-5, whole)), "slip")
        leaning = _changed(_changed(right, 0, 0, Fraction(-1, whole)), 0, 1, Fraction(1, whole))
        yield wrong(leaning)
        if size % 2:
            centre = right[size // 2][size // 2]
            yield wrong(_changed(right, size // 2, size // 2, -centre), "centre-forgotten", "slip")
        if kind == "binomial":
            yield wrong(outer(row, size * size), "divided-by-the-count")


def _changed(rows: Rows, i: int, j: int, by: Fraction) -> Rows:
    found = [list(row) for row in rows]
    found[i][j] += by
    return found


def edge_mutants() -> Iterator[Mutant]:
    """Signs, sides, axes, other kernels, entries; in some the sum is not 0."""
    for kind, right in KERNELS.items():
        given: dict[str, object] = {"kind": kind}

        def wrong(rows: object, *names: str, given: dict[str, object] = given) -> Mutant:
            return mutant("edge_filter", given, rows, *names)

        yield wrong([[-e for e in row] for row in right], "sign", "kernel-flipped")
        if [list(column) for column in zip(*right, strict=True)] != right:
            yield wrong(list(zip(*right, strict=True)), "matrix-transposed")
        yield wrong([[abs(e) for e in row] for row in right], "signs-forgotten", "centre-sign")
        for other in OTHERS[kind]:
            yield wrong(other, "kind-swapped")
        yield wrong([[2 * e for e in row] for row in right], "factor-two", "scaled")
        yield wrong([[Fraction(e, 8) for e in row] for row in right], "scaled")
        last = [[*row[:2], 0] for row in right]
        yield wrong(last, *(("side-lost",) if kind != "laplacian" else ()))
        if len(right) > 1:
            yield wrong(
                _changed([list(map(Fraction, r)) for r in right], 0, 1, Fraction(2)), "slip"
            )
            yield wrong(
                _changed([list(map(Fraction, r)) for r in right], 2, 2, Fraction(3)), "slip"
            )
            yield wrong(
                _changed([list(map(Fraction, r)) for r in right], 1, 0, Fraction(-5)), "slip"
            )
            yield wrong([[0, 0, 0], *right[1:]], "weights-lost")
            if kind == "laplacian":
                yield wrong([[0, 1, 0], [1, 0, 1], [0, 1, 0]], "centre-forgotten", "slip")
            else:
                yield wrong([right[0], right[1][::-1], right[2]])


def blur_rewritings() -> Iterator[Rewriting]:
    """The kernel with other fractions, fences and factors, and as a product of its weights."""
    for kind, size in (("binomial", 3), ("box", 3), ("binomial", 4)):
        given = {"kind": kind, "kernel_size": size}
        row, once = taps(kind, size)
        whole = once * once
        rows = outer(row, 1)
        parts = [[tex(e / whole) for e in line] for line in rows]
        column = matrix([[e] for e in row])
        for form in (
            rf"\frac{{1}}{{{whole}}} {matrix(rows)}", matrix(parts), matrix(parts, "pmatrix"),
            rf"\frac{{2}}{{{2 * whole}}} {matrix(rows)}", rf"\frac{{1}}{{{once}^2}} {matrix(rows)}",
            rf"\boxed{{\frac{{1}}{{{whole}}} {matrix(rows)}}}",
            rf"\frac{{1}}{{{once}}} \cdot \frac{{1}}{{{once}}} {matrix(rows, 'pmatrix')}",
            rf"\frac{{1}}{{{whole}}} {column} {matrix([row])}",
            rf"\frac{{1}}{{{once}}} {column} \cdot \frac{{1}}{{{once}}} {matrix([row])}",
        ):  # fmt: skip
            yield Rewriting("blur_filter", given, form, display(f"W = {form}"))
        yield Rewriting("blur_filter", given, "bare", display(matrix(parts)))
        listed = "[" + ", ".join(f"[{', '.join(map(str, line))}]" for line in rows) + "]"
        yield Rewriting("blur_filter", given, "listed", f"$W = \\frac{{1}}{{{whole}}} {listed}$")


def edge_rewritings() -> Iterator[Rewriting]:
    """The same kernel written otherwise."""
    for kind, right in KERNELS.items():
        for form in (
            matrix(right), matrix(right, "pmatrix"), rf"\boxed{{{matrix(right)}}}",
            rf"\frac{{1}}{{2}} {matrix([[2 * e for e in r] for r in right])}",
            matrix([[f"{e}.0" for e in r] for r in right]),
            rf"2 \cdot {matrix([[tex(Fraction(e, 2)) for e in r] for r in right])}",
            rf"- {matrix([[-e for e in r] for r in right])}",
        ):  # fmt: skip
            yield Rewriting("edge_filter", {"kind": kind}, form, display(f"W = {form}"))
    smoothing, difference = matrix([[1], [2], [1]]), matrix([[-1, 0, 1]])
    product = display(f"W = {smoothing} {difference}")
    yield Rewriting("edge_filter", {"kind": "sobel"}, "separable", product)
    apart = display(f"s = {smoothing}", f"g = {difference}", f"W = {matrix(SOBEL)}")
    yield Rewriting("edge_filter", {"kind": "sobel"}, "its weights first", apart)


FAMILIES = {
    "blur_filter": Family(blur_mutants, blur_rewritings),
    "edge_filter": Family(edge_mutants, edge_rewritings),
}
