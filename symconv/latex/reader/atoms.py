r"""Atoms: everything that stands by itself as one factor, by its first token.

*Why a table.* The first token decides what follows, always; so the reader never tries one reading
and goes back to another.
"""

from __future__ import annotations

from collections.abc import Callable

from symconv.errors import LatexError
from symconv.latex.reader import bigs, brackets, calculus, environments, fractions, operators, sets
from symconv.latex.reader.commands import nearest_command
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.names import NAME_COMMANDS
from symconv.latex.reader.numbers import number, starts_number
from symconv.latex.reader.simple import boxed, dots, infinity, labelled, text, word_or_name
from symconv.latex.reader.symbols import symbol
from symconv.latex.reader.unsupported import UNSUPPORTED
from symconv.latex.tree import Expr

ATOMS: dict[str, Callable[[Cursor], Expr]] = {
    "(": brackets.parenthesis, "[": brackets.square, "{": brackets.braces, "|": brackets.bars,
    r"\{": sets.curly, r"\#": sets.number_of, r"\emptyset": sets.empty, r"\lfloor": brackets.fence,
    r"\lceil": brackets.fence, r"\lvert": brackets.absolute, r"\lVert": brackets.norm,
    r"\|": brackets.double_bars, r"\left.": brackets.evaluated, r"\frac": fractions.fraction,
    r"\binom": fractions.binomial, r"\sqrt": fractions.root, r"\begin": environments.environment,
    r"\infty": infinity, r"\text": text, r"\underbrace": labelled, r"\boxed": boxed,
    r"\lim": calculus.limit, r"\mathbb": sets.space, r"\operatorname": word_or_name,
    r"\mathrm": word_or_name,
    **dict.fromkeys([r"\dots", r"\cdots", r"\vdots", r"\ddots"], dots),
    **dict.fromkeys(bigs.COMMANDS, bigs.big),
    **dict.fromkeys(operators.COMMANDS, operators.operator),
}  # fmt: skip
STARTS = ATOMS.keys() | NAME_COMMANDS


def starts_factor(c: Cursor) -> bool:
    """Whether the next token begins a factor, rather than ending the product."""
    text = c.text
    if not text:
        return False
    if len(text) == 1:
        if text == "|":
            return c.bars != "|" and c.ahead() != "_"
        if text == "(":
            return c.ahead() not in (r"\bmod", r"\mod")
        return text.isalnum() or text in "[{" or starts_number(c)
    if text == r"\|":
        return c.bars != r"\|"
    if text == r"\text":
        return False
    return text in STARTS or (text not in UNSUPPORTED and nearest_command(text) is not None)


def atom(c: Cursor) -> Expr:
    """Read one atom, without scripts that are not part of a name.

    Raises DialectError for a construction outside the dialect, LatexError for anything else.
    """
    text = c.text
    if (len(text) == 1 and text.isalpha()) or (text in NAME_COMMANDS and text not in ATOMS):
        return symbol(c)
    if starts_number(c):
        return number(c)
    read = ATOMS.get(text)
    if read is not None:
        c.deepen()
        node = read(c)
        c.depth -= 1
        return node
    if text not in UNSUPPORTED and text[:1] == "\\" and text[1:].isalpha():
        near = nearest_command(text)
        if near is not None:
            remedy = f"did you mean {near}?" if near else "use a command of the dialect"
            raise c.error(LatexError, f"unknown command {text[:40]}", remedy=remedy)
    raise c.unexpected()
