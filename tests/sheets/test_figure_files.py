"""Figures as files: one SVG and one TikZ file each, which stand on their own."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import hand_built
import pytest

from symconv.latex.drawing import Drawing, Figure, Raster
from symconv.sheets.figure_files import figure_files
from symconv.sheets.pdf import compile_tex


def test_each_figure_is_two_files_those_of_lemmas_first() -> None:
    lemma = replace(hand_built.lemma(), figures=(hand_built.picture(),))
    files = figure_files(replace(hand_built.double(), lemmas={"same": lemma}))
    assert list(files) == ["lemma-1.svg", "lemma-1.tex", "double-2.svg", "double-2.tex"]
    assert ElementTree.fromstring(files["double-2.svg"]).get("role") == "img"
    assert figure_files(hand_built.lemma()) == {}


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_a_document_that_loads_tikz_can_input_the_file() -> None:
    head = (
        rb"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern,tikz}"
        b"\n\\begin{document}\n"
    )
    body = figure_files(hand_built.double())["double-1.tex"]
    pdf, log = compile_tex(head + body + rb"\end{document}")
    assert pdf.startswith(b"%PDF")
    assert "Missing character" not in log


@pytest.mark.skipif(
    shutil.which("pdflatex") is None or shutil.which("pdftoppm") is None,
    reason="pdflatex or pdftoppm is not installed",
)
def test_the_first_row_of_an_image_is_on_top_of_the_page(tmp_path: Path) -> None:
    """Rendered by another program and looked at: black above left, white beside it, grey below."""
    image = Raster((0, 0), 40, 40, ((0, 255), (100, 200)))
    figure = Figure(Drawing(40, 40, (image,)), "An image.", "An image.")
    picture = figure_files(replace(hand_built.lemma(), figures=(figure,)))["lemma-1.tex"]
    head = rb"\documentclass{article}\usepackage{tikz}\begin{document}"
    page = (
        rb"\pdfpagewidth=40mm\pdfpageheight=40mm\pdfhorigin=0pt\pdfvorigin=0pt"
        rb"\shipout\vbox{\hoffset=0pt\voffset=0pt\hbox{"
    )
    document = head + page + picture + rb"}}\end{document}"
    pdf, _ = compile_tex(document)
    (tmp_path / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", "127", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    kind, size, most, grey = (tmp_path / "page.pgm").read_bytes().split(b"\n", 3)
    wide, high = map(int, size.split())
    assert (kind, most) == (b"P5", b"255")
    assert (wide, high) == pytest.approx((200, 200), abs=2)
    seen = [grey[row * wide + column] for row in (50, 150) for column in (50, 150)]
    assert seen == pytest.approx([0, 255, 100, 200], abs=3)
