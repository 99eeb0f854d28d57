r"""Unions of products of receptive sets, kept as few as they can be.

*Defines* `Box` (one product: the masks of each axis) and `joined`, what a position sees behind a
layer that reads several branches.

A product may go when another one contains it at every position; two that differ along one axis
only are one, with the union there. Residual and dense networks then keep one product, and networks
of one axis always do; what is left are branches that really cross, such as 1x3 beside 3x1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from symconv.algebra.receptive_sets import Masks
from symconv.errors import ShapeError, TooLarge

Box: TypeAlias = "tuple[Masks, ...]"
MOST = 64


def joined(branches: Sequence[tuple[Box, ...]], name: str) -> tuple[Box, ...]:
    """Return the union of branches, position by position; ``name`` is the layer that joins them.

    A branch with one position serves every position. Raises ShapeError when positions do not match,
    TooLarge above 64 products.

    >>> joined(((((1, 2),),), (((2, 2),),)), "add")
    (((3, 2),),)
    """
    sizes = [tuple(map(len, boxes[0])) for boxes in branches]
    wide = max(sizes, key=sum)
    every = [_spread(b, wide, name) for boxes in branches for b in boxes]
    found = reduced(every)
    if len(found) > MOST:
        raise TooLarge(
            f"layer {name!r} sees a union of {len(found)} products of sets, more than {MOST}",
            remedy="ask for one axis, or for the interior pattern",
        )
    return found


def reduced(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return as few products with the same union at every position.

    >>> reduced([((1, 2), (1, 2)), ((1, 2), (3, 2))])
    (((1, 2), (3, 2)),)
    """
    kept: list[Box] = []
    for box in dict.fromkeys(boxes):
        merged = box
        while (other := next((b for b in kept if _one_axis_apart(b, merged)), None)) is not None:
            kept.remove(other)
            merged = tuple(
                tuple(m | n for m, n in zip(a, b, strict=True))
                for a, b in zip(merged, other, strict=True)
            )
        if not any(_inside(merged, b) for b in kept):
            kept = [*(b for b in kept if not _inside(b, merged)), merged]
    return tuple(kept)


def _one_axis_apart(one: Box, other: Box) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 1


def _inside(small: Box, large: Box) -> bool:
    pairs = zip(small, large, strict=True)
    return all(m & ~n == 0 for a, b in pairs for m, n in zip(a, b, strict=True))


def _spread(box: Box, sizes: tuple[int, ...], name: str) -> Box:
    """Repeat a branch that has one place for all positions, as an addition of vectors does."""
    own = tuple(map(len, box))
    if own != sizes and set(own) != {1}:
        raise ShapeError(
            f"layer {name!r} joins features of {own} and {sizes} positions, which do not match",
            remedy="join the branches before they are flattened",
        )
    return tuple(m * n if len(m) < n else m for m, n in zip(box, sizes, strict=True))
