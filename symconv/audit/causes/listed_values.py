r"""Values of what runs over named sets, at a point that lists them.

*Defines* `lists_sets` and `value_over_lists`. A value that is not rational is enclosed, and
one that is infinite is a float; both can be compared with exact numbers, and nothing else is done
with them.
"""

from __future__ import annotations

from typing import Any

from symconv.audit.causes.enclosures import Enclosed, ends
from symconv.audit.causes.index_sets import is_listed, written_out_at
from symconv.audit.causes.limits import Extended, real_at
from symconv.latex.tree import Boxed, Chain, Labelled
from symconv.proof.exact_numbers import Exact, Undefined
from symconv.proof.point_truth import Point
from symconv.proof.unfolding import unfolded


def lists_sets(point: Point) -> bool:
    """Whether a point lists the cells of a set."""
    return any(map(is_listed, point.definitions.values()))


def value_over_lists(tree: Any, point: Point) -> Any:
    """Return the value of a scalar, or the truth of a chain; raise Undefined or NotArithmetic."""
    tree = written_out_at(unfolded(tree, point.definitions), point.definitions)
    while isinstance(tree, Boxed | Labelled):
        tree = tree.body
    if not isinstance(tree, Chain):
        return real_at(tree, point)
    values = [real_at(side, point) for side in tree.sides]
    return all(map(holds, values, tree.relations, values[1:]))


def holds(left: Extended, sign: str, right: Extended) -> bool:
    """Whether two values compare as a sign says; raise Undefined where that cannot be told.

    >>> holds(1, "<=", 1), holds(2, "<", 1)
    (True, False)
    """
    if sign not in ("=", "!=", "<", "<=", ">", ">="):
        raise Undefined(f"the relation {sign!r} has no truth value")
    (a, b), (c, d) = _ends(left), _ends(right)
    alike = a <= d and c <= b
    if alike and not a == b == c == d:
        raise Undefined("two numbers that cannot be told apart")
    smaller = b < c
    return {
        "=": alike,
        "!=": not alike,
        "<": smaller,
        "<=": alike or smaller,
        ">": not alike and not smaller,
        ">=": not smaller,
    }[sign]


def _ends(value: Extended) -> tuple[Exact | float, Exact | float]:
    return ends(value) if isinstance(value, Enclosed) else (value, value)
