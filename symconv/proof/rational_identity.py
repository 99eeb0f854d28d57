r"""Decide equations between rational expressions by their normal form.

*Defines* `decide`. Applies to chains of ``=`` between expressions built from ``+ - * /`` and
integer powers of numbers, scalars, elements of tensors and values of functions. Neighbours must be
equal as quotients of polynomials, where each divisor is shown to be non-zero from the domains and
the hypotheses; equations among the hypotheses that are linear in an unknown are put in.

Two different quotients of polynomials differ at some point, but perhaps at none that the domains
and the hypotheses allow; so without a counterexample the verdict is Undecided.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.errors import ProofError
from symconv.latex.tree import Boxed, Chain, Fence, Modulo, Node, Statement, descendants
from symconv.proof.arithmetic import opened, show
from symconv.proof.case_split import is_branching
from symconv.proof.context import Context
from symconv.proof.sampling import counterexample
from symconv.proof.sequents import Sequent
from symconv.proof.unknowns import NotArithmetic, NotShown
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

CHECKED_POINTS = 40
SEARCHED_POINTS = 600
METHOD = "rational identity"


def decide(statement: Statement, context: Context) -> Verdict:
    """Return Proved, Refuted with a counterexample, or Undecided with the reason.

    >>> from symconv.latex.tree import Multiply, Power, Number, Symbol
    >>> from symconv.notation import SymbolTable, name, scalars
    >>> x = Symbol(name("x"))
    >>> context = Context(SymbolTable.of(scalars("x")))
    >>> decide(Chain((Multiply((x, x)), Power(x, Number(2))), ("=",)), context)
    Proved(method='rational identity', evidence='1 equation between polynomials')
    """
    while isinstance(statement, Boxed):
        statement = statement.body
    if not isinstance(statement, Chain) or set(statement.relations) - {"=", ":="}:
        return Undecided(("rational identity: not a chain of equations",))
    try:
        parts = opened(statement, context)
        strange = next((n for p in parts for n in _not_rational(p)), None)
        if strange is not None:
            return Undecided((f"rational identity: {type(strange).__name__} is not rational",))
        for part in parts:
            show(part, context.symbols)
    except NotShown as error:
        return _refuted(statement, context, error.fact)
    except NotArithmetic as error:
        return Undecided((f"rational identity: {error.fact}",))
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by {METHOD}, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
    plural = "s" if len(parts) > 1 else ""
    return Proved(METHOD, f"{len(parts)} equation{plural} between polynomials")


def _not_rational(sequent: Sequent) -> Iterator[Node]:
    assert sequent.claim is not None
    return (
        n for n in descendants(sequent.claim) if is_branching(n) or isinstance(n, Fence | Modulo)
    )


def _refuted(statement: Statement, context: Context, reason: str) -> Verdict:
    sample = counterexample(statement, context, points=SEARCHED_POINTS)
    if sample.failing:
        return Refuted("exact evaluation at a point", sample.failing)
    undefined = f"; {sample.undefined}" if sample.undefined else ""
    return Undecided((f"rational identity: {reason}{undefined}",))
