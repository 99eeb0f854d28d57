"""The picture that goes with a receptive field: the cone of one unit of the last layer.

*Defines* `stack_picture`. It shows layers of numbers; of units with phases, one that sees most.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.drawing import Figure
from symconv.theorems.figures.hops import Hop, levels
from symconv.theorems.figures.layer_words import layer_words
from symconv.theorems.figures.receptive_cone import receptive_cone
from symconv.theorems.receptive_stack import Reach


def stack_picture(stack: Sequence[Reach], rank: int, period: int = 1) -> tuple[Figure, ...]:
    """Return the cone behind layers with windows; none for symbols, or where there is no layer.

    ``period`` is the number of kinds of units of the last layer.
    """
    if not stack or not all(layer.is_numeric for layer in stack):
        return ()
    hops = [_hop(layer, rank) for layer in stack]
    unit = max(range(period), key=lambda phase: _size(hops, phase))
    last = stack[-1]
    which = f", phase {unit} of {period}" if period > 1 else ""
    caption = (
        f"What one unit of {last.stage.title} sees along one axis, away from the border{which}: "
        f"$r^{{({last.number})}} = {_size(hops, unit)}$."
    )
    return receptive_cone(hops, caption, unit)


def _hop(layer: Reach, rank: int) -> Hop:
    k, s, p, d = layer.numbers
    name = f"{layer.stage.line.name}: " if layer.stage.line.name else ""
    return Hop(name + layer_words(layer.stage, rank), k, s, p, d, layer.spreads)


def _size(hops: Sequence[Hop], unit: int) -> int:
    """Return from the first to the last pixel that a unit sees, 0 for none."""
    pixels = levels(hops, unit)[0]
    return pixels[-1] - pixels[0] + 1 if pixels else 0
