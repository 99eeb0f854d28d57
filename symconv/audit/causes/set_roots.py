r"""Mistakes in a norm over the cells of a window: its root, its powers, and their order.

*Defines* `root_changes`, for :math:`\big(\sum_{(m, n) \in S} |X_{m,n}|^P\big)^{1 / P}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.trees import number, over
from symconv.latex.tree import Big, Divide, Expr, Fence, Node, Power

ONE, TWO = number(1), number(2)
FORGOTTEN = Mistake("root-forgotten", "the root was not taken")
OF_TERMS = Mistake("root-before-sum", "the root was taken of every term, before the sum")
UPSIDE = Mistake(
    "exponent-inverted", "the sum was raised to the exponent in place of its reciprocal"
)
EXCHANGED = Mistake("exponent-inverted", "the exponent and its reciprocal were exchanged")
SQUARE_ROOT = Mistake("exponent-two", "a square root was taken, whatever the exponent", 2)
EUCLIDEAN = Mistake("exponent-two", "the exponent was taken to be 2")
OF_SUM = Mistake("cross-terms-missing", "the sum was raised to the power, not each of its terms")


def root_changes(norm: Power) -> Iterator[tuple[Mistake, Node]]:
    """Yield what becomes of the root of a sum over a window; nothing for another power."""
    if not isinstance(norm.base, Big) or not isinstance(norm.exponent, Divide):
        return
    total, root, exponent = norm.base, norm.exponent, norm.exponent.denominator
    yield FORGOTTEN, total
    yield UPSIDE, replace(norm, exponent=exponent)
    yield SQUARE_ROOT, replace(norm, exponent=over(ONE, TWO))
    yield OF_TERMS, replace(total, body=Power(total.body, root))
    match total.body:
        case Power(term, power) if power == exponent:
            yield EXCHANGED, Power(replace(total, body=Power(term, root)), exponent)
            yield EUCLIDEAN, Power(replace(total, body=Power(term, TWO)), over(ONE, TWO))
            for inside in _with_sign(term):
                yield OF_SUM, Power(Power(replace(total, body=inside), exponent), root)


def _with_sign(term: Expr) -> Iterator[Expr]:
    """Yield a term, and what its absolute value is of."""
    yield term
    if isinstance(term, Fence) and term.kind == "abs":
        yield term.body
