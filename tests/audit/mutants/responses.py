"""Mutants of answers about shifted images and of networks with a truth table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from shared import Mutant, Rewriting, display, matrix


def _line(n: int, at: int, *, upright: bool) -> list[list[int]]:
    return [[int((j if upright else i) == at) for j in range(n)] for i in range(n)]


def shifted(n: int, places: tuple[int, int, int]) -> dict[str, object]:
    """A detector of upright lines answers 4/5 in its second output, of level ones in its first."""
    return {
        "kernel_size": 2, "padding": 1,
        "known": [_line(n, places[0], upright=False), _line(n, places[1], upright=True)],
        "outputs": [["4/5", 0, 0], [0, "4/5", 0]],
        "image": _line(n, places[2], upright=True),
    }  # fmt: skip


def shifted_mutants() -> Iterator[Mutant]:
    for n, places in (
        (8, (1, 1, 6)),
        (6, (2, 1, 4)),
        (7, (3, 2, 5)),
        (5, (1, 1, 3)),
        (8, (4, 2, 3)),
    ):
        given = shifted(n, places)
        wrong = {
            "results-exchanged": ("4/5", "0", "0"),
            "results-exchanged b": ("0", "0", "4/5"),
            "sign": ("0", "-4/5", "0"),
            "factor-two": ("0", "8/5", "0"),
            "factor-two b": ("0", "2/5", "0"),
            "zero": ("0", "0", "0"),
        }
        for kind, values in wrong.items():
            lines = [f"r^{{({i})}} = {v}" for i, v in enumerate(values)]
            name = {"zero": "slip"}.get(kind, kind.partition(" ")[0])
            yield Mutant("output_of_shifted_image", given, name, frozenset({name}), display(*lines))


def shifted_rewritings() -> Iterator[Rewriting]:
    given = shifted(8, (1, 1, 6))
    for form in (
        "$r_0 = 0$, $r_1 = 4/5$, $r_2 = 0$", "$(0, 0.8, 0)$", r"$$\left(0, \frac{4}{5}, 0\right)$$",
        "$r^{(0)} = 0, r^{(1)} = 0.8, r^{(2)} = 0$", "$r_1 = 0.8$, $r_0 = 0$, $r_2 = 0$",
        r"$0, \frac45, 0$", r"$$\begin{bmatrix} 0 & 0.8 & 0 \end{bmatrix}$$",
        r"$$r^{(0)} = 0$$ $$r^{(1)} = 1 - \frac{1}{5}$$ $$r^{(2)} = 0$$",
        "| output | value |\n|---|---|\n| r_0 | 0 |\n| r_1 | 4/5 |\n| r_2 | 0 |", "$r_0 = r_2 = 0$ and $r_1 = 4/5$",  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("output_of_shifted_image", given, form, form)


def _network(w: object, c: object, out: object, b: object, top: str = r"^\top") -> str:
    parts = (
        rf"\mathbf{{h}} = \sigma(\mathbf{{W}}{top} \mathbf{{x}} + \mathbf{{c}})",
        rf"\mathbf{{W}}{top} = {matrix(w)}",
        rf"\mathbf{{c}} = {matrix([[e] for e in c])}",  # type: ignore[attr-defined]
        rf"\mathbf{{w}} = {matrix([[e] for e in out])}",  # type: ignore[attr-defined]
        f"b = {b}",
    )
    return display(*parts)


def _computes(w: object, c: object, out: object, b: object, table: list[int]) -> bool:
    for x, wanted in zip(product((0, 1), repeat=2), table, strict=True):
        hidden = [
            max(0, sum(a * v for a, v in zip(row, x, strict=True)) + e)
            for row, e in zip(w, c, strict=True)  # type: ignore[call-overload]
        ]
        if sum(a * h for a, h in zip(out, hidden, strict=True)) + b != wanted:  # type: ignore[call-overload]
            return False
    return True


XOR = {"table": [0, 1, 1, 0], "activation": "relu"}


def network_mutants() -> Iterator[Mutant]:
    """Every network with one number changed, of two right ones, that loses the table."""
    nets = (([[1, 1], [1, 1]], [0, -1], [1, -2], 0), ([[1, -1], [-1, 1]], [0, 0], [1, 1], 0))
    for w, c, out, b in nets:
        for step in (1, -1):
            for i, j in product(range(2), repeat=2):
                other = [list(r) for r in w]
                other[i][j] += step
                yield from _wrong(other, c, out, b)
            for i in range(2):
                yield from _wrong(w, [e + step * (n == i) for n, e in enumerate(c)], out, b)
                yield from _wrong(w, c, [e + step * (n == i) for n, e in enumerate(out)], b)
            yield from _wrong(w, c, out, b + step)


def _wrong(w: object, c: object, out: object, b: int) -> Iterator[Mutant]:
    if not _computes(w, c, out, b, XOR["table"]):  # type: ignore[arg-type]
        yield Mutant(
            "two_layer_network_of_table", XOR, "weight", frozenset(), _network(w, c, out, b)
        )


def network_rewritings() -> Iterator[Rewriting]:
    for w, c, out, b in (
        ([[1, 1], [1, 1]], [0, -1], [1, -2], 0),
        ([[1, -1], [-1, 1]], [0, 0], [1, 1], 0),
        ([[2, -2], [-2, 2]], [0, 0], [r"\frac{1}{2}", r"\frac{1}{2}"], 0),
        ([[1, 1], [1, 1]], [-1, 0], [-2, 1], 0),
        ([[3, 3], [1, 1]], [0, -1], [r"\frac{1}{3}", -2], 0),
        ([[-1, -1], [1, 1]], [1, -1], [-1, -1], 1),
        ([[1, -1], [-1, 1], [0, 0]], [0, 0, 1], [1, 1, 0], 0),
        ([[1, -1], [-1, 1], [0, 0]], [0, 0, 1], [1, 1, 5], -5),
        ([[1, 1], [1, 1], [1, 0]], [0, -1, -2], [1, -2, 7], 0),
        ([[1, 1], [2, 2]], [0, -2], [1, -1], 0),
    ):
        for top in (r"^\top", ""):
            text = _network(w, c, out, b, top)
            yield Rewriting("two_layer_network_of_table", XOR, f"{w} {top}", text)
