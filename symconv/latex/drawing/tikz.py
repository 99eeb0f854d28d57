r"""Drawings as TikZ pictures, for pdflatex with texlive-pictures.

*Defines* `write` and `PREAMBLE`. A picture uses the colours that the preamble defines once, so one
place changes them all. An image stands in the picture as hexadecimal digits: no other file is read.
"""

from __future__ import annotations

from symconv.latex.drawing.model import Circle, Drawing, Label, Path, Raster, Shape, Style
from symconv.latex.drawing.palette import names_tex
from symconv.latex.drawing.placing import arrow, baseline, number, pixels
from symconv.latex.drawing.words import runs
from symconv.latex.inline.markup import parse_sentence
from symconv.latex.inline.tex_text import inlines

PREAMBLE = "\\usepackage{tikz}\n" + names_tex()
"""What a document needs before the first picture."""

_ANCHORS = {"left": "base east", "right": "base west"}
_ROW = 100


def write(drawing: Drawing) -> str:
    r"""Return a drawing as a ``tikzpicture``.

    >>> print(write(Drawing(20, 10, (Path(((0, 0), (20, 10))),))))
    \begin{tikzpicture}[x=1mm,y=1mm,line join=round]
    \useasboundingbox (0,0) rectangle (20,10);
    \path[draw=figink,line width=0.6pt] (0,0) -- (20,10);
    \end{tikzpicture}
    """
    corner = f"({number(drawing.width)},{number(drawing.height)})"
    lines = [
        r"\begin{tikzpicture}[x=1mm,y=1mm,line join=round]",
        rf"\useasboundingbox (0,0) rectangle {corner};",
        *(line for shape in drawing.shapes for line in _shape(shape)),
        r"\end{tikzpicture}",
    ]
    return "\n".join(lines)


def _shape(shape: Shape) -> list[str]:
    match shape:
        case Path():
            return [_path(path) for path in arrow(shape)]
        case Circle((x, y), radius, style):
            where = f"({number(x)},{number(y)}) circle[radius={number(radius)}]"
            return [rf"\path[{_painted(style)}] {where};"]
        case Label():
            return [_label(shape)]
        case Raster():
            return _raster(shape)


def _path(path: Path) -> str:
    points = " -- ".join(f"({number(x)},{number(y)})" for x, y in path.points)
    return rf"\path[{_painted(path.style)}] {points}{' -- cycle' if path.closed else ''};"


def _painted(style: Style) -> str:
    said = []
    if style.stroke is not None:
        said += [f"draw=fig{style.stroke}", f"line width={number(style.width)}pt"]
        said += ["dash pattern=on 3pt off 2pt"] if style.dashed else []
    said += [f"fill=fig{style.fill}"] if style.fill is not None else []
    return ",".join(said)


def _label(label: Label) -> str:
    runs(label.text)  # what the other writer cannot show is refused here too
    x, y = baseline(label)
    size = number(label.size)
    options = (
        f"anchor={_ANCHORS.get(label.anchor, 'base')}",
        "inner sep=0pt",
        f"text=fig{label.role}",
        rf"font=\fontsize{{{size}}}{{{size}}}\selectfont",
    )
    words = inlines(parse_sentence(label.text))
    return rf"\node[{','.join(options)}] at ({number(x)},{number(y)}) {{{words}}};"


def _raster(raster: Raster) -> list[str]:
    """Return an image as an object of the PDF, and a box that shows it."""
    width, height, grey = pixels(raster)
    digits = grey.hex()
    rows = [digits[at : at + _ROW] for at in range(0, len(digits), _ROW)]
    x, y = (number(value) for value in raster.corner)
    wide, high = (number(value / 25.4 * 72) for value in (raster.width, raster.height))
    head = (
        rf"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/ASCIIHexDecode"
    )
    return [
        rf"\node[anchor=south west,inner sep=0pt] at ({x},{y}) {{\pdfcompresslevel=0 %",
        rf"\immediate\pdfobj stream attr{{{head}}}{{%",
        *(f"{row}%" for row in rows),
        r">}\setbox0=\hbox to "
        rf"{number(raster.width)}mm{{\vbox to {number(raster.height)}mm{{}}%",
        rf"\pdfliteral{{q {wide} 0 0 {high} 0 0 cm /Image Do Q}}\hss}}%",
        r"\pdfxform resources{/XObject<</Image \the\pdflastobj\space 0 R>>}0 %",
        r"\pdfrefxform\pdflastxform};",
    ]
