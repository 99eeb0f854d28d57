r"""A derivation as data: hypotheses, definitions, steps with reasons, lemmas, a conclusion.

Nothing here judges: `symconv.proof.prove` recomputes the truth of a derivation from this data
alone. A step is written by its author as LaTeX in the dialect, read once by the strict reader, and
printed as the author wrote it; a step that the engine computed is written by the writer and read
back in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symconv.latex.drawing import Figure
from symconv.latex.tree import Statement
from symconv.notation import Name, SymbolTable
from symconv.proof.context import Definition

Exact = int | Fraction | str | tuple["Exact", ...]
"""An exact answer for programs: integers, fractions, nested tuples, or a SymPy-parsable string."""


@dataclass(frozen=True)
class Step:
    """One line: the LaTeX as printed, what it says, why it follows, and what else it may use.

    ``uses`` names earlier labelled steps or lemmas whose statements become hypotheses.
    ``before`` is a sentence printed ahead of the line, for grouping.
    """

    latex: str
    statement: Statement
    reason: str
    label: str = ""
    uses: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True)
class Defined:
    """A definition as the sheet introduces it: ``latex`` is printed, ``definition`` is used."""

    name: Name
    definition: Definition
    latex: str
    reason: str


@dataclass(frozen=True)
class Witness:
    """An independent numeric road to the result.

    ``check`` runs kernels, compares them with the conclusion, and returns how many cases it
    compared; it raises WitnessError when one disagrees. ``absent`` says why there is none.
    """

    description: str
    check: Callable[[], int] | None = None
    absent: str = ""


@dataclass(frozen=True)
class Answer:
    r"""What is boxed: the LaTeX of the answer, and its exact value for programs.

    The LaTeX is one statement, or several as rows of an ``aligned`` environment.
    """

    latex: str
    value: Exact


@dataclass(frozen=True)
class Program:
    """A program that a sheet prints; the witness of its derivation runs the same text."""

    caption: str
    code: str


@dataclass(frozen=True)
class Derivation:
    """A theorem applied to givens: everything that a sheet prints and a prover needs.

    ``hypotheses`` hold throughout; ``demands`` are what the question asks to be true (for example
    that a size is restored) and are assumed for the boxed answer alone, so that no step can lean on
    them. Both are pairs of printed LaTeX and statement. ``figures`` show what the steps prove;
    nothing is concluded from them.
    """

    name: str
    title: str
    symbols: SymbolTable
    steps: tuple[Step, ...]
    answer: Answer
    witness: Witness
    given: tuple[tuple[str, str], ...] = ()
    conventions: tuple[str, ...] = ()
    hypotheses: tuple[tuple[str, Statement], ...] = ()
    demands: tuple[tuple[str, Statement], ...] = ()
    definitions: tuple[Defined, ...] = ()
    lemmas: Mapping[str, Derivation] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    programs: tuple[Program, ...] = ()
