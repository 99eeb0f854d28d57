"""A problem set as data: problems in order, and what became of each.

*Defines* `Problem`, `Sheet`, and the two kinds of `Part`: `Solved` (a derivation and its report)
and `ForPerson` (a question that nobody should derive).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from symconv.errors import Place, SpecError
from symconv.latex.inline.markup import Block, Inline
from symconv.sheets.given import Given

if TYPE_CHECKING:
    from symconv.proof.derivation import Derivation
    from symconv.proof.prove import Report
    from symconv.sheets.build import Built

Format = Literal["tex", "html", "pdf", "json"]
Show = Literal["questions", "solutions", "key"]
FORMATS: tuple[Format, ...] = ("tex", "html", "pdf", "json")
SHOWS: tuple[Show, ...] = ("questions", "solutions", "key")
PERSON = "person"


@dataclass(frozen=True)
class Problem:
    """A question: its givens, the theorem that it asks for (or ``"person"``), its points and text.

    ``places`` says where the question, its ``ask`` and each given stand in the file.
    """

    id: str
    points: Fraction
    ask: str
    given: Mapping[str, Given] = field(default_factory=dict)
    title: tuple[Inline, ...] = ()
    text: str = ""
    question: tuple[Block, ...] = ()
    note: tuple[Block, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Solved:
    """A problem with the derivation that answers it and the verdicts on its lines."""

    problem: Problem
    derivation: Derivation
    report: Report


@dataclass(frozen=True)
class ForPerson:
    """A problem that a person answers."""

    problem: Problem


Part = Solved | ForPerson


@dataclass(frozen=True)
class Sheet:
    """An ordered set of problems; ``sheet["3.2"]`` is one of them.

    ``name`` is the stem of the files that it is built into.
    """

    name: str
    title: tuple[Inline, ...]
    problems: tuple[Problem, ...]
    course: tuple[Inline, ...] = ()
    conventions: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __getitem__(self, key: str) -> Problem:
        for problem in self.problems:
            if problem.id == key:
                return problem
        known = ", ".join(p.id for p in self.problems)
        raise SpecError(f"no question {key} in {self.name}; its questions are {known}")

    @property
    def points(self) -> Fraction:
        """The points of all questions together."""
        return sum((p.points for p in self.problems), Fraction(0))

    def solve(self) -> Iterator[Part]:
        """Derive and prove one problem after the other.

        Raises GivenError or ShapeError at the line of a given, ProofError for an unshown step.
        """
        from symconv.sheets.solve import solve

        return map(solve, self.problems)

    def build(
        self,
        out: str | Path = ".",
        formats: Sequence[Format] = FORMATS,
        show: Show = "solutions",
    ) -> Built:
        """Solve all problems and write the documents, all of them or none."""
        from symconv.sheets.build import build

        return build([self], out, formats=formats, show=show)
