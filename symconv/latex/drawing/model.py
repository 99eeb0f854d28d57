r"""Drawings as data: what a figure consists of, before TikZ or SVG spells it.

Coordinates are millimetres on the page, x to the right, y upwards, the origin at the lower left
corner of the drawing. Colours are roles, never values, so that a dark page, a light page and a
printout each give them their own: ``ink`` for what is read, ``muted`` for grids and axes,
``accent`` and ``second`` to tell two things apart, ``warn`` for what is wrong, ``soft`` and
``softer`` for areas; ``hue1`` to ``hue8`` for areas that only need to differ from their neighbours.
A figure never says anything by colour alone.

One model serves both writers, so a picture in the PDF and the picture in the HTML cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Role = Literal[
    "ink", "muted", "accent", "second", "warn", "soft", "softer", "page",
    "hue1", "hue2", "hue3", "hue4", "hue5", "hue6", "hue7", "hue8",
]  # fmt: skip
Anchor = Literal["center", "left", "right", "above", "below"]


@dataclass(frozen=True)
class Style:
    """How a shape is drawn: the roles of its stroke and its fill, its width in points.

    >>> Style(stroke="accent", dashed=True).fill is None
    True
    """

    stroke: Role | None = "ink"
    fill: Role | None = None
    width: float = 0.6
    dashed: bool = False


@dataclass(frozen=True)
class Path:
    """Straight segments through points: a polygon if ``closed``, with a head if ``arrow``."""

    points: tuple[Point, ...]
    style: Style = Style()
    closed: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Circle:
    """A circle about ``center`` with a radius in millimetres."""

    center: Point
    radius: float
    style: Style = Style()


@dataclass(frozen=True)
class Label:
    r"""Words, with mathematics between dollar signs (``"size $W$"``), at a point.

    ``anchor`` says where the label lies as seen from the point: ``"left"`` puts it to the left.
    ``size`` is in points.
    """

    at: Point
    text: str
    anchor: Anchor = "center"
    size: float = 9.0
    role: Role = "ink"


@dataclass(frozen=True)
class Raster:
    """A grey image: rows of values from 0 (black) to 255 (white), the first row on top.

    ``corner`` is the lower left corner and ``width`` and ``height`` are in millimetres.
    """

    corner: Point
    width: float
    height: float
    rows: tuple[tuple[int, ...], ...]


Shape = Path | Circle | Label | Raster


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are painted, on a canvas of width × height millimetres."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
