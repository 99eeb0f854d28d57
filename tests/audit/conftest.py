"""Shared by the tests of checking: a small problem set and the reading of texts against it."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from symconv.audit.batch import Checked
from symconv.audit.finding import Cause, Finding, LineFinding
from symconv.audit.read.files import Text
from symconv.audit.read.submissions import read_submission
from symconv.audit.report.options import Options
from symconv.audit.submission import Submission
from symconv.cli.finding_codes import FINDINGS
from symconv.sheets.problem import Sheet
from symconv.sheets.source import Source
from symconv.sheets.spec import parse

SPEC = r"""
title: Homework
questions:
  - {id: "3.1", points: 4, title: Output size, ask: conv_size,
     given: {size: [H, W], kernel_size: K, stride: S, padding: P}}
  - {id: "3.2", points: 8, title: Output padding, ask: output_padding,
     given: {size: [H, W], kernel_size: K, stride: S, padding: P}}
  - id: "3.3.1"
    points: 4
    title: By hand, stride 1
    ask: conv_transpose_by_hand
    given: {Y: [[4, 3], [2, 1]], W: [[-1, 2], [3, -4]], stride: 1}
  - id: "3.3.2"
    points: 4
    title: By hand, stride 2
    ask: conv_transpose_by_hand
    given: {Y: [[4, 3], [2, 1]], W: [[-1, 2], [3, -4]], stride: 2}
  - {id: "5.1 (a)", points: 1, title: Parameters, ask: conv_parameters,
     given: {in_channels: C, out_channels: N, kernel_size: K, bias: false}}
  - {id: "7", points: 2, title: In words, ask: person}
"""


@pytest.fixture(scope="session")
def sheet() -> Sheet:
    return parse(Source("hw.yaml", SPEC), "hw")


@pytest.fixture(scope="session")
def read(sheet: Sheet) -> Callable[..., Submission]:
    """Read a text as a submission to the sheet."""

    def reader(text: str, name: str = "hw.md") -> Submission:
        return read_submission(Text(name, text), sheet)

    return reader


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "hw.yaml"
    path.write_text(SPEC)
    return path


@pytest.fixture
def checked(read: Callable[..., Submission]) -> Checked:
    """A submission with a finding of every verdict, as a judge might return them."""
    text = "## 3.1\n$H' = 1$\n## 3.2\nso $P' = 2$,\nand $3 = 4$\n## 3.3\n(1) $x$\n\n(2) $y$\n"
    text += "## 5.1 (a)\n$n$\n## Appendix <&\n$z$\n"
    submission = read(text, "jane/hw 1.md")
    places = {a.question: a.of("math")[0].place for a in submission.answers if a.of("math")}
    line = LineFinding(
        "wrong", submission.answers[1].of("math")[1].place, "3 = 4 is false", "SC411"
    )
    cause = Cause("stride-ignored", "exactly the result for S = 1", 81, 1)
    four = Fraction(4)
    return Checked(
        submission,
        (
            Finding("3.1", "right", how="proved: a rule", marks=four, max_marks=four),
            Finding(
                "3.2", "wrong", "SC402", "differs: it is 7", places["3.2"], "P' = 2", "P' = 7",
                "counterexample", "W = 1", cause, hint="begin with W'", max_marks=Fraction(8),
                lines=(line,),
            ),
            Finding("3.3.1", "incomplete", "SC431", "not stated: Y", marks=Fraction(7, 2),
                    max_marks=four, expected="Y = 1"),
            Finding("3.3.2", "other convention", "SC421", "as if flipped", places["3.3.2"],
                    convention="the kernel is flipped", marks=four, max_marks=four),
            Finding("5.1 (a)", "person", "SC441", "in words\x1b[2J::error::\n]]>",
                    max_marks=Fraction(1)),
        ),
    )  # fmt: skip


@pytest.fixture
def options(sheet: Sheet) -> Options:
    codes = {code: (e.name, e.fact, e.remedy) for code, e in FINDINGS.items()}
    return Options(sheet, "usual", codes)
