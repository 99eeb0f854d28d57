r"""Whether a point meets the condition under which a line was stated.

*Defines* `meets`.
"""

from __future__ import annotations

from symconv.audit.causes.values import NoValue, value_at
from symconv.latex.tree import Statement
from symconv.proof.point_truth import Point


def meets(condition: Statement, point: Point) -> bool:
    """Whether a condition is true at a point; one that has no truth value there is not met."""
    try:
        return value_at(condition, point) is True
    except NoValue:
        return False
