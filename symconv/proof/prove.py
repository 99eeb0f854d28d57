"""Judge a derivation: recompute the truth of every line from the derivation's data alone.

*Defines* `decide` (try each deciding procedure in order; the first that decides signs), `judge`
(a verdict for every line) and `prove` (the same, and an error that names the line which failed).

A line passes when

1. its printed LaTeX reads back as the statement that is judged,
2. it does not print like the line before it (a step that shows nothing is a mistake), and
3. a procedure proves it, or exhausts its finite domain, from the definitions, the hypotheses, and
   the earlier lines that it names in ``uses``.

The boxed answer passes the same three tests, and the witness must agree. Hypotheses that no values
satisfy would prove anything, so a point that satisfies them all must be found first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symconv.errors import ProofError
from symconv.latex import tex
from symconv.latex.reader import read
from symconv.latex.tree import Statement
from symconv.proof import (
    differentiation,
    exact_evaluation,
    finite_sums,
    index_notation,
    induction,
    integer_arithmetic,
    matrix_identity,
    power_order,
    rational_identity,
    recurrences,
)
from symconv.proof.context import Context
from symconv.proof.derivation import Derivation, Step
from symconv.proof.satisfiability import can_be_met
from symconv.proof.verdict import Exhausted, Proved, Undecided, Verdict, describe

Procedure = Callable[[Statement, Context], Verdict]

PROCEDURES: tuple[Procedure, ...] = (
    exact_evaluation.decide,
    rational_identity.decide,
    integer_arithmetic.decide,
    index_notation.decide,
    differentiation.decide,
    finite_sums.decide,
    power_order.decide,
    induction.decide,
    matrix_identity.decide,
    recurrences.decide,
)


@dataclass(frozen=True)
class Judged:
    """A step and what was found about it."""

    step: Step
    verdict: Verdict

    @property
    def shown(self) -> bool:
        """Whether the step is proved or exhausted."""
        return isinstance(self.verdict, Proved | Exhausted)


@dataclass(frozen=True)
class Report:
    """The verdicts of a derivation: its steps, its boxed answer, its lemmas, its witness."""

    derivation: Derivation
    steps: tuple[Judged, ...]
    answer: tuple[Judged, ...]
    witness_cases: int
    lemmas: Mapping[str, Report]

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Every judged line: those of the lemmas, the steps, the answer."""
        inner = tuple(j for report in self.lemmas.values() for j in report.judged)
        return inner + self.steps + self.answer

    @property
    def shown(self) -> bool:
        """Whether every line is proved or exhausted."""
        return all(j.shown for j in self.judged)


def decide(statement: Statement, context: Context) -> Verdict:
    """Return the first verdict that a procedure signs, or why none could.

    What is assumed, or was shown by an earlier line that is used, needs no procedure.
    """
    if statement in context.hypotheses:
        return Proved("stated before")
    reasons: list[str] = []
    recursive = recurrences.is_recursive(statement, context)
    for procedure in (recurrences.decide,) if recursive else PROCEDURES:
        verdict = procedure(statement, context)
        if not isinstance(verdict, Undecided):
            return verdict
        reasons.extend(verdict.reasons)
    return Undecided(tuple(dict.fromkeys(reasons)))


def context_of(derivation: Derivation) -> Context:
    """Return the names, definitions and hypotheses of a derivation."""
    return Context(
        derivation.symbols,
        {d.name: d.definition for d in derivation.definitions},
        tuple(s for _, s in derivation.hypotheses),
    )


