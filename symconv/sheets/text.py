"""A derivation as text for a terminal: numbered lines, reasons, how each line was shown.

*Defines* `derivation_text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.latex import text
from symconv.latex.reader import read
from symconv.latex.tree import Chain, Matrix, Statement
from symconv.proof.derivation import Derivation
from symconv.proof.prove import Judged, Report
from symconv.proof.verdict import describe
from symconv.sheets.evidence import line_of
from symconv.sheets.sections import Numbered, Section, Shown, sections


def derivation_text(report: Report) -> str:
    """Return a proved derivation as lines of text."""
    lines: list[str] = []
    for section in sections(report, "", Shown()):
        lines += _section(section)
    lines += ["", "Answer", *_results(report.answer)]
    lines += [*report.derivation.remarks, "", f"✓ {line_of(report)}", ""]
    return "\n".join(lines)


def _section(section: Section) -> Iterator[str]:
    derivation = section.derivation
    name = f"{section.name}: " if section.name else ""
    yield f"{name}{derivation.title}"
    yield from _setting(derivation)
    for line in section.lines:
        yield from _line(line)
    yield from (f"  figure: {figure.caption}" for figure in section.figures)
    for program in derivation.programs:
        yield from ("", f"  {program.caption}")
        yield from (f"    {line}".rstrip() for line in program.code.splitlines())
    if section.name:
        yield "  hence"
        yield from _results(section.report.answer)
        yield ""


def _setting(derivation: Derivation) -> Iterator[str]:
    yield from (f"  {sentence}" for sentence in derivation.conventions)
    for verb, facts in (("assume", derivation.hypotheses), ("asked", derivation.demands)):
        if facts:
            yield f"  {verb} {', '.join(text.write(s) for _, s in facts)}"
    for defined in derivation.definitions:
        for line in read(defined.latex, derivation.symbols, source="definition"):
            yield from _formula("  let  ", line.statement)
        yield f"         {defined.reason}"


def _line(line: Numbered) -> Iterator[str]:
    step = line.judged.step
    if step.before:
        yield f"  {step.before}"
    yield from _formula(f"  ({line.number})".ljust(7), step.statement)
    yield f"         {line.reason}"
    yield f"         {describe(line.judged.verdict)}"


def _results(judged: Sequence[Judged]) -> Iterator[str]:
    for one in judged:
        yield from _formula("       ", one.step.statement)


def _formula(head: str, statement: Statement) -> Iterator[str]:
    """Yield a formula on one line, or a matrix as a block below its left side."""
    match statement:
        case Chain((left, Matrix() as matrix), (sign,)):
            yield f"{head}{text.write(left)} {sign}"
            yield from (f"{' ' * len(head)}{row}" for row in text.block(matrix).splitlines())
        case _:
            yield head + text.write(statement)
