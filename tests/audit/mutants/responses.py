"""Mutants of answers about shifted images."""

from __future__ import annotations

from collections.abc import Iterator

from shared import Mutant, Rewriting, display


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
