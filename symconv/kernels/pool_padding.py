"""The padding of pools: every way to write it, turned into cells before and after, per axis.

An int, or one per axis, is PyTorch's padding: the same on both sides, at most half the kernel.
Explicit ``(before, after)`` pairs are ONNX's: at most ``dilation*(kernel_size-1)`` on each side, so
that no undilated window holds padding alone. Names: ``"valid"`` (none); ``"same_upper"`` and
``"same_lower"`` (ONNX; output ``ceil(n/s)``, the odd cell after or before); ``"same"`` (PyTorch's
convolution: stride 1 only, the odd cell after).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import index

from symconv.errors import ShapeError
from symconv.kernels.arguments import per_axis

Pair = tuple[int, int]
Padding = int | str | Sequence[int] | Sequence[Pair]
Fixed = int | str | tuple[int | Pair, ...]
"""Padding that can be a key of a cache."""


def fixed(padding: Padding) -> Fixed:
    """Return ``padding`` with its sequences as tuples.

    >>> fixed([[0, 1], [1, 1]])
    ((0, 1), (1, 1))
    """
    if isinstance(padding, str):
        return padding
    if not isinstance(padding, Sequence):
        return index(padding)
    return tuple(tuple(v) if isinstance(v, Sequence) else v for v in padding)  # type: ignore[misc]


def pool_pads(
    spatial: tuple[int, ...],
    k: tuple[int, ...],
    s: tuple[int, ...],
    d: tuple[int, ...],
    padding: Fixed,
) -> tuple[Pair, ...]:
    """Return (before, after) per axis for sizes, kernel, stride and dilation; raise ShapeError.

    >>> pool_pads((5,), (2,), (2,), (1,), "same_upper")
    ((0, 1),)
    """
    if isinstance(padding, str):
        return tuple(_named(padding, *sizes) for sizes in zip(spatial, k, s, d, strict=True))
    if isinstance(padding, tuple) and any(isinstance(v, tuple) for v in padding):
        return _explicit(padding, k, d)
    return _symmetric(per_axis(padding, len(spatial), "padding", least=0), k)  # type: ignore[arg-type]


def _symmetric(p: tuple[int, ...], k: tuple[int, ...]) -> tuple[Pair, ...]:
    for cells, size in zip(p, k, strict=True):
        if cells > size // 2:
            raise ShapeError(
                f"padding={cells} violates padding <= kernel_size/2 = {size}/2",
                remedy=f"use padding={size // 2} or kernel_size={2 * cells}; "
                "(before, after) pairs may pad up to the span of the kernel less one",
            )
    return tuple((cells, cells) for cells in p)


def _explicit(
    padding: tuple[int | Pair, ...], k: tuple[int, ...], d: tuple[int, ...]
) -> tuple[Pair, ...]:
    if len(padding) != len(k):
        raise ShapeError(
            f"padding has {len(padding)} pairs for {len(k)} spatial axes",
            remedy=f"give {len(k)} (before, after) pairs",
        )
    pairs = []
    for pair, size, rate in zip(padding, k, d, strict=True):
        values = (pair, pair) if isinstance(pair, int) else pair
        p, q = per_axis(values, 2, "padding", least=0)
        reach = rate * (size - 1)
        if max(p, q) > reach:
            raise ShapeError(
                f"padding {(p, q)} violates padding <= dilation*(kernel_size-1) = {reach}: "
                "a window would hold padding alone",
                remedy=f"use padding {(min(p, reach), min(q, reach))}",
            )
        pairs.append((p, q))
    return tuple(pairs)


def _named(name: str, n: int, k: int, s: int, d: int) -> Pair:
    if name == "valid":
        return 0, 0
    if name not in ("same", "same_upper", "same_lower"):
        raise ShapeError(
            f"padding={name!r} is not known",
            remedy="use ints, (before, after) pairs, 'valid', 'same', 'same_upper', 'same_lower'",
        )
    if name == "same" and s != 1:
        raise ShapeError(
            f"padding='same' violates stride = 1: stride={s}",
            remedy="use stride=1, or 'same_upper' or 'same_lower', whose output is ceil(n/stride)",
        )
    total = max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0)
    half = total // 2
    return (total - half, half) if name == "same_lower" else (half, total - half)
