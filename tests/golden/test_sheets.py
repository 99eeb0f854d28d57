"""The committed sheets: the same bytes, every line shown, compiled, read by a second reader."""

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from symconv.latex.second_reader import tally
from symconv.sheets.html import render as html
from symconv.sheets.json import render as to_json
from symconv.sheets.problem import Part, Sheet, Solved
from symconv.sheets.second_opinion import second_opinion
from symconv.sheets.tex import render as tex

Case = tuple[Path, Sheet, tuple[Part, ...]]
PDFLATEX = shutil.which("pdflatex")


def test_the_sheet_is_the_committed_one(solved: Case, request: pytest.FixtureRequest) -> None:
    path, sheet, parts = solved
    golden = path.with_suffix(".tex")
    built = tex(sheet, parts, "solutions")
    if request.config.getoption("--update-sheets"):
        golden.write_bytes(built)
    committed = golden.read_bytes()
    if built != committed:
        old, new = committed.decode().splitlines(), built.decode().splitlines()
        pytest.fail("\n".join(difflib.unified_diff(old, new, "committed", "built", lineterm="")))


def test_no_line_is_weaker_than_shown(solved: Case) -> None:
    """The JSON says of every line how it was shown; sampling is not among the answers."""
    _, sheet, parts = solved
    data = json.loads(to_json(sheet, parts, "solutions"))
    derived = [p for p in data["parts"] if p["ask"] != "person"]
    assert derived
    for part in derived:
        assert part["steps"]
        lines = part["steps"] + part["answer"]["verdicts"]
        lines += [s for lemma in part["lemmas"].values() for s in lemma["steps"]]
        assert {line["verdict"] for line in lines} <= {"proved", "exhausted"}
        assert part["witness"]["cases"] > 0 or part["witness"]["absent"]


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_the_sheet_compiles_without_complaint(solved: Case, tmp_path: Path) -> None:
    """No error, no undefined reference, no box more than 2 pt too wide."""
    _, sheet, parts = solved
    (tmp_path / "sheet.tex").write_bytes(tex(sheet, parts, "solutions"))
    command = [str(PDFLATEX), "-no-shell-escape", "-interaction=nonstopmode", "sheet.tex"]
    for _ in range(2):
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120
        )
    assert done.returncode == 0, done.stdout[-2000:]
    assert not re.search(r"LaTeX Warning: .*undefined", done.stdout)
    wide = [float(w) for w in re.findall(r"Overfull \\hbox \((\d+\.\d+)pt", done.stdout)]
    assert max(wide, default=0.0) <= 2.0, done.stdout


@pytest.mark.parametrize("width", [400, 1200])
def test_no_page_scrolls_sideways(
    width: int, solved: Case, page_width: Callable[[str, int], tuple[int, int, int]]
) -> None:
    """On a phone and on a desk: wide matrices scroll in boxes of their own."""
    _, sheet, parts = solved
    content, window, _ = page_width(html(sheet, parts, "solutions").decode(), width)
    assert content <= window <= width


def test_every_picture_has_words_and_no_page_has_a_program(solved: Case) -> None:
    _, sheet, parts = solved
    page = html(sheet, parts, "solutions").decode()
    pictures = re.findall(r"<svg.*?</svg>", page, re.S)
    for picture in pictures:
        assert 'role="img"' in picture
        assert len(re.findall(r"<(?:title|desc)[^>]*>[^<]{10,}", picture)) >= 1
    assert not re.search(r"<script|javascript:|\son\w+=", page)
    assert "prefers-color-scheme" in page


def test_a_second_reader_agrees(solved: Case) -> None:
    """Nothing that the second reader can read means something else to it."""
    _, _, parts = solved
    outcomes = [o for p in parts if isinstance(p, Solved) for o in second_opinion(p.derivation)]
    assert len(outcomes) > 10
    assert not any(o.kind == "disagree" for o in outcomes), tally(outcomes)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_do_not_depend_on_the_hash_seed(seed: str, solved: Case, tmp_path: Path) -> None:
    path, sheet, parts = solved
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = "from symconv.cli.main import main; main()"
    command = [sys.executable, "-c", run, "build", str(path), "--to", "tex,html,json"]
    subprocess.run([*command, "-o", str(tmp_path)], env=environment, check=True, timeout=300)
    for suffix, render in ((".tex", tex), (".html", html), (".json", to_json)):
        written = (tmp_path / path.name).with_suffix(suffix).read_bytes()
        assert written == render(sheet, parts, "solutions"), suffix
