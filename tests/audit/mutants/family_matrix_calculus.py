"""Wrong and right gradients of a squared norm, in letters and for random matrices of integers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from shared import Family, Mutant, Rewriting, changed, matrix, write

THEOREM = "squared_norm_gradients"
BY_W, BY_X = r"\frac{\partial f}{\partial W}", r"\frac{\partial f}{\partial x}"
WRONG_BY_W = (
    ("factor-two", "W x x^\\top"), ("factor-two", "4 W x x^\\top"), ("sign", "-2 W x x^\\top"),
    ("factors-reordered", "2 x x^\\top W"), ("factors-reordered", "2 W x^\\top x"),
    ("transpose-lost", "2 W x x"), ("matrix-transposed", "2 x (W x)^\\top"),
    ("matrix-transposed", "2 x x^\\top W^\\top"), ("factor-missing", "2 W x"),
    ("product-for-norm", "x^\\top"), ("product-for-norm", "2 W"), ("", "3 W x x^\\top"), ("", "2 W x x^\\top + W"),  # noqa: E501
    ("transpose-added", "2 W^\\top x x^\\top"), ("results-exchanged", ""),
)  # fmt: skip
WRONG_BY_X = (
    ("factor-two", "W^\\top W x"), ("factor-two", "4 W^\\top W x"), ("sign", "-2 W^\\top W x"),
    ("factors-reordered", "2 W W^\\top x"), ("transpose-lost", "2 W W x"), ("factor-missing", "2 W x"),  # noqa: E501
    ("factor-missing", "2 W^\\top x"), ("transpose-added", "2 W^\\top W^\\top x"),
    ("matrix-transposed", "2 x^\\top W^\\top W"), ("product-for-norm", "W^\\top"), ("product-for-norm", "2 x"),  # noqa: E501
    ("", "2 W^\\top W x + x"), ("", "2 W^\\top W x - W^\\top x"), ("factors-reordered", "2 x W^\\top W"),  # noqa: E501
)  # fmt: skip
ALSO = {
    "factor-two": {"factor-missing"},
    "factors-reordered": {"transpose-moved"},
    "factor-missing": {"product-for-norm"},
    "transpose-lost": {"factors-reordered"},
    "transpose-added": {"factors-reordered"},
}
SIGNS = (
    (r"\nabla_W f", r"\nabla_x f"), (r"\nabla f(W)", r"\nabla f(x)"), ("df/dW", "df/dx"), (r"\frac{d f}{d W}", r"\frac{d f}{d x}"),  # noqa: E501
    (r"\partial_W f", r"\partial_x f"), (r"\frac{\partial}{\partial W} \lVert W x \rVert^2", r"\frac{\partial}{\partial x} \lVert W x \rVert^2"),  # noqa: E501
    (r"\partial f / \partial W", r"\partial f / \partial x"), ("D_W f", "D_x f"),
)  # fmt: skip
FORMS = (
    (r"2 W x x^\top", r"2 W^\top W x"), (r"2 (W x) x^\top", r"2 W^\top (W x)"), (r"2 W (x x^\top)", r"2 (W^\top W) x"),  # noqa: E501
    (r"W x x^\top + W x x^\top", r"W^\top W x + W^\top W x"), (r"2 W x x^T", r"2 W^T W x"), (r"2 \cdot (W x) x^\top", r"2 \cdot W^\top W x"),  # noqa: E501
    (r"\boxed{2 W x x^\top}", r"\boxed{2 W^\top W x}"), (r"3 W x x^\top - W x x^\top", r"3 W^\top W x - W^\top W x"),  # noqa: E501
    (r"2 y x^\top", r"2 W^\top y"), (r"2 (x y^\top)^\top", r"2 (y^\top W)^\top"), (r"\frac{4 W x x^\top}{2}", r"\frac{1}{2} \cdot 4 W^\top W x"),  # noqa: E501
    (r"(2 x (W x)^\top)^\top", r"2 (x^\top W^\top W)^\top"), (r"2 W x \cdot x^\top", r"(W^\top W + W^\top W) x"),  # noqa: E501
)  # fmt: skip


def wrong_in_letters() -> Iterator[Mutant]:
    """Formulas with a factor, a transpose or the order wrong, for square and for other matrices."""
    right = {BY_W: r"2 W x x^\top", BY_X: r"2 W^\top W x"}
    for m, n in (("n", "n"), ("m", "n"), ("p", "q")):
        given = {"rows": m, "columns": n}
        for name, formula in WRONG_BY_W:
            lines = {BY_W: right[BY_X], BY_X: right[BY_W]} if not formula else {BY_W: formula}
            yield _mutant(given, name, write({**right, **lines}))
        for name, formula in WRONG_BY_X:
            yield _mutant(given, name, write({**right, BY_X: formula}))


def _mutant(given: dict[str, object], name: str, answer: str) -> Mutant:
    names = frozenset({name} | ALSO.get(name, set())) if name else frozenset()
    unique = name in ("sign", "matrix-transposed")
    return Mutant(THEOREM, given, name or "no cause", names, answer, unique)


def wrong_in_numbers() -> Iterator[Mutant]:
    """The same mistakes, worked out for random matrices."""
    random = np.random.default_rng(4)
    for m, n in ((2, 2), (3, 3), (2, 3), (3, 2)):
        w, x = random.integers(-6, 7, (m, n)), random.integers(1, 7, n)
        y, slip = w @ x, np.zeros((m, n), dtype=int)
        slip[m - 1, 0] = 3
        outer, back = 2 * np.outer(y, x), 2 * w.T @ y
        right = {BY_W: _array(outer), BY_X: _array(back)}
        wrong = [
            ("factor-two", {BY_W: outer // 2}), ("factor-two", {BY_X: back // 2}),
            ("factor-two", {BY_W: outer // 2, BY_X: back // 2}), ("sign", {BY_W: -outer}), ("sign", {BY_X: -back}),  # noqa: E501
            ("matrix-transposed", {BY_W: outer.T}), ("slip", {BY_W: outer + slip}),
            ("gradient-ignored", {BY_W: np.outer(np.ones(m, int), x)}), ("gradient-ignored", {BY_X: w.sum(0)}),  # noqa: E501
            ("product-for-norm", {BY_W: 2 * w}), ("factor-missing", {BY_X: 2 * y}), ("factor-missing", {BY_W: 2 * y}),  # noqa: E501
        ]  # fmt: skip
        if m == n:
            wrong += [
                ("transpose-lost", {BY_X: 2 * w @ y}), ("factors-reordered", {BY_X: 2 * w @ w.T @ x}),  # noqa: E501
                ("factors-reordered", {BY_W: 2 * np.outer(x, x) @ w}), ("transpose-added", {BY_W: 2 * np.outer(w.T @ x, x)}),  # noqa: E501
                ("factor-missing", {BY_X: 2 * w.T @ x}),
            ]  # fmt: skip
        lines = [(kind, {k: _array(v) for k, v in change.items()}) for kind, change in wrong]
        given = {"W": w.tolist(), "x": x.tolist()}
        yield from changed(THEOREM, given, right, lines, {**ALSO, "sign": {"slip"}})


def _array(values: np.ndarray) -> str:
    """Write a matrix, or a vector as a column."""
    rows = values.tolist() if values.ndim > 1 else [[v] for v in values.tolist()]
    return matrix(rows)


def right_ones() -> Iterator[Rewriting]:
    """The gradients in other forms, by other signs, in the other order, by their elements."""
    for m, n in (("n", "n"), ("m", "n"), ("p", "q")):
        given = {"rows": m, "columns": n}
        for first, second in FORMS:
            yield Rewriting(THEOREM, given, first, write({BY_W: first, BY_X: second}))
            if "boxed" not in first:
                yield Rewriting(
                    THEOREM, given, f"{first} turned", write({BY_X: second, BY_W: first})
                )
        for by_w, by_x in SIGNS:
            text = write({by_w: r"2 W x x^\top", by_x: r"2 W^\top W x"})
            yield Rewriting(THEOREM, given, by_w, text)
        elements = {
            r"\frac{\partial f}{\partial W_{ij}}": "2 y_i x_j",
            r"\frac{\partial f}{\partial x_j}": r"2 \sum_i W_{ij} y_i",
        }
        yield Rewriting(THEOREM, given, "elements", write(elements))
    given = {"W": [[1, 5], [-3, 8], [2, 0]], "x": [2, 4]}
    w, x = np.array(given["W"]), np.array(given["x"])
    y = w @ x
    for form, by_w, by_x in (
        ("values", _array(2 * np.outer(y, x)), _array(2 * w.T @ y)),
        ("outer product", _array(2 * y) + matrix([x.tolist()]), _array(w.T) + _array(2 * y)),
        ("factor in front", "2 " + _array(np.outer(y, x)), "2 " + _array(w.T @ y)),
        ("decimals", matrix([[f"{e}.0" for e in r] for r in (2 * np.outer(y, x)).tolist()]), _array(2 * w.T @ y)),  # noqa: E501
        ("formula in front", r"2 W x x^\top = " + _array(2 * np.outer(y, x)), "2 W^T W x = " + _array(2 * w.T @ y)),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting(THEOREM, given, form, write({BY_W: by_w, BY_X: by_x}))


def wrong_ones() -> Iterator[Mutant]:
    """All wrong answers."""
    yield from wrong_in_letters()
    yield from wrong_in_numbers()


FAMILIES = {THEOREM: Family(wrong_ones, right_ones)}
