"""What no convolution accepts: each check names the violated inequality and the nearest repair.

Notation per axis: n image, k kernel, s stride, d dilation, p before, q after; the dilated kernel
covers d(k-1)+1 cells. The rules are PyTorch's, except that padding may be negative.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from symconv.errors import ShapeError

Sizes = tuple[int, ...]


def check_shape(a: NDArray[Any], shape: Sizes, name: str) -> None:
    """Refuse an array that does not have the shape that the other arguments ask for."""
    if a.shape != shape:
        raise ShapeError(
            f"{name} has shape {a.shape}, the other arguments ask for {shape}",
            remedy=f"give {name} the shape of the forward result",
        )


def check_ranks(x_shape: Sizes, w_shape: Sizes) -> None:
    """Refuse arrays that are not (N, C, *spatial) with a weight of the same rank."""
    if len(x_shape) < 3 or len(x_shape) != len(w_shape):
        raise ShapeError(
            f"x has shape {x_shape} and w has shape {w_shape}",
            remedy="x must be (N, C, *spatial) and w must have as many axes, at least 3",
        )


def check_positive(sizes: Sizes, name: str) -> None:
    """Refuse an axis without cells."""
    for size in sizes:
        if size < 1:
            raise ShapeError(f"{name} {size} violates {name} >= 1", remedy="give at least one cell")


def check_groups(channels: int, filters: int, groups: int) -> None:
    """Refuse groups that do not divide the channels on both sides."""
    if groups < 1:
        raise ShapeError(f"groups={groups} violates groups >= 1", remedy="use groups=1")
    for count, side in ((channels, "input"), (filters, "output")):
        if count % groups:
            fits = max(g for g in range(1, groups + 1) if channels % g == 0 == filters % g)
            raise ShapeError(
                f"groups={groups} does not divide the {count} {side} channels",
                remedy=f"use groups={fits}, or a multiple of {groups} channels",
            )


def check_depth(channels: int, w_shape: Sizes, axis: int, wanted: int, groups: int) -> None:
    """Refuse a weight whose ``axis`` does not hold the image's channels (per group)."""
    if w_shape[axis] != wanted:
        fits = (*w_shape[:axis], wanted, *w_shape[axis + 1 :])
        raise ShapeError(
            f"x has {channels} channels, but w.shape[{axis}] = {w_shape[axis]} for groups={groups}",
            remedy=f"give w the shape {fits}",
        )


def check_fits(n: Sizes, k: Sizes, d: Sizes, p: Sizes, q: Sizes) -> None:
    """Refuse a dilated kernel that is larger than the padded image."""
    for a in range(len(n)):
        size, padded = d[a] * (k[a] - 1) + 1, n[a] + p[a] + q[a]
        if padded < size:
            raise ShapeError(
                f"axis {a}: padded size {n[a]}+{p[a]}+{q[a]} = {padded} < {size} = dilated kernel"
                f" {d[a]}*({k[a]}-1)+1",
                remedy=_smaller_kernel(padded, k[a], d[a], size),
            )


def _smaller_kernel(padded: int, k: int, d: int, size: int) -> str:
    repairs = [f"pad {size - padded} more"]
    if padded >= 1:
        repairs.append(f"use kernel size {(padded - 1) // d + 1}")
    if d > 1 and k > 1 and (padded - 1) // (k - 1) >= 1:
        repairs.append(f"use dilation {(padded - 1) // (k - 1)}")
    return ", or ".join(repairs)


def check_output_padding(extra: Sizes, s: Sizes, d: Sizes) -> None:
    """Refuse output padding that no stride or dilation leaves open."""
    for e, a, b in zip(extra, s, d, strict=True):
        if e >= max(a, b):
            raise ShapeError(
                f"output_padding={e} violates output_padding < max(stride, dilation) = {max(a, b)}",
                remedy=f"use output_padding={max(a, b) - 1}",
            )


def check_result(sizes: Sizes, pairs: tuple[tuple[int, int], ...]) -> None:
    """Refuse padding that crops the whole result of a transposed convolution."""
    for a, size in enumerate(sizes):
        if size < 1:
            raise ShapeError(
                f"axis {a}: output size {size} with padding {pairs[a]} violates output size >= 1",
                remedy=f"take {1 - size} off the padding",
            )
