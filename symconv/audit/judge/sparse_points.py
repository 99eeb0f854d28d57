r"""Points at which most elements are 0, so that norms are rational numbers there.

*Defines* `apart_at_sparse_points`. With the first element of each array as the only one that is
not 0, :math:`\lVert W x \rVert = \lvert W_{0,0} x_0 \rvert`: formulas with norms have exact values.
Two formulas that differ at such a point are different; that they agree there says little.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.audit.causes.array_truth import same
from symconv.audit.causes.points import Points, cell
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.latex.tree import Expr, Norm, descendants
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point


def apart_at_sparse_points(
    claimed: Expr, expected: Expr, points: Points
) -> tuple[Value, Value, Point] | None:
    """Return the values of two formulas with norms where they differ; None if they do not."""
    if not any(isinstance(n, Norm) for tree in (claimed, expected) for n in descendants(tree)):
        return None
    for point in points:
        sparse = replace(point, elements=_first)
        try:
            got, right = value_at(claimed, sparse), value_at(expected, sparse)
        except NoValue:
            continue
        if not same(got, right):
            return got, right, sparse
    return None


def _first(name: Name, indices: tuple[Exact, ...]) -> Exact:
    """Return a number for the first element of an array, and 0 for the others."""
    return 0 if any(indices) else cell(name, indices)
