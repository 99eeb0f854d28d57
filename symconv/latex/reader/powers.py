r"""What a superscript means on a value: a power, a transposition, or something to ask about."""

from __future__ import annotations

from symconv.errors import AmbiguousLatex, DialectError
from symconv.latex.reader.arrays import is_array
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.growth import bounded
from symconv.latex.reader.scripts import TokenRange
from symconv.latex.tree import Expr, Indexed, Number, Power, Symbol, Transposed
from symconv.notation import Kind, Name

UNSUPPORTED = {
    "*": "a star",
    r"\ast": "a star",
    r"\star": "a star",
    "+": "a plus",
    "-": "a minus",
    r"\dagger": "a dagger",
    r"\circ": "a degree sign",
}


def raised(c: Cursor, base: Expr, sup: TokenRange, first: int) -> Expr:
    r"""Return the base with its superscript: `Power` or `Transposed`.

    Raises AmbiguousLatex for ``A^T`` where T is declared and for ``x^{(2)}``.
    """
    if is_transposition(c, sup):
        _check_transposition(c, base, sup)
        return Transposed(base, span=c.span(first))
    _check_declared_t(c, base, sup)
    text = c.texts[sup[0]]
    if sup[1] - sup[0] == 1 and text in UNSUPPORTED:
        raise c.error(DialectError, f"{UNSUPPORTED[text]} as superscript", *sup)
    if isinstance(base, (Symbol, Indexed)) and text == "(" and c.partner[sup[0]] == sup[1] - 1:
        fact = "a superscript in parentheses is a layer or step, not a power"
        remedy = "declare the name with its layer; for a power leave the parentheses out"
        raise c.error(AmbiguousLatex, fact, *sup, remedy=remedy)
    exponent = c.within(*sup, c.grammar.expression)
    return bounded(c, Power(base, exponent, span=c.span(first)), first)


def is_transposition(c: Cursor, sup: TokenRange) -> bool:
    r"""Whether a superscript is ``\top``, or a lone T."""
    if sup[1] - sup[0] != 1:
        return False
    text = c.texts[sup[0]]
    return (
        text == r"\top"
        or (text == "T" and Name("T") not in c.scope)
        or (text in (r"\mathrm", r"\text") and c.tokens[sup[0]].word == "T")
    )


def _check_declared_t(c: Cursor, base: Expr, sup: TokenRange) -> None:
    """Refuse ``A^T`` for an array A and a declared T."""
    if c.texts[sup[0] : sup[1]] == ["T"] and is_array(c, base):
        fact = "T is declared, so this is a power or a transposition"
        raise c.error(AmbiguousLatex, fact, *sup, remedy=r"write ^{\top} for the transposition")


def _check_transposition(c: Cursor, base: Expr, sup: TokenRange) -> None:
    scalar = isinstance(base, (Number, Indexed)) or (
        isinstance(base, Symbol) and c.scope.kind(base.name) is Kind.SCALAR
    )
    if scalar and c.texts[sup[0]] == "T":
        fact = "the superscript T on a number: T is not declared, and a number has no transpose"
        raise c.error(AmbiguousLatex, fact, *sup, remedy="declare T, or the base as a tensor")
