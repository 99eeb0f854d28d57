r"""The text printer: one readable line of Unicode for a terminal, and matrices as blocks.

*Defines* `write(node)` and `block(matrix)`. The text is for reading, it is not read back: fractions
become slashes, scripts stay on the line, ``⌊(n + 2p − k)/s⌋ + 1``.

*Juxtaposition.* Single letters, a leading number and parentheses stand next to each other, ``2p``
and ``s(o − 1)``; anything longer gets a dot, ``w_t·x_{so+t−p}``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symconv.latex import glyphs
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.parentheses import explicit
from symconv.latex.text.printer import render


def write(node: t.Node) -> str:
    """Return the tree as one line of Unicode.

    Raises DialectError for a tree that has no TeX spelling.

    >>> from symconv.notation import name
    >>> n, p, s = (t.Symbol(name(letter)) for letter in "nps")
    >>> write(t.Fence("floor", t.Divide(t.Add((n, t.Negative(p))), s)))
    '⌊(n − p)/s⌋'
    """
    return render(explicit(on_one_line(canonical(node))))


def block(matrix: t.Matrix) -> str:
    """Return a matrix as aligned lines, every column as wide as its widest entry.

    >>> from fractions import Fraction
    >>> print(block(t.Matrix(((t.Infinity(), t.Number(Fraction(12))),) * 2)))
    [ ∞  12 ]
    [ ∞  12 ]
    """
    rows = [[write(entry) for entry in line] for line in matrix.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left, right = glyphs.MATRIX_FENCES[matrix.fence]
    lines = (
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in rows
    )
    return "\n".join(f"{left} {line} {right}".strip() for line in lines)


def on_one_line(node: t.Node) -> Any:
    """Return the tree with every fraction bar laid down to a slash."""
    if isinstance(node, t.Divide):
        node = replace(node, style="slash")
    return t.rebuilt(node, on_one_line)


__all__ = ["block", "write"]
