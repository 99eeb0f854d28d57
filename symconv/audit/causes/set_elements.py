r"""Mistakes about what is taken from the cells of a window: magnitudes, squares, other cells.

*Defines* `element_changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from symconv.audit.causes.index_sets import LARGER, SHIFTED, SMALLER, UNSTRIDED, labelled
from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.trees import number
from symconv.latex.substitute import rebuild
from symconv.latex.tree import (
    Big,
    Chain,
    Fence,
    Indexed,
    Node,
    Over,
    Power,
    Range,
    Symbol,
    descendants,
)
from symconv.notation import Name

SIGNED = "signed powers are summed (PyTorch LPPool), without absolute values"
NOT_NEGATIVE = "inputs that are not negative, so that absolute values may be left out"
CHANNELS = 3
WINDOWS = (
    (SHIFTED, "window-shifted", "the window does not begin where it should"),
    (UNSTRIDED, "stride-ignored", "the stride was ignored (1 in its place)"),
    (LARGER, "kernel-size-off-by-one", "the window is one too large"),
    (SMALLER, "kernel-size-off-by-one", "the window is one too small"),
)
"""What sets of another name say of a window, and the mistake behind it."""
TWO = number(2)
Change = tuple[Mistake, Node]


def element_changes(tree: Node) -> Iterator[Change]:
    """Yield what other elements give: magnitudes, squares, swapped indices, all channels."""
    if any(_is_magnitude(n, tree) for n in descendants(tree)):
        powers = any(isinstance(n, Power) for n in descendants(tree))
        name = "signed-powers" if powers else "absolute-value-forgotten"
        said = SIGNED if powers else NOT_NEGATIVE
        mistake = Mistake(name, "the absolute values were left out", 1, said)
        yield mistake, _each(tree, _is_magnitude, lambda n: n.body)
    else:
        mistake = Mistake("absolute-value-superfluous", "absolute values were taken")
        yield mistake, _each(tree, _is_cell, lambda n: Fence("abs", n))
    squares = Mistake("squared", "the elements were squared", 2)
    yield squares, _each(tree, _is_cell, lambda n: Power(n, TWO))
    swapped = Mistake("input-transposed", "rows and columns of the input were swapped")
    yield swapped, _each(tree, _is_cell, _swapped)
    corner = Mistake("output-transposed", "rows and columns of the output were swapped")
    yield corner, _each(tree, _is_set, _swapped)
    for change, name, said in WINDOWS:
        yield Mistake(name, said), _of_windows(tree, change)
    single = Mistake("sum-forgotten", "one element was taken, not all of the window")
    yield single, rebuild(tree, lambda n: n.body if isinstance(n, Big) else n)
    yield from _over_channels(tree)


def _each(tree: Node, chosen: Callable[[Node, Node], bool], change: Callable[[Any], Any]) -> Node:
    changed: Node = rebuild(tree, lambda n: change(n) if chosen(n, tree) else n)
    return changed


def _over_channels(tree: Node) -> Iterator[Change]:
    """Yield the sum or the maximum over all channels of what belongs to one."""
    letter = Symbol(Name("k", label="channel"))
    limits = Range(letter, number(0), number(CHANNELS - 1))
    inside = _each(tree, _is_cell, lambda n: replace(n, indices=(*n.indices, letter)))
    mistake = Mistake("channels-mixed", "channels were taken together; each is pooled by itself")
    for operator in ("sum", "max"):

        def over_channels(node: Any, operator: Any = operator) -> Any:
            return Big(operator, (limits,), node)

        yield mistake, over_channels(inside)
        yield mistake, rebuild(inside, lambda n: over_channels(n) if isinstance(n, Big) else n)


def _cells(tree: Node) -> frozenset[tuple[Node, ...]]:
    """Return the index tuples that sums and extrema of a tree run over."""
    return frozenset(n.indices for n in descendants(tree) if isinstance(n, Over))


def _is_cell(node: Node, tree: Node) -> bool:
    return isinstance(node, Indexed) and node.indices in _cells(tree)


def _is_magnitude(node: Node, tree: Node) -> bool:
    return isinstance(node, Fence) and node.kind == "abs" and _is_cell(node.body, tree)


def _is_set(node: Node, tree: Node) -> bool:
    within = (n.condition for n in descendants(tree) if isinstance(n, Over))
    return isinstance(node, Indexed) and any(
        isinstance(c, Chain) and c.sides[-1] == node for c in within
    )


def _swapped(node: Any) -> Any:
    return replace(node, indices=node.indices[::-1])


def _of_windows(tree: Node, change: str) -> Node:
    """Return a tree whose sums and extrema run over other windows; the count stays as it is."""

    def moved(node: Node) -> Node:
        match node:
            case Over(indices, Chain((cells, Indexed(Symbol(name)) as where), signs)):
                other = replace(where, base=Symbol(labelled(name, change)))
                return Over(indices, Chain((cells, other), signs))
            case _:
                return node

    changed: Node = rebuild(tree, moved)
    return changed
