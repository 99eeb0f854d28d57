r"""Atoms: everything that stands by itself as one factor, by its first token.

*Why a table.* The first token decides what follows, always; so the reader never tries one reading
and goes back to another.
"""

from __future__ import annotations

from collections.abc import Callable

from symconv.errors import DialectError, LatexError
from symconv.latex.reader import bigs, brackets, calculus, environments, fractions, operators, sets
from symconv.latex.reader.commands import nearest_command
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.names import NAME_COMMANDS
from symconv.latex.reader.numbers import number, starts_number
from symconv.latex.reader.simple import boxed, dots, infinity, labelled, text, word_or_name
from symconv.latex.reader.symbols import symbol
from symconv.latex.tree import Expr

UNSUPPORTED = {
    r"\int": "an integral", r"\iint": "an integral", r"\oint": "an integral", r"\nabla": "nabla",
    r"\pm": "plus or minus", r"\mp": "minus or plus", r"\cup": "a union of two sets",
    r"\cap": "an intersection of two sets", r"\setminus": "a difference of sets",
    r"\oplus": "a direct sum", r"\star": "a star", r"\langle": "angle brackets",
    r"\overbrace": r"\overbrace (\underbrace is read)", r"\leftarrow": "an arrow to the left",
    r"\propto": "proportionality", r"\sim": "a distribution", r"\ll": "much less",
    r"\gg": "much greater", r"\perp": "orthogonality", r"\partial": "a lone differential",
    r"\phantom": "invisible ink", r"\bigoplus": "a direct sum", r"\coprod": "a coproduct",
    r"\triangleq": "a defining equality (:= is read)", r"\stackrel": "a decorated relation",
    r"\overset": "a decorated sign", r"\underset": "a decorated sign", r"\supset": "a superset",
    r"\supseteq": "a superset", r"\ni": "an element on the left", r"\Re": "a real part",
    r"\Im": "an imaginary part", r"\cong": "congruence of figures", r"\bigotimes": "a big product",
    r"\limsup": "an upper limit", r"\liminf": "a lower limit", r"\Pr": "a probability",
    r"\downarrow": "an arrow", r"\uparrow": "an arrow", r"\leftrightarrow": "a double arrow",
    r"\parallel": "parallelism", r"\substack": r"\substack outside a limit",
}  # fmt: skip
ATOMS: dict[str, Callable[[Cursor], Expr]] = {
    "(": brackets.parenthesis, "[": brackets.square, "{": brackets.braces, "|": brackets.bars,
    r"\{": sets.curly, r"\emptyset": sets.empty, r"\lfloor": brackets.fence,
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
STARTS = ATOMS.keys() | NAME_COMMANDS | UNSUPPORTED.keys()


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
    return text in STARTS or nearest_command(text) is not None


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
    if text in UNSUPPORTED:
        raise c.error(DialectError, f"{UNSUPPORTED[text]} is not part of the dialect")
    if text[:1] == "\\" and text[1:].isalpha():
        near = nearest_command(text)
        if near is not None:
            remedy = f"did you mean {near}?" if near else "use a command of the dialect"
            raise c.error(LatexError, f"unknown command {text[:40]}", remedy=remedy)
    raise c.unexpected()
