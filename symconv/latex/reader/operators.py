r"""Operators that need no declaration: ``\exp``, ``\max``, ``\operatorname{rank}`` and a few more.

*Why a closed list.* What is not in it must be declared as a function. ``\log`` is the natural
logarithm, as in the printed dialect; ``\ln`` is another spelling of it.
"""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, DialectError, LatexError
from symconv.latex.reader import bigs
from symconv.latex.reader.arguments import parenthesised
from symconv.latex.reader.arrays import is_array
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.listing import find, listed
from symconv.latex.reader.names import starts_name
from symconv.latex.reader.numbers import is_digit, starts_number
from symconv.latex.reader.scripts import scripts
from symconv.latex.reader.sets import curly
from symconv.latex.tree import Apply, Expr, Number, Power, SetOf, SetWhere
from symconv.notation import Name

ELEMENTARY = frozenset("exp log sin cos tan sinh cosh tanh".split())
EXTREMA = frozenset("max min sup inf gcd lcm".split())
COMMANDS = frozenset("\\" + n for n in (ELEMENTARY | EXTREMA | {"det"}) - {"lcm"})
WORDS = frozenset(
    """rank tr vec diag sgn sign ReLU relu softmax step size lcm conv pad flip sigmoid erf var mean
    deg dim max min exp log sin cos tan sinh cosh tanh gcd det sup inf trace span round""".split()
)
ALIASES = {"trace": "tr", "sign": "sgn", "relu": "ReLU"}
COLLECTIONS = (SetOf, SetWhere)
BRACKETS = frozenset({"(", "[", r"\{"})


def operator(c: Cursor) -> Expr:
    r"""Read a known operator with its arguments.

    Raises AmbiguousLatex where it is not clear how far an argument without brackets reaches.
    """
    first = c.pos
    if c.text in bigs.EXTREMA and c.ahead() == "_":
        return bigs.big(c)
    word = c.tokens[first].word or c.text[1:]
    c.pos += 1
    exponent = _exponent(c, word)
    name = Name(ALIASES.get(word, word))
    node: Expr = Apply(name, _arguments(c, word, first), span=c.span(first))
    if exponent is not None:
        return Power(node, exponent, span=c.span(first))
    return node


def _exponent(c: Cursor, word: str) -> Expr | None:
    r"""The power of ``\sin^2(x)``; a label such as ``\log_2`` is refused."""
    at = c.pos
    found = scripts(c)
    if found.sub is not None:
        raise c.error(DialectError, rf"a subscript on \{word}", at, c.pos)
    if found.sup is None:
        return None
    exponent = c.within(*found.sup, c.grammar.expression)
    if word not in ELEMENTARY or not isinstance(exponent, Number):
        fact = rf"a superscript between \{word} and its argument"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy="write parentheses around the whole")
    return exponent


def _arguments(c: Cursor, word: str, first: int) -> tuple[Expr, ...]:
    arguments = _bracketed(c, word) if c.text in BRACKETS else _bare(c, word, first)
    if (word in ELEMENTARY or word == "det") and len(arguments) != 1:
        raise c.error(LatexError, rf"\{word} takes one argument", first, c.pos)
    alone = word in EXTREMA and len(arguments) == 1
    if alone and not (is_array(c, arguments[0]) or isinstance(arguments[0], COLLECTIONS)):
        raise c.error(LatexError, rf"\{word} of a single number", first, c.pos)
    return arguments


def _bracketed(c: Cursor, word: str) -> tuple[Expr, ...]:
    if c.text == "(":
        return parenthesised(c)
    if c.text == r"\{" and find(c, c.pos + 1, c.partner[c.pos], ":", r"\mid", "|", r"\middle|"):
        return (curly(c),)
    if c.texts[c.partner[c.pos]] not in ("]", r"\}"):
        raise c.error(LatexError, rf"the brackets after \{word} do not match")
    return c.group(listed)


def _bare(c: Cursor, word: str, first: int) -> tuple[Expr, ...]:
    r"""``\sin x``, ``\det A``: one factor, and nothing side by side with it."""
    if word in EXTREMA or not c.text:
        raise c.error(LatexError, rf"\{word} needs its arguments in brackets", first, c.pos)
    at = c.pos
    node = c.grammar.factor(c)
    if (
        starts_name(c.text)
        or starts_number(c)
        or c.text in ("(", "[", "|", r"\frac")
        or (is_digit(c.texts[at]) and c.text[:1].isalpha())
    ):
        fact = rf"it is not clear where the argument of \{word} ends"
        raise c.error(AmbiguousLatex, fact, first, c.pos + 1, remedy="write parentheses")
    return (node,)
