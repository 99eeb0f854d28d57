r"""Questions asked backwards: which windows give a wanted size, and which sizes lose no pixel.

``m = floor(x / s)`` says ``s m <= x <= s m + s - 1``. So a wanted size is a pair of linear
inequalities, and its solutions are intervals, not one guess:

    n -> m by a window     (m-1) s + K - n <= P <= (m-1) s + K - n + s - 1,  P padding in all
    n -> m transposed      P = (n-1) s + K + op - m
    stack, output m        S consecutive inputs, S the product of the strides
    no pixel is dropped    every S-th input, from the first that does

*Defines* `conv_designs`, `transposed_designs`, `input_sizes`, `exact_inputs`, `halving_paddings`.

*Notation.* n input size, m output size, k kernel, s stride, d dilation, ``K = d(k-1) + 1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from symconv.algebra.sizes import as_number
from symconv.algebra.window import Window
from symconv.errors import ShapeError


@dataclass(frozen=True)
class Design:
    """A kernel, stride and dilation, and every total padding with which they do what is wanted.

    ``output_padding`` is that of a transposed convolution, 0 otherwise.
    """

    kernel_size: int
    stride: int
    dilation: int
    paddings: range
    output_padding: int = 0

    def symmetric(self) -> range:
        """Return the paddings per side, for equal padding on both sides.

        >>> Design(4, 2, 1, range(2, 4)).symmetric()
        range(1, 2)
        """
        return range((self.paddings.start + 1) // 2, (self.paddings.stop - 1) // 2 + 1)


def conv_designs(
    n: int,
    m: int,
    *,
    kernels: Iterable[int] = range(1, 8),
    strides: Iterable[int] = range(1, 5),
    dilations: Iterable[int] = (1,),
) -> tuple[Design, ...]:
    """Return all windows among the given numbers that make ``m`` outputs of ``n`` inputs.

    >>> conv_designs(224, 112, kernels=[3], strides=[1, 2])
    (Design(kernel_size=3, stride=2, dilation=1, paddings=range(1, 3), output_padding=0),)
    """
    _require_sizes(n, m)
    found = []
    for k, s, d in product(kernels, strides, dilations):
        first = (m - 1) * s + d * (k - 1) + 1 - n
        if first + s - 1 >= 0:
            found.append(Design(k, s, d, range(max(0, first), first + s)))
    return tuple(found)


def transposed_designs(
    n: int,
    m: int,
    *,
    kernels: Iterable[int] = range(1, 8),
    strides: Iterable[int] = range(1, 5),
    dilations: Iterable[int] = (1,),
) -> tuple[Design, ...]:
    """Return all transposed windows among the given numbers that make ``m`` outputs of ``n``.

    >>> [(d.output_padding, d.symmetric()) for d in transposed_designs(7, 14, kernels=[3, 4],
    ...                                                                strides=[2])]
    [(0, range(1, 1)), (1, range(1, 2)), (0, range(1, 2)), (1, range(2, 2))]
    """
    _require_sizes(n, m)
    found = []
    for k, s, d in product(kernels, strides, dilations):
        for extra in range(max(s, d)):
            padding = (n - 1) * s + d * (k - 1) + 1 + extra - m
            if padding >= 0:
                found.append(Design(k, s, d, range(padding, padding + 1), extra))
    return tuple(found)


def input_sizes(windows: Sequence[Window], m: int) -> range:
    """Return all input sizes from which a stack of windows makes ``m`` outputs.

    They are consecutive: the product of the strides many, unless the smallest legal input cuts
    them. Raises ShapeError for ``m < 1``.

    >>> input_sizes([Window(5, 2), Window(3, 2)], 3)
    range(17, 21)
    """
    _require_sizes(1, m)
    sizes = range(m, m + 1)
    for window in reversed(windows):
        first, last = _needed(window, sizes.start), _needed(window, sizes.stop)
        sizes = range(max(1, first), max(1, last))
    return sizes


def exact_inputs(windows: Sequence[Window]) -> tuple[int, int]:
    """Return the smallest input of which no layer drops a pixel, and the distance to the next ones.

    Every such input is the first plus a multiple of the distance, the product of the strides.

    >>> exact_inputs([Window(5, 2), Window(3, 2)])
    (9, 4)
    """
    first = 1
    for window in reversed(windows):
        first = _needed(window, first)
    step = prod(as_number(window.stride, "stride") for window in windows)
    least = max(smallest_input(windows), first)
    return least + (first - least) % step, step


def smallest_input(windows: Sequence[Window]) -> int:
    """Return the smallest input for which every window fits.

    >>> smallest_input([Window(5, 2), Window(3, 2)])
    9
    """
    least = 1
    for window in reversed(windows):
        least = max(1, _needed(window, least))
    return least


def halving_paddings(kernel_size: int, stride: int, dilation: int = 1) -> range:
    """Return the total paddings that divide every multiple of ``stride`` by it exactly.

    They are ``K - s .. K - 1``; none below 0.

    >>> halving_paddings(3, 2), halving_paddings(4, 2)
    (range(1, 3), range(2, 4))
    """
    span = dilation * (kernel_size - 1) + 1
    return range(max(0, span - stride), span)


def doubling_designs(kernels: Iterable[int], stride: int, dilation: int = 1) -> Iterator[Design]:
    """Yield the transposed windows that multiply every size by ``stride``: ``P - op = K - s``.

    >>> [(d.kernel_size, d.paddings.start, d.output_padding) for d in doubling_designs([3, 4], 2)]
    [(3, 1, 0), (3, 2, 1), (4, 2, 0), (4, 3, 1)]
    """
    for k in kernels:
        for extra in range(max(stride, dilation)):
            padding = dilation * (k - 1) + 1 - stride + extra
            if padding >= 0:
                yield Design(k, stride, dilation, range(padding, padding + 1), extra)


def _needed(window: Window, m: int) -> int:
    """Return the input of which the last of ``m`` windows ends on the last padded sample."""
    k, s, p, q, d = (as_number(value, "window") for value in window.numbers())
    return (m - 1) * s + d * (k - 1) + 1 - p - q


def _require_sizes(n: int, m: int) -> None:
    for size, letter in ((n, "n"), (m, "m")):
        if size < 1:
            raise ShapeError(f"{letter}={size} violates {letter} >= 1", remedy=f"use {letter}=1")
