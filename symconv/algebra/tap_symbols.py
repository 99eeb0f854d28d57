"""Symbols for taps: a structured matrix as a SymPy matrix.

Goes through `DomainMatrix` over the raw expressions, which costs a fraction of a microsecond per
entry; SymPy's per-cell constructors cost 3 to 30.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Add, Expr, Matrix
from sympy.polys.domains import EXRAW
from sympy.polys.matrices import DomainMatrix

from symconv.algebra.tap_matrix import TapMatrix
from symconv.errors import ShapeError, TooLarge

MOST_ENTRIES = 10**6


def to_sympy(matrix: TapMatrix, symbols: Sequence[Expr]) -> Matrix:
    """Return the matrix with ``symbols[tap]`` in its cells; entries of one cell add.

    Raises ShapeError when a tap has no symbol, TooLarge above a million entries.

    >>> from sympy import symbols
    >>> to_sympy(TapMatrix.of((2, 2), [0, 0, 1], [0, 0, 1], [0, 1, 1]), symbols("a b"))
    Matrix([
    [a + b, 0],
    [    0, b]])
    """
    needed = int(matrix.tap.max(initial=-1)) + 1
    if len(symbols) < needed:
        raise ShapeError(
            f"{len(symbols)} symbols for a matrix with taps 0..{needed - 1}",
            remedy="give one symbol per weight, in row-major order",
        )
    if matrix.nnz > MOST_ENTRIES:
        raise TooLarge(
            f"{matrix.nnz} entries are more than {MOST_ENTRIES} SymPy can hold in reasonable time",
            remedy="keep the structure: it compares, multiplies and prints by blocks without SymPy",
        )
    return DomainMatrix(_rows(matrix, symbols), matrix.shape, EXRAW).to_Matrix()


def _rows(matrix: TapMatrix, symbols: Sequence[Expr]) -> Mapping[int, Mapping[int, Expr]]:
    rows: dict[int, dict[int, Any]] = {}
    shared: dict[tuple[int, int], list[Expr]] = {}
    entries = zip(matrix.row.tolist(), matrix.col.tolist(), matrix.tap.tolist(), strict=True)
    for r, c, t in entries:
        row = rows.setdefault(r, {})
        if c in row:
            shared.setdefault((r, c), [row[c]]).append(symbols[t])
        else:
            row[c] = symbols[t]
    for (r, c), terms in shared.items():
        rows[r][c] = Add(*terms)
        if not rows[r][c]:  # a sparse matrix must not store the zero that terms cancel to
            del rows[r][c]
    return {r: row for r, row in rows.items() if row}
