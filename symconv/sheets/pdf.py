r"""A sheet as PDF, by the TeX engine that is installed.

*Defines* `render` and `compile_tex`. latexmk is used if found, else pdflatex, in a folder of its
own, without shell escape and without the right to write anywhere else. Dates and file ids are left
out, so equal sheets have equal bytes with one TeX installation.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from symconv.errors import MissingTool, SymconvError
from symconv.sheets.problem import Part, Sheet, Show
from symconv.sheets.tex import render as render_tex

TIMEOUT = 120
INSTALL = "apt-get install texlive-latex-extra lmodern latexmk"

_FLAGS = ("-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error")
_PASSES = 3
_RERUN = re.compile(r"Rerun (to get|LaTeX)")
_ENVIRONMENT = {
    "openout_any": "p",
    "openin_any": "p",
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
    "max_print_line": "1000",
}


class TexError(SymconvError):
    """The TeX engine stopped on a document that should compile."""

    code: ClassVar[str] = "SC902"


def render(sheet: Sheet, parts: Sequence[Part], show: Show) -> bytes:
    """Return the PDF; raise MissingTool where there is no TeX, TexError where it fails."""
    return compile_tex(render_tex(sheet, parts, show))[0]


def compile_tex(document: bytes) -> tuple[bytes, str]:
    """Compile a document; return the PDF and the log of the last run.

    Raises MissingTool when neither latexmk nor pdflatex is found, or when a package of the
    document is not installed.
    """
    if shutil.which("pdflatex") is None:
        raise MissingTool("no TeX engine found", remedy=f"install one: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="symconv-tex-") as name:
        folder = Path(name)
        (folder / "sheet.tex").write_bytes(document)
        output = _run(folder)
        log = folder / "sheet.log"
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else output
        pdf = folder / "sheet.pdf"
        if not pdf.exists():
            raise _failure(text)
        return pdf.read_bytes(), text


def _run(folder: Path) -> str:
    """Run the engine until references are settled; return what it printed."""
    if shutil.which("latexmk"):
        latexmk = ["latexmk", "-norc", "-pdf", "-pdflatex=pdflatex %O %S", *_FLAGS, "sheet.tex"]
        return _call(latexmk, folder)
    output = ""
    for _ in range(_PASSES):
        output = _call(["pdflatex", *_FLAGS, "sheet.tex"], folder)
        if not (folder / "sheet.pdf").exists() or not _RERUN.search(output):
            break
    return output


def _call(command: Sequence[str], folder: Path) -> str:
    """Run a program in its own process group, which is ended as a whole when time is up."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **_ENVIRONMENT, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise TexError(f"{command[0]} did not finish within {TIMEOUT} s") from None
    if process.returncode:
        (folder / "sheet.pdf").unlink(missing_ok=True)
    return output.decode(errors="replace")


def _failure(log: str) -> SymconvError:
    errors = [line for line in log.splitlines() if line.startswith("!") or ".tex:" in line]
    fact = errors[0] if errors else "no error line in the log"
    if "not found" in fact and (".sty" in fact or ".cls" in fact or ".tfm" in fact):
        return MissingTool(f"the TeX installation lacks a package ({fact})", remedy=INSTALL)
    return TexError(f"TeX stopped: {fact}", remedy="please report it with the .tex file")
