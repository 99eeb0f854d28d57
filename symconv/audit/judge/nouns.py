r"""What is counted, where the word for it stands behind the number: "$K^2 C N$ parameters, ...".

*Defines* `noun_behind` and `without_noun`. The word belongs to the formula before it, and says
nothing of the one after it: in "vanilla: $a$ parameters, $b$ operations; separable: $c$ parameters"
the clause of ``c`` begins behind the semicolon.
"""

from __future__ import annotations

import re

_NOUN = re.compile(
    r"\s*(parameters|params|weights|biases|operations|multiplications|additions|macs|adds)"
    r"\s*(?=[,;.]|and\b|\Z)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;\n]")


def noun_behind(words: str) -> str:
    """Return what is counted by the formula that stands before some words, or nothing.

    >>> noun_behind(" operations; separable: "), noun_behind(" operations: ")
    ('operations', '')
    """
    match = _NOUN.match(words)
    return match[1] if match else ""


def without_noun(words: str) -> str:
    """Return words without the noun that belongs to the formula before them.

    >>> without_noun(" operations; separable: ")
    '; separable: '
    """
    return _NOUN.sub("", words, count=1) if _NOUN.match(words) else words


def clause(paragraph: str) -> str:
    """Return the words of the last clause of a paragraph.

    >>> clause("Vanilla: , ; separable: ")
    ' separable: '
    """
    return _CLAUSE.split(paragraph)[-1]
