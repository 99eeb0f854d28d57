"""The TeX document compiles, and nothing in it is wider than the page."""

import re
import shutil
import time
from pathlib import Path

import pytest

from symconv.errors import MissingTool
from symconv.sheets.pdf import TexError, compile_tex
from symconv.sheets.problem import Show
from symconv.sheets.spec import load
from symconv.sheets.tex import render

needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")


@needs_tex
@pytest.mark.parametrize("show", ["questions", "solutions", "key"])
def test_the_document_compiles_without_overfull_boxes(show: Show, spec: Path) -> None:
    sheet = load(spec)
    pdf, log = compile_tex(render(sheet, tuple(sheet.solve()), show))
    assert pdf.startswith(b"%PDF")
    overfull = [float(width) for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert [width for width in overfull if width > 2] == []
    assert "undefined" not in log
    assert "Missing character" not in log


@needs_tex
def test_the_pdf_has_the_same_bytes_again(spec: Path) -> None:
    sheet = load(spec)
    document = render(sheet, tuple(sheet.solve()), "key")
    assert compile_tex(document)[0] == compile_tex(document)[0]


@needs_tex
def test_a_document_that_does_not_compile_is_one_error() -> None:
    with pytest.raises(TexError, match=r"TeX stopped: .*Undefined control sequence"):
        compile_tex(rb"\documentclass{article}\begin{document}\nonsense\end{document}")


@needs_tex
def test_a_document_cannot_run_programs_or_write_elsewhere(tmp_path: Path) -> None:
    target = tmp_path / "written"
    body = rf"\immediate\write18{{touch {target}}}x"
    compile_tex(rb"\documentclass{article}\begin{document}" + body.encode() + rb"\end{document}")
    assert not target.exists()
    body = rf"\newwrite\f\immediate\openout\f={target}.tex x"
    with pytest.raises(TexError, match="TeX stopped"):
        compile_tex(
            rb"\documentclass{article}\begin{document}" + body.encode() + rb"\end{document}"
        )
    assert list(tmp_path.iterdir()) == []


@needs_tex
def test_a_missing_package_is_named_with_what_to_install() -> None:
    with pytest.raises(MissingTool, match="lacks a package") as caught:
        compile_tex(
            rb"\documentclass{article}\usepackage{nosuchpackage}\begin{document}\end{document}"
        )
    assert "texlive-latex-extra" in caught.value.remedy


def test_without_tex_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingTool, match="no TeX engine found") as caught:
        compile_tex(b"")
    assert "apt-get install" in caught.value.remedy


@needs_tex
def test_pdflatex_alone_is_enough(monkeypatch: pytest.MonkeyPatch, spec: Path) -> None:
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "latexmk" else real(name))
    sheet = load(spec)
    pdf, log = compile_tex(render(sheet, tuple(sheet.solve()), "solutions"))
    assert pdf.startswith(b"%PDF")
    assert not re.search(r"Rerun (to get|LaTeX)", log)


@needs_tex
def test_an_endless_document_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("symconv.sheets.pdf.TIMEOUT", 2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    endless = rb"\documentclass{article}\begin{document}\def\a{\a}\a\end{document}"
    with pytest.raises(TexError, match="did not finish"):
        compile_tex(endless)
    assert list(tmp_path.iterdir()) == []
    until = time.monotonic() + 20  # a killed process takes a moment to be gone
    while (left := _running_in(tmp_path)) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def _running_in(folder: Path) -> list[str]:
    found = map(_folder, Path("/proc").glob("[0-9]*"))
    return [place for place in found if str(folder) in place]


def _folder(process: Path) -> str:
    """Return where a process runs, if it is ours to see and still there."""
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""
