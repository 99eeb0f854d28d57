"""A drawing with what a document needs around it.

*Defines* `Figure`.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.latex.drawing import svg, tikz
from symconv.latex.drawing.model import Drawing


@dataclass(frozen=True)
class Figure:
    """A drawing, its caption, and its alternative for those who cannot see it.

    ``caption`` is printed below (words, with mathematics between dollar signs); ``alternative`` is
    plain words and says what the picture shows; its first sentence names the picture.

    >>> Figure(Drawing(10, 10, ()), caption="An empty page.", alternative="Nothing.").caption
    'An empty page.'
    """

    drawing: Drawing
    caption: str
    alternative: str

    def svg(self, *, inline: bool = False) -> str:
        """Return the picture as SVG; ``inline`` for a place within HTML."""
        return svg.write(self.drawing, self.alternative, inline=inline)

    def tikz(self) -> str:
        """Return the picture as TikZ; a document needs `symconv.latex.drawing.tikz.PREAMBLE`."""
        return tikz.write(self.drawing)

    def _repr_svg_(self) -> str:
        return self.svg()
