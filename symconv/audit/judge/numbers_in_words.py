r"""Numbers among words: ``$f_1$: 11`` and "the output is 28 x 28" claim something too.

*Defines* `value_behind`, `labelled_values` and `only_value`. Read are numbers and sizes alone:
right behind a formula that names a quantity, behind a label such as ``layer 2:``, or where they are
the only ones that the answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from symconv.audit.answer import Piece

_VALUE = r"(?:\d+(?:\.\d+)?(?:\s*[x\u00d7]\s*\d+)*|\(\s*\d+(?:\s*,\s*\d+)+\s*\))"
_BEHIND = re.compile(rf"\s*(?:[:=]|is|has|are)\s*(?P<value>{_VALUE})(?![\w.]*\w)")
_LABELLED = re.compile(
    rf"(?P<label>layer \d+|\b[A-Za-z]_?\d+)\s*[:=]\s*(?P<value>{_VALUE})(?![\w.]*\w)", re.IGNORECASE
)
_ANOTHER = re.compile(r"[^\n;.:]*\d")
"""A second number in the same clause: which of the two is meant is not for a program to say."""
_ALONE = re.compile(rf"(?<![\w.,^_-])(?P<value>{_VALUE})(?!\w|\.\d)")


def value_behind(words: Piece) -> Piece | None:
    """Return the number with which words begin, behind a colon or an ``is``, as a formula."""
    match = _BEHIND.match(words.text)
    if match is None or _ANOTHER.match(words.text, match.end()):
        return None
    return _piece(words, match)


def labelled_values(words: Piece) -> list[tuple[str, Piece]]:
    """Return each number that words give to a layer or a name: ``layer 2: 64``."""
    return [(m["label"], _piece(words, m)) for m in _LABELLED.finditer(words.text)]


def only_value(pieces: Iterable[Piece]) -> Piece | None:
    """Return the number of an answer in words that holds exactly one, as a formula."""
    found = [(p, m) for p in pieces if p.kind == "words" for m in _ALONE.finditer(p.text)]
    return _piece(*found[0]) if len(found) == 1 else None


def _piece(words: Piece, match: re.Match[str]) -> Piece:
    first = words.text.count("\n", 0, match.start("value"))
    line = words.lines[first]
    shift = line.shift + match.start("value") - (words.text.rfind("\n", 0, match.start()) + 1)
    return replace(words, kind="math", text=match["value"], lines=(replace(line, shift=shift),))
