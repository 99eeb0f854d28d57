r"""Row-major flattening in LaTeX: which index tuple a flat index stands for.

Row ``r`` of a matrix over outputs of sizes ``(a, b)`` is output
``(\lfloor r/b \rfloor, r \bmod b)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod


def unravel(letter: str, sizes: Sequence[int]) -> list[str]:
    r"""Return one LaTeX expression per axis for a flat row-major index.

    >>> unravel("r", (2, 3))
    ['\\left\\lfloor \\frac{r}{3} \\right\\rfloor', '\\left(r \\bmod 3\\right)']
    """
    return [_axis(letter, sizes[axis], prod(sizes[axis + 1 :]), axis) for axis in range(len(sizes))]


def position(affine_index: str, size: int, padding_mode: str) -> str:
    r"""Return the input index that a padded position shows, for each padding mode.

    >>> position("i + u - 1", 5, "circular")
    '\\left(i + u - 1\\right) \\bmod 5'
    """
    last = size - 1
    if padding_mode == "circular":
        return rf"\left({affine_index}\right) \bmod {size}"
    if padding_mode == "replicate":
        return rf"\max\left(0, \min\left({last}, {affine_index}\right)\right)"
    if padding_mode == "reflect":
        inner = rf"\left\lvert {affine_index} \right\rvert"
        return rf"{last} - \left\lvert {last} - {inner} \right\rvert"
    return affine_index


def _axis(letter: str, size: int, inner: int, axis: int) -> str:
    if size == 1:
        return "0"
    whole = letter if inner == 1 else rf"\left\lfloor \frac{{{letter}}}{{{inner}}} \right\rfloor"
    return whole if axis == 0 else rf"\left({whole} \bmod {size}\right)"
