r"""The beginning of a paragraph that may name a question: ``(b)``, ``3.2:``, ``**3.2 [8pts]**``.

*Defines* `Head` and `head`. Whether it does name one is decided later, when the questions are
known; a step that is numbered ``(1)`` is not taken for a question.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GROUPS = r"\([0-9a-z]{1,4}\)(?:[ ]?\([0-9a-z]{1,4}\))*"
_WORDS = r"(?:question|problem|exercise|part|q)"
_ENDS = r"(?=[:.)]|[ \t]*(?:\n|\Z))"
_HEAD = re.compile(
    r"[ \t]*(?:\\noindent\s*)?(?:"
    r"(?P<bold>\*\*(?!\s)[^*\n]{1,80}\*\*|__(?!\s)[^_\n]{1,80}__|\\textbf\{[^{}\n]{1,80}\})"
    rf"|(?P<label>{_GROUPS}|[a-z]\)"
    rf"|(?:{_WORDS}[ ]?)?[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+(?:[ ]?{_GROUPS}|{_ENDS})"
    rf"|{_WORDS}[ ]?[0-9a-z.()]{{1,12}}?{_ENDS}))"
    r"(?:[ \t]*[:.])?",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """The words, whether they are bold, and the offset behind them."""

    title: str
    bold: bool
    end: int


def head(text: str, start: int, end: int) -> Head | None:
    """Return what a paragraph starts with if it may name a question.

    >>> head("(b) $W' = 3$", 0, 12)
    Head(title='(b)', bold=False, end=3)
    """
    match = _HEAD.match(text, start, end)
    if match is None:
        return None
    bold = match["bold"] is not None
    return Head(match["bold"] or match["label"], bold, match.end())
