"""One drawing, two spellings: SVG and TikZ say the same, and hostile words stay words."""

import re
import struct
import zlib
from base64 import b64decode
from itertools import product
from math import hypot, inf, nan
from xml.etree import ElementTree

import pytest

from symconv.errors import SymconvError
from symconv.latex.drawing import Circle, Drawing, Figure, Label, Path, Raster, Style, svg, tikz
from symconv.latex.drawing.measure import text_width
from symconv.latex.drawing.palette import DARK, LIGHT, names_tex
from symconv.latex.drawing.placing import arrow, number
from symconv.latex.drawing.words import runs

HOSTILE = (
    "</text><script>alert(1)</script>",
    '"><b onload="x" & <!-- ]]> ',
    r"100% of a_b ^ ~ # & { } \input{/etc/passwd} \end{tikzpicture}",
    "; \\node at (0,0) {x}; %",
)
GREY = ((0, 64, 255), (255, 128, 7))


def drawn(*shapes: object) -> Drawing:
    return Drawing(100, 50, shapes)  # type: ignore[arg-type]


def element(shape: object) -> ElementTree.Element:
    """The SVG of one shape."""
    root = ElementTree.fromstring(svg.write(drawn(shape), "Something.", inline=True))
    return root[-1]


def test_a_picture_names_and_describes_itself() -> None:
    figure = Figure(drawn(), "", "A < B. It shows   a cone.\nAnd more.")
    root = ElementTree.fromstring(figure.svg(inline=True))
    assert (root.get("role"), root[0].tag, root[1].tag) == ("img", "title", "desc")
    assert (root[0].text, root[1].text) == ("A < B.", "It shows a cone. And more.")
    assert root.get("viewBox") == "0 0 1000 500"
    assert figure._repr_svg_() == figure.svg()


def test_y_goes_up_in_a_drawing_and_down_in_svg() -> None:
    circle = element(Circle((10, 20), 3))
    assert [circle.get(k) for k in ("cx", "cy", "r")] == ["100", "300", "30"]
    assert element(Path(((0, 0), (10, 50)))).get("points") == "0,500 100,0"
    assert "(10,20) circle[radius=3];" in tikz.write(drawn(Circle((10, 20), 3)))


def test_styles_are_said_in_both_spellings() -> None:
    shape = Path(((0, 0), (1, 0), (1, 1)), Style("warn", "soft", 1.5, dashed=True), closed=True)
    polygon = element(shape)
    assert polygon.tag == "polygon"
    assert polygon.get("style") == "fill:var(--soft);stroke:var(--warn)"
    assert (polygon.get("fill"), polygon.get("stroke")) == (
        f"#{LIGHT['soft']}",
        f"#{LIGHT['warn']}",
    )
    assert polygon.get("stroke-dasharray") == "10.54 7.03"
    said = r"\path[draw=figwarn,line width=1.5pt,dash pattern=on 3pt off 2pt,fill=figsoft]"
    assert f"{said} (0,0) -- (1,0) -- (1,1) -- cycle;" in tikz.write(drawn(shape))
    bare = element(Path(((0, 0), (1, 0)), Style(None, None)))
    assert (bare.get("fill"), bare.get("stroke"), bare.get("style")) == ("none", None, None)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    root = ElementTree.fromstring(svg.write(drawn(Label((5, 5), words)), words, inline=True))
    assert {node.tag for node in root.iter()} <= {"svg", "title", "desc", "style", "text", "tspan"}
    assert "".join(root[-1].itertext()) == words
    picture = tikz.write(drawn(Label((5, 5), words)))
    assert picture.count(r"\node") == 1
    assert r"\input{" not in picture
    assert picture.count(r"\end{tikzpicture}") == 1
    assert not re.search(r"(?<!\\)[%#&]", picture)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (r"$\input{x}$", "cannot be used"),
        (r"$\begin{matrix}1&2\end{matrix}$", "a matrix cannot stand in a label"),
        (r"$\binom{n}{k}$", "a binomial cannot stand in a label"),
        ("a $ b", "without its partner"),
        ("中", r"U\+4E2D"),
        ("a\nb", r"U\+000A cannot be printed in a label"),
    ],
)
def test_what_one_spelling_refuses_the_other_refuses(words: str, said: str) -> None:
    for write in (tikz.write, lambda drawing: svg.write(drawing, "")):
        with pytest.raises(SymconvError, match=said):
            write(drawn(Label((5, 5), words)))


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"H' \times 2", "H′\u2009×\u20092"),
        (r"\frac{n + 2p - k}{s}", "(n\u2009+\u20092p\u2009−\u2009k)/s"),
        (r"\left\lfloor x \right\rfloor", "⌊x⌋"),
        (r"-1 \le (-x)", "−1\u2009≤\u2009(−x)"),
        (r"\sqrt{2} \sqrt{a+b}", "√2√(a\u2009+\u2009b)"),
        (r"\hat{x}_{i,j}^{2}", "x\u0302i,j2"),
        (r"\sum_{l=1}^{L} k_l", "∑l=1Lkl"),
    ],
)
def test_mathematics_is_laid_on_a_line(latex: str, text: str) -> None:
    assert "".join(run.text for run in runs(f"${latex}$")) == text


