r"""A derivation as a piece of LaTeX to paste into a document; it needs amsmath and amssymb only.

*Defines* `fragment`.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex.inline.tex_text import escape
from symconv.proof.prove import Report
from symconv.sheets.evidence import line_of
from symconv.sheets.rows import rows
from symconv.sheets.sections import Numbered, Section, Shown, sections
from symconv.sheets.tex_solution import boxed


def fragment(report: Report) -> str:
    """Return the steps of a proved derivation as ``align*``, and its answer in a box."""
    lines = [f"% {report.derivation.title}"]
    for section in sections(report, "", Shown()):
        lines += _section(section)
    lines += [r"\[", boxed(report), r"\]", f"% {line_of(report)}", ""]
    return "\n".join(lines)


def _section(section: Section) -> Iterator[str]:
    if section.name:
        yield f"% {section.name}: {section.derivation.title}"
    definitions = [
        f"&{d.latex} && \\text{{{escape(d.reason)}}}" for d in section.derivation.definitions
    ]
    body = [*definitions, *(row for line in section.lines for row in _rows(line))]
    if body:
        yield r"\begin{align*}"
        yield " \\\\\n".join(body)
        yield r"\end{align*}"


def _rows(line: Numbered) -> Iterator[str]:
    step = line.judged.step
    reason = rf" && \text{{{escape(line.reason)}}}"
    for row in rows(step.latex, step.statement):
        yield f"{row.left} &{row.right}{reason}".strip()
        reason = ""
