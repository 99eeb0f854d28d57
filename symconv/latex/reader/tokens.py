r"""Characters to tokens, each with its offsets.

*Notation.* A token is a command (``\frac``), one letter, one digit or one sign. Digits come one by
one because TeX takes a single one as an argument: ``\frac12`` is a half. A command whose argument
is words, ``\text{if}``, ``\mathrm{out}`` or ``\begin{cases}``, is one token that carries them.

*Why so strict.* A character outside this alphabet is refused where it stands; letters that only
look Latin would otherwise become names of their own. ``%`` comments are skipped, as TeX does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from symconv.errors import LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_CHARACTERS, MAX_TOKENS, MAX_WORD
from symconv.latex.reader.source import Source


class Token(NamedTuple):
    """A sign with its place; ``word`` is the argument of a command that takes words."""

    text: str
    start: int
    end: int
    word: str = ""


PROSE = "text|textrm|textup|textit|textbf|textnormal|textsf|texttt|mbox|tag|label|hspace|vspace"
_TOKEN = re.compile(
    rf"""(?P<skip>\s+|%[^\n]*)
    |\\(?P<command>(?:{PROSE})\b\*?|operatorname\b\*?)\s*\{{(?P<words>[^{{}}]{{0,{MAX_WORD}}})\}}
    |\\(?P<upright>mathrm|mathit|mathsf|mathtt|begin|end)
       \s*\{{\s*(?P<word>[A-Za-z][A-Za-z0-9]*\*?)\s*\}}
    |(?P<sign>\\[A-Za-z]+|\\[^A-Za-z]|[A-Za-z0-9{{}}^_&'|()\[\]+\-*/=<>,;:.!~])
    |(?P<alien>.)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
SPELLED = {
    "×": r"\times", "·": r"\cdot", "−": "-", "–": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "→": r"\to", "∈": r"\in", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil",
    "⌉": r"\rceil", "∑": r"\sum", "∏": r"\prod", "√": r"\sqrt", "∞": r"\infty", "’": "'",
    "…": r"\dots", "²": "^2", "³": "^3", "∀": r"\forall", "∃": r"\exists",
    "∄": r"\nexists",
}  # fmt: skip


def tokenize(source: Source) -> list[Token]:
    r"""Return the tokens of the text.

    Raises TooLarge for a long text and LatexError for a character outside the alphabet.

    >>> [t.text for t in tokenize(Source(r"\frac12 % a half"))]
    ['\\frac', '1', '2']
    """
    text = source.text
    if len(text) > MAX_CHARACTERS:
        fact = f"the text has {len(text)} characters; at most {MAX_CHARACTERS} are read"
        raise source.error(TooLarge, fact, 0, 1, "split it into formulas")
    tokens: list[Token] = []
    append = tokens.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "sign":
            append(Token(match["sign"], match.start(), match.end()))
        elif kind == "words":
            append(Token("\\" + match["command"], match.start(), match.end(), match["words"]))
        elif kind == "word":
            append(Token("\\" + match["upright"], match.start(), match.end(), match["word"]))
        elif kind == "alien":
            raise _alien(source, match.start())
    if len(tokens) > MAX_TOKENS:
        fact = f"the text has {len(tokens)} tokens; at most {MAX_TOKENS} are read"
        raise source.error(TooLarge, fact, tokens[MAX_TOKENS].start, tokens[MAX_TOKENS].end)
    return tokens


def _alien(source: Source, at: int) -> LatexError:
    char = source.text[at]
    remedy = ""
    if char in SPELLED:
        remedy = f"write {SPELLED[char]}"
    elif char == "$":
        remedy = "pass the formula without dollar signs"
    elif char.isalpha():
        remedy = "write a Latin letter, or a Greek one as a command"
    shown = repr(char) if char.isprintable() else ascii(char)
    fact = f"the character {shown} (U+{ord(char):04X}) is not LaTeX mathematics"
    return source.error(LatexError, fact, at, at + 1, remedy)
