"""A sequence as textbooks draw it: one stem for every integer of a window.

*Defines* `stem_plot`. The caption says what is drawn; the alternative text lists the values, as
exact fractions as far as these are short.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.latex.drawing import Figure
from symconv.theorems.figures.axes import Axes, plot, stems

WIDTH, HEIGHT = 100.0, 32.0
LONG = 12


def stem_plot(label: str, values: Sequence[Fraction], first: int, caption: str) -> Figure:
    r"""Return the stems of a sequence from ``first`` on.

    >>> stem_plot("y[n]", [Fraction(1), Fraction(1, 2)], 0, "$y$").alternative
    'Stems of y[n] for n = 0 to 1: 1, 1/2.'
    """
    last = first + len(values) - 1
    low, high = min([Fraction(0), *values]), max([Fraction(0), *values])
    room = (high - low or Fraction(1)) / 10
    axes = Axes(
        x=(first - 1, last + 1),
        y=(low - room if low < 0 else 0, high + room),
        width=WIDTH,
        height=HEIGHT,
        x_label="$n$",
        y_label=f"${label}$",
        x_ticks=tuple((n, f"${n}$") for n in range(first, last + 1) if _ticked(n, len(values))),
    )
    points = [(first + k, value) for k, value in enumerate(values)]
    listed = ", ".join(map(_spelled, values))
    return Figure(
        plot(axes, stems(axes, points)),
        caption,
        f"Stems of {label} for n = {first} to {last}: {listed}.",
    )


def _ticked(n: int, count: int) -> bool:
    return n % (2 if count > 12 else 1) == 0 if count <= 30 else n % 10 == 0


def _spelled(value: Fraction) -> str:
    text = str(value)
    return text if len(text) <= LONG else f"{float(value):.5g}"
