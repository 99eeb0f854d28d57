r"""The windows of a pooling layer and how many of them fit, for ints and symbols.

    floor:  m = floor((n + p + q - K) / s) + 1
    ceil:   m = min(ceil((n + p + q - K) / s) + 1, ceil((n + p) / s))

*Why a minimum.* With ``ceil_mode`` a last window may overrun the padded input, but it must start
inside the image or the padding before it; the second term is that demand.

*Legality* is PyTorch's: padding is at most half the kernel, so that no window holds padding alone.
"""

from __future__ import annotations

from symconv.algebra.axes import Padding, Sizes, conv_windows
from symconv.algebra.legality import require_reach
from symconv.algebra.sizes import Size, is_false, is_symbolic
from symconv.algebra.window import Window
from symconv.errors import ShapeError


def pool_windows(
    kernel_size: Sizes, stride: Sizes | None, padding: Padding, dilation: Sizes, rank: int
) -> tuple[Window, ...]:
    """Return the window of each axis; ``stride`` None is the kernel size.

    >>> pool_windows(2, None, 0, 1, rank=2)[0].stride
    2
    """
    steps = kernel_size if stride is None else stride
    windows = conv_windows(kernel_size, steps, padding, dilation, rank)
    for window in windows:
        _require_half(window)
    return windows


def pool_size(window: Window, n: Size, *, ceil_mode: bool) -> Size:
    """Return how many windows there are for ``n`` inputs.

    Raises ShapeError when there is none.

    >>> pool_size(Window(2, 2), 5, ceil_mode=False), pool_size(Window(2, 2), 5, ceil_mode=True)
    (2, 3)
    """
    if not ceil_mode:
        return window.out_size(n)
    size = _smaller(
        -(-window.slack(n) // window.stride) + 1, -(-(n + window.before) // window.stride)
    )
    if is_false(n >= 1) or is_false(size >= 1):
        require_reach(window, n)
    return size


def _smaller(a: Size, b: Size) -> Size:
    if not (is_symbolic(a) or is_symbolic(b)):
        return min(int(a), int(b))
    from sympy import Min

    return Min(a, b)


def _require_half(window: Window) -> None:
    for pad in (window.before, window.after):
        if is_false(pad >= 0):
            raise ShapeError(f"padding={pad} violates padding >= 0", remedy="use padding=0")
        if is_false(2 * pad <= window.kernel_size):
            raise ShapeError(
                f"padding={pad} violates padding <= kernel_size/2 = {window.kernel_size}/2",
                remedy=f"use padding={window.kernel_size // 2} or kernel_size={2 * pad}",
            )
