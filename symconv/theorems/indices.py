r"""LaTeX of index expressions: ``2 \cdot i + u - 1``, tuples of them, and nested sums over taps."""

from __future__ import annotations

from collections.abc import Sequence

OUTPUTS = ("i", "j", "l")
TAPS = ("u", "v", "t")


def affine(*terms: tuple[int, str], constant: int = 0) -> str:
    r"""Return a linear index with integer coefficients.

    >>> affine((2, "i"), (1, "u"), constant=-1)
    '2 \\cdot i + u - 1'
    >>> affine((0, "i"))
    '0'
    """
    parts: list[str] = []
    for coefficient, letter in terms:
        if coefficient:
            sign = "-" if coefficient < 0 else "+"
            size = abs(coefficient)
            parts += [sign, letter if size == 1 else rf"{size} \cdot {letter}"]
    if constant or not parts:
        parts += ["-" if constant < 0 else "+", str(abs(constant))]
    return " ".join(parts[1:] if parts[0] == "+" else parts)


def tap_sum(kernel: Sequence[int]) -> str:
    r"""Return the summation signs over all taps of a kernel.

    >>> tap_sum((3, 2))
    '\\sum_{u=0}^{2} \\sum_{v=0}^{1}'
    """
    return " ".join(rf"\sum_{{{t}=0}}^{{{k - 1}}}" for t, k in zip(TAPS, kernel, strict=False))


def listed(letters: Sequence[str], rank: int) -> str:
    """Return the first ``rank`` letters as an index list."""
    return ", ".join(letters[:rank])


def element(tensor: str, indices: Sequence[str]) -> str:
    """Return an element with its indices in parentheses, or bare when there is only one.

    >>> element("w", ["u", "v"]), element("w", ["u"])
    ('w_{(u, v)}', 'w_{u}')
    """
    inner = ", ".join(indices)
    return f"{tensor}_{{{inner}}}" if len(indices) == 1 else f"{tensor}_{{({inner})}}"


def span_words(positions: Sequence[Sequence[int]]) -> str:
    """Say which positions of each axis are meant.

    >>> span_words([(0, 2, 4), (1, 3, 5)])
    'rows 0, 2, 4; columns 1, 3, 5'
    """
    words = {1: ("positions",), 2: ("rows", "columns"), 3: ("planes", "rows", "columns")}
    return "; ".join(
        f"{word} {', '.join(map(str, p))}"
        for word, p in zip(words[len(positions)], positions, strict=True)
    )
