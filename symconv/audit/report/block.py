"""What is said of one answer that is not simply right, as a compiler would say it.

*Defines* `block`: the verdict with its code, the place with a caret, why, where it differs, what
was expected, a hint, the marks; below them the lines that are wrong or could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.audit.finding import Finding, LineFinding
from symconv.audit.report.options import Options
from symconv.audit.report.words import marks, safe, title_of, wrapped

_WIDTH, _LINES, _COLUMNS = 74, 12, 100
_HEADS = {
    "wrong": "wrong",
    "incomplete": "incomplete",
    "other convention": "right, by another convention",
    "person": "for a person",
    "right": "right, with a wrong line",
}


def block(finding: Finding, options: Options) -> Iterator[str]:
    """Yield the lines on a finding; none for an answer that is right in every line, but to show."""
    faulty = [line.code for line in finding.lines if line.verdict == "wrong"]
    if finding.right and not faulty and options.detail != "show":
        return
    said = "right" if finding.right and not faulty else _HEADS[finding.verdict]
    head = f"{said}: {finding.question} {title_of(options.sheet, finding.question)}"
    code = finding.code or "".join(faulty[:1])
    code = f"{code} {options.name(code)}".strip() if code else ""
    yield f"{head}{' ' * max(2, _WIDTH - len(head))}{code}".rstrip() + "\n"
    said = safe(finding.message)
    gutter = " " * (len(str(finding.place.line)) + 2 if finding.place else 2)
    if finding.place is not None:
        shown = finding.place.show()
        beside = f"{shown} {said}"
        fits = len(beside.rsplit("\n", 1)[1]) <= _COLUMNS
        yield f"{beside if fits else shown}\n"
        said = "" if fits else said
    if said:
        yield from wrapped(f"{gutter}= {said}", len(gutter) + 2)
    for name, fact in _facts(finding):
        yield from wrapped(f"{gutter}= {name}: {safe(fact)}", len(gutter) + 4)
    lines = [*_lines(finding, everything=options.detail == "show")]
    for line in lines[:_LINES]:
        yield from wrapped(f"{gutter}{_line(line)}", len(gutter) + 2)
    if len(lines) > _LINES:
        yield f"{gutter}and {len(lines) - _LINES} more lines\n"
    yield "\n"


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.cause is not None:
        fit = f"{finding.cause.tried} tried, {finding.cause.fit} fit"
        yield "why", f"{finding.cause.sentence} ({fit})"
    if finding.counterexample:
        yield "differs at", finding.counterexample
    if finding.convention:
        yield "convention", finding.convention
    if finding.expected:
        yield "expected", finding.expected
    if finding.hint:
        yield "hint", finding.hint
    if finding.verdict != "right":
        yield "marks", marks(finding).replace("/", "of")


def _lines(finding: Finding, *, everything: bool) -> Iterator[LineFinding]:
    """Yield the lines worth a word: wrong ones and, where a person must look, unread ones."""
    told = {"wrong"} | ({"person"} if finding.verdict in ("person", "incomplete") else set())
    for line in finding.lines:
        if everything or (line.verdict in told and line.place != finding.place):
            yield line


def _line(line: LineFinding) -> str:
    where = "" if line.place is None else f"line {line.place.line}:{line.place.column}: "
    said = safe(line.message or line.how)
    if line.verdict == "person":
        return f"- {where}not read: {said}"
    verdict = "" if line.verdict == "wrong" else f"{line.verdict}: "
    return f"- {where}{verdict}{said}  {line.code}".rstrip(" :")
