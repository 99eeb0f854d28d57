r"""How people write what the strict reader refuses, spelled as it wants it.

*Defines* `respelled`, which is always the same formula, and `mended`, which removes what the reader
stumbled over. Only spellings with one meaning are touched: ``2^(d L)`` is a power, ``L 2^d`` a
product; ``x 2`` may have lost an index and stays unread.
"""

from __future__ import annotations

import re

from symconv.errors import LatexError

_COUNT = re.compile(r"\\#(?=\s*\\(?:text|mathrm)\b)")
_SCRIPT = re.compile(r"\^\(([^(){}]*)\)")
_COMPOSED = re.compile(r"_\{\s*([A-Za-z])\s*\\circ\s*([A-Za-z])\s*\}")
_POWER = re.compile(r"\d+\s*\^")
_INDICATOR = re.compile(r"\\math(?:bb|bf|ds)\s*\{?\s*[1I]\s*\}?(?=\s*(?:\\left\s*)?\[)")
_ROW = re.compile(r"(?P<before>=\s*)\[(?P<inside>[^\[\]()]*)\]")
_UPPER_T = re.compile(r"\^\s*(?:T\b|\{\s*T\s*\})")
_LETTER = re.compile(r"[A-Za-z!})](?:\s|\\[,;:! ])*\Z")
AFTER = "a number directly after another factor"


def respelled(text: str) -> str:
    r"""Return a formula with the same meaning in the reader's spelling.

    >>> respelled(r"\#\text{regions} = 2^(d L)")
    '  \\text{regions} = 2^{d L}'
    >>> respelled(r"n_{f \circ g}")
    'n_{\\mathrm{fg}}'
    """
    text = _COMPOSED.sub(r"_{\\mathrm{\1\2}}", text)
    text = _INDICATOR.sub(lambda match: " " * len(match[0]), text)
    return _SCRIPT.sub(r"^{\1}", _COUNT.sub("  ", text))


def mended(text: str, error: LatexError) -> str | None:
    r"""Return a formula without what an error is about; None where its meaning is not clear.

    >>> from symconv.errors import Place
    >>> mended("L 2^d", LatexError(AFTER, place=Place("answer", 1, 3)))
    'L \\cdot 2^d'
    >>> mended("w = [1, 2]", LatexError("two items in square brackets: an interval or a row"))
    'w = (1, 2)'
    """
    if "an interval or a row" in error.fact:
        return _other(text, _ROW.sub(r"\g<before>(\g<inside>)", text))
    if "has no transpose" in error.fact:
        return _other(text, _UPPER_T.sub(r"^\\top ", text))
    if error.place is None or error.fact != AFTER:
        return None
    rows = text.split("\n")[: error.place.line - 1]
    at = sum(len(row) + 1 for row in rows) + error.place.column - 1
    if _POWER.match(text, at) is None or _LETTER.search(text[:at]) is None:
        return None
    return rf"{text[:at]}\cdot {text[at:]}"


def _other(text: str, changed: str) -> str | None:
    return None if changed == text else changed
