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

from symconv.algebra.tap_grid import grid
from symconv.algebra.tap_matrix import TapMatrix
from symconv.algebra.tap_product import Factor
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
    """Return one block per level that has more than one tap or channel."""
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

    return t.Matrix(abridged(grid(matrix, ZERO, cell)))


def abridged(rows: Sequence[Sequence[t.Expr]]) -> tuple[tuple[t.Expr, ...], ...]:
    """Return the first and last rows and columns with dots between them.

    >>> from symconv.latex import tex
    >>> tex.write(abridged([[ZERO] * 12])[0][HEAD])
    '\\\\cdots'
    """
    short = [_cut(row) for row in rows]
    if len(short) <= MOST:
        return tuple(short)
    dots = tuple(t.Dots("ddots" if isinstance(e, t.Dots) else "vdots") for e in short[0])
    return (*short[:HEAD], dots, *short[-TAIL:])


def _cut(row: Sequence[t.Expr]) -> tuple[t.Expr, ...]:
    return tuple(row) if len(row) <= MOST else (*row[:HEAD], t.Dots("cdots"), *row[-TAIL:])
