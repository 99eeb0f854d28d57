"""Hyper-parameters as PyTorch users write them, turned into one window per spatial axis.

``padding`` is a number, one number per axis, (before, after) pairs, ``"same"`` or ``"valid"``;
every number may be a symbol. The kernels read the same spellings with code of their own, so that
one mistake cannot hide in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from symconv.algebra.same_padding import same
from symconv.algebra.sizes import Size, as_size
from symconv.algebra.window import Window
from symconv.errors import ShapeError

Sizes: TypeAlias = "Size | tuple[Size, ...]"
Padding: TypeAlias = "Size | str | tuple[Size | tuple[Size, Size], ...]"


def per_axis(value: Sizes, rank: int, name: str) -> tuple[Size, ...]:
    """Return one size per axis from one size, or from as many as there are axes.

    Raises ShapeError for another count, TypeError for what is not an integer.

    >>> per_axis(2, 3, "stride")
    (2, 2, 2)
    """
    values = value if isinstance(value, tuple) else (value,) * rank
    if len(values) != rank:
        raise ShapeError(
            f"{name} has {len(values)} values for {rank} spatial axes",
            remedy=f"give one number, or {rank} of them",
        )
    return tuple(as_size(v, name) for v in values)


def conv_windows(
    kernel_size: Sizes, stride: Sizes, padding: Padding, dilation: Sizes, rank: int
) -> tuple[Window, ...]:
    """Return the window of each axis.

    >>> conv_windows(3, 2, ((0, 1), 2), 1, rank=2)[0].padding
    (0, 1)
    """
    kernel = per_axis(kernel_size, rank, "kernel_size")
    strides, dilations = per_axis(stride, rank, "stride"), per_axis(dilation, rank, "dilation")
    if padding == "same":
        return tuple(map(same, kernel, strides, dilations))
    pads = _pads(0 if padding == "valid" else padding, rank)
    return tuple(map(Window, kernel, strides, pads, dilations))


def _pads(padding: Padding, rank: int) -> tuple[Any, ...]:
    if isinstance(padding, str):
        raise ShapeError(
            f"padding={padding!r} is not a padding rule", remedy="use 'same', 'valid' or numbers"
        )
    pads = padding if isinstance(padding, tuple) else (padding,) * rank
    if len(pads) != rank:
        raise ShapeError(
            f"padding has {len(pads)} entries for {rank} spatial axes",
            remedy=f"give one number, {rank} numbers, or {rank} pairs (before, after)",
        )
    return pads


def frozen(value: Any) -> Any:
    """Return lists as tuples, so that a layer that holds them can be hashed.

    >>> frozen([1, [2, 3]])
    (1, (2, 3))
    """
    return (
        tuple(map(frozen, value))
        if isinstance(value, Sequence) and not isinstance(value, str)
        else value
    )
