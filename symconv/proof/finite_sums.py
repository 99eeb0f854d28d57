r"""Decide statements with sums over ranges of symbolic length, for all admissible values.

*Defines* `decide`. Applies to statements about scalars and sequences given by formulas in which
sums :math:`\sum_{i=a}^{b} w(i)` occur, under hypotheses of the kind that
`symconv.proof.integer_arithmetic` takes. The formulas are put in; then two sums are compared term
by term (`symconv.proof.sums.same_terms`), or a sum of polynomial times power is replaced by its
closed form (`symconv.proof.sums.telescoping`). Every claim about terms and ends is shown by
arithmetic, which has its own guards.
"""

from __future__ import annotations

from symconv.algebra.named_polynomial import NoValue
from symconv.errors import ProofError
from symconv.latex.tree import Big, Statement, descendants
from symconv.proof.arithmetic import opened
from symconv.proof.context import Context, Formula
from symconv.proof.sampling import counterexample
from symconv.proof.sequents import Sequent
from symconv.proof.sums.elements import with_elements
from symconv.proof.sums.same_terms import show_same_terms
from symconv.proof.sums.telescoping import show_telescoping
from symconv.proof.unknowns import NotArithmetic
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

METHOD = "sums term by term"
CHECKED_POINTS = 120


def decide(statement: Statement, context: Context) -> Verdict:
    r"""Return Proved, Refuted with a counterexample, or Undecided with the reason.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import Domain, SymbolTable, scalars
    >>> table = SymbolTable.of(scalars("n", Domain.NATURAL), scalars("i", Domain.INTEGER))
    >>> line = read_one(r"\sum_{i=0}^{n} i = \frac{n (n + 1)}{2}", table).statement
    >>> decide(line, Context(table)).method
    'sums term by term'
    """
    if not _has_sums(statement, context):
        return Undecided((f"{METHOD}: there is no sum",))
    try:
        plain = with_elements(statement, context.definitions)
        found = [_show(part, context) for part in opened(plain, context)]
    except (NotArithmetic, NoValue) as error:
        sample = counterexample(statement, context)
        if sample.failing:
            return Refuted("exact evaluation at a point", sample.failing)
        return Undecided((f"{METHOD}: {error.fact}",))
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by {METHOD}, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
    return Proved(METHOD, "; ".join(dict.fromkeys(found)))


def _has_sums(statement: Statement, context: Context) -> bool:
    bodies = (d.body for d in context.definitions.values() if isinstance(d, Formula))
    return any(isinstance(n, Big) for tree in (statement, *bodies) for n in descendants(tree))


def _show(sequent: Sequent, context: Context) -> str:
    """Show one claim, by its terms or by differences."""
    try:
        return show_same_terms(sequent, context.symbols)
    except NotArithmetic as first:
        try:
            return show_telescoping(sequent, context.symbols)
        except NotArithmetic as second:
            raise NotArithmetic(f"{first.fact}; {second.fact}") from None
