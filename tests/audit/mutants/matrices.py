"""Mutants of matrices of taps, by torch: column by column, unit vector by unit vector."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
import torch.nn.functional as F
from shared import Mutant, Rewriting, display, matrix

Taps = list[list[str]]
Place = tuple[int, int] | None
Apply = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def places(apply: Apply, inputs: tuple[int, int], kernel: tuple[int, int]) -> list[list[Place]]:
    """Return which tap stands where: the kernel numbers its taps, an input is a unit vector."""
    taps = torch.arange(1, kernel[0] * kernel[1] + 1, dtype=torch.float64).reshape(kernel)
    columns = []
    for i in range(inputs[0] * inputs[1]):
        x = torch.zeros(inputs[0] * inputs[1], dtype=torch.float64)
        x[i] = 1
        columns.append(apply(x.reshape(inputs)[None, None], taps[None, None]).flatten())
    table = torch.stack(columns, dim=1)
    return [[_tap(int(v), kernel[1]) for v in row] for row in table]


def _tap(number: int, width: int) -> Place:
    return None if number == 0 else divmod(number - 1, width)


Move = Callable[[int, int], tuple[int, int]]


def write(
    table: list[list[Place]], move: Move = lambda u, v: (u, v), style: str = "w_{{({u}, {v})}}"
) -> Taps:
    return [
        ["0" if p is None else style.format(u=move(*p)[0], v=move(*p)[1]) for p in row]
        for row in table
    ]


def _case(
    theorem: str, size: tuple[int, int], k: int, s: int, p: int
) -> tuple[dict[str, object], Apply]:
    given: dict[str, object] = {"size": list(size), "kernel_size": k, "stride": s, "padding": p}
    if theorem == "conv_matrix":
        return given, lambda x, w: F.conv2d(x, w, stride=s, padding=p)
    return given, lambda x, w: F.conv_transpose2d(x, w, stride=s, padding=p)


CASES = {
    "conv_matrix": (((3, 3), 3, 1, 1), ((4, 4), 3, 2, 1), ((3, 3), 2, 1, 0), ((4, 4), 2, 2, 0)),
    "conv_transpose_matrix": (
        ((2, 2), 2, 2, 0),
        ((2, 2), 3, 2, 1),
        ((3, 3), 2, 1, 0),
        ((2, 2), 2, 1, 0),
    ),
}


def mutants(theorem: str) -> Iterator[Mutant]:
    for size, k, s, p in CASES[theorem]:
        given, apply = _case(theorem, size, k, s, p)
        table = places(apply, size, (k, k))
        right = write(table)
        transposed = [list(column) for column in zip(*right, strict=True)]
        wrong: dict[str, Taps] = {
            "matrix-transposed": transposed,
            "kernel-flipped": write(table, lambda u, v: (k - 1 - u, k - 1 - v)),  # noqa: B023
            "kernel-transposed": write(table, lambda u, v: (v, u)),
            "indices-from-one": write(table, lambda u, v: (u + 1, v + 1)),
            "rows-reversed": right[::-1],
            "columns-reversed": [row[::-1] for row in right],
            "turned": [row[::-1] for row in right[::-1]],
            "sign": [["0" if e == "0" else f"-{e}" for e in row] for row in right],
        }
        for key, values in (("stride", (1, p)), ("padding", (s, 0))):
            _, other = _case(theorem, size, k, *values)
            wrong[f"{key}-ignored"] = write(places(other, size, (k, k)))
        for kind, order in (("column-order", _by_columns),):
            wrong[kind] = [right[i] for i in order(len(right))]
        entry = [list(row) for row in right]
        i, j = next((i, j) for i, row in enumerate(right) for j, e in enumerate(row) if e != "0")
        entry[i][j] = "0"
        wrong["slip"] = entry
        for kind, rows in wrong.items():
            if rows and rows != right:
                names = {kind} | {"kernel-flipped": {"turned"}, "turned": {"kernel-flipped"}}.get(
                    kind, set()
                )
                names |= {"matrix-transposed", "kernel-transposed"} & {kind}
                yield Mutant(theorem, given, kind, frozenset(names), display(matrix(rows)))


def _by_columns(count: int) -> list[int]:
    side = round(count**0.5)
    return [j * side + i for i in range(side) for j in range(side)] if side * side == count else []


STYLES = (
    "w_{{({u}, {v})}}", "w_{{{u}, {v}}}", "w_{{{u},{v}}}", "w_{{{u}{v}}}", "w[{u}, {v}]",
    "0 + w_{{({u}, {v})}}", "1 w_{{({u}, {v})}}",
)  # fmt: skip


def rewritings(theorem: str) -> Iterator[Rewriting]:
    for size, k, s, p in CASES[theorem][:2]:
        given, apply = _case(theorem, size, k, s, p)
        table = places(apply, size, (k, k))
        for style in STYLES:
            yield Rewriting(
                theorem, given, style, display("A = " + matrix(write(table, style=style)))
            )
        yield Rewriting(theorem, given, "parentheses", display(matrix(write(table), "pmatrix")))
        yield Rewriting(theorem, given, "boxed", display(rf"\boxed{{{matrix(write(table))}}}"))
        other = display(matrix(write(table)).replace("w", "k"))
        yield Rewriting(theorem, given, "another letter", other)
