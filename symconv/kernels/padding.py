"""Padding by zeros, by wrapping, by reflection, by repetition: the map of indices and its adjoint.

Each mode says which cell of the image a padded cell j (counted from -before) shows:

    zeros       none                        reflect     mirror, the edge not repeated; pads <= n-1
    circular    j mod n; pads <= n          replicate   min(max(j, 0), n-1)

Negative pads crop. Padding is linear, so its gradient sends every padded cell's value back to the
cell it shows (`pad_backward`). Axes are independent; each is done in turn.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.errors import ShapeError
from symconv.kernels.arguments import PadNumbers, Pairs, pad_pairs
from symconv.kernels.exact import summable

Array = NDArray[Any]
MODES = ("zeros", "circular", "reflect", "replicate")


def pad(x: Array, padding: PadNumbers, *, mode: str = "zeros", value: Any = 0) -> Array:
    """Return ``x`` of shape (N, C, *spatial) with its spatial axes padded; negative pads crop.

    ``value`` is what mode "zeros" fills in. Raises ShapeError where PyTorch's ``F.pad`` does:
    circular pads above the size, reflected pads not below it, and results without cells.

    >>> pad(np.array([[[1, 2, 3]]]), 2, mode="reflect").tolist()
    [[[3, 2, 1, 2, 3, 2, 1]]]
    """
    x = np.asarray(x)
    pairs = pad_pairs(padding, x.ndim - 2)
    check_pads(x.shape[2:], pairs, mode)
    if mode == "zeros":
        shape, paste, cut = frame(x.shape, pairs)
        y = np.full(shape, value, np.result_type(x, value)) if value else np.zeros(shape, x.dtype)
        y[paste] = x[cut]
        return y
    for axis, (before, after) in enumerate(pairs, start=2):
        if before or after:
            x = x.take(shown_cells(x.shape[axis], before, after, mode), axis)
    return x


def pad_backward(
    dy: Array, x_shape: tuple[int, ...], padding: PadNumbers, *, mode: str = "zeros"
) -> Array:
    """Return the gradient by ``x`` of `pad`, given the gradient by its result.

    Integers become Python ints where int64 might not hold their sums.

    >>> pad_backward(np.ones((1, 1, 7), int), (1, 1, 3), 2, mode="reflect").tolist()
    [[[2, 3, 2]]]
    """
    dy = np.asarray(dy)
    pairs = pad_pairs(padding, dy.ndim - 2)
    check_pads(x_shape[2:], pairs, mode)
    if mode == "zeros":
        _, paste, cut = frame(x_shape, pairs)
        dx = np.zeros(x_shape, dy.dtype)
        dx[cut] = dy[paste]
        return dx
    dy = summable(dy, most_shown(x_shape[2:], pairs, mode))
    for axis, (before, after) in enumerate(pairs, start=2):
        if before or after:
            dy = _fold(dy, x_shape[axis], axis, before, after, mode)
    return dy


def shown_cells(n: int, before: int, after: int, mode: str) -> NDArray[np.intp]:
    """Return for every padded cell the image cell that it shows.

    >>> shown_cells(4, 2, 1, "circular").tolist()
    [2, 3, 0, 1, 2, 3, 0]
    """
    j = np.arange(-before, n + after)
    if mode == "circular":
        return _wrapped(j, n, before, after)
    if mode == "reflect":
        return (n - 1) - np.abs((n - 1) - np.abs(j))
    return np.clip(j, 0, n - 1)


def _wrapped(j: NDArray[np.intp], n: int, before: int, after: int) -> NDArray[np.intp]:
    """A crop on one side comes first, as in PyTorch: the other side wraps what is left."""
    first, last = max(0, -before), n - max(0, -after)
    return first + (j - first) % (last - first)


def frame(
    shape: tuple[int, ...], pairs: Pairs
) -> tuple[tuple[int, ...], tuple[slice, ...], tuple[slice, ...]]:
    """Return the padded shape, where the image lies in it, and which part of the image is left."""
    sizes, paste, cut = list(shape[:2]), [slice(None)] * 2, [slice(None)] * 2
    for n, (p, q) in zip(shape[2:], pairs, strict=True):
        first, last = max(0, -p), n - max(0, -q)
        sizes.append(n + p + q)
        some = first < last
        cut.append(slice(first, last) if some else slice(0))
        paste.append(slice(first + p, last + p) if some else slice(0))
    return tuple(sizes), tuple(paste), tuple(cut)


def framed_by_zeros(x: Array, pairs: Pairs) -> Array:
    """Return ``x`` with zeros round it, in C order (np.pad takes twenty times as long)."""
    shape, paste, cut = frame(x.shape, pairs)
    padded = np.zeros(shape, x.dtype)
    padded[paste] = x[cut]
    return padded


def most_shown(sizes: tuple[int, ...], pairs: Pairs, mode: str) -> int:
    """Return how many padded cells show the same image cell, at most."""
    most = 1
    for n, (before, after) in zip(sizes, pairs, strict=True):
        most *= int(np.bincount(shown_cells(n, before, after, mode)).max())
    return most


def padded_shape(shape: tuple[int, ...], pairs: Pairs, mode: str) -> tuple[int, ...]:
    """Return the shape of `pad`'s result; raises ShapeError as `pad` does."""
    check_pads(shape[2:], pairs, mode)
    return frame(shape, pairs)[0]


def check_pads(sizes: tuple[int, ...], pairs: Pairs, mode: str) -> None:
    """Refuse an unknown mode, pads beyond the mode's reach, and crops that leave nothing."""
    if mode not in MODES:
        raise ShapeError(
            f"padding_mode={mode!r} is not a mode", remedy=f"use one of {', '.join(MODES)}"
        )
    for axis, (n, (p, q)) in enumerate(zip(sizes, pairs, strict=True)):
        left = n + min(p, 0) + min(q, 0)
        if left < 1:
            raise ShapeError(
                f"axis {axis}: padding ({p}, {q}) leaves no cell of {n}",
                remedy="crop less: negative padding may add up to at most size - 1",
            )
        limit = {"circular": left, "reflect": n - 1}.get(mode)
        if limit is not None and max(p, q) > limit:
            raise ShapeError(
                f"axis {axis}: {mode} padding {max(p, q)} violates padding <= {limit}",
                remedy=f"use padding={limit}, or mode 'replicate' or 'zeros'",
            )


def _fold(dy: Array, n: int, axis: int, before: int, after: int, mode: str) -> Array:
    """Add every padded cell to the cell it shows: the image part at once, the border one by one."""
    cells = np.moveaxis(dy, axis, 0)
    dx = np.zeros((n, *cells.shape[1:]), dy.dtype)
    first, last = max(0, -before), n - max(0, -after)
    dx[first:last] = cells[first + before : last + before]
    shown = shown_cells(n, before, after, mode)
    for j in (*range(first + before), *range(last + before, len(shown))):
        dx[shown[j]] += cells[j]
    return np.moveaxis(dx, 0, axis)
