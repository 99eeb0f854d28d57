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

from symconv.errors import ProofError
from symconv.latex.tree import Statement
from symconv.proof.arithmetic import Shown, opened, show
from symconv.proof.case_split import branching, cases
from symconv.proof.context import Context
from symconv.proof.sampling import counterexample
from symconv.proof.sequents import Sequent
from symconv.proof.unknowns import NotArithmetic
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

CHECKED_POINTS = 120


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
        shown = [s for part in opened(statement, context) for s in _show(part, context)]
    except NotArithmetic as error:
        return _refuted(statement, context, error.fact)
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by {_method(shown)}, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
    return Proved(_method(shown), _evidence(shown))


def _show(sequent: Sequent, context: Context) -> Iterable[Shown]:
    """Split into cases; when hypotheses make too many, leave out those that branch."""
    try:
        split = cases(sequent)
    except NotArithmetic:
        plain = tuple(h for h in sequent.hypotheses if not any(branching(h)))
        if len(plain) == len(sequent.hypotheses):
            raise
        split = cases(Sequent(plain, sequent.claim, sequent.bound))
    return [show(case, context.symbols) for case in split]


def _refuted(statement: Statement, context: Context, reason: str) -> Verdict:
    sample = counterexample(statement, context)
    if sample.failing:
        return Refuted("exact evaluation at a point", sample.failing)
    seen = f"; no counterexample among {sample.admissible} points" if sample.admissible else ""
    undefined = f"; {sample.undefined}" if sample.undefined else ""
    return Undecided((f"integer arithmetic: {reason}{undefined or seen}",))


def _method(shown: list[Shown]) -> str:
    if any(s.quotients for s in shown):
        return "division with remainder"
    if all(s.is_identity for s in shown):
        return "polynomial identity"
    products = [p for s in shown if s.closed for c in s.closed.certificates for p in c.products]
    linear = all(len(p.facts) <= 1 and p.root is None for p in products)
    return "linear inequalities" if linear else "polynomial inequalities"


def _evidence(shown: list[Shown]) -> str:
    quotients = list(dict.fromkeys(q for s in shown for q in s.quotients))
    parts = (
        [f"quotients {'; '.join(quotients[:3])}{' …' if len(quotients) > 3 else ''}"]
        if quotients
        else []
    )
    certificates = [c for s in shown if s.closed for c in s.closed.certificates]
    number = sum(s.closed.cases if s.closed else 1 for s in shown)
    if number > 1:
        parts.append(f"{number} cases")
    if certificates:
        sizes = " + ".join(str(len(c.products)) for c in certificates[:6])
        parts.append(f"certificates with {sizes}{' + …' if len(certificates) > 6 else ''} products")
    else:
        parts.append("identity of polynomials")
    return "; ".join(parts)
