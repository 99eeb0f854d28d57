"""What layers with channels check: they divide into groups, and the input has as many."""

from __future__ import annotations

from typing import Any

from symconv.algebra.axes import frozen
from symconv.algebra.legality import require_groups
from symconv.algebra.sizes import Size, as_size, is_false, is_symbolic
from symconv.algebra.window import Window
from symconv.errors import ShapeError


def require_divisible(in_channels: Size, out_channels: Size, groups: Size) -> None:
    """Refuse numbers of channels that ``groups`` does not divide; symbols are taken on trust."""
    named = {"in_channels": in_channels, "out_channels": out_channels, "groups": groups}
    numbers = [as_size(value, name) for name, value in named.items()]
    if not any(map(is_symbolic, numbers)):
        require_groups(*map(int, numbers))


def require_channels(
    in_channels: Size, in_shape: tuple[Size, ...], name: str = "in_channels"
) -> None:
    """Refuse a shape without spatial axes, or with another number of channels."""
    require_spatial(in_shape)
    require_same_channels(in_channels, in_shape, name)


def require_spatial(in_shape: tuple[Size, ...]) -> None:
    """Refuse a shape without spatial axes."""
    if len(in_shape) < 2:
        raise ShapeError(
            f"input shape {in_shape} has no spatial axis",
            remedy="give (channels, *spatial) without the batch",
        )


def require_same_channels(channels: Size, in_shape: tuple[Size, ...], name: str) -> None:
    """Refuse another number of channels than the layer was made for."""
    if is_false(_equal(channels, in_shape[0])):
        raise ShapeError(
            f"input shape {in_shape} has {in_shape[0]} channels for {name}={channels}",
            remedy=f"use {name}={in_shape[0]}, or give an input of shape "
            f"{(channels, *in_shape[1:])}",
        )


def require_padding_reach(window: Window, n: Size, mode: str) -> None:
    """Refuse padding that shows samples which a padding mode does not have.

    Circular padding repeats the image at most once, reflection leaves its edge out; a size that is
    a symbol is taken on trust.
    """
    limit: Size = n if mode == "circular" else n - 1
    for pad in (window.before, window.after) if mode in ("circular", "reflect") else ():
        if is_false(pad <= limit):
            raise ShapeError(
                f"{mode} padding {pad} violates padding <= {limit} for n={n}",
                remedy=f"use padding={limit}, or padding_mode='replicate' or 'zeros'",
            )


def _equal(a: Size, b: Size) -> bool | None:
    """Symbols may turn out equal, so only numbers are known to differ."""
    return None if is_symbolic(a) or is_symbolic(b) else a == b


def freeze_fields(layer: object, *names: str) -> None:
    """Turn lists in the named fields of a frozen layer into tuples, so that it can be hashed."""
    for name in names:
        value: Any = getattr(layer, name)
        object.__setattr__(layer, name, frozen(value))