def judge(derivation: Derivation) -> Report:
    """Return a verdict for every line, and run the witness; raise only for malformed derivations.

    Raises ProofError for a line that does not read back, repeats the line before it, or uses a
    label that does not exist; WitnessError when the witness disagrees.
    """
    lemmas = {label: judge(lemma) for label, lemma in derivation.lemmas.items()}
    base = context_of(derivation)
    _check_satisfiable(derivation, base)
    facts = {label: _conclusion(report, base) for label, report in lemmas.items()}
    judged: list[Judged] = []
    for number, step in enumerate(derivation.steps, start=1):
        _check_printed(derivation, number, step, judged[-1].step if judged else None)
        context = base.assuming(*_used(derivation, number, step, facts))
        judged.append(Judged(step, decide(step.statement, context)))
        if step.label:
            facts[step.label] = (step.statement,)
    everything = base.assuming(
        *(s for fact in facts.values() for s in fact), *(s for _, s in derivation.demands)
    )
    answer = tuple(
        Judged(step, _stated(step.statement, judged) or decide(step.statement, everything))
        for step in answer_steps(derivation)
    )
    witness = derivation.witness.check
    return Report(derivation, tuple(judged), answer, witness() if witness else 0, lemmas)


def _stated(statement: Statement, judged: Sequence[Judged]) -> Verdict | None:
    """Return the verdict on a line that says the same; it was shown from no more than is known."""
    return next((j.verdict for j in judged if j.shown and j.step.statement == statement), None)


def prove(derivation: Derivation) -> Report:
    """Judge a derivation and raise ProofError, naming the line, unless every line is shown."""
    report = judge(derivation)
    for number, judged in enumerate(report.judged, start=1):
        if not judged.shown:
            place = f"step {number} of {len(report.judged)}"
            raise ProofError(
                f"{derivation.name}, {place}, {judged.step.reason!r}: {describe(judged.verdict)}: "
                f"{judged.step.latex}"
            )
    return report


def answer_steps(derivation: Derivation) -> tuple[Step, ...]:
    """Return the boxed answer as steps, one for each statement in it."""
    latex = derivation.answer.latex
    lines = read(latex, derivation.symbols, source="answer")
    if len(lines) == 1:
        return (Step(latex, lines[0].statement, "the answer"),)
    return tuple(Step(tex.write(ln.statement), ln.statement, "the answer") for ln in lines)


def _check_satisfiable(derivation: Derivation, base: Context) -> None:
    """Raise ProofError unless a point satisfies every hypothesis and demand at once."""
    everything = base.hypotheses + tuple(s for _, s in derivation.demands)
    if not can_be_met(everything, base.assuming(*everything[len(base.hypotheses) :])):
        raise ProofError(
            f"{derivation.name}: no values were found that satisfy all hypotheses, "
            "so that anything would follow from them",
            remedy="check the hypotheses against each other",
        )


def _conclusion(report: Report, base: Context) -> tuple[Statement, ...]:
    """Return what a shown lemma hands on: its answer, if its own hypotheses all hold here."""
    own = context_of(report.derivation)
    demanded = tuple(s for _, s in report.derivation.demands)
    missing = [s for s in own.hypotheses + demanded if s not in base.hypotheses]
    differing = [n for n, d in own.definitions.items() if base.definitions.get(n, d) != d]
    if missing or differing or not report.shown:
        raise ProofError(
            f"lemma {report.derivation.name} cannot be used here",
            remedy="state its hypotheses and definitions in the derivation that uses it",
        )
    return tuple(j.step.statement for j in report.answer)


def _used(
    derivation: Derivation, number: int, step: Step, facts: Mapping[str, tuple[Statement, ...]]
) -> tuple[Statement, ...]:
    unknown = [label for label in step.uses if label not in facts]
    if unknown:
        raise ProofError(
            f"{derivation.name}, step {number} uses {unknown[0]!r}, which no earlier line is named"
        )
    return tuple(s for label in step.uses for s in facts[label])


def _check_printed(derivation: Derivation, number: int, step: Step, previous: Step | None) -> None:
    lines = read(step.latex, derivation.symbols, source=f"{derivation.name}, step {number}")
    if [line.statement for line in lines] != [step.statement]:
        raise ProofError(
            f"{derivation.name}, step {number}: the printed line does not read back as the "
            f"statement that is judged: {step.latex}"
        )
    if previous is not None and previous.statement == step.statement:
        raise ProofError(f"{derivation.name}, step {number} repeats the line before it")
