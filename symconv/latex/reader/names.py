r"""The nucleus of a name: a letter, a Greek command, an upright word; with font and accent.

*Defines* `nucleus`, which reads the part of a `Name` before its scripts, and `starts_name`.

*Why words are checked.* ``max(a, b)`` in italics is the product ``m a x (a, b)`` to TeX. A run of
letters that spells a function or a declared word is read as the declared word or refused, never as
a product.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, DialectError, LatexError, UnknownName
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.scripts import scripts
from symconv.notation import ACCENTS, FONTS, GREEK, Name

GREEK_COMMANDS = frozenset("\\" + g for g in GREEK)
FONT_COMMANDS = frozenset("\\" + f for f in FONTS)
ACCENT_COMMANDS = frozenset("\\" + a for a in ACCENTS)
WORD_COMMANDS = frozenset(
    {r"\mathrm", r"\mathit", r"\mathsf", r"\mathtt", r"\text", r"\operatorname"}
)
NAME_COMMANDS = GREEK_COMMANDS | FONT_COMMANDS | ACCENT_COMMANDS | WORD_COMMANDS
SPELLED_OUT = frozenset(
    """max min exp log ln sin cos tan tanh mod gcd det lim sum prod argmax argmin floor ceil rank
    if for where and or otherwise relu softmax round abs sqrt size""".split()
)


def starts_name(text: str) -> bool:
    """Whether a token can start a name."""
    return (len(text) == 1 and text.isalpha()) or text in NAME_COMMANDS


def nucleus(c: Cursor) -> Name:
    r"""Read a name without its scripts, except primes under an accent.

    Raises DialectError for a font or accent over an expression.
    """
    text = c.text
    if len(text) == 1:
        return _letters(c)
    if text in GREEK_COMMANDS:
        c.pos += 1
        return Name(text[1:])
    if text in WORD_COMMANDS:
        return _word(c)
    return _styled(c)


def _letters(c: Cursor) -> Name:
    """One italic letter, or a declared word in italics."""
    first = c.pos
    if not (c.ahead().isalpha() and len(c.ahead()) == 1 and c.adjacent(first + 1)):
        c.pos += 1
        return Name(c.texts[first])
    run = _run(c)
    if run in SPELLED_OUT:
        remedy = rf"write \{run} or \operatorname{{{run}}}; for a product, put spaces between"
        raise c.error(AmbiguousLatex, f"{run!r} in italics", first, first + len(run), remedy=remedy)
    for word in sorted((w for w in c.scope.words if run.startswith(w)), key=len, reverse=True):
        if all(Name(letter) in c.scope for letter in word):
            fact = f"{word!r} is a declared name, and a product of declared names"
            remedy = rf"write \mathrm{{{word}}}, or put spaces between the factors"
            raise c.error(AmbiguousLatex, fact, first, first + len(word), remedy=remedy)
        c.pos += len(word)
        return Name(word)
    c.pos += 1
    return Name(c.texts[first])


def _run(c: Cursor) -> str:
    """The letters that stand together from here; a run that started before has been looked at."""
    first = c.pos
    if (
        c.adjacent(first)
        and first > 0
        and c.texts[first - 1].isalpha()
        and len(c.texts[first - 1]) == 1
    ):
        return ""
    last = first + 1
    while last < c.end and c.texts[last].isalpha() and len(c.texts[last]) == 1 and c.adjacent(last):
        last += 1
    return "".join(c.texts[first:last])


def _word(c: Cursor) -> Name:
    r"""``\mathrm{stride}``, or a unit of words that must be a declared name."""
    token = c.take()
    if not token.word:
        if token.text == r"\mathrm" and len(c.text) == 1 and c.text.isalpha():
            return Name(c.take().text)
        raise c.error(DialectError, f"{token.text} over an expression", c.pos - 1, c.pos)
    word = token.word.strip()
    if not (word.isascii() and word.isalnum() and word[0].isalpha()):
        fact = f"{word!r} is not a name"
        remedy = "a name in words has letters and digits only"
        raise c.error(LatexError, fact, c.pos - 1, c.pos, remedy=remedy)
    return Name(word)


def _styled(c: Cursor) -> Name:
    r"""``\mathbf{x}``, ``\hat{x}``, ``\bar{\mathbf{x}}``, ``\hat{H'}``."""
    first = c.pos
    command = c.take().text[1:]
    inner = c.group(_whole) if c.text == "{" else _bare(c, command)
    part = "font" if command in FONTS else "accent"
    if getattr(inner, part):
        raise c.error(DialectError, f"two {part}s on one name", first, c.pos)
    font, accent = (command, inner.accent) if part == "font" else (inner.font, command)
    return Name(inner.base, inner.primes, accent, font)


def _whole(c: Cursor) -> Name:
    if not starts_name(c.text):
        raise c.error(DialectError, "an accent or font over something that is not a name")
    name = nucleus(c)
    found = scripts(c)
    if found.sub is not None or found.sup is not None or c.text:
        remedy = r"put the subscript outside: \hat{x}_{i}"
        raise c.error(DialectError, "an accent or font over more than a name", remedy=remedy)
    return Name(name.base, name.primes + found.primes, name.accent, name.font)


def _bare(c: Cursor, command: str) -> Name:
    if not starts_name(c.text):
        raise c.error(LatexError, rf"\{command} without a name")
    if len(c.text) == 1:
        return Name(c.take().text)
    c.deepen()
    name = nucleus(c)
    c.depth -= 1
    return name


def unknown(c: Cursor, name: Name, first: int) -> UnknownName:
    """Return the error for a name that is not declared."""
    if name.base == "e" and not name.font and not name.accent:
        remedy = r"write \exp\left(...\right), or declare e"
    else:
        remedy = c.scope.remedy(name)
    return c.error(UnknownName, f"{name.latex} is not declared", first, c.pos, remedy=remedy)
