r"""How people write what the strict reader refuses, spelled as it wants it.

*Defines* `respelled`, which is always the same formula, and `mended`, which removes what the reader
stumbled over. Only spellings with one meaning are touched: ``2^(d L)`` is a power, ``L 2^d`` a
product; ``x 2`` may have lost an index and stays unread.
"""

from __future__ import annotations

import re

from symconv.errors import LatexError

_SAME: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\\#(?=\s*\\(?:text|mathrm)\b)"), "  "),
    (re.compile(r"\\#(?=\s*(?:[=:<]|\\leq?\b))"), r"\\text{number}"),
    (re.compile(r"\^\(([^(){}]*)\)"), r"^{\1}"),
    (re.compile(r"_\{\s*([A-Za-z])\s*\\circ\s*([A-Za-z])\s*\}"), r"_{\\mathrm{\1\2}}"),
    (
        re.compile(
            r"(?:\\left)?[(\[]((?:[0-9x.+\-\s*{}/]|\\(?:[dt]?frac|cdot))*?)(?:\\right)?[)\]]"
            r"\s*[_^](?:\+|\{\+\})"
        ),
        r"\\max(0, \1)",
    ),
    (
        re.compile(
            r"(?<=_\{)\s*(\d+\s*(?:<|\\leq?\b))\s*([a-z])\s*,\s*([a-z])\s*"
            r"((?:<|\\leq?\b)[^{}<>=,]*)(?=\})"
        ),
        r"\1 \2 \4, \1 \3 \4",
    ),
    (re.compile(r"&\s*(else|otherwise)\b"), r"& \\text{\1}"),
    (
        re.compile(
            r"\\q?quad\s*\\text\{\s*(?:for|if|when|where|on)\s*\}"
            r"|\\text\{\s*(?:for|if|when|where|on)\s*\}(?=[^&=\\]{0,12}(?:[<>]|\\[lg]e|\\in\b))"
        ),
        r"\\quad ",
    ),
)
_BOUND = r"\s*([-+]?\s*(?:\d[\d./]*|\\frac\s*\{\d+\}\s*\{\d+\}|\\infty))\s*"
_INTERVAL = re.compile(
    rf"(?<![{{a-zA-Z])([a-z])\s*\\in\s*(?:\\left)?([(\[]){_BOUND},{_BOUND}(?:\\right)?([)\]])"
)
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
    >>> respelled(r"x \in (-\infty, 2], [x - 1]_+")
    'x \\le 2, \\max(0, x - 1)'
    >>> respelled(r"\max_{0 \le a, b < K}")
    '\\max_{0 \\le a < K, 0 \\le b < K}'
    """
    for pattern, spelling in _SAME:
        text = pattern.sub(spelling, text)
    text = _INDICATOR.sub(lambda match: " " * len(match[0]), text)
    return _INTERVAL.sub(_inequalities, text)


def _inequalities(found: re.Match[str]) -> str:
    """Return membership in an interval between numbers as inequalities."""
    x, left, low, high, right = found.groups()
    below = "" if "infty" in low else low + (r" \le " if left == "[" else " < ")
    above = "" if "infty" in high else (r" \le " if right == "]" else " < ") + high
    return f"{below}{x}{above}" if below or above else found[0]


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
