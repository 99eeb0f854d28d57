"""What a run of units reads at the borders of an axis, for every padding mode.

*Defines* `needed` (the exact positions, in numbers) and `span` (first and last position as LaTeX).

The run ``u .. v`` reads the padded positions from ``a = s u - p`` to ``b = s v - p + d (k - 1)``.
Of those outside ``0 .. n - 1``

    zeros       show nothing            0 .. n - 1 is cut out
    replicate   show the edge           the same
    reflect     show ``-x`` and ``2 (n - 1) - x``, which the run holds itself
    circular    show the other side     either end beyond the border opens the other one

The formulas take the run as unbroken, and as longer than what is reflected; `Whole` compares them
with the exact positions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, cast

from symconv.errors import GivenError
from symconv.theorems.receptive_stack import Reach

Mode = Literal["zeros", "replicate", "reflect", "circular"]
MODES = ("zeros", "replicate", "reflect", "circular")


def mode_of(layer: Reach) -> Mode:
    """Return the padding mode of a layer; raise GivenError for one that there is not."""
    mode = str(layer.stage.line.options.get("padding_mode", "zeros"))
    if mode not in MODES:
        raise GivenError(
            f"{layer.stage.title}: there is no padding_mode {mode!r}",
            remedy=f"use {', '.join(MODES)}",
            given="layers",
        )
    return cast(Mode, mode)


def needed(layer: Reach, units: Iterable[int], n: int) -> frozenset[int]:
    """Return the positions, of ``n``, that some units of a layer read."""
    k, s, p, d = layer.numbers
    taps = range(0, d * k, d)
    if layer.spreads:
        found = {(o + p - t) // s for o in units for t in taps if (o + p - t) % s == 0}
        return frozenset(i for i in found if 0 <= i < n)
    shown = _SHOWN[mode_of(layer)]
    read = {shown(s * o - p + t, n) for o in units for t in taps}
    return frozenset(i for i in read if 0 <= i < n)


_SHOWN: Mapping[Mode, Callable[[int, int], int]] = {
    "zeros": lambda x, n: x,
    "replicate": lambda x, n: min(max(x, 0), n - 1),
    "reflect": lambda x, n: -x if x < 0 else 2 * (n - 1) - x if x >= n else x,
    "circular": lambda x, n: x % n,
}


def span(layer: Reach, u: str, v: str, n: int) -> tuple[str, str]:
    r"""Return the first and the last position that the units ``u .. v`` read, as LaTeX."""
    first, final = _reach(layer, u, v)
    last = n - 1
    if layer.spreads or mode_of(layer) != "circular":
        return _largest("0", first), _smallest(str(last), final)
    return (
        _cases("0", f"{final} > {last}", _largest("0", first)),
        _cases(str(last), f"{first} < 0", _smallest(str(last), final)),
    )


def _reach(layer: Reach, u: str, v: str) -> tuple[str, str]:
    """Return the first and the last position that are read, borders aside."""
    k, s, p, d = layer.numbers
    if layer.spreads:
        return (
            rf"\left\lceil \frac{{{u} + {p} - {k} + 1}}{{{s}}} \right\rceil",
            rf"\left\lfloor \frac{{{v} + {p}}}{{{s}}} \right\rfloor",
        )
    return f"{s} {u} - {p}", f"{s} {v} - {p} + {d * (k - 1)}"


def _largest(a: str, b: str) -> str:
    return rf"\max\left({a}, {b}\right)"


def _smallest(a: str, b: str) -> str:
    return rf"\min\left({a}, {b}\right)"


def _cases(value: str, when: str, other: str) -> str:
    return (
        rf"\begin{{cases}} {value} & \text{{if }} {when} \\ {other} & \text{{otherwise}} "
        r"\end{cases}"
    )
