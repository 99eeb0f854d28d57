"""The smallest input that a network accepts, when a given one is too small for a layer of it.

Sizes that are large enough stay large enough: every layer's output grows with its input. So one
search, doubling and then halving the distance, finds the least of them.
"""

from __future__ import annotations

from collections.abc import Callable

FURTHEST = 1 << 20


def smallest_input(
    fits: Callable[[tuple[int, ...]], bool], in_shape: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the shape with its spatial sizes enlarged, all to the least size that fits.

    Sizes above it stay. Returns ``in_shape`` when no size up to ``FURTHEST`` helps, so that size is
    not the reason.

    >>> smallest_input(lambda shape: min(shape[1:]) >= 63, (3, 32, 100))
    (3, 63, 100)
    """

    def enlarged(size: int) -> tuple[int, ...]:
        return (in_shape[0], *(max(n, size) for n in in_shape[1:]))

    high = 1
    while not fits(enlarged(high)):
        high *= 2
        if high > FURTHEST:
            return in_shape
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(enlarged(middle)) else (middle, high)
    return enlarged(high)
