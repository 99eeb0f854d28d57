"""Blurring and edge filters that darken, lean, or answer to an even grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display, matrix, tex

NAMES = {
    "not normalised": "not-normalised",
    "divided by the size": "divided-by-the-size divided-by-the-count",
    "divided by the side": "divided-by-the-size normalised-along-one-axis",
    "divided by half the sum": "factor-two",
    "divided by one row": "normalised-along-one-axis",
    "divided by the square": "normalised-twice squared",
    "slip, sum off": "slip",
    "middle lost": "slip centre-forgotten",
    "one column": "one-axis normalised-along-one-axis axis-forgotten",
    "sign": "sign",
    "another size": "kernel-size-off-by-one off-by-one",
    "divided by the next": "count-off-by-one off-by-one",
    "one side lost": "side-lost",
    "signs lost": "signs-forgotten",
    "one sign lost": "sign slip",
    "blur": "kind-swapped",
    "middle kept": "slip",
    "unequal sides": "factor-two",
    "a four": "slip factor-two",
    "a three": "slip",
    "corner lost": "slip",
    "middle off": "slip factor-two",
    "normalised": "kind-swapped",
    "middle sign": "sign slip signs-forgotten",
}
Rows = Sequence[Sequence[object]]
BELLS = {k: {"kind": "binomial", "kernel_size": k} for k in (3, 4, 5, 7)}
BOXES = {k: {"kind": "box", "kernel_size": k} for k in (3, 5)}
SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
PREWITT = [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
LAPLACE = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def taps(k: int) -> list[list[int]]:
    row = [comb(k - 1, i) for i in range(k)]
    return [[a * b for b in row] for a in row]


def scaled(below: object, rows: Rows) -> str:
    return display(rf"W = \frac{{1}}{{{below}}} {matrix(rows)}")


def blur_mutants() -> Iterator[Mutant]:
    for k, given in BELLS.items():
        rows, total = taps(k), 4 ** (k - 1)
        edge = [list(r) for r in rows]
        edge[0][1] += 1
        middle = [list(r) for r in rows]
        middle[k // 2][k // 2] = 0
        leaning = [[*r[1:], 0] for r in rows]
        sharpened = [[-e for e in r] for r in rows]
        sharpened[k // 2][k // 2] += 2 * total
        column = [[comb(k - 1, i)] + [0] * (k - 1) for i in range(k)]
        yield from wrong(
            "blur_filter", given, NAMES,
            ("not normalised", display(f"W = {matrix(rows)}")),
            ("divided by the size", scaled(k * k, rows)),
            ("divided by the side", scaled(k, rows)),
            ("divided by half the sum", scaled(total // 2, rows)),
            ("divided by one row", scaled(2 ** (k - 1), rows)),
            ("divided by the square", scaled(total**2, rows)),
            ("slip, sum off", scaled(total, edge)), ("middle lost", scaled(total, middle)),
            ("leaning", scaled(total, leaning)), ("sharpens", scaled(total, sharpened)),
            ("one column", scaled(2 ** (k - 1), column)), ("sign", scaled(-total, rows)),
            ("another size", scaled(total, taps(k + 1))),
        )  # fmt: skip
    for k, given in BOXES.items():
        ones = [[1] * k for _ in range(k)]
        yield from wrong(
            "blur_filter", given, NAMES,
            ("not normalised", display(f"W = {matrix(ones)}")),
            ("divided by the side", scaled(k, ones)), ("divided by the next", scaled(k * k + 1, ones)),  # noqa: E501
            ("middle lost", scaled(k * k, [[1 - (i == j == k // 2) for j in range(k)] for i in range(k)])),  # noqa: E501
        )  # fmt: skip


def blur_rewritings() -> Iterator[Rewriting]:
    for k, given in BELLS.items():
        rows, total = taps(k), 4 ** (k - 1)
        quotients = [[tex(Fraction(e, total)) for e in r] for r in rows]
        row = [[comb(k - 1, i)] for i in range(k)]
        product = rf"{matrix(row)} {matrix([[r[0] for r in row]])}"
        yield from right(
            "blur_filter", given,
            scaled(total, rows), display(f"W = {matrix(quotients, 'pmatrix')}"),
            display(rf"\frac{{1}}{{{total}}} {matrix(rows)}"),
            display(rf"W = \frac{{1}}{{2^{{{2 * (k - 1)}}}}} {matrix(rows)}"),
            display(rf"W = \frac{{1}}{{{total}}} {product}"),
            display(rf"W = {matrix([[str(float(Fraction(e, total))) for e in r] for r in rows])}"),
            display(rf"K = \frac{{{matrix(rows)}}}{{{total}}}"),
        )  # fmt: skip
    for k, given in BOXES.items():
        yield from right("blur_filter", given, scaled(k * k, [[1] * k for _ in range(k)]))


def edge_mutants() -> Iterator[Mutant]:
    others: tuple[tuple[str, Rows], ...] = (
        ("one side lost", [[-1, 0, 0], [-2, 0, 0], [-1, 0, 0]]),
        ("signs lost", [[1, 0, 1], [2, 0, 2], [1, 0, 1]]),
        ("one sign lost", [[-1, 0, 1], [-2, 0, 2], [1, 0, 1]]),
        ("blur", [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
        ("middle kept", [[-1, 0, 1], [-2, 1, 2], [-1, 0, 1]]),
        ("unequal sides", [[-1, 0, 2], [-2, 0, 4], [-1, 0, 2]]),
        ("a four", [[-1, 0, 1], [-2, 0, 4], [-1, 0, 1]]),
        ("a three", [[-1, 0, 1], [-3, 0, 2], [-1, 0, 1]]),
        ("corner lost", [[-1, 0, 0], [-2, 0, 2], [-1, 0, 1]]),
        ("sharpens", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("middle off", [[0, 1, 0], [1, -3, 1], [0, 1, 0]]),
        ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        ("normalised", [["1/9"] * 3 for _ in range(3)]),
        ("middle off", [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]),
        ("two columns", [[-1, -1, 1], [-2, -2, 2], [-1, -1, 1]]),
    )  # fmt: skip
    for kind, rows in others:
        assert sum(sum(Fraction(e) for e in r) for r in rows) != 0, rows
        yield from wrong(
            "edge_filter", {"kind": "sobel"}, NAMES, (kind, display(f"W = {matrix(rows)}"))
        )
    laplace: tuple[tuple[str, Rows], ...] = (
        ("middle off", [[0, 1, 0], [1, -5, 1], [0, 1, 0]]), ("middle off", [[0, 1, 0], [1, -2, 1], [0, 1, 0]]),  # noqa: E501
        ("middle sign", [[0, 1, 0], [1, 4, 1], [0, 1, 0]]), ("middle lost", [[0, 1, 0], [1, 0, 1], [0, 1, 0]]),  # noqa: E501
        ("corners too", [[1, 1, 1], [1, -4, 1], [1, 1, 1]]),
    )  # fmt: skip
    for kind, rows in laplace:
        yield from wrong(
            "edge_filter", {"kind": "laplacian"}, NAMES, (kind, display(f"W = {matrix(rows)}"))
        )
    steep = [[-1, 0, 1], [-1, 0, 1], [1, 0, 1]]
    yield from wrong(
        "edge_filter", {"kind": "prewitt"}, NAMES,
        ("one sign lost", display(f"W = {matrix(steep)}")),
        ("signs lost", display(f"W = {matrix([[abs(e) for e in r] for r in PREWITT])}")),
    )  # fmt: skip


def edge_rewritings() -> Iterator[Rewriting]:
    for kind, rows in (("sobel", SOBEL), ("prewitt", PREWITT), ("laplacian", LAPLACE)):
        yield from right(
            "edge_filter", {"kind": kind},
            display(f"W = {matrix(rows)}"), display(f"G_x = {matrix(rows, 'pmatrix')}"),
            display(f"W = {matrix([[f'{float(e)}' for e in r] for r in rows])}"),
            f"We use ${matrix(rows)}$; an even grey gives ${sum(map(sum, rows))}$.",
        )  # fmt: skip
    smooth, step = matrix([[1], [2], [1]]), matrix([[-1, 0, 1]])
    yield from right("edge_filter", {"kind": "sobel"}, display(f"W = {smooth} {step}"))


FAMILIES = {
    "blur_filter": Family(blur_mutants, blur_rewritings),
    "edge_filter": Family(edge_mutants, edge_rewritings),
}
