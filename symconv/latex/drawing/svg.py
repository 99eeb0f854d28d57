"""Drawings as SVG: one element without ids, scripts or outside files.

*Defines* `write`. Colours are CSS custom properties (``--ink`` and so on) that the element brings
along for light and for dark pages; beside each stands the light value, for programs that know no
CSS. The picture is as wide as the drawing says, and narrower where there is less room. Units of the
``viewBox`` are tenths of a millimetre, since browsers enlarge fonts below a few units.
"""

from __future__ import annotations

import re
from html import escape

from symconv.latex.drawing.model import Circle, Drawing, Label, Path, Raster, Role, Shape, Style
from symconv.latex.drawing.palette import DARK, LIGHT
from symconv.latex.drawing.placing import POINT, arrow, baseline, number
from symconv.latex.drawing.png import data_uri
from symconv.latex.drawing.words import Run, runs

_UNIT = 10
_FONTS = "LM Roman,Latin Modern Roman,LM Math,STIX Two Text,Cambria,Times New Roman,serif"
_ENDS = {"left": "end", "right": "start"}
_SPACE = ' xmlns="http://www.w3.org/2000/svg"'


def write(drawing: Drawing, alternative: str, *, inline: bool = False) -> str:
    """Return a drawing as an ``<svg>`` element that says ``alternative`` to screen readers.

    ``inline`` leaves out the namespace, which HTML does not need.

    >>> write(Drawing(20, 10, ()), "An empty page.", inline=True)[:59]
    '<svg class="symconv-figure" role="img" viewBox="0 0 200 100'
    """
    width, height = drawing.width, drawing.height
    head = (
        f'<svg{"" if inline else _SPACE} class="symconv-figure" role="img" '
        f'viewBox="0 0 {_number(width)} {_number(height)}" '
        f'width="{number(width)}mm" height="{number(height)}mm">'
    )
    body = (_shape(shape, height) for shape in drawing.shapes)
    return "\n".join([head, *_said(alternative), _style(), *body, "</svg>"])


def _said(alternative: str) -> list[str]:
    """Name the picture by the first sentence, and describe it by the others."""
    name, *rest = re.split(r"(?<=[.!?])\s+", " ".join(alternative.split()), maxsplit=1)
    said = [f"<title>{escape(name)}</title>"]
    return said + [f"<desc>{escape(text)}</desc>" for text in rest]


def _style() -> str:
    light, dark = (
        "".join(f"--{role}:#{value};" for role, value in colours.items())
        for colours in (LIGHT, DARK)
    )
    return (
        f"<style>.symconv-figure{{{light}max-width:100%;height:auto;background:var(--page)}}"
        f"@media screen and (prefers-color-scheme:dark){{.symconv-figure{{{dark}}}}}</style>"
    )


def _shape(shape: Shape, height: float) -> str:
    match shape:
        case Path():
            return "".join(_path(path, height) for path in arrow(shape))
        case Circle((x, y), radius, style):
            place = f'cx="{_number(x)}" cy="{_number(height - y)}" r="{_number(radius)}"'
            return f"<circle {place}{_painted(style)}/>"
        case Label():
            return _label(shape, height)
        case Raster():
            return _raster(shape, height)


def _path(path: Path, height: float) -> str:
    points = " ".join(f"{_number(x)},{_number(height - y)}" for x, y in path.points)
    tag = "polygon" if path.closed else "polyline"
    return f'<{tag} points="{points}"{_painted(path.style)}/>'


def _label(label: Label, height: float) -> str:
    x, y = baseline(label)
    end = _ENDS.get(label.anchor, "middle")
    size = label.size * POINT
    paint = _painted(Style(stroke=None, fill=label.role))
    return (
        f'<text x="{_number(x)}" y="{_number(height - y)}" font-size="{_number(size)}" '
        f'font-family="{_FONTS}" text-anchor="{end}"{paint}>'
        f"{_spans(runs(label.text), size)}</text>"
    )


def _spans(found: tuple[Run, ...], size: float) -> str:
    """Return runs as spans, each moved from the height of the one before."""
    spans, height = "", 0.0
    for run in found:
        style = ' font-style="italic"' if run.italic else ""
        style += f' font-size="{_number(run.scale * size)}"' if run.scale != 1 else ""
        style += f' dy="{_number((height - run.rise) * size)}"' if run.rise != height else ""
        height = run.rise
        spans += f"<tspan{style}>{escape(run.text)}</tspan>" if style else escape(run.text)
    return spans


def _raster(raster: Raster, height: float) -> str:
    x, y = raster.corner
    return (
        f'<image x="{_number(x)}" y="{_number(height - y - raster.height)}" '
        f'width="{_number(raster.width)}" height="{_number(raster.height)}" '
        f'preserveAspectRatio="none" style="image-rendering:pixelated" href="{data_uri(raster)}"/>'
    )


def _painted(style: Style) -> str:
    """Return the attributes of a shape: the light colours, and the custom properties over them."""
    roles = {"fill": style.fill, "stroke": style.stroke}
    said = "".join(_coloured(what, role) for what, role in roles.items() if role)
    said += "" if style.fill else ' fill="none"'
    if style.stroke:
        said += f' stroke-width="{_number(style.width * POINT)}" stroke-linejoin="round"'
    if style.stroke and style.dashed:
        said += f' stroke-dasharray="{_number(3 * POINT)} {_number(2 * POINT)}"'
    over = ";".join(f"{what}:var(--{role})" for what, role in roles.items() if role)
    return said + (f' style="{over}"' if over else "")


def _coloured(what: str, role: Role) -> str:
    return f' {what}="#{LIGHT[role]}"'


def _number(millimetres: float) -> str:
    return number(millimetres * _UNIT)
