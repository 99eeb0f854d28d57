"""Exact values of a graph's nodes: nested numbers as trees, as printed lines, as lines of a figure.

A number with a short decimal expansion is written so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.errors import DialectError
from symconv.latex import tex
from symconv.latex.tree import Chain, Expr, Matrix, Statement
from symconv.notation import SymbolTable
from symconv.proof.derivation import Exact
from symconv.theorems.exact_scalars import exact_tree
from symconv.theorems.givens import Nested

Value = Nested


def said(left: Expr, right: Value) -> str:
    """Return the equation that says what value something has."""
    return tex.write(Chain((left, _tree(right)), ("=",)))


def from_exact(found: Exact) -> Value:
    """Return an exact value that holds no symbols."""
    assert not isinstance(found, str)  # every name has a number
    return tuple(map(from_exact, found)) if isinstance(found, tuple) else found


def shown(found: Value | None) -> tuple[str, ...]:
    """Return the lines of a value in a figure: one per row of a matrix."""
    if found is None:
        return ()
    if not isinstance(found, tuple):
        return (f"${tex.write(_leaf(found))}$",)
    if isinstance(found[0], tuple):
        return tuple(line for row in found for line in shown(row))
    return (f"$({', '.join(tex.write(_leaf(v)) for v in found)})$",)


def _tree(found: Value) -> Expr:
    if not isinstance(found, tuple):
        return _leaf(found)
    rows = [row if isinstance(row, tuple) else (row,) for row in found]
    return Matrix(tuple(tuple(_leaf(v) for v in row) for row in rows))


def entries(found: Value) -> Any:
    """Return nested numbers as nested trees."""
    return tuple(map(entries, found)) if isinstance(found, tuple) else _leaf(found)


def _leaf(found: Value) -> Expr:
    assert not isinstance(found, tuple)  # arrays are taken apart before
    return exact_tree(Fraction(found))


def for_programs(equation: Statement, symbols: SymbolTable) -> str:
    """Return the last side of an equation as SymPy writes it, or its LaTeX where SymPy cannot."""
    from symconv.latex.bridge import to_sympy

    assert isinstance(equation, Chain)  # the results of theorems are equations
    right = equation.sides[-1]
    try:
        return str(to_sympy(right, symbols))
    except DialectError:
        return tex.write(right)
