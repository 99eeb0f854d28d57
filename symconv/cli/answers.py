"""The submissions that a command line names: files, folders, standard input.

*Defines* `Answers`. A file that cannot be read is reported and stays in the report, as a submission
without answers; the others are read. ``--select`` keeps some questions only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from symconv.audit.check import as_answer
from symconv.audit.read.files import LIMIT, Text, decode, read_text
from symconv.audit.read.labels import alike, atoms
from symconv.audit.read.submissions import read_submission, submission_files
from symconv.audit.submission import Note, Submission
from symconv.cli.messages import show
from symconv.errors import SpecError, SymconvError
from symconv.sheets.problem import Sheet

STDIN = "-"
_PLAIN = (".md", ".markdown", ".txt")


class Answers:
    """The submissions one after the other; each is read when its turn comes.

    A text without any heading is the answer to the one question that was selected.
    """

    def __init__(
        self,
        names: Sequence[str],
        sheet: Sheet,
        select: Sequence[str] = (),
        kind: str | None = None,
    ) -> None:
        self.sheet = sheet
        self.wanted = frozenset(_selected(sheet, select))
        self.kind = kind
        self.paths = [path for name in names for path in _files(name)]
        self.unreadable = 0

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[Submission]:
        for path in self.paths:
            try:
                yield self._kept(self._read(path))
            except SymconvError as error:
                self.unreadable += 1
                click.echo(show(error), err=True)
                name = "<stdin>" if str(path) == STDIN else str(path)
                yield Submission(name, (), notes=(Note(error.code, error.fact, error.place),))

    def _read(self, path: Path) -> Submission:
        if str(path) == STDIN:
            text = decode("<stdin>", sys.stdin.buffer.read(LIMIT + 1))
            suffix = f".{self.kind or guessed(text)}"
        else:
            text, suffix = read_text(path), path.suffix
        submission = read_submission(text, self.sheet, suffix=suffix)
        if len(self.wanted) == 1 and not submission.answers and suffix in _PLAIN:
            (question,) = self.wanted
            answer = as_answer(text.text, question, text.name)
            return replace(submission, answers=(answer,), unmatched=(), unanswered=())
        return submission

    def _kept(self, submission: Submission) -> Submission:
        if not self.wanted:
            return submission
        answers = tuple(a for a in submission.answers if a.question in self.wanted)
        left = tuple(question for question in submission.unanswered if question in self.wanted)
        return replace(submission, answers=answers, unanswered=left, unmatched=())


def guessed(text: Text) -> str:
    r"""Guess what kind of text standard input is.

    >>> guessed(Text("", '{"3.2": "n"}')), guessed(Text("", r"\documentclass{article}"))
    ('json', 'tex')
    """
    start = text.text.lstrip()[:2000]
    if start.startswith(("{", "[{")):
        return "ipynb" if '"cells"' in start else "json"
    return "tex" if "\\documentclass" in start or "\\begin{document}" in start else "md"


def _files(name: str) -> Iterator[Path]:
    if name == STDIN:
        yield Path(STDIN)
    else:
        yield from submission_files(Path(name))


def _selected(sheet: Sheet, select: Sequence[str]) -> Iterator[str]:
    """Yield the questions that some names mean: one, or all of a group."""
    for name in select:
        wanted = atoms(name)
        found = [p.id for p in sheet if wanted and alike(atoms(p.id)[: len(wanted)], wanted)]
        if not found:
            known = ", ".join(problem.id for problem in sheet)
            raise SpecError(f"no question {name} in {sheet.name}", remedy=f"its questions: {known}")
        yield from found
