r"""Whether two formulas with roots agree exactly, at points of a prime field.

*Defines* `agree_in_field`. Where a divisor or a base under a root may be 0 somewhere, no procedure
decides an equation for all sizes. In the field (`symconv.proof.indices.field`) both sides have
exact values where the bases are squares; a false equation holds at such a point with a chance of
about one in :math:`2^{55}`.
"""

from __future__ import annotations

from itertools import islice

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.real_points import without_bars
from symconv.latex.tree import Chain, Expr, Node
from symconv.proof.derivation import Derivation
from symconv.proof.indices.crosscheck import points
from symconv.proof.indices.field_check import agrees
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.indices.numbers import TooMuchWork
from symconv.proof.prove import context_of

LOOKED_AT, LEAST = 24, 3


def agree_in_field(left: Node, right: Node, derivation: Derivation) -> bool:
    """Whether both sides agree at several sizes, and differ at none.

    >>> from symconv.proof.author import statement
    >>> from symconv.theorems import derive
    >>> norm = derive("batch_norm_gradients", shape=["N"], over=[0], affine="none")
    >>> root, power, other = (
    ...     statement(t, norm.symbols) for t in (r"\\frac{1}{\\sqrt{v}}", "v^{-1/2}", "v^{-3/2}")
    ... )
    >>> agree_in_field(root, power, norm), agree_in_field(root, other, norm)
    (True, False)
    """
    if not isinstance(left, Expr) or not isinstance(right, Expr):
        return False
    equation = Chain((without_bars(left), without_bars(right)), ("=",))
    context = context_of(derivation)
    if any(name not in context.symbols for name in names_in_tree(equation)):
        return False
    agreeing = 0
    for integers in islice(points(equation, context, scalars_of(context)), LOOKED_AT):
        try:
            found = agrees(equation, context, integers)
        except TooMuchWork:
            continue
        if found is False:
            return False
        agreeing += found is True
        if agreeing == LEAST:
            return True
    return False
