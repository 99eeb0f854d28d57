r"""A formula that gives values behind colons: ``H_1: 100 \times 128, \; H_2: 100 \times 64``.

*Defines* `with_equals`. A name and a colon at the start of a formula, or behind a comma, a
semicolon, a wide space or a line break, say what the name is equal to. ``f: A \to B``,
``x \in \{n : n > 0\}`` and ``a : b = c`` are left as they are. No character moves.
"""

from __future__ import annotations

import re
from dataclasses import replace

from symconv.audit.answer import Piece

_WORD = r"\\(?:text|mathrm|mathbf|mathit|hat)\s*\{[^{}]{1,30}\}"
_SCRIPTS = r"(?:\s*[_^]\s*(?:\{[^{}]{1,20}\}|[A-Za-z0-9]))*'*"
_NAME = rf"(?:{_WORD}|\\(?:theta|mu|alpha|delta)|[A-Za-z])(?![A-Za-z]){_SCRIPTS}"
_ROWS = r"\s*\\begin\{(?:aligned|align\*?|gathered|split)\}"
_BREAK = rf"(?:\A(?:{_ROWS})?|[,;]|\\\\|\\q?quad(?![a-z]))(?:\s|\\[,;:! ]|&)*"
_VALUE = r"(?=\s*&?\s*(?:\\(?:left|lfloor|lceil|frac|begin)(?![a-z])|[-+(\[\d]|[A-Za-z][^=]*\Z))"
_LABEL = re.compile(rf"{_BREAK}{_NAME}[\s&]*(?P<colon>:|\\colon(?![a-z])){_VALUE}")
_MAPS = re.compile(r"\\mathbb|\\to(?![a-z])|\\(?:long)?rightarrow|\\mapsto|\\mid(?![a-z])")


def with_equals(piece: Piece) -> Piece:
    """Return a formula with equals signs for the colons behind the names that it begins with.

    >>> from symconv.audit.answer import Line
    >>> text = "H_1: 3, H_2: 5"
    >>> with_equals(Piece("math", text, "", (Line(1, 0, text),))).text
    'H_1= 3, H_2= 5'
    """
    if (":" not in piece.text and r"\colon" not in piece.text) or _MAPS.search(piece.text):
        return piece
    labels = list(_LABEL.finditer(piece.text))
    if not labels or labels[0].start() != 0:
        return piece
    text = piece.text
    for label in labels:
        start, end = label.span("colon")
        text = text[:start] + "=".ljust(end - start) + text[end:]
    return replace(piece, text=text)
