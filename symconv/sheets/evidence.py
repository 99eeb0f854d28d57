"""In words: how the lines of a part were shown, and what its numbers were compared with.

*Defines* `Counts` and `counts`, `line_of` (the generated line under a solution). The words are
made from verdicts alone; nothing here can call a sample a proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symconv.proof.prove import Judged, Report
from symconv.proof.verdict import Exhausted, Proved, Refuted, Tested, Undecided, Verdict


@dataclass(frozen=True)
class Counts:
    """How many lines have which verdict, and how many cases stand behind them."""

    lines: int = 0
    proved: int = 0
    exhausted: int = 0
    tested: int = 0
    open: int = 0
    cases: int = 0
    witness_cases: int = 0

    def __add__(self, other: Counts) -> Counts:
        mine, theirs = vars(self), vars(other)
        return Counts(**{key: mine[key] + theirs[key] for key in mine})

    @property
    def is_complete(self) -> bool:
        """Whether every line is proved or exhausted."""
        return self.proved + self.exhausted == self.lines

    def words(self) -> str:
        """Say the counts, leaving out what did not occur.

        >>> Counts(lines=4, proved=3, exhausted=1, cases=36).words()
        '4/4 lines shown: 3 proved, 1 exhausted (36 cases)'
        """
        parts = [f"{self.proved} proved"] if self.proved else []
        parts += [f"{self.exhausted} exhausted ({number(self.cases)} cases)"] * bool(self.exhausted)
        parts += [f"{self.tested} tested, not proved"] * bool(self.tested)
        parts += [f"{self.open} open"] * bool(self.open)
        done = self.proved + self.exhausted
        if self.proved == self.lines:
            return f"{done}/{self.lines} lines proved"
        return f"{done}/{self.lines} lines shown: {', '.join(parts)}"


def number(count: int) -> str:
    """Write a count with thin spaces between groups of three digits.

    >>> number(12288)
    '12\\u202f288'
    """
    return f"{count:,}".replace(",", "\u202f")


def counts(report: Report) -> Counts:
    """Count the verdicts on every line of a derivation: lemmas, steps and answer."""
    total = Counts(witness_cases=witness_cases(report))
    for judged in report.judged:
        total += _one(judged)
    return total


def witness_cases(report: Report) -> int:
    """Return the numeric cases compared for a derivation and its lemmas."""
    return report.witness_cases + sum(witness_cases(r) for r in report.lemmas.values())


def total(reports: Iterable[Report]) -> Counts:
    """Add up the counts of several derivations."""
    return sum(map(counts, reports), Counts())


def line_of(report: Report) -> str:
    """Return the line under a solution that says how it was shown."""
    found = counts(report)
    witness = report.derivation.witness
    if report.witness_cases:
        compared = f"{number(report.witness_cases)} cases compared with {witness.description}"
    else:
        compared = f"no numeric witness: {witness.absent or witness.description}"
    return f"{found.words()}; {compared}."


def row(verdict: Verdict) -> tuple[str, str, str, int]:
    """Return a verdict as word, method, evidence and number of cases."""
    match verdict:
        case Proved(method, evidence):
            return "proved", method, evidence, 0
        case Exhausted(method, domain, cases):
            return "exhausted", method, domain, cases
        case Tested(method, cases):
            return "tested, not proved", method, "", cases
        case Refuted(method, counterexample, detail):
            at = ", ".join(f"{name} = {value}" for name, value in counterexample.items())
            return "refuted", method, "; ".join(p for p in (detail, at) if p), 0
        case Undecided(reasons):
            return "undecided", "", "; ".join(reasons), 0


def _one(judged: Judged) -> Counts:
    match judged.verdict:
        case Proved():
            return Counts(lines=1, proved=1)
        case Exhausted(cases=cases):
            return Counts(lines=1, exhausted=1, cases=cases)
        case Tested(cases=cases):
            return Counts(lines=1, tested=1, cases=cases)
        case _:
            return Counts(lines=1, open=1)
