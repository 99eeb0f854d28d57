r"""What stands in the cells of a window at a point, for people.

*Defines* `cells_at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symconv.audit.causes.index_sets import is_listed, written_out_at
from symconv.latex.tree import Apply, Big, Indexed, Node, Over, Symbol, descendants
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import number
from symconv.proof.point_truth import Point
from symconv.proof.unfolding import unfolded
from symconv.proof.unknowns import NotArithmetic

MOST = 8


def cells_at(trees: Iterable[Node], point: Point) -> str:
    """Return the numbers in the windows that trees run over; nothing where there are none."""
    if not any(map(is_listed, point.definitions.values())):
        return ""
    found = next((cells for tree in trees for cells in _windows(tree, point)), ())
    return f"a window of {', '.join(map(str, found))}" if 0 < len(found) <= MOST else ""


def _windows(tree: Node, point: Point) -> Iterator[tuple[object, ...]]:
    try:
        tree = unfolded(tree, point.definitions)  # type: ignore[arg-type]
    except NotArithmetic:
        return
    for node in descendants(tree):
        match node:
            case Big(_, (Over(indices),), body):
                for inner in descendants(body):
                    if isinstance(inner, Indexed) and inner.indices == indices:
                        yield _numbers(node, inner, point)


def _numbers(big: Big, element: Indexed, point: Point) -> tuple[object, ...]:
    listed = written_out_at(Big("max", big.binders, element), point.definitions)
    if not isinstance(listed, Apply) or not isinstance(element.base, Symbol):
        return ()
    try:
        return tuple(number(cell, point) for cell in listed.arguments)
    except Undefined:
        return ()
