r"""An average pool of given numbers, window by window, with the divisor said by name.

*Notation.* D is the divisor of a window. Padding counts as 0 in the sum; whether it counts in the
divisor is a convention: ``count_include_pad`` (the default of PyTorch), or the cells of the image
alone (the default of ONNX). A window that ``ceil_mode`` lets overrun the padding never counts what
lies beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symconv.kernels import avg_pool
from symconv.proof.derivation import Derivation
from symconv.theorems.givens import flag
from symconv.theorems.pool_hand_lines import Index, PoolDesk, mean, sliding_desk
from symconv.theorems.pool_windows import KERNEL_SIZE, bound, kernel_stride

INCLUDED = "The divisor counts every tap of a window, those on the padding too."
EXCLUDED = "The divisor counts the cells of the image that a window covers, not the padding."


def avg_pool_by_hand(
    *,
    X: Sequence[object],
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int] | str = KERNEL_SIZE,
    padding: int | Sequence[int] = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Derivation:
    """Return the means of the windows of the numbers ``X``, one channel, rank 1 to 3.

    ``stride`` is the kernel size unless given. Raises GivenError for entries that are not exact
    numbers, ShapeError for windows that do not fit.

    >>> avg_pool_by_hand(X=[1, 5, 2, 5], kernel_size=2).answer.value
    (3, Fraction(7, 2))
    """
    include = flag(count_include_pad, "count_include_pad")
    desk = sliding_desk(
        X,
        kernel_size,
        stride=stride,
        padding=padding,
        ceil_mode=flag(ceil_mode, "ceil_mode"),
    )
    divisor = {index: _divisor(desk, index, include=include) for index in desk.outputs}
    varies = len(set(divisor.values())) > 1
    by = desk.entry("D") if varies else str(divisor[desk.outputs[0]])
    count = bound(r"\sum", [a.counted if include else a.inside for a in desk.axes])
    over = bound(r"\sum", [a.limits for a in desk.axes])
    y, steps = mean(desk, divisor)
    return desk.sheet(
        "avg_pool_by_hand",
        "An average pool by hand",
        [
            *([desk.define("D", f"{count} 1", "the divisor of a window")] if varies else ()),
            desk.define(
                "Y", rf"\frac{{1}}{{{by}}} {over} {desk.read}", "the definition of the pool"
            ),
        ],
        steps,
        y,
        lambda x: avg_pool(
            x,
            kernel_size,
            stride=kernel_stride(stride),
            padding=padding,
            ceil_mode=ceil_mode,
            count_include_pad=include,
        ),
        outside="given; elements outside X are 0",
        conventions=(INCLUDED if include else EXCLUDED,),
    )


def _divisor(desk: PoolDesk, index: Index, *, include: bool) -> int:
    if include:
        return prod(a.taps[i] for a, i in zip(desk.axes, index, strict=True))
    return len(desk.seen(index))
