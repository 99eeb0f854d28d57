r"""Words as TeX: everything that is special to TeX is escaped, nothing is passed through.

*Defines* `escape`, `inlines` and `blocks`. The document is set in Latin letters with
pdflatex; a character that has no spelling there is refused where the text is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import DialectError
from symconv.sheets.characters import SPECIAL, can_print
from symconv.sheets.markup import (
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


def escape(text: str) -> str:
    r"""Return words as TeX.

    >>> escape("50% of x_1 ≤ 3")
    '50\\% of x\\_\\allowbreak{}1 \\ensuremath{\\le} 3'
    """
    return "".join(map(_character, text))


def inlines(parts: Sequence[Inline]) -> str:
    """Return a run of inlines as TeX."""
    return "".join(map(_inline, parts))


def blocks(parts: Sequence[Block]) -> str:
    """Return blocks as TeX, separated by blank lines."""
    return "\n\n".join(map(_block, parts))


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
            rows = "\n".join(rf"\item {inlines(item)}" for item in items)
            return f"\\begin{{itemize}}\n{rows}\n\\end{{itemize}}"
        case _:
            return inlines(part.inlines)
