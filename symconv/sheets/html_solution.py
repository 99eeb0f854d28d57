"""The solution of one part in HTML: assumptions, numbered steps with reasons, one boxed answer.

*Defines* `solution`, `key` and `for_person`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from symconv.latex.drawing import Figure
from symconv.latex.reader import read
from symconv.latex.tree import Statement, Symbol
from symconv.notation import Name
from symconv.proof.derivation import Derivation, Program
from symconv.proof.prove import Report
from symconv.sheets.evidence import line_of
from symconv.sheets.html_chain import chain, classes
from symconv.sheets.html_text import blocks, element, formula, words
from symconv.sheets.problem import ForPerson, Solved
from symconv.sheets.sections import Numbered, Section
from symconv.sheets.wording import notation


def solution(part: Solved, shown: Sequence[Section]) -> str:
    """Return a solved part as a section."""
    content = [element("h3", "Solution")]
    for section in shown:
        content += _section(section)
    content.append(answer(part.report))
    content += [element("p", words(r), class_="remark") for r in part.derivation.remarks]
    content.append(element("p", f"✓ {words(line_of(part.report))}", class_="shown"))
    content += [blocks(part.problem.note)] if part.problem.note else []
    return element("section", "\n".join(content), class_="solution")


def for_person(part: ForPerson) -> str:
    """Return what a sheet says under a question that a person answers."""
    text = element("p", "This question is answered by a person.", class_="muted")
    return text + (blocks(part.problem.note) if part.problem.note else "")


def answer(report: Report) -> str:
    """Return the boxed answer."""
    body = chain(judged.step.statement for judged in report.answer)
    caption = element("figcaption", "Answer")
    return element("figure", caption + element("div", body, class_="box"), class_="answer")


def _section(section: Section) -> Iterator[str]:
    derivation = section.derivation
    if section.name:
        where = f" (shown in {section.shown_in})" if section.shown_in else ""
        yield element("h4", f"{words(section.name + where)}: {words(derivation.title)}")
    if not section.shown_in:
        yield from _setting(derivation)
        yield from _steps(section.lines)
        yield from map(_figure, section.figures)
        yield from map(_program, derivation.programs)
    if section.name:
        yield element("p", "Hence", class_="before")
        yield chain(judged.step.statement for judged in section.report.answer)


def _setting(derivation: Derivation) -> Iterator[str]:
    """Yield what a derivation starts from: conventions, names, hypotheses, definitions."""
    if derivation.conventions:
        yield element("p", words(" ".join(derivation.conventions)), class_="assume")
    names = notation(derivation)
    if names:
        yield element("p", "; ".join(_named(*row) for row in names) + ".", class_="assume")
    yield from _assumed("Assume", [statement for _, statement in derivation.hypotheses])
    yield from _assumed("Asked", [statement for _, statement in derivation.demands])
    if derivation.definitions:
        rows = (_row("", _read(d.latex, derivation), d.reason) for d in derivation.definitions)
        yield element("ul", "\n".join(rows), class_="steps")


def _named(names: Sequence[Name], what: str) -> str:
    listed = ", ".join(formula(Symbol(name), display=False) for name in names)
    return f"{listed}: {words(what)}"


def _assumed(verb: str, statements: Sequence[Statement]) -> Iterator[str]:
    if statements:
        said = ", ".join(formula(s, display=False) for s in statements)
        yield element("p", f"{verb} {said}.", class_="assume")


def _steps(lines: Sequence[Numbered]) -> Iterator[str]:
    """Yield lists of steps, broken where a sentence stands between two of them."""
    open_: list[str] = []
    for line in lines:
        step = line.judged.step
        if step.before:
            if open_:
                yield element("ol", "\n".join(open_), class_="steps")
            open_ = []
            yield element("p", words(step.before), class_="before")
        open_.append(_row(f"({line.number})", [step.statement], line.reason))
    if open_:
        yield element("ol", "\n".join(open_), class_="steps")


def _figure(figure: Figure) -> str:
    caption = element("figcaption", words(figure.caption))
    return element("figure", figure.svg(inline=True) + caption, class_="picture")


def _program(program: Program) -> str:
    code = element("pre", element("code", escape(program.code.rstrip())), class_="program")
    return element("p", words(program.caption), class_="before") + code


def _read(latex: str, derivation: Derivation) -> list[Statement]:
    return [line.statement for line in read(latex, derivation.symbols, source="definition")]


def _row(number: str, statements: Sequence[Statement], reason: str) -> str:
    return element(
        "li",
        element("span", number, class_="number")
        + chain(statements)
        + element("p", words(reason), class_="reason"),
        class_=classes(statements),
    )
