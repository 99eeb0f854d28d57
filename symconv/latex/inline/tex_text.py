r"""Words as TeX: everything that is special to TeX is escaped, nothing is passed through.

*Defines* `escape`, `inlines` and `blocks`. The document is set in Latin letters with
pdflatex; a character that has no spelling there is refused where the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symconv.errors import DialectError
from symconv.latex.inline.characters import SPECIAL, can_print
from symconv.latex.inline.markup import (
    Block,
    Bullets,
    Code,
    Display,
    Emphasis,
    Inline,
    Math,
    Strong,
    Words,
)

_LONG_WORD = re.compile(r"(\S{28,})")
_CHUNK = 8


def escape(text: str) -> str:
    r"""Return words as TeX.

    >>> escape("50% of x_1 ≤ 3")
    '50\\% of x\\_\\allowbreak{}1 \\ensuremath{\\le} 3'
    """
    pieces = _LONG_WORD.split(text)
    return "".join(_breakable(p) if at % 2 else _spelled(p) for at, p in enumerate(pieces))


def inlines(parts: Sequence[Inline]) -> str:
    """Return a run of inlines as TeX."""
    return "".join(map(_inline, parts))


def blocks(parts: Sequence[Block]) -> str:
    """Return blocks as TeX, separated by blank lines."""
    return "\n\n".join(map(_block, parts))


def _breakable(word: str) -> str:
    """Let a word that is too long for a column break anywhere after a few letters."""
    chunks = (word[at : at + _CHUNK] for at in range(0, len(word), _CHUNK))
    return r"\allowbreak{}".join(map(_spelled, chunks))


def _spelled(text: str) -> str:
    return "".join(map(_character, text))


def _character(char: str) -> str:
    if char in SPECIAL:
        return SPECIAL[char]
    if not can_print(char):
        raise DialectError(f"U+{ord(char):04X} has no spelling in the TeX document")
    return char


def _inline(part: Inline) -> str:
    match part:
        case Words(text):
            return escape(text)
        case Strong(text):
            return rf"\textbf{{{escape(text)}}}"
        case Emphasis(text):
            return rf"\emph{{{escape(text)}}}"
        case Code(text):
            return rf"\texttt{{{escape(text)}}}"
        case Math(latex):
            return f"${latex}$"


def _block(part: Block) -> str:
    match part:
        case Display(latex):
            return rf"\display{{{latex}}}"
        case Bullets(items):
            rows = "\n".join(rf"\item {{}}{inlines(item)}" for item in items)
            return f"\\begin{{itemize}}\n{rows}\n\\end{{itemize}}"
        case _:
            return inlines(part.inlines)
