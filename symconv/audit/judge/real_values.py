r"""Telling formulas with roots and gradients apart, where the prover does not decide.

*Defines* `refuted_at_reals`, `agree_at_reals` and `for_people`. A division by :math:`N - 1` has no
value at :math:`N = 1`, so no procedure decides an equation with it for all sizes. Where both sides
have values they may differ all the same: in intervals that do not meet, which shows that the sides
are not equal.
"""

from __future__ import annotations

import re
from math import isclose

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.real_points import CLOSE, RealPoint, real_points, without_bars
from symconv.latex.tree import Chain, Expr, Node
from symconv.proof.derivation import Derivation
from symconv.proof.exact_numbers import Undefined
from symconv.proof.indices.second_opinion import Claim, explained, refutation
from symconv.proof.prove import context_of
from symconv.proof.verdict import Refuted

METHOD = "values in intervals"
LONGEST = 160
"""Of a longer list of terms that are missing or too much nobody learns anything."""
_SIDES = re.compile(r"left (\S+), right (\S+?)(?=;|$)")
_NORMAL_FORM = re.compile(r"; the difference of the sides is [^;]*")


def refuted_at_reals(expected: Expr, claimed: Expr, derivation: Derivation) -> Refuted | None:
    """Return a point at which two expressions differ, if floats say that there is one.

    >>> from symconv.proof.author import statement
    >>> from symconv.theorems import derive
    >>> norm = derive("batch_norm_gradients", shape=["N"], over=[0], affine="none")
    >>> sides = [statement(t, norm.symbols) for t in (r"\\frac{s}{N}", r"\\frac{s}{N - 1}")]
    >>> refuted_at_reals(*sides, norm).detail.split("; ")[-1]
    '\\\\frac{s}{N - 1} should be \\\\frac{s}{N}'
    """
    context = context_of(derivation)
    if any(n not in context.symbols for side in (expected, claimed) for n in names_in_tree(side)):
        return None
    if not any(_differ(expected, claimed, point) for point in real_points(derivation)):
        return None
    sides = without_bars(expected), without_bars(claimed)
    claim = Claim(Chain(sides, ("=",)), context, None, powers=True)
    found = refutation(claim, METHOD)
    if found is None:
        return None
    words = explained(claim, [(expected, claimed)])
    detail = f"{found.detail}; {words}" if words else found.detail
    return Refuted(METHOD, found.counterexample, detail)


def agree_at_reals(left: Node, right: Node, derivation: Derivation) -> bool | None:
    """Whether two trees have near values wherever both have one; None where they have none."""
    pairs = [(_value(left, point), _value(right, point)) for point in real_points(derivation)]
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    return all(isclose(a, b, rel_tol=CLOSE, abs_tol=CLOSE) for a, b in both) if both else None


def _differ(expected: Expr, claimed: Expr, point: RealPoint) -> bool:
    """Whether floats differ, or one side has no value: it may have a wrong one elsewhere."""
    a, b = _value(expected, point), _value(claimed, point)
    return a is None or b is None or not isclose(a, b, rel_tol=CLOSE, abs_tol=CLOSE)


def _value(tree: Node, point: RealPoint) -> float | None:
    try:
        return point.value(tree)
    except Undefined:
        return None


def for_people(detail: str) -> str:
    """Return what a refutation of "expected = claimed" says, told about the claim.

    >>> for_people("left 2, right 3; the difference of the sides is -1 x; too much: x")
    '3 instead of 2; too much: x'
    """
    said = _NORMAL_FORM.sub("", _SIDES.sub(r"\2 instead of \1", detail))
    return "; ".join(part for part in said.split("; ") if len(part) <= LONGEST)
