r"""Number literals: digits that stand together, with at most one decimal point.

*Why not more.* ``1,000`` is two numbers in mathematics and one in prose, ``1 2`` prints as 12, and
``1e-3`` is a product and a difference; each is refused with the spelling that says what is meant.
``1{,}000`` is TeX's own spelling of a thousand and is read.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.errors import AmbiguousLatex, LatexError, TooLarge
from symconv.latex.reader.bounds import MAX_DIGITS
from symconv.latex.reader.cursor import Cursor
from symconv.latex.tree import Number


def is_digit(text: str) -> bool:
    """Whether a token is a digit."""
    return len(text) == 1 and "0" <= text <= "9"


def starts_number(c: Cursor) -> bool:
    """Whether a number stands here; ``.5`` is one."""
    return is_digit(c.text) or (c.text == "." and is_digit(c.ahead()) and c.adjacent(c.pos + 1))


def number(c: Cursor) -> Number:
    """Read a number.

    Raises TooLarge for too many digits, LatexError for leading zeros, AmbiguousLatex for the
    scientific notation of programs.
    """
    first = c.pos
    digits = _digits(c)
    if c.text == "." and is_digit(c.ahead()) and c.adjacent(c.pos) and c.adjacent(c.pos + 1):
        c.pos += 1
        digits += "." + _run(c)
    elif not digits:
        c.pos += 1
        digits = "0." + _run(c)
    if len(digits) > MAX_DIGITS:
        raise c.error(TooLarge, f"a number of more than {MAX_DIGITS} digits", first, c.pos)
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        raise c.error(LatexError, f"the number {digits} starts with a zero", first, c.pos)
    if c.text in ("e", "E") and c.adjacent(c.pos) and _exponent_follows(c):
        remedy = r"write \cdot 10^{...}, or a space before the letter if it is a name"
        raise c.error(
            AmbiguousLatex, "scientific notation of programs", first, c.pos + 1, remedy=remedy
        )
    return Number(Fraction(digits), span=c.span(first))


def _exponent_follows(c: Cursor) -> bool:
    """Whether the letter here looks like the exponent of ``1.5e-3``."""
    return is_digit(c.ahead()) or (c.ahead() in ("+", "-") and is_digit(c.ahead(2)))


def _run(c: Cursor) -> str:
    """Digits that stand together."""
    digits = ""
    while is_digit(c.text) and (not digits or c.adjacent(c.pos)):
        digits += c.take().text
        if len(digits) > MAX_DIGITS:
            break
    return digits


def _digits(c: Cursor) -> str:
    """Digits with ``{,}`` between groups of three."""
    digits = _run(c)
    while digits and c.text == "{" and c.ahead() == "," and c.ahead(2) == "}":
        c.pos += 3
        group = _run(c)
        if len(group) != 3:
            raise c.error(LatexError, "a group of thousands has three digits")
        digits += group
    return digits
