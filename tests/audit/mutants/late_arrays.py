"""Mutants of filters, of gradients of a squared norm, and of signals that are given in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb

from shared import Mutant, Rewriting, changed, display, matrix, tex, write

Rows = list[list[Fraction]]


def binomial(k: int) -> list[list[int]]:
    """Return the products of binomial coefficients."""
    row = [comb(k - 1, i) for i in range(k)]
    return [[a * b for b in row] for a in row]


def blur_mutants() -> Iterator[Mutant]:
    """Brightness lost, a side preferred, rows unlike columns."""
    for k in (3, 4, 5, 6):
        given = {"kind": "binomial", "kernel_size": k}
        taps, scale = binomial(k), 4 ** (k - 1)
        slip = [list(row) for row in taps]
        slip[0][1] += 1
        leaning = [list(row) for row in taps]
        leaning[0][0], leaning[0][1] = leaning[0][0] - 1, leaning[0][1] + 1
        level = [[e * (i == k // 2) for e in taps[0]] for i in range(k)]
        wrong = {
            "not-normalised": (1, taps), "factor-two": (2 * scale, taps), "factor-two b": (scale // 2, taps), "sign": (-scale, taps),  # noqa: E501
            "slip": (scale, slip), "leaning": (scale, leaning), "one-axis": (2 ** (k - 1), level), "squared": (scale * scale, taps),  # noqa: E501
        }  # fmt: skip
        for kind, (below, rows) in wrong.items():
            text = display(rf"W = {tex(Fraction(1, below))} {matrix(rows)}")
            yield Mutant("blur_filter", given, kind, frozenset({kind}), text)


def edge_mutants() -> Iterator[Mutant]:
    """An entry of the edge filter that is off: it answers to an image of one brightness."""
    for kind, right in EDGES.items():
        for i in range(3):
            for j in range(3):
                for step in (1, -2, 3, 5):
                    rows = [list(row) for row in right]
                    rows[i][j] += step
                    answer = display(f"W = {matrix(rows)}")
                    yield Mutant("edge_filter", {"kind": kind}, "slip", frozenset({"slip"}), answer)


EDGES = {"sobel": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]}


def filter_rewritings() -> Iterator[Rewriting]:
    """The sheet's filters, in other fences and with other fractions."""
    for k in (3, 5):
        given = {"kind": "binomial", "kernel_size": k}
        taps, scale = binomial(k), 4 ** (k - 1)
        whole = [[tex(Fraction(e, scale)) for e in row] for row in taps]
        for form in (
            rf"\frac{{1}}{{{scale}}} {matrix(taps)}", matrix(whole), matrix(whole, "pmatrix"), rf"\frac{{1}}{{{scale}}} {matrix(taps, 'pmatrix')}",  # noqa: E501
            rf"\frac{{2}}{{{2 * scale}}} {matrix(taps)}", rf"\frac{{1}}{{{2 ** (k - 1)}^2}} {matrix(taps)}", rf"\frac{{1}}{{4 \cdot {scale // 4}}} {matrix(taps)}",  # noqa: E501
        ):  # fmt: skip
            yield Rewriting("blur_filter", given, form, display(f"W = {form}"))
    taps = EDGES["sobel"]
    for form in (
        matrix(taps), matrix(taps, "pmatrix"), rf"\boxed{{{matrix(taps)}}}", rf"\frac{{1}}{{2}} {matrix([[2 * e for e in r] for r in taps])}",  # noqa: E501
        matrix([[f"{e}.0" for e in r] for r in taps]), matrix([[f"{e} + 0" for e in r] for r in taps]), rf"2 \cdot {matrix([[tex(Fraction(e, 2)) for e in r] for r in taps])}",  # noqa: E501
        rf"- {matrix([[-e for e in r] for r in taps])}", rf"1 {matrix(taps)}", matrix([[f"{e + 1} - 1" for e in r] for r in taps]),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("edge_filter", {"kind": "sobel"}, form, display(f"W = {form}"))


def norm_mutants() -> Iterator[Mutant]:
    """Gradients of a squared norm: the 2 forgotten, a transpose lost, signs, slips; in letters too."""  # noqa: E501
    by_w, by_x = r"\frac{\partial f}{\partial W}", r"\frac{\partial f}{\partial x}"
    for w, x in (
        ([[1, 5], [-3, 8]], [2, 4]),
        ([[2, 1], [0, 3]], [1, -1]),
        ([[1, 2], [4, 1]], [3, 2]),
    ):
        given = {"W": w, "x": x}
        y = [sum(a * b for a, b in zip(row, x, strict=True)) for row in w]
        outer = [[2 * a * b for b in x] for a in y]
        back = [2 * sum(w[i][j] * y[i] for i in range(2)) for j in range(2)]
        lost = [2 * sum(w[j][i] * y[i] for i in range(2)) for j in range(2)]
        right = {by_w: matrix(outer), by_x: matrix([[e] for e in back])}
        wrong = (
            ("factor-two", {by_w: matrix([[e // 2 for e in r] for r in outer])}), ("factor-two", {by_x: matrix([[e // 2] for e in back])}),  # noqa: E501
            ("matrix-transposed", {by_w: matrix(list(zip(*outer, strict=True)))}), ("transpose-lost", {by_x: matrix([[e] for e in lost])}),  # noqa: E501
            ("sign", {by_w: matrix([[-e for e in r] for r in outer])}), ("slip", {by_x: matrix([[back[0] + 1], [back[1]]])}),  # noqa: E501
        )  # fmt: skip
        yield from changed("squared_norm_gradients", given, right, wrong)
    right = {by_w: r"2 W x x^\top", by_x: r"2 W^\top W x"}
    letters = (
        ("order", {by_w: r"2 x x^\top W"}), ("factor-two", {by_w: r"W x x^\top"}), ("factor-two", {by_x: r"W^\top W x"}), ("transpose-lost", {by_x: r"2 W W^\top x"}),  # noqa: E501
        ("transpose-lost", {by_x: "2 W W x"}), ("sign", {by_w: r"-2 W x x^\top"}), ("factor-two", {by_x: r"4 W^\top W x"}), ("term", {by_x: r"2 W^\top x"}),  # noqa: E501
        ("transposed", {by_w: r"2 x x^\top W^\top"}), ("term", {by_x: r"2 W^\top W x + x"}), ("factor", {by_w: r"3 W x x^\top"}), ("term", {by_w: "2 W"}),  # noqa: E501
    )  # fmt: skip
    yield from changed("squared_norm_gradients", {"rows": "n", "columns": "n"}, right, letters)


def norm_rewritings() -> Iterator[Rewriting]:
    """The same gradients, written otherwise."""
    by_w, by_x = r"\frac{\partial f}{\partial W}", r"\frac{\partial f}{\partial x}"
    given = {"rows": "n", "columns": "n"}
    for first, second in (
        (r"2 W x x^\top", r"2 W^\top W x"), (r"2 (W x) x^\top", r"2 W^\top (W x)"), (r"2 W (x x^\top)", r"2 (W^\top W) x"),  # noqa: E501
        (r"W x x^\top + W x x^\top", r"W^\top W x + W^\top W x"), (r"2 W x x^T", r"2 W^T W x"), (r"2 \cdot (W x) x^\top", r"2 \cdot W^\top W x"),  # noqa: E501
        (r"\boxed{2 W x x^\top}", r"\boxed{2 W^\top W x}"), (r"3 W x x^\top - W x x^\top", r"3 W^\top W x - W^\top W x"),  # noqa: E501
    ):  # fmt: skip
        text = write({by_w: first, by_x: second})
        yield Rewriting("squared_norm_gradients", given, first, text)
        if "boxed" not in first:
            other = write({by_x: second, by_w: first})
            yield Rewriting("squared_norm_gradients", given, f"{first} turned", other)
