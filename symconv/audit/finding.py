r"""What a check says of one answer.

*Defines* `Finding`, with `LineFinding` for each judged line and `Cause` for the mistake that
explains a wrong answer. Verdicts are ``right``, ``wrong``, ``incomplete`` (what is there is right,
something is missing), ``other convention`` (right under a named convention that the question does
not use) and ``person`` (not for a program to decide).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Literal

from symconv.errors import Place

Verdict = Literal["right", "wrong", "incomplete", "other convention", "person"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "incomplete", "other convention", "person")


@dataclass(frozen=True)
class Cause:
    """A mistake that reproduces the answer exactly; ``fit`` of ``tried`` hypotheses do so."""

    name: str
    sentence: str
    tried: int
    fit: int


@dataclass(frozen=True)
class LineFinding:
    """What is said of one line of an answer."""

    verdict: Verdict
    place: Place | None
    message: str = ""
    code: str = ""
    how: str = ""
    snippet: str = ""


@dataclass(frozen=True)
class Finding:
    """The verdict on an answer, the evidence for it, and where it is wrong.

    ``expected`` is LaTeX, and empty where it may not be shown; ``how`` says by what the verdict was
    reached (proved, exhausted, counterexample …); ``marks`` of ``max_marks`` are given.

    >>> bool(Finding("4.1", "right", max_marks=Fraction(2), marks=Fraction(2)))
    True
    """

    question: str
    verdict: Verdict
    code: str = ""
    message: str = ""
    place: Place | None = None
    snippet: str = ""
    expected: str = ""
    how: str = ""
    counterexample: str = ""
    cause: Cause | None = None
    convention: str = ""
    hint: str = ""
    marks: Fraction = Fraction(0)
    max_marks: Fraction = Fraction(0)
    lines: tuple[LineFinding, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer is right as the question asks for it."""
        return self.verdict == "right"

    def __bool__(self) -> bool:
        return self.right

    @property
    def summary(self) -> str:
        """The verdict with what it rests on, in one line."""
        said = self.message or self.how
        return f"{self.verdict}: {said}" if said else self.verdict

    def _repr_html_(self) -> str:
        rows = [("why", self.cause.sentence if self.cause else ""), ("how", self.how)]
        rows += [("counterexample", self.counterexample), ("expected", self.expected)]
        rows += [("convention", self.convention), ("hint", self.hint)]
        said = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
        head = f"<b>{escape(self.question)}: {escape(self.summary)}</b>"
        return f"<div>{head} <code>{escape(self.code)}</code><dl>{said}</dl></div>"

    def _repr_latex_(self) -> str:
        safe = "".join(c if c.isalnum() or c in " .,:;()=-+" else " " for c in self.summary)
        return rf"$\text{{{safe}}}$"
