r"""An adaptive pool of given numbers: the number of outputs is given, the cells follow from it.

*Notation* per axis: n inputs and m outputs; cell i is :math:`\lfloor i n / m \rfloor` to
:math:`\lceil (i + 1) n / m \rceil - 1`. The cells cover the input and may overlap. One output per
axis is the global pool.

*Source.* PyTorch ``AdaptiveAvgPool2d`` and ``AdaptiveMaxPool2d``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from symconv.errors import GivenError
from symconv.kernels import adaptive_avg_pool, adaptive_max_pool
from symconv.proof.derivation import Derivation
from symconv.theorems.pool_hand_lines import adaptive_desk, maximum, mean
from symconv.theorems.pool_windows import bound


def adaptive_pool_by_hand(
    *,
    X: Sequence[object],
    output_size: int | Sequence[int] = 1,
    reduce: Literal["average", "max"] = "average",
) -> Derivation:
    """Return the means or maxima of the cells of the numbers ``X``, one channel, rank 1 to 3.

    Raises GivenError for entries that are not exact numbers or sizes that are not positive.

    >>> adaptive_pool_by_hand(X=[[1, 5], [2, 4]]).answer.value
    ((3,),)
    >>> adaptive_pool_by_hand(X=[1, 2, 3, 5, 8], output_size=3, reduce="max").answer.value
    (2, 5, 8)
    """
    if reduce not in ("average", "max"):
        raise GivenError(
            f"reduce must be average or max, not {reduce!r}",
            remedy="write reduce: average",
            given="reduce",
        )
    desk = adaptive_desk(X, output_size)
    cells = [a.limits for a in desk.axes]
    if reduce == "max":
        over = bound(r"\max", cells)
        y, steps = maximum(desk)
        definitions = [desk.define("Y", f"{over} {desk.read}", "the maximum of a cell")]
    else:
        over = bound(r"\sum", cells)
        y, steps = mean(desk, {n: len(desk.seen(n)) for n in desk.outputs})
        definitions = [
            desk.define("D", f"{over} 1", "the inputs in a cell"),
            desk.define("Y", rf"\frac{{{over} {desk.read}}}{{{desk.entry('D')}}}", "their mean"),
        ]
    return desk.sheet(
        "adaptive_pool_by_hand",
        "An adaptive pool by hand",
        definitions,
        steps,
        y,
        lambda x: (adaptive_max_pool if reduce == "max" else adaptive_avg_pool)(x, output_size),
    )
