"""Which windows exist: the inequalities, the message for each, and the nearest repairs.

Each ``require_*`` raises ShapeError with the violated inequality in numbers and ways to mend it.
A relation that symbols leave open is not violated: whoever derives with it takes it as hypothesis.

    k, s, d >= 1     n >= 1     n + p + q >= K     0 <= op < max(s, d)     result >= 1

These are PyTorch's rules, with padding of either sign and different on both sides (negative padding
crops). Exact division, ``s | n + p + q - K``, is asked for only by the strict reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import TYPE_CHECKING

from symconv.algebra.sizes import Size, as_number, as_size, is_false, is_symbolic, larger
from symconv.errors import ShapeError

if TYPE_CHECKING:
    from symconv.algebra.window import Window


def require_window(window: Window) -> None:
    """Refuse a kernel, stride or dilation below 1."""
    for name in ("kernel_size", "stride", "dilation"):
        value = getattr(window, name)
        if is_false(value >= 1):
            raise ShapeError(f"{name}={value} violates {name} >= 1", remedy=f"use {name}=1")


def require_reach(window: Window, n: Size) -> None:
    """Refuse an input that, padded, is smaller than the dilated kernel."""
    if is_false(as_size(n, "n") >= 1):
        raise ShapeError(f"n={n} violates n >= 1", remedy="give an input with at least one sample")
    if not is_false(window.slack(n) >= 0):
        return
    padded = n + window.before + window.after
    raise ShapeError(
        f"kernel_size={window.kernel_size}, dilation={window.dilation} spans {window.span} > "
        f"{padded} = padded input {padded_text(window, n)}: violates n + p + q >= d(k-1) + 1",
        remedy=", or ".join(_repairs(window, n, padded)),
    )


def _repairs(window: Window, n: Size, padded: Size) -> list[str]:
    short = -window.slack(n)
    repairs = [f"enlarge the input to n={n + short}", f"pad {short} more"]
    if any(map(is_symbolic, (short, window.dilation, window.kernel_size))):
        return repairs
    if padded >= 1:
        repairs.append(f"use kernel_size={(padded - 1) // window.dilation + 1}")
    if window.dilation > 1 and padded >= window.kernel_size:
        repairs.append(f"use dilation={(padded - 1) // (window.kernel_size - 1)}")
    return repairs


def require_exact_division(window: Window, n: Size) -> None:
    """Refuse a size whose last samples no window reaches."""
    rest = window.dropped(n)
    if not is_false(rest <= 0):
        return
    quotient = f"({padded_text(window, n)}−{window.span})/{window.stride}"
    short = window.stride - rest
    nearest = [f"use n={size}" for size in (n - rest, n + short) if not is_false(size >= 1)]
    repairs = [*nearest, f"pad {short} more", f"read the division as floor ({rest} dropped)"]
    raise ShapeError(
        f"{quotient} is not an integer: invalid under exact division; "
        f"{window.out_size(n)} with floor",
        remedy=", or ".join(repairs),
    )


def padded_text(window: Window, n: Size) -> str:
    """Return the padded size as people write it: ``32``, ``32+2·1`` or ``32+1+0``."""
    p, q = window.before, window.after
    if p == 0 == q:
        return str(n)
    return f"{n}+2·{p}" if p == q else f"{n}+{p}+{q}"


def require_output_padding(window: Window, output_padding: Size) -> None:
    """Refuse output padding outside 0 <= op < max(s, d)."""
    op = as_size(output_padding, "output_padding")
    limit = larger(window.stride, window.dilation)
    if is_false(op >= 0):
        raise ShapeError(f"output_padding={op} violates 0 <= output_padding", remedy="use 0")
    if is_false(op < limit):
        raise ShapeError(
            f"output_padding={op} violates output_padding < max(stride, dilation) = {limit}",
            remedy=f"use output_padding={limit - 1}, or a larger stride",
        )


def require_result(window: Window, m: Size, size: Size) -> None:
    """Refuse a transposed convolution of ``m`` inputs without any output."""
    if is_false(as_size(m, "m") >= 1):
        raise ShapeError(f"m={m} violates m >= 1", remedy="give an input with at least one sample")
    if is_false(size >= 1):
        raise ShapeError(
            f"padding ({window.before}, {window.after}) crops the whole result: size {size} "
            "violates (m-1)s - p - q + K + op >= 1",
            remedy=f"pad {1 - size} less",
        )


def require_sizes(windows: Sequence[Window], size: Sequence[int]) -> None:
    """Refuse symbols, and a size with another number of axes than there are windows."""
    if len(windows) != len(size) or not windows:
        raise ShapeError(
            f"size {tuple(size)} has {len(size)} axes for {len(windows)} windows",
            remedy="give one size per spatial axis, channels apart",
        )
    for window, n in zip(windows, size, strict=True):
        as_number(n, "size")
        for value in window.numbers():
            as_number(value, "window")


def require_groups(in_channels: int, out_channels: int, groups: int) -> None:
    """Refuse groups that do not divide the channels on both sides."""
    if groups < 1:
        raise ShapeError(f"groups={groups} violates groups >= 1", remedy="use groups=1")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels < 1:
            raise ShapeError(f"{name}={channels} violates {name} >= 1", remedy=f"use {name}=1")
        if channels % groups:
            fitting = gcd(in_channels, out_channels, groups)
            raise ShapeError(
                f"groups={groups} does not divide {name}={channels}",
                remedy=f"use groups={fitting}, or a multiple of {groups} channels",
            )


def require_one_each(values: Sequence[object], size: Sequence[int], name: str) -> None:
    """Refuse a list with another length than there are axes."""
    if len(values) != len(size):
        raise ShapeError(
            f"{name} has {len(values)} values for {len(size)} axes", remedy="give one per axis"
        )
