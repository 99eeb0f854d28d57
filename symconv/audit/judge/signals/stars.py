r"""The star of a convolution, which is no product.

*Defines* `convolutions`: ``x[n] * h[n]`` is ``y[n]``, ``x[n - 5] * h[n]`` the output for the input
that comes later, and any other ``a[n] * b[n]`` the sum over all q of ``a[q] b[n - q]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symconv.audit.judge.signals.edits import Edit

_SIGNAL = r"(\\delta|(?<![A-Za-z\\])[a-z]'?)"
_STAR = re.compile(
    rf"(?P<open>(?:\\left\s*)?\()?\s*{_SIGNAL}\s*(?:\[([^\]]*)\])?\s*"
    rf"(?:\*|\\ast\b|\\star\b|\\circledast\b)\s*{_SIGNAL}\s*(?:\[([^\]]*)\])?"
    r"(?(open)\s*(?:\\right\s*)?\)\s*(?:\[([^\]]*)\])?)"
)
_TIME = re.compile(r"(?<![A-Za-z\\])n(?![A-Za-z])|\\cdot\b")
SUM = r"\sum_{q=-\infty}^{\infty}"


def convolutions(text: str, delay: str) -> Iterator[Edit]:
    r"""Yield what to put for each convolution; ``delay`` is that of a late input, as it is written.

    >>> [e.text for e in convolutions("x[n] * h[n] = (h * x)[n]", "")]
    ['y[n]', 'y[n]']
    >>> [e.text for e in convolutions("x[n - 5] * h[n]", "5")]
    ["y'[n]"]
    """
    for match in _STAR.finditer(text):
        first, at, second, other, whole = match.groups()[1:]
        put = _written(first, at or "n", second, other or "n", whole or "n", delay)
        yield Edit(match.start(), match.end(), put)


def _written(first: str, at: str, second: str, other: str, place: str, delay: str) -> str:
    if first == "h" and second in ("x", "x'"):
        first, at, second, other = second, other, first, at
    plain = _TIME.sub("n", at).replace(" ", "")
    if second == "h" and _TIME.sub("n", other) == "n" and first in ("x", "x'"):
        if plain == "n":
            return f"y{first[1:]}[{place}]"
        if first == "x" and delay and plain == f"n-{delay}" and place == "n":
            return "y'[n]"
    here, there = _TIME.sub("q", at), _TIME.sub(f"({place} - q)", other)
    return rf"{SUM} {first}[{here}] {second}[{there}]"
