r"""How one layer cuts a cell: every unit is looked at on the whole cell first.

*Defines* `screen`, which finds the units that cut a cell, and `cut`, the parts by one of them.

*Notation.* A unit with breakpoint t cuts along the row ``den(t) Z - num(t) q e_w``, Z/q being its
pre-activation on the cell.

*Why screening.* On a small cell most units keep one sign; one integer matrix product with the
cell's rays finds them, and only the others split anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpz_mat

from symconv.algebra.regions.activation import Maxout
from symconv.algebra.regions.cone import Cone, Row, primitive, split
from symconv.algebra.regions.layer_map import LayerMap, Rows
from symconv.algebra.regions.network import DenseLayer

Cut = tuple[int, int, tuple[Row, ...]]
"""A unit, its symbol below the first cut (-1: maxout), and the rows that decide."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A layer on one cell: its pre-activations, the symbols that are settled, what cuts."""

    before: LayerMap
    settled: tuple[int, ...]
    cuts: tuple[Cut, ...]

    def pattern(self, symbols: tuple[int, ...]) -> tuple[int, ...]:
        """Return the settled symbols with those of the crossing units put in."""
        if not symbols:
            return self.settled
        full = list(self.settled)
        for (unit, _, _), symbol in zip(self.cuts, symbols, strict=True):
            full[unit] = symbol
        return tuple(full)


def screen(layer: DenseLayer, before: LayerMap, cell: Cone) -> Screened:
    """Return which units cut the cell, and the symbols of those that do not."""
    if isinstance(layer.activation, Maxout):
        return _screen_maxout(layer.activation, before)
    breakpoints = layer.activation.breakpoints
    if not breakpoints:
        return Screened(before, (), ())
    rows = before.rows
    if any(breakpoints):
        rows = [_at(row, t, before.denominator) for row in rows for t in breakpoints]
    signs = _signs(rows, cell)
    k = len(breakpoints)
    settled, cuts = [], []
    for unit in range(len(before.rows)):
        own = signs[unit * k : unit * k + k]
        below = own.count("+")
        tie = own.index("=") if "=" in own else -1
        settled.append(-1 - tie if tie >= 0 else below)
        if "x" in own:
            crossing = (rows[unit * k + j] for j in range(k) if own[j] == "x")
            made = tuple(primitive([int(v) for v in row]) for row in crossing)
            cuts.append((unit, below, made))
    return Screened(before, tuple(settled), tuple(cuts))


def _at(row: list[Any], t: Any, denominator: int) -> list[Any]:
    """Return the row that vanishes where the pre-activation is t."""
    cut = [t.denominator * v for v in row]
    cut[-1] -= t.numerator * denominator
    return cut


def _signs(rows: Rows, cell: Cone) -> list[str]:
    """Return for each row ``+``, ``-``, ``=`` (vanishes on the cell) or ``x`` (changes sign)."""
    table = fmpz_mat(rows)
    on_rays = (table * fmpz_mat([ray for ray, _ in cell.rays]).transpose()).tolist()
    signs = []
    for values in on_rays:
        above, below = max(values) > 0, min(values) < 0
        signs.append("x" if above and below else "+" if above else "-" if below else "=")
    if cell.lines:
        on_lines = (table * fmpz_mat(list(cell.lines)).transpose()).tolist()
        signs = ["x" if any(line) else s for s, line in zip(signs, on_lines, strict=True)]
    return signs


def _screen_maxout(activation: Maxout, before: LayerMap) -> Screened:
    """Every maxout unit counts as crossing; its rows are the functions that compete."""
    size = activation.size
    groups = range(0, len(before.rows), size)
    rows = [tuple(int(v) for v in row) for row in before.rows]
    cuts = tuple((unit, -1, tuple(rows[i : i + size])) for unit, i in enumerate(groups))
    return Screened(before, (0,) * len(groups), cuts)


def cut(cell: Cone, crossing: Cut) -> list[tuple[Cone, int]]:
    """Return the parts of a cell by one crossing unit, each with the unit's symbol on it."""
    _, below, rows = crossing
    return _winners(cell, rows) if below < 0 else _peel(cell, below, rows)


def _peel(cell: Cone, symbol: int, rows: tuple[Row, ...]) -> list[tuple[Cone, int]]:
    """Cut at the breakpoints from below: what is left above one goes to the next."""
    parts = []
    rest: Cone | None = cell
    for row in rows:
        assert rest is not None
        under, rest = split(rest, row)
        if under is not None:
            parts.append((under, symbol))
        if rest is None:
            return parts
        symbol += 1
    return [*parts, (rest, symbol)] if rest is not None else parts


def _winners(cell: Cone, rows: tuple[Row, ...]) -> list[tuple[Cone, int]]:
    """Return where each function is the largest; the first of identical ones stands for them."""
    parts = []
    for i, row in enumerate(rows):
        if row in rows[:i]:
            continue
        part: Cone | None = cell
        for other in rows:
            if other != row and part is not None:
                difference = primitive([a - b for a, b in zip(row, other, strict=True)])
                part = split(part, difference)[1]
        if part is not None:
            parts.append((part, i))
    return parts
