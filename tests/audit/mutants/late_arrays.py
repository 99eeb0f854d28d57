"""Mutants of gradients of a squared norm."""

from __future__ import annotations

from collections.abc import Iterator

from shared import Mutant, Rewriting, changed, matrix, write


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
