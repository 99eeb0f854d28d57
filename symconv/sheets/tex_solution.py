r"""The solution of one part in TeX: what is assumed, numbered steps with reasons, one boxed answer.

*Defines* `solution`, `key` and `boxed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.latex.drawing import Figure
from symconv.latex.inline.markup import parse_sentence
from symconv.latex.inline.tex_text import blocks, escape, inlines
from symconv.latex.tree import Statement
from symconv.notation import Name
from symconv.proof.derivation import Derivation, Program, Step
from symconv.proof.prove import Report
from symconv.sheets.evidence import line_of
from symconv.sheets.measure import fits
from symconv.sheets.problem import ForPerson, Part, Solved
from symconv.sheets.rows import Row, answer_lines, rows
from symconv.sheets.sections import Numbered, Section
from symconv.sheets.wording import notation


def solution(part: Solved, shown: Sequence[Section]) -> list[str]:
    """Return the TeX lines of a solved part."""
    lines = [r"\solution"]
    for section in shown:
        lines += _section(section)
    lines += [_answer(part.report)]
    lines += [rf"\remark{{{_words(remark)}}}" for remark in part.derivation.remarks]
    lines += [rf"\shown{{{escape(line_of(part.report))}}}"]
    if part.problem.note:
        lines += [blocks(part.problem.note)]
    return lines


def key(part: Part) -> list[str]:
    """Return the TeX lines of a part in an answer key."""
    head = rf"\lemma{{{escape(part.problem.id)}}}"
    if isinstance(part, ForPerson):
        return [head, r"\remark{This question is answered by a person.}"]
    return [head, _answer(part.report)]


def _section(section: Section) -> list[str]:
    derivation = section.derivation
    lines: list[str] = []
    if section.name:
        where = f" (shown in {section.shown_in})" if section.shown_in else ""
        lines.append(
            rf"\lemma{{{escape(section.name)}{escape(where)}: {_words(derivation.title)}.}}"
        )
    if not section.shown_in:
        lines += _setting(derivation)
        lines += [line for numbered in section.lines for line in _step(numbered)]
        lines += [_figure(figure) for figure in section.figures]
        lines += [line for program in derivation.programs for line in _program(program)]
    if section.name:
        lines += [r"\before{Hence}", *_conclusion(section.report)]
    return lines


def _setting(derivation: Derivation) -> list[str]:
    """Return what a derivation starts from: conventions, names, hypotheses, definitions."""
    lines = [_words(" ".join(derivation.conventions))] if derivation.conventions else []
    names = notation(derivation)
    lines += [rf"\before{{{'; '.join(_named(*row) for row in names)}.}}"] if names else []
    lines += _assumed("Assume", [latex for latex, _ in derivation.hypotheses])
    lines += _assumed("Asked", [latex for latex, _ in derivation.demands])
    for defined in derivation.definitions:
        lines.append(_row("", defined.latex, defined.reason))
    return lines


def _named(names: Sequence[Name], what: str) -> str:
    return f"{', '.join(f'${name.latex}$' for name in names)}: {_words(what)}"


def _assumed(verb: str, statements: Sequence[str]) -> list[str]:
    if not statements:
        return []
    return [rf"\before{{{verb} {', '.join(f'${latex}$' for latex in statements)}.}}"]


def _row(number: str, latex: str, reason: str) -> str:
    return rf"\step{{{number}}}{{}}{{{latex}}}{{{_words(reason)}}}"


def _step(numbered: Numbered) -> Iterator[str]:
    step: Step = numbered.judged.step
    if step.before:
        yield rf"\before{{{_words(step.before)}}}"
    reason = _words(numbered.reason)
    found = rows(step.latex, step.statement)
    if fits(step.statement):
        found = (Row(found[0].left, " ".join(row.right for row in found)),)
    reasons = [*[""] * (len(found) - 1), reason]
    first, *rest = found
    yield rf"\step{{({numbered.number})}}{{{first.left}}}{{{first.right}}}{{{reasons[0]}}}"
    for row, words in zip(rest, reasons[1:], strict=True):
        yield rf"\more{{{row.right}}}{{{words}}}"


def _figure(figure: Figure) -> str:
    return f"\\illustration{{{_words(figure.caption)}}}{{%\n{figure.tikz()}}}"


def _program(program: Program) -> list[str]:
    """Return a program as it stands: nothing in it is a command of TeX."""
    code = [r"\begin{verbatim}", *program.code.rstrip().splitlines(), r"\end{verbatim}"]
    return [rf"\before{{{_words(program.caption)}}}", *code]


def _conclusion(report: Report) -> Iterator[str]:
    for latex, _ in answer_lines(report):
        yield _row("", latex, "")


def boxed(report: Report) -> str:
    r"""Return the answer in ``\boxed``, several statements aligned at their relations."""
    lines = answer_lines(report)
    if len(lines) == 1:
        return rf"\boxed{{{lines[0][0]}}}"
    body = " \\\\\n".join(_aligned(latex, statement) for latex, statement in lines)
    return f"\\boxed{{\\begin{{aligned}}\n{body}\n\\end{{aligned}}}}"


def _answer(report: Report) -> str:
    return rf"\answer{{{boxed(report)}}}"


def _aligned(latex: str, statement: Statement) -> str:
    first, *rest = rows(latex, statement)
    return " ".join([first.left, "&", first.right, *(row.right for row in rest)]).strip()


def _words(text: str) -> str:
    return inlines(parse_sentence(text))
