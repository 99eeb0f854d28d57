r"""A sheet as a LaTeX document for pdflatex with texlive-latex-extra and lmodern.

*Defines* `render`. The formulas are the lines that were read and proved, as their authors wrote
them; words are escaped (`symconv.latex.inline.tex_text`). The macros of the preamble measure every
formula: the reason stands beside it, below it where there is no room, and a formula wider than the
page is shrunk to fit. The bytes depend on the sheet alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from symconv.latex.drawing.tikz import PREAMBLE
from symconv.latex.inline.tex_text import blocks, escape, inlines
from symconv.proof.derivation import Derivation
from symconv.sheets.assets import text as asset
from symconv.sheets.evidence import total
from symconv.sheets.problem import ForPerson, Part, Sheet, Show, Solved
from symconv.sheets.sections import Shown, sections
from symconv.sheets.tex_record import record
from symconv.sheets.tex_solution import key, solution
from symconv.sheets.wording import title
from symconv.sheets.words import points

MATRIX_COLUMNS = 10
"""What amsmath allows unless a document says otherwise."""


def render(sheet: Sheet, parts: Sequence[Part], show: Show) -> bytes:
    """Return the document as UTF-8."""
    lines = chain(
        _head(sheet, parts, show),
        _body(parts, show),
        _tail(parts, show),
        (r"\end{document}", ""),
    )
    return "\n".join(lines).encode()


def _head(sheet: Sheet, parts: Sequence[Part], show: Show) -> list[str]:
    what = {"questions": "", "solutions": ": solutions", "key": ": answer key"}[show]
    columns = max((_columns(part) for part in parts if isinstance(part, Solved)), default=0)
    lines = [asset("preamble.tex").rstrip()]
    if columns > MATRIX_COLUMNS:
        lines.append(rf"\setcounter{{MaxMatrixCols}}{{{columns}}}")
    if show == "solutions" and any(_pictured(part) for part in parts):
        lines += [PREAMBLE, asset("figures.tex").rstrip()]
    promised = show == "solutions" and any(isinstance(part, Solved) for part in parts)
    promise = rf"$\checkmark$\enspace {escape(_promise(parts))}" if promised else ""
    lines += [
        r"\begin{document}",
        rf"\sheettitle{{{inlines(sheet.title)}{what}}}{{{inlines(sheet.course)}}}{{{promise}}}",
    ]
    if sheet.conventions:
        lines.append(rf"\textbf{{Conventions.}} {escape(' '.join(sheet.conventions))}")
    return lines


def _promise(parts: Sequence[Part]) -> str:
    found = total(part.report for part in parts if isinstance(part, Solved))
    return f"Every line below is machine-checked. {found.words()}."


def _body(parts: Sequence[Part], show: Show) -> list[str]:
    lines: list[str] = []
    shown = Shown()
    for part in parts:
        lines += ["", f"% {'-' * 20} {part.problem.id}"]
        if show == "key":
            lines += key(part)
            continue
        lines += _question(part)
        if show == "solutions":
            if isinstance(part, ForPerson):
                lines += [r"\remark{This question is answered by a person.}"]
                lines += [blocks(part.problem.note)] if part.problem.note else []
            else:
                lines += solution(part, sections(part.report, part.problem.id, shown))
    return lines


def _question(part: Part) -> list[str]:
    problem, named = part.problem, title(part)
    head = escape(problem.id) + (f" \\quad {inlines(named)}" if named else "")
    body = blocks(problem.question)
    return [
        rf"\begin{{question}}{{{head}\hfill {escape(points(problem.points))}}}",
        *([body] if body else []),
        r"\end{question}",
    ]


def _tail(parts: Sequence[Part], show: Show) -> list[str]:
    return record(parts) if show == "solutions" else []


def _pictured(part: Part) -> bool:
    return isinstance(part, Solved) and _has_figure(part.derivation)


def _has_figure(derivation: Derivation) -> bool:
    return bool(derivation.figures) or any(map(_has_figure, derivation.lemmas.values()))


def _columns(part: Solved) -> int:
    """Return the number of columns of the widest matrix that a part prints."""
    texts = [j.step.latex for j in part.report.judged]
    texts += [d.latex for d in part.derivation.definitions]
    rows = (row for text in texts for row in text.split(r"\\"))
    return 1 + max((row.count("&") for row in rows), default=0)
