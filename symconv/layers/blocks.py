r"""The block form of a layer's matrix: one small matrix per axis instead of one huge one.

The matrix is a Kronecker product, so it is a matrix of blocks ``B_{t}``, one block per tap of the
first axis; each block is again a matrix of blocks for the next axis, and the last one holds the
weights. All blocks of one level have the same pattern, so one generic line per level says it all:

    A = [ B_{0} B_{1} 0 ... ],     B_{i} = [ w_{i, 0} w_{i, 1} 0 ... ]

Every level has a letter of its own, A, B, D, E, because a name has one number of indices.

Long rows are cut by dots; every entry that is shown is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from symconv.algebra.tap_grid import grid
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor
from symconv.errors import ShapeError
from symconv.latex import tree as t
from symconv.layers.entries import CHANNEL_AXES, ZERO, Entries
from symconv.notation import Name

LEVELS = tuple(t.Symbol(Name(letter)) for letter in "ABDE")  # channels and up to three axes
LETTERS = tuple(t.Symbol(Name(letter)) for letter in "abijl")  # two channels, then the axes
MOST, HEAD, TAIL = 9, 6, 2


@dataclass(frozen=True)
class Block:
    """One level: the equation as a tree, and the size of the matrix on its right."""

    tree: t.Chain
    shape: tuple[int, int]


def block_form(factors: Sequence[Factor], entries: Entries) -> tuple[Block, ...]:
    """Return one block for the channels, if there are several, and one per axis.

    Raises ShapeError above three spatial axes, for which there are no letters.
    """
    if len(entries.shape) > len(LETTERS):
        raise ShapeError(
            f"{len(entries.shape) - CHANNEL_AXES} spatial axes have no block form",
            remedy="use at most three spatial axes, or the structure",
        )
    levels = list(zip(factors, _tap_indices(entries), strict=True))
    if not entries.shows_channels:
        levels = levels[1:]
    prefix: tuple[t.Expr, ...] = ()
    blocks = []
    for depth, (factor, tap_shape) in enumerate(levels):
        last = depth == len(levels) - 1
        inner = entries.element if last else partial(_block_name, LEVELS[depth + 1])
        right = _level(factor.matrix, tap_shape, prefix, inner)
        left = _block_name(LEVELS[depth], prefix)
        blocks.append(Block(t.Chain((left, right), ("=",)), factor.matrix.shape))
        first = len(prefix) + (0 if entries.shows_channels else CHANNEL_AXES)
        prefix += LETTERS[first : first + len(tap_shape)]
    return tuple(blocks)


def _tap_indices(entries: Entries) -> list[tuple[int, ...]]:
    """Return the shape of each factor's taps: both channel axes together, then each kernel axis."""
    channels, kernel = entries.shape[:CHANNEL_AXES], entries.shape[CHANNEL_AXES:]
    return [channels, *((k,) for k in kernel)]


def _block_name(letter: t.Symbol, indices: tuple[t.Expr, ...]) -> t.Expr:
    return t.Indexed(letter, indices) if indices else letter


def _level(
    matrix: TapMatrix,
    tap_shape: tuple[int, ...],
    prefix: tuple[t.Expr, ...],
    inner: Callable[[tuple[t.Expr, ...]], t.Expr],
) -> t.Matrix:
    def term(tap: int) -> t.Expr:
        own = np.unravel_index(tap, tap_shape)
        return inner(prefix + tuple(t.Number(Fraction(int(i))) for i in own))

    def cell(taps: tuple[int, ...]) -> t.Expr:
        return term(taps[0]) if len(taps) == 1 else t.Add(tuple(map(term, taps)))

    return t.Matrix(abridged(matrix, cell))


def abridged(
    matrix: TapMatrix, cell: Callable[[tuple[int, ...]], t.Expr]
) -> tuple[tuple[t.Expr, ...], ...]:
    """Return the first and last rows and columns with dots between them.

    Only what is shown is built, so the size of the matrix does not matter.

    >>> from symconv.latex import tex
    >>> line = TapMatrix.of((1, 10**6), [0], [10**6 - 1], [5])
    >>> rows = abridged(line, lambda taps: t.Number(Fraction(taps[0])))
    >>> len(rows[0]), tex.write(rows[0][-1])
    (9, '5')
    """
    rows, cols = (_shown(n) for n in matrix.shape)
    row, col = (np.searchsorted(*pair) for pair in ((rows, matrix.row), (cols, matrix.col)))
    alive = np.isin(matrix.row, rows) & np.isin(matrix.col, cols)
    corner = TapMatrix((len(rows), len(cols)), row[alive], col[alive], matrix.tap[alive])
    cells = [tuple(line) for line in grid(corner, ZERO, cell)]
    if matrix.shape[1] > MOST:
        cells = [(*line[:HEAD], t.Dots("cdots"), *line[HEAD:]) for line in cells]
    if matrix.shape[0] > MOST:
        column = [isinstance(e, t.Dots) for e in cells[0]]
        cells.insert(HEAD, tuple(t.Dots("ddots" if cut else "vdots") for cut in column))
    return tuple(cells)


def _shown(n: int) -> NDArray[np.intp]:
    """Return which of n rows or columns are printed."""
    every = np.arange(n)
    return every if n <= MOST else np.concatenate([every[:HEAD], every[-TAIL:]])
