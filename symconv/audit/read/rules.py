r"""How Markdown and TeX mark formulas, code and comments.

*Defines* `Rules`, `MARKDOWN`, `TEX` and `PARAGRAPH`. The named groups of ``opening`` say what
begins; `symconv.audit.read.spans` finds where it ends.

*Source.* Dollar signs in Markdown follow Pandoc's ``tex_math_dollars``, with one addition:
``$ x $`` with blanks on both sides is a formula too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PARAGRAPH = re.compile(
    r"\n[ \t]*\n|\n(?=[ ]{0,3}#{1,6}\s)|\n(?=[ \t]*\\(?:(?:sub)*section|question|part)\b)"
)
"""Where a paragraph ends; a formula that is never closed ends there too."""

_ENVIRONMENTS = (
    "align|alignat|aligned|alignedat|split|gather|gathered|equation|eqnarray|multline|flalign"
    "|displaymath|math|array|matrix|bmatrix|pmatrix|vmatrix|Bmatrix|smallmatrix|cases"
)
_MATH = (
    r"(?P<display>\$\$|\\\[)|(?P<inline>\\\()"
    rf"|\\begin\s*\{{(?P<environment>(?:{_ENVIRONMENTS})\*?)\}}"
)
_TABULAR = r"\\begin\s*\{(?P<tabular>tabular[x*]?)\}"
_ANSWER = r"\\answer\s*\{(?P<answer>[^{}\n]{1,40})\}\s*\{"


@dataclass(frozen=True)
class Rules:
    """What opens a span, and whether a dollar sign may be a price."""

    opening: re.Pattern[str]
    prices: bool


MARKDOWN = Rules(
    re.compile(
        r"^[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$|(?P<comment><!--)|(?P<ticked>\$`)"
        rf"|(?P<ticks>`+)|(?P<escape>\\[\\$`](?![\[(]))|\\?(?:{_MATH})|{_TABULAR}"
        r"|(?P<spaced>\$[ \t]+(?=[^$\n]*[^$\n ][ \t]*\$(?![0-9A-Za-z])))"
        rf"|(?P<dollar>\$(?=[^\s$]))|{_ANSWER}",
        re.MULTILINE,
    ),
    prices=True,
)
TEX = Rules(
    re.compile(
        rf"(?P<comment>(?<!\\)%[^\n]*)|(?P<escape>\\[\\$%])|{_MATH}|(?P<dollar>\$)"
        r"|\\begin\s*\{(?P<verbatim>verbatim\*?|lstlisting|minted|Verbatim)\}"
        rf"|{_TABULAR}|\\verb\*?(?P<verb>[^\sA-Za-z*])|{_ANSWER}",
    ),
    prices=False,
)
