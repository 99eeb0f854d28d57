"""How wide a formula will be: an estimate that only the layout depends on.

*Defines* `width`, `fits`, `BESIDE` and `PHONE`.
"""

from __future__ import annotations

from symconv.latex import text
from symconv.latex.tree import Chain, Logic, Matrix, Node

BESIDE = 62
"""Characters up to which a formula stands on one line with a reason beside it."""

PHONE = 30
"""Characters up to which it stands on one line of a phone."""


def fits(node: Node) -> bool:
    """Whether a formula has room beside its reason."""
    return width(node) <= BESIDE


def width(node: Node) -> int:
    """Estimate the width of a formula in characters; a matrix is as wide as its columns."""
    match node:
        case Matrix(rows):
            columns = zip(*rows, strict=True)
            return sum(2 + max(len(text.write(entry)) for entry in column) for column in columns)
        case Chain(sides) | Logic(_, sides):
            return sum(map(width, sides)) + 3 * (len(sides) - 1)
        case _:
            return len(text.write(node))