def test_signs_in_scripts_are_escaped() -> None:
    text = element(Label((0, 0), "$x_{a<b}$ & $<$"))
    assert "".join(text.itertext()).startswith("xa<b & <")


def test_letters_slant_and_scripts_move() -> None:
    x, index, power, gamma, name = runs(r"$x_i^2 \Gamma \operatorname{ab}$")
    assert (x.italic, index.italic, power.italic, gamma.italic, name.italic) == (
        True, True, False, False, False,
    )  # fmt: skip
    assert index.rise < 0 < power.rise
    assert index.scale == power.scale < x.scale == 1
    text = element(Label((0, 0), "$x_i^2 a$", size=10))
    moves = [float(node.get("dy", 0)) for node in text]
    assert sum(moves) == pytest.approx(0, abs=0.05)  # back on the baseline


def test_labels_at_one_height_share_a_baseline() -> None:
    texts = ("a", "Ag", "$x^2$")
    assert len({element(Label((1, 9), text)).get("y") for text in texts}) == 1
    ends = {
        a: element(Label((5, 5), "a", a)).get("text-anchor") for a in ("left", "right", "above")
    }  # type: ignore[arg-type]
    assert ends == {"left": "end", "right": "start", "above": "middle"}
    above, below = (float(element(Label((5, 5), "a", a)).get("y", 0)) for a in ("above", "below"))  # type: ignore[arg-type]
    assert above < 450 < below


@pytest.mark.parametrize("end", [(30.0, 0.0), (0.0, 30.0), (-3.0, -4.0), (0.1, 0.0)])
def test_an_arrow_ends_at_its_last_point(end: tuple[float, float]) -> None:
    line, head = arrow(Path(((0, 0), end), Style("accent", width=1), arrow=True))
    tip, left, right = head.points
    length, along = hypot(*end), tuple(c / hypot(*end) for c in end)
    assert tip == end
    assert hypot(*line.points[-1]) < length
    for x, y in (left, right):
        assert -1e-9 <= x * along[0] + y * along[1] < length
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    assert middle[0] * along[1] == pytest.approx(middle[1] * along[0])
    assert head.style == Style(None, "accent")


def test_an_image_is_a_png_of_its_values() -> None:
    image = element(Raster((10, 20), 30, 15, GREY))
    assert [image.get(k) for k in ("x", "y", "width", "height")] == ["100", "150", "300", "150"]
    data = b64decode(image.get("href", "").removeprefix("data:image/png;base64,"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    assert struct.unpack(">IIBB", chunks[b"IHDR"][:10]) == (3, 2, 8, 0)
    rows = zlib.decompress(chunks[b"IDAT"])
    assert [rows[0], *rows[1:4], rows[4], *rows[5:8]] == [0, *GREY[0], 0, *GREY[1]]
    digits = "".join(f"{value:02x}" for row in GREY for value in row)
    assert f"\n{digits}%\n>" in tikz.write(drawn(Raster((10, 20), 30, 15, GREY)))


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (Circle((nan, 0), 1), "must be finite, not nan"),
        (Path(((0, 0), (inf, 0))), "must be finite, not inf"),
        (Path(((1, 1), (1, 1)), arrow=True), "two different points"),
        (Raster((0, 0), 1, 1, ((1,), (1, 2))), "have one length"),
        (Raster((0, 0), 1, 1, ()), "at least one pixel"),
        (Raster((0, 0), 1, 1, ((256,),)), "range"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_an_error(shape: object, said: str) -> None:
    for write in (tikz.write, lambda drawing: svg.write(drawing, "")):
        with pytest.raises(ValueError, match=said):
            write(drawn(shape))


@pytest.mark.parametrize("value", [0.0, -0.004, 1.005, 12.0, -3.5, 1e-9, 1234.567])
def test_numbers_have_two_decimals_and_no_exponent(value: float) -> None:
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", number(value))
    assert number(value) != "-0"
    assert abs(float(number(value)) - value) <= 0.005 + 1e-12


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_are_readable_on_every_area(colours: dict[str, str]) -> None:
    areas = [role for role in colours if role.startswith(("soft", "page", "hue"))]
    for word, area in product(("ink", "muted", "accent", "second", "warn"), areas):
        low, high = sorted(luminance(colours[role]) for role in (word, area))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (word, area)


def test_every_role_has_a_colour_everywhere() -> None:
    assert set(LIGHT) == set(DARK)
    assert len({*LIGHT.values()}) == len({*DARK.values()}) == len(LIGHT)
    style = svg.write(drawn(), "")
    for role in LIGHT:
        assert f"{{fig{role}}}" in names_tex()
        assert style.count(f"--{role}:#") == 2


def test_widths_are_near_enough() -> None:
    """Latin Modern at 10 pt sets ten digits 50 pt wide; scripts are smaller."""
    assert text_width("0123456789", 10) == pytest.approx(50 * 25.4 / 72.27)
    assert text_width("$x^{2}$") < text_width("$x2$")
