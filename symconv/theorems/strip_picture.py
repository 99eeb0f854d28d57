"""The picture of a stack's sizes: its feature maps in a row.

*Defines* `strip_picture`.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.latex.drawing import Figure
from symconv.theorems.figures.layer_words import layer_words
from symconv.theorems.figures.network_strip import Block, network_strip
from symconv.theorems.shapes import Sizes

CAPTION = (
    "The feature maps: height and depth of a block as rows and columns, its thickness as the root "
    "of the number of channels."
)


def strip_picture(found: Sequence[Sizes]) -> tuple[Figure, ...]:
    """Return the strip of the input and the maps behind every stage; none where one is a symbol."""
    if not all(sizes.is_numeric for sizes in found):
        return ()
    rank = len(found[0].values)
    return network_strip([_block(sizes, rank) for sizes in found], CAPTION)


def _block(sizes: Sizes, rank: int) -> Block:
    words = layer_words(sizes.stage, rank) if sizes.stage else ""
    return Block(int(sizes.channels), tuple(map(int, sizes.values)), words)
