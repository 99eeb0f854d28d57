r"""Which letters of an answer are the inputs.

*Defines* `inputs_among`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

OTHERS = frozenset("wbhWv")
"""Letters of weights, biases and units."""
_NUMBERED = re.compile(r"(?P<letter>[A-Za-z])(?P<number>\d+)")


def inputs_among(names: Iterable[str], count: int) -> Mapping[str, int]:
    """Return the numbers of the inputs by name: ``x1, x2``, from 0 too, or as many single letters.

    Nothing is returned where that is not clear.

    >>> inputs_among(["x2", "x1"], 2), inputs_among(["B", "A"], 2), inputs_among(["x1", "y"], 2)
    ({'x1': 0, 'x2': 1}, {'A': 0, 'B': 1}, {})
    """
    listed = sorted(set(names))
    if not listed:
        return {}
    matches = [_NUMBERED.fullmatch(name) for name in listed]
    numbered = [m for m in matches if m is not None]
    letters = {m["letter"] for m in numbered}
    if len(numbered) == len(listed) and len(letters) == 1 and not letters & OTHERS:
        numbers = sorted(int(m["number"]) for m in numbered)
        first = 0 if numbers[0] == 0 else 1
        if numbers[-1] < first + count:
            (letter,) = letters
            return {f"{letter}{first + i}": i for i in range(count)}
    if len(listed) == count and all(len(name) == 1 for name in listed):
        return {name: i for i, name in enumerate(listed)}
    return {}
