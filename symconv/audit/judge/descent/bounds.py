r"""Conditions on the step size: is a step that satisfies them small enough?

*Defines* `bound_holds`. Descent on :math:`\lVert X w - y \rVert^2` converges for
:math:`\eta < 1 / \Lambda`, with half the loss for :math:`\eta < 2 / \Lambda`; a smaller bound is
right as well.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.audit.judge.descent.statements import ETA, value_in
from symconv.audit.judge.descent.worlds import standing
from symconv.latex.tree import Chain, Expr, Symbol
from symconv.latex.tree import Statement as Tree


def bound_holds(tree: Tree, *, half: bool) -> bool | None:
    """Whether every step that a condition allows leads to the limit; None if it sets no bound."""
    if not isinstance(tree, Chain):
        return None
    uppers = _uppers(tree)
    if not uppers:
        return None
    truths: list[bool] = []
    for world in standing():
        largest = world.values.get(r"\Lambda")
        values = [value_in(u, world) for u, _ in uppers]
        if largest is None or isinstance(largest, tuple):
            continue
        if any(v is None or isinstance(v, str | tuple) for v in values):
            return None
        limit = Fraction(2 if half else 1) / largest
        bounds = [(Fraction(v), strict) for v, (_, strict) in zip(values, uppers, strict=True)]  # type: ignore[arg-type]
        truths.append(any(b < limit or (b == limit and strict) for b, strict in bounds))
    return all(truths) if truths else None


def _uppers(chain: Chain) -> list[tuple[Expr, bool]]:
    """Return what the step is below, and whether strictly."""
    found: list[tuple[Expr, bool]] = []
    for a, sign, b in zip(chain.sides, chain.relations, chain.sides[1:], strict=False):
        if a == Symbol(ETA) and sign in ("<", "<="):
            found.append((b, sign == "<"))
        if b == Symbol(ETA) and sign in (">", ">="):
            found.append((a, sign == ">"))
    return found
