"""Networks with one hidden layer, their tables and what explains a wrong one: plain arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

F = Fraction
Row = tuple[Fraction, ...]
ACTIVATIONS: dict[str, Callable[[Fraction], Fraction]] = {
    "linear": lambda z: z,
    "relu": lambda z: max(F(0), z),
    "square": lambda z: z * z,
    "abs": abs,
    "threshold": lambda z: F(z >= 0),
    "above": lambda z: F(z > 0),
    "sign": lambda z: F(1 if z >= 0 else -1),
    "sign above": lambda z: F(1 if z > 0 else -1),
}
NAMED = {(0, 0, 0, 1), (0, 1, 1, 1), (1, 1, 1, 0), (1, 0, 0, 0), (0, 1, 1, 0), (1, 0, 0, 1)}
NAMED |= {(1, 1, 0, 1), (1, 0, 1, 1), (0,) * 7 + (1,), (0,) + (1,) * 7, (0, 0, 0, 1, 0, 1, 1, 1)}
NAMED |= {(0, 1, 1, 0, 1, 0, 0, 1), (1, 0, 0, 1, 0, 1, 1, 0), (1,) * 7 + (0,), (1,) + (0,) * 7}
XOR, XNOR, PARITY = [0, 1, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0, 1, 0, 0, 1]


@dataclass(frozen=True)
class Net:
    """Weights and biases of both layers, and the activations of hidden units and output."""

    w: tuple[Row, ...]
    c: Row
    v: Row
    b: Fraction
    kind: str
    out: str = "linear"

    def table(self) -> tuple[Fraction, ...]:
        return tuple(self.at(p) for p in product((0, 1), repeat=len(self.w[0])))

    def at(self, point: tuple[int, ...]) -> Fraction:
        act = ACTIVATIONS[self.kind]
        units = [
            act(sum((a * x for a, x in zip(row, point, strict=True)), c))
            for row, c in zip(self.w, self.c, strict=True)
        ]
        total = sum((a * h for a, h in zip(self.v, units, strict=True)), self.b)
        return ACTIVATIONS[self.out](total)


def net(kind: str, w: list[list[int]], c: list[object], v: list[object], b: object) -> Net:
    rows = tuple(tuple(map(F, row)) for row in w)
    out = "threshold" if kind == "threshold" else "linear"
    return Net(rows, tuple(map(F, c)), tuple(map(F, v)), F(b), kind, out)  # type: ignore[arg-type]


GOOD: list[tuple[list[int], Net]] = [
    (XOR, net("relu", [[1, 1], [1, 1]], [0, -1], [1, -2], 0)),
    (XOR, net("relu", [[1, -1], [-1, 1]], [0, 0], [1, 1], 0)),
    (XOR, net("relu", [[1, -1], [1, 1], [0, 1]], [0, -1, 0], [2, 0, 1], 0)),
    (XOR, net("relu", [[-1, -1], [1, 1]], [1, -1], [-1, -1], 1)),
    (XNOR, net("relu", [[2, 2], [3, 3]], [0, -3], ["-1/2", "2/3"], 1)),
    (PARITY, net("relu", [[1, 1, 1]] * 3, [0, -1, -2], [1, -2, 2], 0)),
    (XOR, net("square", [[1, -1]], [0], [1], 0)),
    (XOR, net("square", [[1, -1], [1, 1]], [0, -1], ["1/2", "-1/2"], "1/2")),
    (XNOR, net("square", [[1, 1]], [-1], [1], 0)),
    (XOR, net("square", [[1, 0], [0, 1], [1, 1]], [0, 0, 0], [2, 2, -1], 0)),
    (XOR, net("threshold", [[1, 1], [1, 1]], ["-1/2", "-3/2"], [1, -1], "-1/2")),
    (XOR, net("threshold", [[1, 1], [-1, -1]], ["-1/2", "3/2"], [1, 1], "-3/2")),
    (XOR, net("threshold", [[1, -1], [-1, 1]], [-1, -1], [1, 1], -1)),
    (XNOR, net("threshold", [[2, 2], [2, 2]], [-1, -3], [-2, 2], 1)),
    (PARITY, net("threshold", [[1, 1, 1]] * 3, [-1, -2, -3], [1, -1, 1], -1)),
]
GOOD = [(t, n) for t, n in GOOD if n.table() == tuple(t)]


def explanations(n: Net, wanted: list[int], asked: str) -> set[str]:
    """Every mistake that, undone, gives a network with the table; and another gate."""
    minus = tuple(-a for a in n.v)
    undone = {
        "sign": [
            replace(n, c=tuple(-a for a in n.c)),
            replace(n, v=minus),
            replace(n, b=-n.b),
        ],
        "order-swapped": [replace(n, c=n.c[::-1]), replace(n, v=n.v[::-1])],
        "transposed": [replace(n, w=tuple(zip(*n.w, strict=True)))]
        if len(n.w) == len(n.w[0])
        else [],
        "activation-ignored": [replace(n, kind=asked)] if n.kind == "linear" else [],
        "another-activation": [replace(n, kind=k) for k in ACTIVATIONS if k != n.kind],
        "inequality-reversed": [
            replace(n, v=minus, b=-n.b, out=out) for out in ("threshold", "above")
        ],
        "strictness": [replace(n, out="above")],
        "output-linear": [replace(n, out="linear")],
        "weight-bias-swapped": [
            replace(n, v=(*n.v[:i], n.b, *n.v[i + 1 :]), b=n.v[i]) for i in range(len(n.v))
        ],
    }
    right_table = tuple(wanted)
    found = {name for name, nets in undone.items() if any(m.table() == right_table for m in nets)}
    if n.out == "linear":
        found -= {"inequality-reversed", "strictness"}
    return found | ({"another-gate"} if n.table() in NAMED else set())


GRID = np.array(sorted({F(k, d) for d in (1, 2, 3, 4, 5) for k in range(-8 * d, 8 * d + 1)}))
At = tuple[str, int, int]
POINTWISE: dict[str, Callable[[Any], Any]] = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "square": np.square,
    "abs": np.abs,
    "threshold": lambda z: np.where(z >= -TINY, 1.0, 0.0),
}
TINY = 1e-9
"""Sums on the grid are multiples of 1/3600 or so: what is nearer to 0 is 0."""


def of_one_number(n: Net, wanted: list[int]) -> set[str]:
    """The name of the only number of which another value gives the table, if there is one."""
    found: list[tuple[Fraction, list[Fraction], bool]] = []
    for at, value in _numbers(n):
        good = [e for e, fits in zip(GRID, _fitting(n, at, wanted), strict=True) if fits]
        if good:
            found.append((value, good, at[0] in "cb"))
    if len(found) != 1:
        return set()
    value, good, bias = found[0]
    if value and -value in good:
        return {"sign"}
    return {"bias-ignored"} if bias and not value else {"slip"}


def _fitting(n: Net, at: At, wanted: list[int]) -> Any:
    """For which values on the grid a network with one number changed has the table."""
    part, i, j = at
    w, c, v = (np.array(a, dtype=float) for a in (n.w, n.c, n.v))
    grid, size = GRID.astype(float), len(GRID)
    x = np.array(list(product((0, 1), repeat=w.shape[1])), dtype=float)
    ws, cs, vs = (np.repeat(a[None], size, axis=0) for a in (w, c, v))
    bs = np.full(size, float(n.b))
    target = {"w": ws, "c": cs, "v": vs}.get(part)
    if target is None:
        bs = grid
    elif part == "w":
        target[:, i, j] = grid
    else:
        target[:, i] = grid
    units = POINTWISE[n.kind](np.einsum("gui,pi->gpu", ws, x) + cs[:, None])
    out = np.einsum("gu,gpu->gp", vs, units) + bs[:, None]
    out = POINTWISE["threshold"](out) if n.out == "threshold" else out
    return (np.abs(out - np.array(wanted)) < TINY).all(axis=1)


def _numbers(n: Net) -> Iterator[tuple[At, Fraction]]:
    for i, row in enumerate(n.w):
        yield from ((("w", i, j), a) for j, a in enumerate(row))
    yield from ((("c", i, 0), a) for i, a in enumerate(n.c))
    yield from ((("v", i, 0), a) for i, a in enumerate(n.v))
    yield ("b", 0, 0), n.b
