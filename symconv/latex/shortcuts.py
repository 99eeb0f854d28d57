"""The two functions of this room that users call by name: text to statement, object to LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.tree import Node, Statement
from symconv.notation import SymbolTable

if TYPE_CHECKING:
    import sympy as sp


def read_latex(text: str, symbols: SymbolTable) -> Statement:
    r"""Read exactly one statement; every name must be declared in ``symbols``.

    Raises LatexError (or a kin of it) with line, column and a hint for anything else.

    >>> from symconv.notation import scalars
    >>> read_latex(r"\frac12 n", SymbolTable.of(scalars("n"))).sign
    ''
    """
    return read_one(text, symbols).statement


def write_latex(obj: Node | sp.Basic) -> str:
    r"""Return the LaTeX of a presentation tree or of a SymPy object.

    Raises DialectError for what has no agreed spelling.

    >>> from sympy import floor, symbols
    >>> write_latex(floor(symbols("n") / 2))
    '\\left\\lfloor \\frac{n}{2} \\right\\rfloor'
    """
    if isinstance(obj, Node):
        return tex.write(obj)
    from symconv.latex.bridge import from_sympy  # SymPy is needed for its own objects alone

    return tex.write(from_sympy(obj))
