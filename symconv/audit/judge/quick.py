r"""Quick looks at two trees, by their values: they refute, and prove nothing.

*Defines* `agree` and `refuted_at_points`.
"""

from __future__ import annotations

from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.bound_names import with_plain_indices
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.real_values import agree_at_reals
from symconv.latex.tree import Root, Statement


def agree(claimed: Statement, expected: Statement, desk: Desk) -> bool:
    """Whether two trees agree at the points, or are written alike; that proves nothing."""
    if with_plain_indices(claimed) == with_plain_indices(expected):
        return True
    compared = 0
    for at in desk.points:
        try:
            if value_at(claimed, at) != value_at(expected, at):
                return False
        except NoValue:
            continue
        compared += 1
    if compared * 2 > len(desk.points.values):
        return True
    real = agree_at_reals(claimed, expected, desk.derivation)
    return compared > 0 if real is None else real


def refuted_at_points(claimed: Statement, expected: Statement, desk: Desk) -> bool:
    """Whether two trees differ at a point; a root may be given as its square, and is left open."""
    if isinstance(expected, Root):
        return False
    for point in desk.points:
        try:
            if value_at(claimed, point) != value_at(expected, point):
                return True
        except NoValue:
            continue
    return False
