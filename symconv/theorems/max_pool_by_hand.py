r"""A max pool of given numbers, window by window.

A window takes the maximum over the cells of the image that it covers: padding never wins, as if it
were :math:`-\infty` and not 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.kernels import max_pool
from symconv.proof.derivation import Derivation
from symconv.theorems.givens import flag
from symconv.theorems.pool_hand_lines import maximum, sliding_desk
from symconv.theorems.pool_windows import KERNEL_SIZE, bound, kernel_stride

PADDING = (
    r"Padding never wins a maximum: it counts as $-\infty$, so a window looks at the cells of the "
    "image alone."
)


def max_pool_by_hand(
    *,
    X: Sequence[object],
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int] | str = KERNEL_SIZE,
    padding: int | Sequence[int] = 0,
    dilation: int | Sequence[int] = 1,
    ceil_mode: bool = False,
) -> Derivation:
    """Return the maxima of the windows of the numbers ``X``, one channel, rank 1 to 3.

    ``stride`` is the kernel size unless given. Raises GivenError for entries that are not exact
    numbers, ShapeError for windows that do not fit.

    >>> max_pool_by_hand(X=[1, 5, 2, 4], kernel_size=2).answer.value
    (5, 4)
    """
    desk = sliding_desk(
        X,
        kernel_size,
        stride=stride,
        padding=padding,
        dilation=dilation,
        ceil_mode=flag(ceil_mode, "ceil_mode"),
    )
    y, steps = maximum(desk)
    over = bound(r"\max", [a.inside for a in desk.axes])
    return desk.sheet(
        "max_pool_by_hand",
        "A max pool by hand",
        [desk.define("Y", f"{over} {desk.read}", "the definition of the max pool")],
        steps,
        y,
        lambda x: max_pool(
            x,
            kernel_size,
            stride=kernel_stride(stride),
            padding=padding,
            dilation=dilation,
            ceil_mode=ceil_mode,
        ),
        conventions=(PADDING,),
    )
