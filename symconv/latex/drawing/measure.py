"""How wide the words of a label are, near enough to leave room for them.

*Defines* `text_width`. Measured in Latin Modern: a digit is half an em, most letters a little less,
capitals and signs more. The true width differs from the estimate by some tenths of it.
"""

from __future__ import annotations

from symconv.latex.drawing.placing import POINT
from symconv.latex.drawing.words import Run, runs

_NARROW = frozenset("ijl.,;:!'|()[]/ \u2009′")
_WIDE = frozenset("mwMW=+−<>≤≥→×∞∑…")


def text_width(text: str, size: float = 9.0) -> float:
    """Return the width in millimetres of words at ``size`` points.

    >>> 1.5 < text_width("12") / text_width("1") < 2.5
    True
    """
    return sum(map(_ems, runs(text))) * size * POINT


def _ems(run: Run) -> float:
    return run.scale * sum(map(_em, run.text))


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.3
    return 0.8 if char in _WIDE else 0.7 if char.isupper() else 0.5
