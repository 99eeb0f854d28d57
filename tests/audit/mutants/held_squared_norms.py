"""Gradients of a squared norm, in numbers and for every size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from apart import right, wrong
from shared import Family, Mutant, Rewriting, matrix, tex, write

NAMES = {
    "factor two lost": "factor-two factor-missing",
    "factor two lost in one": "factor-two factor-missing",
    "factor two twice": "factor-two extra-factor applied-twice",
    "transposed": "matrix-transposed transpose-added output-transposed",
    "row for column": "matrix-transposed transpose-added output-transposed",
    "sign": "sign",
    "chain forgotten": "factor-missing input-ignored chain-forgotten product-for-norm",
    "norm not squared": "product-for-norm factor-two root-forgotten square-forgotten",
    "entries exchanged": "rows-reversed column-order results-exchanged",
    "y squared": "output-for-gradient output-for-input",
    "gradient by y": "output-for-gradient factor-missing",
    "not transposed": "transpose-lost matrix-transposed input-transposed factors-reordered",
    "x for y": "matrix-ignored factor-missing",
    "slip": "slip",
    "slip of a sign": "slip sign",
    "rows exchanged": "rows-reversed",
    "order": "factors-reordered order-swapped transpose-moved",
    "one matrix only": "factor-missing",
    "gradients exchanged": "results-exchanged",
}
Matrix = list[list[Fraction]]
BY_W, BY_X = r"\frac{\partial f}{\partial W}", r"\frac{\partial f}{\partial x}"
SQUARE = {"rows": "n", "columns": "n"}
OBLONG = {"rows": "m", "columns": "n"}
NUMBERS: tuple[tuple[list[list[str]], list[str]], ...] = (
    ([["1/10", "1/2"], ["-3/10", "4/5"]], ["1/5", "2/5"]),
    ([["2", "-1"], ["3", "4"]], ["5", "-2"]),
    ([["1", "2", "-1"], ["0", "3", "4"]], ["2", "-1", "3"]),
)


def rows(values: Matrix) -> str:
    return matrix([[tex(e) for e in r] for r in values])


def times(scale: int | Fraction, values: Matrix) -> Matrix:
    return [[scale * e for e in r] for r in values]


def turned(values: Matrix) -> Matrix:
    return [list(r) for r in zip(*values, strict=True)]


def product(a: Matrix, b: Matrix) -> Matrix:
    return [
        [sum((e * g for e, g in zip(r, c, strict=True)), Fraction(0)) for c in zip(*b, strict=True)]
        for r in a
    ]


def mistakes(w: Matrix, x: Matrix) -> Iterator[tuple[str, Matrix, Matrix]]:
    """Yield the gradients by W and by x after each mistake."""
    y = product(w, x)
    by_w, by_x = times(2, product(y, turned(x))), times(2, product(turned(w), y))
    yield "factor two lost", product(y, turned(x)), product(turned(w), y)
    yield "factor two lost in one", by_w, product(turned(w), y)
    yield "factor two twice", times(2, by_w), times(2, by_x)
    yield "transposed", turned(by_w), by_x
    yield "row for column", by_w, turned(by_x)
    yield "sign", times(-1, by_w), times(-1, by_x)
    yield "chain forgotten", times(2, w), by_x
    yield "norm not squared", product(y, turned(x)), by_x
    yield "entries exchanged", by_w, by_x[::-1]
    yield "y squared", times(2, product(y, turned(y))), by_x
    yield "gradient by y", by_w, times(2, y)
    if len(w) == len(x):
        yield "not transposed", by_w, times(2, product(w, y))
        yield "x for y", times(2, product(x, turned(x))), by_x
    slip = [list(r) for r in by_w]
    slip[0][0] += 1
    yield "slip", slip, by_x
    slip = [list(r) for r in by_x]
    slip[-1][0] = -slip[-1][0]
    yield "slip of a sign", by_w, slip
    yield "rows exchanged", by_w[::-1], by_x


def numeric(pair: tuple[Sequence[Sequence[str]], Sequence[str]]) -> tuple[Matrix, Matrix]:
    w, x = pair
    return [[Fraction(e) for e in r] for r in w], [[Fraction(e)] for e in x]


def mutants() -> Iterator[Mutant]:
    for pair in NUMBERS:
        w, x = numeric(pair)
        y = product(w, x)
        truth = times(2, product(y, turned(x))), times(2, product(turned(w), y))
        given = {"W": pair[0], "x": pair[1]}
        for kind, by_w, by_x in mistakes(w, x):
            if (by_w, by_x) != truth:
                answer = write({BY_W: rows(by_w), BY_X: rows(by_x)})
                yield from wrong("squared_norm_gradients", given, NAMES, (kind, answer))
    w, x = r"2 W x x^\top", r"2 W^\top W x"
    letters = (
        ("transposed", r"2 x x^\top W^\top", x), ("order", r"2 x^\top W x", x), ("order", r"2 x x^\top W", x),  # noqa: E501
        ("factor two lost", r"W x x^\top", r"W^\top W x"), ("factor two twice", r"4 W x x^\top", x),
        ("not transposed", w, r"2 W W x"), ("not transposed", w, r"2 W W^\top x"),
        ("not transposed", r"2 W x x", x), ("sign", w, r"-2 W^\top W x"), ("chain forgotten", w, "2 W x"),  # noqa: E501
        ("chain forgotten", "2 W x", x), ("one matrix only", w, r"2 W^\top x"), ("one matrix only", r"2 x x^\top", x),  # noqa: E501
        ("row for column", w, r"2 x^\top W^\top W"), ("gradients exchanged", x, w), ("divided by the norm", w, r"\frac{2 W^\top W x}{\lVert W x \rVert}"),  # noqa: E501
        ("norm not squared", r"\frac{W x x^\top}{\lVert W x \rVert}", r"\frac{W^\top W x}{\lVert W x \rVert}"),  # noqa: E501
    )  # fmt: skip
    for given in (SQUARE, OBLONG):
        yield from wrong(
            "squared_norm_gradients", given, NAMES,
            *((kind, write({BY_W: a, BY_X: b})) for kind, a, b in letters),
        )  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    for pair in NUMBERS:
        w, x = numeric(pair)
        y = product(w, x)
        by_w, by_x = times(2, product(y, turned(x))), times(2, product(turned(w), y))
        decimals = [matrix([[f"{float(e):.10g}" for e in r] for r in m]) for m in (by_w, by_x)]
        given = {"W": pair[0], "x": pair[1]}
        yield from right(
            "squared_norm_gradients", given,
            write({BY_W: rows(by_w), BY_X: rows(by_x)}), write({BY_X: rows(by_x), BY_W: rows(by_w)}),  # noqa: E501
            write({BY_W: decimals[0], BY_X: decimals[1]}),
            write({r"\nabla_W f": rows(by_w), r"\nabla_x f": rows(by_x)}),
            write({BY_W: rf"2 W x x^\top = {rows(by_w)}", BY_X: rf"2 W^\top W x = {rows(by_x)}"}),
            write({BY_W: rf"2 \cdot {rows(times(Fraction(1, 2), by_w))}", BY_X: rf"2 \cdot {rows(times(Fraction(1, 2), by_x))}"}),  # noqa: E501
        )  # fmt: skip
    for given in (SQUARE, OBLONG):
        yield from right(
            "squared_norm_gradients", given,
            write({BY_W: r"2 W x x^\top", BY_X: r"2 W^\top W x"}),
            write({BY_W: "2 (W x) x^T", BY_X: "2 W^T (W x)"}),
            write({r"\nabla_W f": r"2 W x x^\top", r"\nabla_x f": r"2 W^\top W x"}),
            write({BY_W: r"2 W \left(x x^{\top}\right)", BY_X: r"2 \left(W^{\top} W\right) x"}),
            "Let $y = W x$.\n" + write({BY_W: r"2 y x^\top", BY_X: r"2 W^\top y"}),
            write({BY_W: r"W x x^\top + W x x^\top", BY_X: r"2 \cdot W^{T} W x"}),
        )  # fmt: skip


FAMILIES = {"squared_norm_gradients": Family(mutants, rewritings)}
