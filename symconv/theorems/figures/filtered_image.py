"""A test image and what filters make of it, side by side as grey pictures.

*Defines* `disc_and_bars` (the test image) and `before_and_after`. The image is drawn from a
formula, so that no photograph is needed: a slope of grey, a bright disc, bars across and bars
upright, a square with a corner cut off. The filters are applied by the convolution kernel (no
flip); the border is continued by its outermost pixels, so that it makes no edge of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symconv.kernels import conv
from symconv.latex.drawing import Drawing, Figure, Label, Path, Raster, Shape, Style
from symconv.theorems.tensors import Array

SIZE = 48
SIDE, GAP, WORDS = 38.0, 5.0, 6.0


def disc_and_bars() -> Array:
    """Return the test image, ``SIZE`` squared, with values from 0 to 255.

    >>> image = disc_and_bars()
    >>> image.shape, int(image.min()), int(image.max())
    ((48, 48), 30, 235)
    """
    y, x = np.indices((SIZE, SIZE))
    image = 60 + 2 * x
    image[(y - 15) ** 2 + (x - 14) ** 2 <= 81] = 235
    upright = (y >= 30) & (y < 44) & (x >= 4) & (x < 22)
    across = (y >= 6) & (y < 24) & (x >= 29) & (x < 44)
    image[upright] = np.where(x % 6 < 3, 30, 220)[upright]
    image[across] = np.where(y % 6 < 3, 30, 220)[across]
    slanted = (y >= 28) & (x >= 26) & (x < 44) & (x + y < 80)
    image[slanted] = 200
    return image


def filtered(image: Array, kernel: Array) -> Array:
    """Return the cross-correlation of the same size, the border continued."""
    pads = [((k - 1) // 2, k // 2) for k in kernel.shape]
    x, w = (np.asarray(a, dtype=float)[None, None] for a in (image, kernel))
    return conv(x, w, padding=pads, padding_mode="replicate")[0, 0]


def before_and_after(
    pictures: Sequence[tuple[str, Array]], *, strength: bool, caption: str, alternative: str
) -> Figure:
    """Return the test image and each filter's picture, named below it.

    With ``strength`` a filter's picture shows the size of its response, white where it is largest.
    """
    image = disc_and_bars()
    shown = [("the image", image)]
    for words, kernel in pictures:
        response = filtered(image, kernel)
        if strength:
            response = np.abs(response) * (255 / np.abs(response).max())
        shown.append((words, response))
    shapes: list[Shape] = []
    for k, (words, values) in enumerate(shown):
        left = k * (SIDE + GAP)
        shapes += [
            Raster((left, WORDS), SIDE, SIDE, _rows(values)),
            _frame(left),
            Label((left + SIDE / 2, WORDS / 2 - 1), words, size=8.0),
        ]
    width = len(shown) * (SIDE + GAP) - GAP
    return Figure(Drawing(width, SIDE + WORDS, tuple(shapes)), caption, alternative)


def _rows(values: Array) -> tuple[tuple[int, ...], ...]:
    whole = np.clip(np.rint(values), 0, 255).astype(int)
    return tuple(tuple(row) for row in whole.tolist())


def _frame(left: float) -> Path:
    corners = (
        (left, WORDS),
        (left + SIDE, WORDS),
        (left + SIDE, WORDS + SIDE),
        (left, WORDS + SIDE),
    )
    return Path(corners, Style("muted", width=0.4), closed=True)
