"""A network as a strip of blocks: one for each feature map, as high as it is and as thick as deep.

*Defines* `Block` and `network_strip`. Heights follow the number of rows, widths seen from the side
the number of columns, thicknesses the square root of the number of channels; an arrow between two
blocks names the layer. Vectors are thin bars. A long network goes on in a second line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from symconv.latex.drawing import Drawing, Figure, Label, Path, Point, Shape, Style
from symconv.latex.drawing.measure import text_width

MOST_BLOCKS = 24
_PAGE = 160.0
_TALL, _THICK = 24.0, 9.0
_DEPTH = (0.22, 0.14)
_ARROW, _GAP = 8.0, 1.5
_SMALL = 7.0
_LINE = 4.0


@dataclass(frozen=True)
class Block:
    """A feature map: channels (0 for none named), its spatial sizes, and the layer before it."""

    channels: int
    size: tuple[int, ...]
    layer: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The shape in one or two lines: channels, and spatial sizes."""
        spatial = r" \times ".join(map(str, self.size))
        return tuple(f"${part}$" for part in (str(self.channels or ""), spatial) if part)


@dataclass(frozen=True)
class _Slot:
    """A block with its room on the page: thickness, height, depth, and the room before it."""

    block: Block
    thick: float
    high: float
    deep: float

    @property
    def layer(self) -> tuple[str, ...]:
        """The words at the arrow, one line for each part."""
        return tuple(self.block.layer.split(", ")) if self.block.layer else ()

    @property
    def before(self) -> float:
        """The room of the arrow."""
        words = max((text_width(part, _SMALL) for part in self.layer), default=0.0)
        return max(_ARROW, words + 2.0) + 2 * _GAP if self.layer else 0.0

    @property
    def own(self) -> float:
        """The width of the block, or of its words."""
        words = max(text_width(part, _SMALL) for part in self.block.words)
        return max(self.thick + self.deep * _DEPTH[0], words)


def network_strip(blocks: Sequence[Block], caption: str) -> tuple[Figure, ...]:
    """Return the figure of feature maps in order, the input first; none for more than 24.

    >>> maps = [Block(3, (32, 32)), Block(8, (16, 16), "conv 3, stride 2"), Block(10, (), "linear")]
    >>> (figure,) = network_strip(maps, "A small network.")
    >>> figure.alternative
    'Feature maps from left to right. input 3 × 32 × 32; conv 3, stride 2: 8 × 16 × 16; linear: 10.'
    """
    if len(blocks) > MOST_BLOCKS:
        return ()
    lines = _lines(_slots(blocks))
    widths = [sum(slot.before + slot.own for slot in line) for line in lines]
    shapes: list[Shape] = []
    height = 0.0
    for line in reversed(lines):
        shapes += _strip(line, height + 2 * _LINE)
        height += 3 * _LINE + _height(line)
    drawing = Drawing(max(widths) + 2.0, height - _LINE + 1.0, tuple(shapes))
    return (Figure(drawing, caption, _said(blocks)),)


def _slots(blocks: Sequence[Block]) -> list[_Slot]:
    tallest = max((block.size[0] for block in blocks if block.size), default=1)
    deepest = max((block.channels for block in blocks if block.size), default=0)
    longest = max((block.channels for block in blocks if not block.size), default=1)
    slots = []
    for block in blocks:
        if not block.size:
            slots.append(_Slot(block, 1.2, max(2.0, _TALL * sqrt(block.channels / longest)), 0.0))
            continue
        scale = _TALL / tallest
        share = block.channels / deepest if block.channels else 0.1
        thick = max(0.8, _THICK * sqrt(share))
        deep = block.size[-1] * scale if len(block.size) > 1 else 0.0
        slots.append(_Slot(block, thick, max(0.8, block.size[0] * scale), min(deep, 2 * _TALL)))
    return slots


def _lines(slots: Sequence[_Slot]) -> list[list[_Slot]]:
    """Break the strip into as few lines as fit a page, about equally long ones."""
    fewest = len(_broken(slots, _PAGE))
    width = sum(slot.before + slot.own for slot in slots) / fewest
    while width < _PAGE and len(_broken(slots, width)) > fewest:
        width += 2.0
    return _broken(slots, min(width, _PAGE))


def _broken(slots: Sequence[_Slot], width: float) -> list[list[_Slot]]:
    """Break the strip wherever a line would be longer than ``width``."""
    lines: list[list[_Slot]] = [[]]
    room = width
    for slot in slots:
        need = slot.before + slot.own
        if need > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].append(slot)
        room -= need
    return lines


def _height(line: Sequence[_Slot]) -> float:
    """Return the height of a line of blocks: that of the highest, or of the words at an arrow."""
    words = max(len(slot.layer) for slot in line)
    highest = max(slot.high + 2 * slot.deep * _DEPTH[1] for slot in line)
    return max(highest, _LINE * 2 * max(1, words - 1))


def _strip(line: Sequence[_Slot], bottom: float) -> Iterator[Shape]:
    """Draw one line; blocks stand around one middle, with their shapes on one line below."""
    middle, x = bottom + _height(line) / 2, 1.0
    for slot in line:
        if slot.layer:
            ends = (x + _GAP, middle), (x + slot.before - _GAP, middle)
            yield Path(ends, Style("muted", width=0.8), arrow=True)
            for part, word in enumerate(slot.layer):
                y = middle + 2.3 if part == 0 else middle - 2.3 - _LINE * 0.75 * (part - 1)
                yield Label((x + slot.before / 2, y), word, size=_SMALL)
        x += slot.before
        left = x + (slot.own - slot.thick - slot.deep * _DEPTH[0]) / 2
        yield from _block(slot, (left, middle))
        for number, word in enumerate(slot.block.words):
            yield Label((x + slot.own / 2, bottom - 2.0 - _LINE * 0.8 * number), word, size=_SMALL)
        x += slot.own


def _block(slot: _Slot, at: Point) -> Iterator[Shape]:
    """Draw a box: its front, its top and its side."""
    left, middle = at
    right, low, high = left + slot.thick, middle - slot.high / 2, middle + slot.high / 2
    dx, dy = slot.deep * _DEPTH[0], slot.deep * _DEPTH[1]
    front = (left, low), (right, low), (right, high), (left, high)
    top = (left, high), (right, high), (right + dx, high + dy), (left + dx, high + dy)
    side = (right, low), (right + dx, low + dy), (right + dx, high + dy), (right, high)
    if slot.deep:
        yield Path(top, Style("accent", "softer", 0.5), closed=True)
        yield Path(side, Style("accent", "hue1", 0.5), closed=True)
    yield Path(front, Style("accent", "soft", 0.5), closed=True)


def _said(blocks: Sequence[Block]) -> str:
    shapes = (
        " × ".join(map(str, ([b.channels] if b.channels else []) + [*b.size])) for b in blocks
    )
    said = (
        f"{block.layer}: {shape}" if block.layer else f"input {shape}"
        for block, shape in zip(blocks, shapes, strict=True)
    )
    return f"Feature maps from left to right. {'; '.join(said)}."
