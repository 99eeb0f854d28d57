r"""What a filter must do, shown on images: brightness, sides, contrast, edges.

*Defines* `blur_fault` and `edge_fault`, which return the first property that a filter lacks, with
an image on which that shows, and `BLURS` and `FINDS_EDGES`, what is shown where they find none.

*Why these properties decide.* The response is linear. An image of one brightness gives the sum of
the weights; the mirror image of a picture gives the mirror image of its response for every picture
exactly if the kernel is its own mirror image, and so for the transpose. A step from 0 to 1 between
two columns gives the partial sums of the column sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

Rows = tuple[tuple[Fraction, ...], ...]
BLURS = "it keeps brightness, prefers no side, and blurs rows and columns alike"
FINDS_EDGES = "it gives 0 where the image has one brightness, and answers to edges"
UNDECIDED = "some of its weights are negative: whether it still blurs is for a person to see"


def blur_fault(rows: Rows) -> str:
    """Return what a blurring filter does wrong, or nothing.

    >>> ninth = Fraction(1, 9)
    >>> blur_fault(((ninth,) * 3,) * 3)
    ''
    """
    entries = [e for row in rows for e in row]
    total = sum(entries, Fraction(0))
    if total != 1:
        at = f"an image of brightness 1 becomes one of brightness {total}"
        return f"its entries sum to {total}, not to 1, so brightness is not kept: {at}"
    if rows[::-1] != rows or tuple(row[::-1] for row in rows) != rows:
        place = _unlike_its_mirror(rows)
        return (
            f"it is not its own mirror image, so it prefers a side: a single bright pixel {place}"
        )
    if tuple(zip(*rows, strict=True)) != rows:
        at = f"a bright row becomes {_line(rows)}, a bright column {_line(_turned(rows))}"
        return f"it is not its own transpose, so rows and columns are not blurred alike: {at}"
    if sum(e != 0 for e in entries) == 1:
        return "it has one entry that is not 0, so nothing is blurred: every image stays as it is"
    if (gain := _gain(rows)) > 1:
        at = f"stripes or a chequerboard of 0 and 1 gain contrast by the factor {gain}"
        return f"it sharpens and does not blur: {at}"
    return ""


def edge_fault(rows: Rows) -> str:
    """Return what an edge filter does wrong, or nothing.

    >>> edge_fault(((Fraction(-1), Fraction(0), Fraction(1)),))
    ''
    """
    entries = [e for row in rows for e in row]
    total = sum(entries, Fraction(0))
    if not any(entries):
        return "all its entries are 0, so it answers to nothing"
    if total != 0:
        at = f"an image of brightness 1 gives {total} everywhere"
        return f"its entries sum to {total}, not to 0, so it answers where there is no edge: {at}"
    if not any(any(step) for step in (_steps(rows), _steps(_turned(rows)))):
        at = "an image with an upright edge gives 0 everywhere, and one with a level edge as well"
        return f"it does not answer to straight edges: {at}"
    return ""


def has_negative(rows: Rows) -> bool:
    """Whether a weight is negative, so that a blur may overshoot at an edge."""
    return any(e < 0 for row in rows for e in row)


def _unlike_its_mirror(rows: Rows) -> str:
    """Say where the response to a single bright pixel differs from its mirror image."""
    height, width = len(rows), len(rows[0])
    for i, row in enumerate(rows):
        for j, e in enumerate(row):
            for a, b in ((i, width - 1 - j), (height - 1 - i, j)):
                if e != rows[a][b]:
                    here, there = f"row {i + 1}, column {j + 1}", f"row {a + 1}, column {b + 1}"
                    return f"is weighted {e} in {here} and {rows[a][b]} in {there}"
    raise AssertionError("a filter that is its own mirror image differs nowhere from it")


def _line(rows: Rows) -> str:
    """Return what becomes of a bright line along the rows, across it."""
    return f"[{', '.join(str(sum(row, Fraction(0))) for row in rows)}]"


def _gain(rows: Rows) -> Fraction:
    """Return by how much the strongest of stripes and chequerboards of period 2 grows."""
    found = [
        abs(
            sum(
                (
                    (-1) ** (a * i + b * j) * e
                    for i, row in enumerate(rows)
                    for j, e in enumerate(row)
                ),
                Fraction(0),
            )
        )
        for a, b in ((0, 1), (1, 0), (1, 1))
    ]
    return max(found)


def _steps(rows: Rows) -> Sequence[Fraction]:
    """Return the responses around an upright edge between 0 and 1."""
    columns = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    return list(accumulate(columns))


def _turned(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))
