r"""Cases in whose rows something is computed, as lines of their own.

*Defines* `in_lines`: a row ``a = b & n < 0`` is no value; a line ``y[n] = a = b`` for n < 0 is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symconv.audit.judge.signals.edits import Edit

_CASES = re.compile(
    r"(?P<name>[^=&]*)(?P<eq>&?=&?\s*)\\begin\{cases\}(?P<rows>.*)\\end\{cases\}\s*[.,]?\s*",
    re.DOTALL,
)
_ROW = re.compile(r"\\\\(?:\s*\[[^\]]*\])?")
_OTHERWISE = re.compile(r"\\(?:text|textrm|mathrm)\s*\{\s*(?:otherwise|else|elsewhere)[\s.,]*\}")
_WORDS = re.compile(r"\\(?:text|textrm|mathrm)\s*\{\s*(?:if|for|when)\s*\}")


def in_lines(text: str) -> Iterator[Edit]:
    r"""Yield the edit that writes such cases as aligned lines.

    >>> text = r"y[n] = \begin{cases} 1 + 1 = 2 & n > 0 \\ 0 & \text{otherwise} \end{cases}"
    >>> [edit.text for edit in in_lines(text)][0].split(r" \\ ")[1]
    'y[n] = 0\\end{aligned}'
    """
    match = _CASES.fullmatch(text)
    if match is None:
        return
    rows = [row.split("&") for row in _ROW.split(match["rows"]) if row.strip()]
    if not any("=" in row[0] for row in rows) or any(len(row) != 2 for row in rows):
        return
    lines = (_line(match["name"].strip(), value, where) for value, where in rows)
    body = r" \\ ".join(lines)
    yield Edit(0, len(text), rf"\begin{{aligned}} {body}\end{{aligned}}")


def _line(name: str, value: str, where: str) -> str:
    plain = value.strip().rstrip(",")
    if _OTHERWISE.search(where):
        return f"{name} = {plain}"
    return rf"{name} = {plain}, \quad {_WORDS.sub('', where).strip().rstrip('.,')}"
