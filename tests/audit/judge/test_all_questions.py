"""Every question of the committed problem sets, answered by its own sheet and with errors in it."""

import re
from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.sheets.problem import PERSON, Sheet

Verdict = Callable[[str, str, str], Finding]
LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "displays": lambda rows: "\n\n".join(f"$$ {row} $$" for row in rows),
    "reversed": lambda rows: "\n".join(f"- ${row}$" for row in rows[::-1]),
    "aligned": lambda rows: r"\begin{align*}" + r" \\ ".join(
        row.replace("=", "&=", 1) for row in rows
    ) + r"\end{align*}",
    "boxed": lambda rows: "\n\n".join(rf"$$\boxed{{{row}}}$$" for row in rows),
    "prose": lambda rows: "We get " + " and ".join(f"${row}$" for row in rows) + ".",
    "commas": lambda rows: "$$" + r", \quad ".join(rows) + "$$",
    "bare": lambda rows: "\n\n".join(
        f"$${row.split('=')[-1] if row.count('=') == 1 else row}$$" for row in rows
    ),
}  # fmt: skip


def rows_of(latex: str) -> list[str]:
    """Return the statements of an answer."""
    match = re.fullmatch(r"\\begin\{aligned\} (.*) \\end\{aligned\}", latex, re.DOTALL)
    return match[1].split(r" \\ ") if match else [latex]


def answers(sheet: Sheet) -> list[tuple[str, str]]:
    """Return each question of a sheet with the LaTeX of its answer."""
    found = []
    for problem in sheet:
        desk = None if problem.ask == PERSON else prepare(problem)
        if desk is not None:
            found.append((problem.id, desk.derivation.answer.latex))
    return found


@pytest.mark.slow
def test_the_sheets_own_answers_are_not_wrong(sheets: dict[str, Sheet], verdict: Verdict) -> None:
    """In every layout; where a person is asked, nothing is said to be wrong."""
    right = 0
    for name, sheet in sheets.items():
        for question, latex in answers(sheet):
            for layout in LAYOUTS.values():
                found = verdict(name, question, layout(rows_of(latex)))
                assert found.verdict not in ("wrong", "other convention"), (question, found.summary)
                assert not [line for line in found.lines if line.verdict == "wrong"], question
                right += found.right
    assert right > 300


@pytest.mark.slow
def test_a_changed_number_is_noticed(sheets: dict[str, Sheet], verdict: Verdict) -> None:
    """A number one larger: the answer is not right, or a line of it is pointed at."""
    number = re.compile(r"(?<![\w{(^])\d+(?![\w])")
    for name, sheet in sheets.items():
        for question, latex in answers(sheet):
            if question in ("1.2", "1.3", "4 (AND)", "4 (OR)"):
                continue  # other weights may be right too
            for match in list(number.finditer(latex))[:4]:
                larger = str(int(match[0]) + 1)
                wrong = f"$${latex[: match.start()]}{larger}{latex[match.end() :]}$$"
                found = verdict(name, question, wrong)
                pointed = [line for line in found.lines if line.verdict == "wrong"]
                assert not found.right or pointed, (question, wrong)
