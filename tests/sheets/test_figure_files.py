"""Figures as files: one SVG and one TikZ file each, which stand on their own."""

import shutil
from dataclasses import replace
from xml.etree import ElementTree

import hand_built
import pytest

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
