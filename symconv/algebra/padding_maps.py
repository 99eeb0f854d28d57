"""Which sample a padded position shows: zeros, circular, reflect, replicate.

Positions are counted from the first sample of the input, so padding lies at ``j < 0`` and
``j >= n``. The map is by mode, for one axis:

    zeros      nothing (-1 here)             reflect    mirrored, the edge sample not repeated
    circular   j mod n                       replicate  the nearest sample

Negative padding crops. A circular map wraps around what the crop leaves, as PyTorch does.

*See* PyTorch ``torch.nn.functional.pad`` for the limits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symconv.errors import ShapeError

MODES = ("zeros", "circular", "reflect", "replicate")


def source(
    positions: NDArray[np.signedinteger[Any]], n: int, before: int, after: int, mode: str
) -> NDArray[np.signedinteger[Any]]:
    """Return the sample in [0, n) that each position shows, -1 where it shows none.

    Raises ShapeError for an unknown mode and for padding beyond the mode's reach.

    >>> source(np.arange(-2, 5), 3, 2, 2, "reflect").tolist()
    [2, 1, 0, 1, 2, 1, 0]
    >>> source(np.arange(-1, 4), 3, 1, 1, "zeros").tolist()
    [-1, 0, 1, 2, -1]
    """
    require_mode(mode)
    if mode == "zeros":
        return np.where((positions < 0) | (positions >= n), -1, positions)
    _require_reach(n, before, after, mode)
    if mode == "circular":
        first, last = max(0, -before), n - max(0, -after)
        return first + (positions - first) % (last - first)
    if mode == "reflect" and n > 1:
        mirrored = positions % (2 * n - 2)
        return np.minimum(mirrored, 2 * n - 2 - mirrored)
    return positions.clip(0, n - 1)


def require_mode(mode: str) -> None:
    """Refuse a padding mode that does not exist."""
    if mode not in MODES:
        raise ShapeError(
            f"padding_mode={mode!r} is not a mode", remedy=f"use one of {', '.join(MODES)}"
        )


def _require_reach(n: int, before: int, after: int, mode: str) -> None:
    left = n - max(0, -before) - max(0, -after)
    if left < 1:
        raise ShapeError(
            f"padding ({before}, {after}) crops all {n} samples",
            remedy=f"crop at most {n - 1} in all",
        )
    limit = {"circular": left, "reflect": n - 1}.get(mode)
    if limit is not None and max(before, after) > limit:
        raise ShapeError(
            f"{mode} padding {max(before, after)} violates padding <= {limit} for n={n}",
            remedy=f"use padding={limit}, or padding_mode='replicate' or 'zeros'",
        )
