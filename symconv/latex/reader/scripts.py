r"""Subscripts and superscripts as token ranges, before anyone says what they mean.

*Defines* `Scripts` and `scripts`. ``x_i^2``, ``x^2_i`` and ``x'_i`` are one nucleus with up to one
subscript, one superscript and primes, in any order, as TeX has it; two of a kind are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.errors import LatexError
from symconv.latex.reader.bounds import MAX_PRIMES
from symconv.latex.reader.cursor import Cursor
from symconv.notation import GREEK

SIMPLE_SCRIPTS = frozenset({r"\top", r"\prime", r"\infty", r"\mathrm", r"\text", "*", r"\ast"})
TokenRange = tuple[int, int]


@dataclass(frozen=True)
class Scripts:
    """Token ranges ``first <= i < last`` of the scripts, and the number of primes."""

    primes: int = 0
    sub: TokenRange | None = None
    sup: TokenRange | None = None


NONE = Scripts()


def scripts(c: Cursor) -> Scripts:
    """Read what is attached to the nucleus that ends here."""
    if c.text not in ("_", "^", "'"):
        return NONE
    primes, sub, sup = 0, None, None
    while c.text in ("_", "^", "'"):
        sign = c.take().text
        if sign == "'":
            if sup is not None:
                raise c.error(LatexError, "a prime after a superscript", c.pos - 1, c.pos)
            primes += 1
            if primes > MAX_PRIMES:
                raise c.error(LatexError, f"more than {MAX_PRIMES} primes", c.pos - 1, c.pos)
        elif sign == "_":
            if sub is not None:
                raise c.error(LatexError, "two subscripts", c.pos - 1, c.pos)
            sub = script_range(c)
        else:
            found = script_range(c)
            marks = c.texts[found[0] : found[1]]
            if marks and all(m in (r"\prime", "'") for m in marks):
                primes += len(marks)
                continue
            if sup is not None:
                raise c.error(LatexError, "two superscripts", c.pos - 1, c.pos)
            sup = found
    return Scripts(primes, sub, sup)


def script_range(c: Cursor) -> TokenRange:
    """Return the tokens of one script: a group in braces, or a single token."""
    if c.text == "{":
        first, last = c.pos + 1, c.partner[c.pos]
        c.pos = last + 1
        if first == last:
            raise c.error(LatexError, "an empty script", first - 1, last)
        return first, last
    text = c.text
    if text and (text.isalnum() or text in SIMPLE_SCRIPTS or text[1:] in GREEK):
        c.pos += 1
        return c.pos - 1, c.pos
    if not text:
        raise c.error(LatexError, "a script without content")
    raise c.error(
        LatexError, f"a script that starts with {text} needs braces", remedy="write {...}"
    )
