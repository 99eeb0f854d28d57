"""Figures: one model of a drawing for every document that shows it."""

from symconv.latex.drawing.figure import Figure
from symconv.latex.drawing.model import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Path,
    Point,
    Raster,
    Role,
    Shape,
    Style,
)

__all__ = [
    "Anchor",
    "Circle",
    "Drawing",
    "Figure",
    "Label",
    "Path",
    "Point",
    "Raster",
    "Role",
    "Shape",
    "Style",
]
