r"""Decide statements about sizes: floors, remainders and inequalities, for all admissible values.

*Defines* `decide`. Applies to chains of ``= != < <= > >=``, divisibility, memberships in integer
ranges and intervals, and their logical combinations, between scalar expressions built from
``+ - * /``, integer powers, floor, ceiling, remainder, minimum, maximum, absolute value, case
distinctions and Iverson brackets, under hypotheses of the same kind.

*How.* Definitions are put in; the claim is taken apart (`sequents`, `case_split`); floors become
quotients of a division with remainder (`division`); the negated claim and the hypotheses are shown
to contradict each other by certificates that are multiplied out again (`tableau`).

*What it cannot decide.* A true statement may need a certificate of higher degree than is searched,
or more cases than are allowed; then the verdict is Undecided, after a bounded amount of work.

Before it signs, the statement is evaluated at small points; a claimed proof that a point
contradicts is an error of symconv, and raises ProofError.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symconv.algebra.simplex import Work
from symconv.errors import ProofError
from symconv.latex.tree import Statement
from symconv.notation import SymbolTable
from symconv.proof.arithmetic import Shown, opened, show
from symconv.proof.case_split import branching, cases
from symconv.proof.context import Context
from symconv.proof.evidence import evidence, method
from symconv.proof.residues import residue_cases
from symconv.proof.sampling import Sample, counterexample
from symconv.proof.sequents import Sequent
from symconv.proof.tableau import Effort
from symconv.proof.unknowns import NotArithmetic, NotShown
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

CHECKED_POINTS = 120
SEARCHED_POINTS = 2000
NO_POINT = "; no sampled point satisfies the hypotheses"


def decide(statement: Statement, context: Context) -> Verdict:
    r"""Return Proved, Refuted with a counterexample, or Undecided with the reason.

    >>> from symconv.latex.tree import Chain, Fence, Divide, Number, Symbol
    >>> from symconv.notation import Domain, SymbolTable, name, scalars
    >>> n, two = Symbol(name("n")), Number(2)
    >>> half = Fence("floor", Divide(n, two))
    >>> context = Context(SymbolTable.of(scalars("n", Domain.POSITIVE)))
    >>> decide(Chain((half, n), ("<=",)), context).method
    'division with remainder'
    >>> decide(Chain((half, n), ("=",)), context).counterexample
    {'n': '1'}
    """
    try:
        shown = _shown(statement, context, Effort(40, 40, 3, Work(150_000)))
    except NotShown:
        return _second_attempt(statement, context)
    except NotArithmetic as error:
        return Undecided((f"integer arithmetic: {error.fact}",))
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by {method(shown)}, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
    return _signed(shown, sample)


def _second_attempt(statement: Statement, context: Context) -> Verdict:
    """Look for a counterexample; when there is none, try harder."""
    sample = counterexample(statement, context, points=SEARCHED_POINTS)
    if sample.failing:
        return Refuted("exact evaluation at a point", sample.failing)
    try:
        shown = _shown(statement, context, Effort())
    except NotArithmetic as error:
        seen = f"no counterexample among {sample.admissible} points"
        return Undecided((f"integer arithmetic: {error.fact}; {sample.undefined or seen}",))
    return _signed(shown, sample)


def _signed(shown: list[Shown], sample: Sample) -> Proved:
    """Sign; say so when no sampled point satisfied the hypotheses: they may be contradictory."""
    idle = "" if sample.admissible or sample.unjudged else NO_POINT
    return Proved(method(shown), evidence(shown) + idle)


def _shown(statement: Statement, context: Context, effort: Effort) -> list[Shown]:
    parts = opened(statement, context)
    return [shown for part in parts for shown in _show(part, context.symbols, effort)]


def _show(sequent: Sequent, symbols: SymbolTable, effort: Effort) -> Iterable[Shown]:
    """Split into cases; when hypotheses make too many, leave out those that branch."""
    try:
        split = cases(sequent)
    except NotShown:
        plain = tuple(h for h in sequent.hypotheses if not any(branching(h)))
        if len(plain) == len(sequent.hypotheses):
            raise
        split = cases(replace(sequent, hypotheses=plain))
    return [shown for case in split for shown in _show_case(case, symbols, effort)]


def _show_case(case: Sequent, symbols: SymbolTable, effort: Effort) -> list[Shown]:
    """Show a case at once, or for each choice of residues modulo the numbers it divides by."""
    try:
        return [show(case, symbols, effort)]
    except NotShown:
        if not effort.is_thorough:
            raise
        parts, extended = residue_cases(case, symbols)
        if not parts:
            raise
        return [show(part, extended, effort) for part in parts]
