r"""The entries of a matrix, a tuple or a shape, by their places.

*Defines* `entries_of`, `enumerate_flat` and `size_of`.
"""

from __future__ import annotations

from symconv.latex.tree import Expr, Matrix, Shape, Tuple


def enumerate_flat(tree: Tuple | Shape) -> list[tuple[tuple[int, ...], Expr]]:
    """Return the entries of a tuple with their places."""
    items = tree.items if isinstance(tree, Tuple) else tree.sizes
    return [((i,), item) for i, item in enumerate(items)]


def entries_of(tree: Expr) -> dict[tuple[int, ...], Expr]:
    """Return the entries of an array by their places; a single value has the empty place."""
    match tree:
        case Matrix(rows):
            return {(i, j): e for i, row in enumerate(rows) for j, e in enumerate(row)}
        case Tuple() | Shape():
            return dict(enumerate_flat(tree))
        case _:
            return {(): tree}


def size_of(entries: dict[tuple[int, ...], Expr]) -> str:
    """Return the size of an array in words, from the places of its entries."""
    places = list(entries)
    if places == [()]:
        return "a single value"
    if len(places[0]) == 1:
        return f"{len(places)} sizes"
    return f"{max(p[0] for p in places) + 1} x {max(p[1] for p in places) + 1}"
