r"""The formulas in a Markdown or TeX document, with their places.

*Defines* `Formula` and `formulas`. Found are ``$...$``, ``$$...$$``, ``\(...\)``, ``\[...\]`` and
bare environments such as ``\begin{align}``. Code, fenced or between backticks, is skipped, and so
is a dollar sign that is a price: an inline formula neither starts nor ends with a space, is not
followed by a digit, and stays in its paragraph.

*Source.* The rules for dollar signs are those of Pandoc's ``tex_math_dollars``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symconv.errors import LatexError
from symconv.latex.reader.rows import ROWS
from symconv.latex.reader.source import Source

MAX_INLINE = 1_000
_OPENING = re.compile(
    r"""(?P<fence>^[ ]{0,3}(?:`{3,}|~{3,}))
    |(?P<code>`+)
    |(?P<escape>\\[\\$`])
    |(?P<display>\$\$|\\\[)
    |(?P<inline>\$(?=[^\s$])|\\\()
    |\\begin\s*\{(?P<environment>[a-z]+\*?)\}""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSING_DOLLAR = re.compile(r"(?<![\s\\])\$(?!\d)|\n[ \t]*\n")
CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}


@dataclass(frozen=True)
class Formula:
    """A formula without its dollar signs; 1-based place of its first character."""

    text: str
    line: int
    column: int
    display: bool


def formulas(text: str, *, source: str = "<text>") -> tuple[Formula, ...]:
    r"""Return the formulas of a document in order.

    Raises LatexError for a display formula or environment that is never closed.

    >>> [(f.text, f.line) for f in formulas("It costs $5.\n\nThe size is $W' = 3$.")]
    [("W' = 3", 3)]
    """
    origin = Source(text, source)
    return tuple(_placed(origin, *found) for found in _found(origin))


def _placed(origin: Source, start: int, end: int, display: bool) -> Formula:  # noqa: FBT001
    place = origin.place(start, end)
    return Formula(origin.text[start:end], place.line, place.column, display)


def _found(origin: Source) -> Iterator[tuple[int, int, bool]]:
    text, at = origin.text, 0
    while match := _OPENING.search(text, at):
        kind, at = match.lastgroup, match.end()
        if kind in ("fence", "code"):
            at = _after_code(text, match)
        elif kind == "display" or match[0] == r"\(":
            end = _closing(origin, match, CLOSERS[match[0]])
            yield match.end(), end, kind == "display"
            at = end + 2
        elif kind == "inline":
            closing = _CLOSING_DOLLAR.search(text, at, at + MAX_INLINE)
            if closing is not None and closing[0] == "$":
                yield at, closing.start(), False
                at = closing.end()
        elif kind == "environment" and match["environment"] in ROWS:
            end = _environment_end(origin, match)
            yield match.start(), end, True
            at = end


def _closing(origin: Source, match: re.Match[str], closer: str) -> int:
    end = origin.text.find(closer, match.end())
    if end < 0:
        raise origin.error(LatexError, f"{match[0]} is never closed", match.start(), match.end())
    return end


def _environment_end(origin: Source, match: re.Match[str]) -> int:
    name = re.escape(match["environment"])
    depth = 0
    for found in re.finditer(rf"\\(begin|end)\s*\{{{name}\}}", origin.text[match.start() :]):
        depth += 1 if found[1] == "begin" else -1
        if depth == 0:
            return match.start() + found.end()
    raise origin.error(LatexError, f"{match[0]} is never closed", match.start(), match.end())


def _after_code(text: str, match: re.Match[str]) -> int:
    """The position behind a code block or span; behind its backticks if it is never closed."""
    ticks = match[0].strip()
    fence = match.lastgroup == "fence"
    pattern = rf"^[ ]{{0,3}}{ticks}" if fence else rf"(?<!`){ticks}(?!`)"
    closing = re.compile(pattern, re.MULTILINE).search(text, match.end())
    if closing is None:
        return len(text) if fence else match.end()
    return closing.end()
