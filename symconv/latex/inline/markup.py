r"""The text of a question: paragraphs, bullet points, ``$mathematics$``, **bold**, *emphasis*.

*Defines* the blocks (`Paragraph`, `Bullets`, `Display`) and inlines (`Words`, `Strong`,
`Emphasis`, `Code`, `Math`), and `parse`.

A text is Markdown reduced to what a question needs. ``\$`` is a dollar sign, ``$$…$$`` stands on
its own. Mathematics is checked when it is parsed: what `symconv.latex.inline.inline_math` cannot
turn into MathML is refused, so that nothing from a question reaches TeX unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symconv.latex.inline.characters import can_print
from symconv.latex.inline.inline_math import to_mathml
from symconv.latex.inline.math_tokens import FragmentError


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words in bold."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Words in italics."""

    text: str


@dataclass(frozen=True)
class Code:
    """Words in a typewriter face."""

    text: str


@dataclass(frozen=True)
class Math:
    """Mathematics within a line."""

    latex: str


@dataclass(frozen=True)
class Display:
    """Mathematics on its own line."""

    latex: str


@dataclass(frozen=True)
class Paragraph:
    """A run of inlines."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Bullets:
    """An unordered list."""

    items: tuple[tuple[Inline, ...], ...]


Inline = Words | Strong | Emphasis | Code | Math
Block = Paragraph | Bullets | Display

_INLINE = re.compile(
    r"""\\(?P<escaped>[$*`\\])
      | \$(?P<math>(?:[^$\\]|\\.)*)\$
      | \*\*(?P<strong>[^*]+)\*\*
      | \*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*
      | `(?P<code>[^`]+)`""",
    re.VERBOSE | re.DOTALL,
)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; raise FragmentError for mathematics outside the subset.

    >>> parse("Give $n$.")
    (Paragraph(inlines=(Words(text='Give '), Math(latex='n'), Words(text='.'))),)
    """
    blocks: list[Block] = []
    for part, piece in enumerate(_DISPLAY.split(text)):
        if part % 2:
            blocks.append(Display(_checked(piece)))
        else:
            blocks += [b for chunk in re.split(r"\n\s*\n", piece) for b in _chunk(chunk)]
    return tuple(blocks)


def parse_inline(text: str) -> tuple[Inline, ...]:
    """Return the inlines of one run of text, without blocks."""
    inlines: list[Inline] = []
    words, end = "", 0
    for match in _INLINE.finditer(text):
        words += _plain(text[end : match.start()])
        end = match.end()
        if match.lastgroup == "escaped":
            words += match["escaped"]
            continue
        inlines += [Words(words)] if words else []
        inlines.append(_inline(match))
        words = ""
    words += _plain(text[end:])
    return (*inlines, Words(words)) if words else tuple(inlines)


def parse_sentence(text: str) -> tuple[Inline, ...]:
    """Return a sentence of the engine as words and ``$mathematics$``, without other markup.

    >>> parse_sentence("a*b*c of $n$")
    (Words(text='a*b*c of '), Math(latex='n'))
    """
    pieces = text.split("$")
    if len(pieces) % 2 == 0:
        raise FragmentError("a $ without its partner", "$")
    return tuple(
        Math(_checked(piece)) if number % 2 else Words(piece)
        for number, piece in enumerate(pieces)
        if piece
    )


def plain(inlines: tuple[Inline, ...]) -> str:
    """Return inlines as text without markup, for a window title."""
    return "".join(i.latex if isinstance(i, Math) else i.text for i in inlines)


def _chunk(chunk: str) -> list[Block]:
    """Split a stretch between blank lines into a paragraph and the bullets that follow it."""
    blocks: list[Block] = []
    head, *items = re.split(r"(?:^|\n)[ \t]*[-*] +", chunk)
    if head.strip():
        blocks.append(Paragraph(parse_inline(head.strip())))
    if items:
        blocks.append(Bullets(tuple(parse_inline(item.strip()) for item in items)))
    return blocks


def _inline(match: re.Match[str]) -> Inline:
    if match["math"] is not None:
        return Math(_checked(match["math"]))
    if match["strong"] is not None:
        return Strong(_plain(match["strong"]))
    if match["emphasis"] is not None:
        return Emphasis(_plain(match["emphasis"]))
    return Code(_plain(match["code"]))


def _checked(latex: str) -> str:
    """Check a formula; a blank line in it, which would end a paragraph of TeX, is a blank."""
    latex = " ".join(latex.split())
    if not latex:
        raise FragmentError("empty mathematics", "$")
    to_mathml(latex)
    return latex


def _plain(words: str) -> str:
    if "$" in words:
        raise FragmentError(r"a $ without its partner", "$", remedy=r"write \$ for a dollar sign")
    for char in words:
        if not can_print(char):
            raise FragmentError(
                f"{char} (U+{ord(char):04X}) cannot be printed",
                char,
                remedy="write it in Latin letters, or as mathematics between dollar signs",
            )
    return re.sub(r"\s+", " ", words)
