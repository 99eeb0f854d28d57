r"""Points at which givens have the values that a mistake gives them.

*Defines* `moved`. A stride that is ignored is a point with stride 1: the same formula is computed
there, and nothing need be written anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.audit.causes.points import Points
from symconv.latex.tree import Node
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point import number


def moved(points: Points, changes: Mapping[Name, Node]) -> Points | None:
    """Return the points with changed letters; None if a change has no value at one of them.

    >>> from symconv.latex.tree import Symbol
    >>> n, k = Name("n"), Name("k")
    >>> moved(Points(({n: 5, k: 3},), {}), {n: Symbol(k), k: Symbol(n)}).values[0] == {n: 3, k: 5}
    True
    """
    found: list[Mapping[Name, Exact]] = []
    for point in points:
        try:
            found.append({**point.values, **{n: number(t, point) for n, t in changes.items()}})
        except Undefined:
            return None
    return Points(tuple(found), points.definitions)
