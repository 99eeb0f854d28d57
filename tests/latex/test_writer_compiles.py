"""A document with every construct compiles."""

from __future__ import annotations

import shutil
import subprocess
from fractions import Fraction

import pytest

from symconv.latex import tree as t
from symconv.latex.align import write_align
from symconv.latex.tex import RULES, write
from symconv.notation import ACCENTS, FONTS, GREEK, Name

PREAMBLE = r"""\documentclass{article}
\usepackage{amsmath,amssymb}
\setcounter{MaxMatrixCols}{40}
\begin{document}
"""
pdflatex = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="pdflatex is not installed; nothing to compile with"
)


def examples(tree_maker):
    """For each construct the shortest text among generated trees that begins with it."""
    best: dict[type, str] = {}
    for seed in range(1_000):
        for node in t.descendants(tree_maker(seed).statement()):
            kind = type(node)
            if kind in RULES:
                text = write(node) if kind not in best else best[kind]
                best[kind] = min(best.get(kind, text), text, key=len)
    return best


def names():
    yield from (Name(greek) for greek in sorted(GREEK))
    yield from (Name("x", 1, accent, label="out") for accent in sorted(ACCENTS))
    yield from (Name("B", 2, font=font, layer="3") for font in sorted(FONTS))


def wide_matrix():
    band = lambda r, c: t.Indexed(t.Symbol(Name("w")), (t.Number(Fraction(c - r)),))  # noqa: E731
    zero = t.Number(Fraction(0))
    rows = (tuple(band(r, c) if 0 <= c - r < 3 else zero for c in range(24)) for r in range(12))
    return t.Matrix(tuple(rows))


@pdflatex
def test_a_document_with_every_construct_compiles(tmp_path, tree_maker):
    found = examples(tree_maker)
    assert {kind.__name__ for kind in RULES} - {kind.__name__ for kind in found} == {"Paren"}
    formulas = [*found.values(), *(write(t.Symbol(name)) for name in names())]
    formulas += [write(wide_matrix())]
    n, k = t.Symbol(Name("n")), t.Symbol(Name("k"))
    rows = [t.Chain((n, k), ("=",)), t.Leading("<=", k)]
    body = "\n".join(f"\\[ {formula} \\]" for formula in formulas)
    text = PREAMBLE + body + "\n" + write_align(rows, ["given", "by size"]) + "\n\\end{document}\n"
    (tmp_path / "every.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "every.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if line.startswith("!")]
    assert (done.returncode, errors) == (0, [])


@pdflatex
def test_generated_formulas_compile(tmp_path, tree_maker):
    """Scripts on scripts are where TeX stops; two hundred random formulas find them."""
    formulas = [write(tree_maker(seed).statement()) for seed in range(200)]
    body = "\n\n".join(f"${formula}$" for formula in formulas)
    (tmp_path / "random.tex").write_text(PREAMBLE + body + "\\end{document}\n", encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "random.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if line.startswith("!")]
    assert (done.returncode, errors) == (0, [])
