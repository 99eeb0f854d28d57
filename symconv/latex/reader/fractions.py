r"""Fractions, roots and binomials; a fraction of differentials is a derivative."""

from __future__ import annotations

from symconv.errors import LatexError
from symconv.latex.reader import calculus
from symconv.latex.reader.arguments import argument
from symconv.latex.reader.cursor import Cursor
from symconv.latex.reader.growth import bounded, is_zero
from symconv.latex.tree import Binomial, Divide, Expr, Root


def fraction(c: Cursor) -> Expr:
    r"""Read ``\frac{a}{b}``, ``\frac12`` and ``\frac{\partial f}{\partial x}``."""
    first = c.pos
    if calculus.is_derivative(c):
        return calculus.derivative(c)
    c.pos += 1
    top = argument(c)
    at = c.pos
    bottom = argument(c)
    if is_zero(bottom):
        raise c.error(LatexError, "division by zero", at, c.pos)
    return Divide(top, bottom, span=c.span(first))


def binomial(c: Cursor) -> Expr:
    r"""Read ``\binom{n}{k}``."""
    first = c.pos
    c.pos += 1
    top = argument(c)
    return bounded(c, Binomial(top, argument(c), span=c.span(first)), first)


def root(c: Cursor) -> Expr:
    r"""Read ``\sqrt{a}`` and ``\sqrt[p]{a}``."""
    first = c.pos
    c.pos += 1
    degree = c.group(c.grammar.expression) if c.text == "[" else None
    return Root(argument(c), degree, span=c.span(first))
